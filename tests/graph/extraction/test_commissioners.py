"""Who was sent by government or leads an improvement board, told without a title beside the name. All people are invented."""

from __future__ import annotations

import pytest

from graph.extraction.people.officials import find_officials
from tests.graph.extraction.analysed import analysed

CASES = [
    (
        "Sampleton has a commissioner. Tom Sample, chief executive of a charity, was sent in by the Department for Education.",
        "Tom Sample=commissioner",
    ),
    (
        "A commissioner was named. Jane Example, a former director in Otherham, has three months to advise on a trust.",
        "Jane Example=commissioner",
    ),
    (
        "Ministers issued a statutory direction. Jane Example will advise whether services should be given to a trust.",
        "Jane Example=commissioner",
    ),
    (
        "The government’s commissioner will stay. Jane Example has been overseeing the service since 2022.",
        "Jane Example=commissioner",
    ),
    ("The commissioner for children’s social care is Jane Example.", "Jane Example=commissioner"),
    (
        "An improvement board, led by former Otherham director Tom Sample, has begun to meet.",
        "Tom Sample=improvement_board_chair",
    ),
    ("A board with an outside chair, Dame Jane Example, was put in place.", "Jane Example=improvement_board_chair"),
    ("The chair of its improvement board, Tom Sample, agreed.", "Tom Sample=improvement_board_chair"),
]
NOBODY = [
    "Jane Example was sent in by the Department for Education to look at schools.",
    "Sampleton has a commissioner. Jane Example was sent by the bakery to deliver bread.",
    "Sampleton has a commissioner. Jane Example will report for work whether it rains or not.",
    "A board with an outside interest, Jane Example said, was put in place.",
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:50] for case in CASES])
def test_posts_that_government_gives(text: str, expected: str) -> None:
    claims = find_officials(analysed(text), "sampleton")
    assert " ".join(f"{claim.name}={claim.role}" for claim in claims if claim.published) == expected


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_sent(text: str) -> None:
    assert not [claim for claim in find_officials(analysed(text), "sampleton") if claim.published]
