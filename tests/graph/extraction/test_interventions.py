"""What government did about a council, and what it only might do. All articles are invented."""

from __future__ import annotations

import pytest

from tests.graph.extraction.invented import STAND_INS, read

INTRO = "Children’s services at Sampleton City Council were rated inadequate by Ofsted in May.\n\n"
DONE = {
    "A commissioner will be appointed in the coming weeks.": "sampleton commissioner planned",
    "A commissioner sent in by the government said that it was slow.": "sampleton commissioner in_force",
    "The commissioner, whom the government appointed in May, will report.": "sampleton commissioner in_force",
    "Services were kept, because the government-appointed commissioner Jane Example asked for it.": (
        "sampleton commissioner in_force"
    ),
    "New commissioners will be sent to Otherham City Council.": "otherham commissioner planned",
    "Ministers have sent in Jane Example, a former director at Otherham City Council, as commissioner.": (
        "sampleton commissioner in_force"
    ),
    "The improvement notice was extended for a year.": "sampleton improvement_notice in_force",
    "The improvement notice was lifted in June.": "sampleton improvement_notice ended",
    "The improvement board has been disbanded.": "sampleton improvement_board ended",
    "The government directed the council to work with its neighbour.": "sampleton statutory_direction in_force",
    "The government issued a series of directions to Otherham City Council.": "otherham statutory_direction in_force",
    "The services were handed to an independent trust.": "sampleton children_trust in_force",
}
ONLY_POSSIBLE = [
    "If nothing changes, a commissioner will be appointed.",
    "Moving the services to a trust would not help, she said.",
    "The commissioner recommended that a trust should run the services.",
    "The government wants a trust to run the services.",
    "A trust run by others is “the last thing we want”, he said.",
    "Commissioners will not be sent in.",
]


def interventions(sentence: str) -> set[str]:
    """The published interventions of a sentence below the news, as council, kind and status."""
    slugs = {real.lower(): invented.lower() for invented, real in STAND_INS.items()}
    return {f"{slugs[c.council]} {c.kind} {c.status}" for c in read(INTRO + sentence).interventions if c.published}


@pytest.mark.parametrize(("sentence", "expected"), DONE.items())
def test_intervention(sentence: str, expected: str) -> None:
    assert expected in interventions(sentence)


@pytest.mark.parametrize("sentence", ONLY_POSSIBLE)
def test_what_is_only_possible_is_none(sentence: str) -> None:
    found = interventions(sentence)
    assert not [words for words in found if "children_trust" in words or words.startswith("sampleton commissioner")]
