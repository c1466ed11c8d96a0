"""Pictures of result tables: which columns make which picture, and when there is none."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from ontology import BASE, NS
from server.pages.drawing.answers import picture_of
from server.pages.results import heading, label_of, table_of

PLACES = [
    {"slug": "hull", "short": "Hull", "iso": "GB-KHL", "map_column": "3", "map_row": "2"},
    {"slug": "leeds", "short": "Leeds", "iso": "GB-LDS", "map_column": "2", "map_row": "2"},
]


def council(slug: str) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}id/council/{slug}")


def grade(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}ref/grade/ofsted-{name}")


def number(value: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(NS["xsd"] + "integer"))


def day(value: str, kind: str = "date") -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(NS["xsd"] + kind))


def drawn(columns: str, *rows: tuple[object, ...], cut: bool = False) -> str:
    """Title of the picture of a table, empty where there is none."""
    names = columns.split()
    table = table_of(names, [dict(zip(names, row, strict=True)) for row in rows], cut=cut)
    drawing = picture_of(table, lambda: PLACES)
    return drawing.title if drawing else ""


WORDS = ox.Literal("Visits"), ox.Literal("Records")


@pytest.mark.parametrize(
    ("columns", "rows", "title"),
    [
        (
            "council grade",
            [(council("hull"), grade("good")), (council("leeds"), grade("good"))],
            "Map of council, grade",
        ),
        ("topic findings", [(WORDS[0], number("3")), (WORDS[1], number("12"))], "Findings as bars"),
        ("what day", [(WORDS[0], day("2019-01-01")), (WORDS[1], day("2020", "gYear"))], "Days of what, day"),
        ("grade number", [(grade("good"), number("3")), (grade("inadequate"), number("1"))], "Number as bars"),
        ("number day", [(number("3"), day("2019-01-01")), (number("4"), day("2020-01-01"))], ""),
        ("topic findings", [(WORDS[0], number("3")), (WORDS[1], number("-1"))], ""),
        ("topic findings", [(WORDS[0], number("3")), (WORDS[0], number("4"))], ""),
        ("topic findings", [(WORDS[0], number("3"))], ""),
        ("what day", [(WORDS[0], day("2019-01-01")), (WORDS[1], day("2019-01-01"))], ""),
        ("what day", [(WORDS[0], day("2019-13-41")), (WORDS[1], day("rubbish"))], ""),
        ("one other", [WORDS, WORDS], ""),
        ("council grade", [(council("hull"), grade("good")), (council("hull"), grade("inadequate"))], ""),
        ("council grade", [(council("x"), grade("good")), (council("y"), grade("good"))], ""),
    ],
)
def test_the_columns_decide(columns: str, rows: list[tuple[object, ...]], title: str) -> None:
    assert drawn(columns, *rows) == title


def test_a_table_that_was_cut_has_no_picture() -> None:
    assert not drawn("topic findings", (WORDS[0], number("3")), (WORDS[1], number("12")), cut=True)


def test_bars_tell_their_numbers_in_words_too() -> None:
    rows = [{"topic": WORDS[0], "findings": number("3")}, {"topic": WORDS[1], "findings": number("12000")}]
    drawing = picture_of(table_of(["topic", "findings"], rows), list)
    assert drawing
    assert drawing.description == "Visits: 3; Records: 12,000."


@pytest.mark.parametrize(("variable", "words"), [("gradeLabel", "Grade"), ("lastSeen", "Last seen"), ("gss", "Gss")])
def test_headings_are_words(variable: str, words: str) -> None:
    assert heading(variable) == words


def test_a_saved_question_shows_its_picture_and_gives_it_alone(client: FlaskClient) -> None:
    page = client.get("/query/latest-grades", headers={"Accept": "text/html"}).text
    assert '<figure><div class="scroll wide"' in page
    assert client.get("/query/latest-grades.svg").mimetype == "image/svg+xml"
    assert "Nothing to draw" in client.get("/query/who-said-what.svg?council=barnsley").text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("council/hull", "Kingston upon Hull City Council"),
        ("inspection/hull-ofsted-childrens-2019-01", "Hull, Ofsted childrens, January 2019"),
        ("judgement/st-helens-ofsted-childrens-2019-overall", "St Helens, Ofsted childrens, 2019, overall"),
        ("inspection/nowhere-ofsted-childrens-2019-01", "nowhere ofsted childrens 2019 01"),
        ("person/hull-jane-example", "hull jane example"),
    ],
)
def test_addresses_are_told_as_words(path: str, words: str) -> None:
    assert label_of(f"{BASE}id/{path}") == words
