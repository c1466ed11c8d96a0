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
    "The statutory direction imposed after that report was withdrawn in 2021.": "sampleton statutory_direction ended",
    "Government commissioners ran the council until 2019.": "sampleton commissioner ended",
    "The government-appointed commissioner, Jane Example, has finished her work.": "sampleton commissioner ended",
    "The improvement board, set up in 2016, will meet for the last time in June.": "sampleton improvement_board ended",
    "The council came out of an improvement notice in 2011.": "sampleton improvement_notice ended",
    "An improvement board with an independent chair is to be set up.": "sampleton improvement_board planned",
    "The council will set up an improvement board.": "sampleton improvement_board planned",
    "Ministers will issue the council with a statutory direction and send in an improvement adviser.": (
        "sampleton improvement_adviser planned"
    ),
    "A children’s trust is due to take over the services in April.": "sampleton children_trust planned",
    "An independent trust created to lift the quality of services was rated good.": (
        "sampleton children_trust in_force"
    ),
    "The improvement adviser will stay, but the improvement notice has been lifted.": (
        "sampleton improvement_adviser in_force"
    ),
    "The improvement board has been disbanded.": "sampleton improvement_board ended",
    "The government directed the council to work with its neighbour.": "sampleton statutory_direction in_force",
    "The government issued a series of directions to Otherham City Council.": "otherham statutory_direction in_force",
    "The services were handed to an independent trust.": "sampleton children_trust in_force",
    "Its services are to be placed in an independent trust.": "sampleton children_trust planned",
    "Ministers keep the council under a statutory direction for another year.": "sampleton statutory_direction in_force",
    "The council was placed under a direction and given an adviser.": "sampleton statutory_direction in_force",
    "The Department for Education’s Jane Example, the adviser sent in by ministers, said so.": (
        "sampleton improvement_adviser in_force"
    ),
    "The government has acted. Jane Example, chief executive of Otherham, was named by ministers. The commissioner is new.": (
        "sampleton commissioner in_force"
    ),
}
ONLY_POSSIBLE = [
    "If nothing changes, a commissioner will be appointed.",
    "Moving the services to a trust would not help, she said.",
    "The commissioner recommended that a trust should run the services.",
    "The government wants a trust to run the services.",
    "A trust run by others is “the last thing we want”, he said.",
    "Commissioners will not be sent in.",
    "A Labour MP wants ministers to send in commissioners.",
    "The government has decided against a children’s trust.",
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


TIMES = {
    "The council has been under a statutory direction since 2020.": ("2020", None),
    "It was found to be failing in January 2020 and has been under a statutory direction since then.": (
        "2020-01",
        None,
    ),
    "The improvement notice, dated 3 May 2021, says so.": ("2021-05-03", None),
    "The improvement notice issued in 2019 was lifted in 2021.": ("2019", "2021"),
    "The improvement notice was lifted in 2021.": (None, "2021"),
    "On 3 May 2021 the improvement notice was lifted.": (None, "2021-05-03"),
    "Sampleton Children’s Services Trust, which was set up in April 2018, runs services.": ("2018-04", None),
    "Inspectors called at Sampleton Children’s Services Trust on 8 and 9 October 2020.": (None, None),
}


@pytest.mark.parametrize(("sentence", "expected"), TIMES.items())
def test_begin_and_end(sentence: str, expected: tuple[str | None, str | None]) -> None:
    (claim,) = [each for each in read(INTRO + sentence).interventions if each.published]
    began, ended = claim.when, claim.until
    assert (began.edtf if began else None, ended.edtf if ended else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A statement of action had to be written in 2018. Now a priority action plan is required.", "ended"),
        ("10 June 2024\n\nA statement of action had to be written in 2018.", "ended"),
        ("10 June 2019\n\nA statement of action had to be written in 2018.", "in_force"),
    ],
)
def test_plans_of_long_ago_are_over(text: str, expected: str) -> None:
    found = read("Special needs at Sampleton City Council\n\n" + text).interventions
    assert {claim.status for claim in found if claim.kind == "statement_of_action"} == {expected}
