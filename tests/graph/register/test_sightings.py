"""Names of councils in running text: what is strong, what is weak, what is none."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.document import Span
from graph.register.register import load_register

REGISTER = load_register()
DAY = date(2024, 6, 1)


def found(text: str, on: date | None = DAY) -> list[tuple[str, str, bool]]:
    """(words, slugs, strong) of each name found."""
    finds = REGISTER.find(text, Span(0, len(text)), on)
    return [(each.span.of(text), "|".join(each.councils), each.strong) for each in finds]


@pytest.mark.parametrize(
    ("text", "words", "slug"),
    [
        ("Staff at Hull City Council agreed.", "Hull City Council", "hull"),
        ("A spokesman for Hull council agreed.", "Hull council", "hull"),
        (
            "the London Borough of Barking and Dagenham’s plan",
            "London Borough of Barking and Dagenham",
            "barking-and-dagenham",
        ),
        ("the Royal Borough of Kingston said", "Royal Borough of Kingston", "kingston-upon-thames"),
        (
            "City of Bradford Metropolitan District Council",
            "City of Bradford Metropolitan District Council",
            "bradford",
        ),
        ("the City of Wolverhampton Council", "City of Wolverhampton Council", "wolverhampton"),
        ("St. Helens Council’s leader", "St. Helens Council", "st-helens"),
        (
            "Bournemouth, Christchurch and Poole Council",
            "Bournemouth, Christchurch and Poole Council",
            "bournemouth-christchurch-and-poole",
        ),
        ("councillors at BCP Council", "BCP Council", "bournemouth-christchurch-and-poole"),
        ("READING COUNCIL IMPROVES", "READING COUNCIL", "reading"),
        ("the kent county council offices", "kent county council", "kent"),
        ("Kingston upon\nHull City\nCouncil", "Kingston upon\nHull City\nCouncil", "hull"),
        ("the Metropolitan Borough of Wirral", "Metropolitan Borough of Wirral", "wirral"),
        ("Isle of Wight Council", "Isle of Wight Council", "isle-of-wight"),
        ("North Lincolnshire Council met", "North Lincolnshire Council", "north-lincolnshire"),
        ("Cyngor Gwynedd", "Cyngor Gwynedd", "gwynedd"),
        ("the City Corporation said", "City Corporation", "city-of-london"),
        ("Durham County Council", "Durham County Council", "durham"),
        ("ex-Derby City Council officer", "Derby City Council", "derby"),
    ],
)
def test_with_council_words_it_is_strong(text: str, words: str, slug: str) -> None:
    assert found(text) == [(words, slug, True)]


@pytest.mark.parametrize(
    ("text", "words", "slug"),
    [
        ("inspectors came to Hull in May", "Hull", "hull"),
        ("families in Reading waited", "Reading", "reading"),
        ("Barking & Dagenham has improved", "Barking & Dagenham", "barking-and-dagenham"),
        ("services on the Isle of Wight", "Isle of Wight", "isle-of-wight"),
        ("back in Westminster", "Westminster", "westminster"),
        ("in the City of London", "City of London", "city-of-london"),
        ("Sandwell Children’s Trust runs it", "Sandwell", "sandwell"),
        ("Hull council tax bills", "Hull", "hull"),
        ("a Hull-based charity", "Hull", "hull"),
        ("families in North Yorkshire", "North Yorkshire", "north-yorkshire"),
        ("inspected in Hull\n\nPolice said", "Hull", "hull"),
        ("at the University of\n\nHull was told", "Hull", "hull"),
        ("‘Hull’ is", "Hull", "hull"),
        ("Nottingham City children’s services", "Nottingham", "nottingham"),
        ("around Newcastle", "Newcastle", "newcastle-upon-tyne|newcastle-under-lyme"),
    ],
)
def test_a_bare_place_is_weak(text: str, words: str, slug: str) -> None:
    assert found(text) == [(words, slug, False)]


@pytest.mark.parametrize(
    "text",
    [
        "Hull City won again",
        "Derby County lost",
        "the Kent County Show",
        "a Hackney carriage and the Barnet formula",
        "the Sutton Trust",
        "Reading FC drew",
        "the University of Hull",
        "NHS Kent and Medway",
        "West Yorkshire Police",
        "Hull Royal Infirmary",
        "Avon and Somerset Police",
        "Devon & Cornwall Police",
        "Leicester, Leicestershire and Rutland ICB",
        "the Cambridgeshire and Peterborough Combined Authority",
        "City of London Police",
        "Nottingham Forest and Sheffield Wednesday",
        "the Bishop of Durham",
        "MP for Hull",
        "Leeds North West",
        "Lord Warwick and Mrs Kent",
        "New York",
        "the Royal Cornwall Hospital",
        "Greater Manchester",
        "Sutton-in-Ashfield and Bradford-on-Avon",
        "Bury St Edmunds",
        "Sutton Coldfield",
        "Newport Pagnell",
        "the South Lincolnshire Council",
        "in north Lincolnshire",
        "Leicester County Council",
        "Lichfield City Council",
        "Harlow Town Council",
        "they were reading a report in the bath",
        "Reading the report took a day",
        "cut down council spending",
        "the reading council of the school",
        "sit down district council",
        "Down with it, said Angus Hart in Eden Street",
        "write to a@Kent.gov.uk or www.Hull.gov.uk",
        "O’Hart",
        "the University of Hull and its neighbours",
        "Achieving for Children",
        "Manchester Evening News and Bristol Live",
    ],
)
def test_what_only_looks_like_a_council(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Kent and Medway councils agreed", ["kent", "medway"]),
        ("Derby City and Derbyshire County councils", ["derby", "derbyshire"]),
        ("Leeds, Bradford and Wakefield councils", ["leeds", "bradford", "wakefield"]),
        ("the London boroughs of Camden and Islington", ["camden", "islington"]),
    ],
)
def test_a_plural_makes_a_whole_list_strong(text: str, slugs: list[str]) -> None:
    assert [(slug, strong) for _, slug, strong in found(text)] == [(slug, True) for slug in slugs]


@pytest.mark.parametrize(
    ("text", "on", "slugs"),
    [
        ("families in Somerset", date(2019, 1, 1), ["somerset-county"]),
        ("families in Somerset", date(2024, 1, 1), ["somerset"]),
        ("Somerset Council", date(2019, 1, 1), ["somerset-county"]),
        ("a walk in Harrogate", date(2019, 1, 1), ["harrogate"]),
        ("a walk in Harrogate", date(2024, 1, 1), []),
        ("Harrogate Borough Council", date(2024, 1, 1), ["harrogate"]),
        ("voters in East Surrey", date(2024, 1, 1), []),
        ("services in Cumbria", date(2024, 1, 1), ["cumbria"]),
    ],
)
def test_the_date_decides_who_was_there(text: str, on: date, slugs: list[str]) -> None:
    assert [slug for _, slug, _ in found(text, on)] == slugs


def test_no_name_is_found_inside_the_name_of_another() -> None:
    """Every official name, alone in a sentence, gives its own council and nothing else."""
    for council in REGISTER.councils.values():
        text = f"On Monday {council.name} met."
        assert found(text, council.start) == [(council.name, council.slug, True)]


def test_short_names_are_not_found_inside_others() -> None:
    for council in REGISTER.councils.values():
        for each in REGISTER.find(text := f"in {council.short_name}, too", Span(0, len(text)), council.start):
            assert council.slug in each.councils
            assert each.span == Span(3, 3 + len(council.short_name))


def test_only_the_span_is_read() -> None:
    text = "Hull City Council, Leeds City Council, Kent County Council"
    (only,) = REGISTER.find(text, Span(19, 37), DAY)
    assert only.span == Span(19, 37)
    assert only.councils == ("leeds",)


WORDS = st.sampled_from(
    [
        "Hull",
        "City",
        "Council",
        "Kent",
        "and",
        "Medway",
        "councils",
        "the",
        "London",
        "Borough",
        "of",
        "St",
        ".",
        "Helens",
        "King’s",
        "Lynn",
        "West",
        "Norfolk",
        "reading",
        "Reading",
        "NHS",
        "Police",
        ",",
        "&",
        "-",
        "Newcastle",
        "upon",
        "Tyne",
        "’s",
        "ı",
        "İ",
    ]
)


@given(st.lists(st.one_of(WORDS, st.text(max_size=4)), max_size=40), st.integers(0, 80), st.integers(0, 80))
def test_finds_lie_in_the_span_in_order_without_overlap(words: list[str], one: int, other: int) -> None:
    text = " ".join(words)
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    at = start
    for each in REGISTER.find(text, Span(start, end), None):
        assert at <= each.span.start < each.span.end <= end
        assert each.councils
        assert set(each.councils) <= set(REGISTER.councils)
        at = each.span.end


@given(st.text(max_size=60))
def test_any_text_may_be_asked_for(text: str) -> None:
    naming = REGISTER.named(text)
    assert naming.reason
    assert REGISTER.by_code(text) == () or text.strip()


def _seconds(text: str) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        for _found in REGISTER.find(text, Span(0, len(text)), None):
            pass
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "Hull City Council said families in Kent and Medway had waited for the London Borough of Camden. ",
        "Kent and Medway, Hull & ",
        "London Borough of ",
        "City and County and Borough of the ",
        "Metropolitan " * 3 + "Hull ",
        " ",
        "Kent \n ",
    ],
)
def test_the_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    small = piece * (20_000 // len(piece))
    assert _seconds(small * 8) < 24 * max(_seconds(small), 0.002)
