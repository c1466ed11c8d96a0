"""Which councils a text means where one followed another of the same name."""

from __future__ import annotations

import pytest

from graph.extraction.analysis import MentionKind
from graph.extraction.councils.councils import council_mentions
from graph.extraction.extractor import extract
from graph.extraction.sentences import split
from graph.reading import read_bytes


def named(text: str) -> list[str]:
    document = read_bytes(text.encode(), name="article.txt")
    mentions = council_mentions(document, split(document))
    return [each.value for found in mentions.values() for each in found if each.kind is MentionKind.COUNCIL]


@pytest.mark.parametrize(
    ("text", "councils"),
    [
        (
            "Dorset Council has been visited by inspectors. Its predecessor, Dorset County Council, had them in 2016.",
            ["dorset", "dorset-county"],
        ),
        (
            "Dorset County Council has been visited by inspectors. Dorset Council said that it was glad to see them.",
            ["dorset-county", "dorset-county"],
        ),
    ],
)
def test_a_text_of_unknown_date_means_both_if_it_tells_of_a_predecessor(text: str, councils: list[str]) -> None:
    assert named(text) == councils


def test_an_inspection_before_a_council_was_made_is_of_the_one_of_that_name_before_it() -> None:
    text = (
        "Children's services\n\n3 May 2024\n\n"
        "Ofsted inspected children's services at Somerset Council in July 2022. It made a focused visit in March 2024."
    )
    found = extract(read_bytes(text.encode(), name="article.txt"))
    assert {(each.council, each.fieldwork[0].edtf) for each in found.inspections} == {
        ("somerset-county", "2022-07"),
        ("somerset", "2024-03"),
    }


@pytest.mark.parametrize(("year", "published"), [("2025", False), ("2015", True)])
def test_no_inspection_of_a_council_after_its_end_is_claimed(year: str, published: bool) -> None:
    text = (
        "Children's services\n\n3 June 2025\n\n"
        f"Ofsted inspected children's services at Cumbria County Council in May {year}. Inspectors wrote to it."
    )
    (inspection,) = extract(read_bytes(text.encode(), name="article.txt")).inspections
    assert inspection.council == "cumbria"
    assert inspection.published == published


@pytest.mark.parametrize("county", ["Cheshire", "Bedfordshire"])
def test_a_county_that_several_councils_share_since_is_none_of_them(county: str) -> None:
    text = (
        f"{county}'s children's services\n\n3 May 2024\n\nOfsted has rated children's services in {county} inadequate."
    )
    found = extract(read_bytes(text.encode(), name="article.txt"))
    assert not [each for each in (*found.inspections, *found.judgements) if each.published]


def test_the_name_of_such_a_county_means_the_part_that_a_text_names_in_full() -> None:
    assert named("Cheshire East Council was glad. Cheshire had waited long.") == ["cheshire-east", "cheshire-east"]


@pytest.mark.parametrize(
    ("text", "councils"),
    [
        ("The Isle of Wight Council met. The Island is small, and the island’s beaches are long.", 3),
        ("The Isle of Wight Council met. The island of Sampleton is small.", 1),
        ("Torbay Council met. Trains run along the Bay.", 2),
        ("Sampleton Council met. The Island is small.", 0),
    ],
)
def test_a_nickname_is_the_council_that_a_text_names(text: str, councils: int) -> None:
    document = read_bytes(text.encode(), name="article.txt")
    found = council_mentions(document, split(document)).values()
    assert sum(each.kind is MentionKind.COUNCIL for mentions in found for each in mentions) == councils
