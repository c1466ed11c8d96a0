"""When posts began and ended, no more exactly than the text says, and on whose word a sum rests. All people are invented."""

from __future__ import annotations

import pytest

from graph.extraction.money.money import find_funding
from graph.extraction.people.officials import find_officials
from tests.graph.extraction.analysed import analysed

TERMS = {
    "Jane Example, director of children’s services, was appointed in March 2022.": "2022-03 - present",
    "Jane Example, who took up the post two years ago, is chief executive of Sampleton Council.": "2022~ - present",
    "Chief executive Jane Example, who left in June, said nothing.": "- 2023-06 former",
    "Jane Example will step down as leader of the council in May.": "- XXXX-05 present",
    "Jane Example became director of children’s services in 2019 and left in June 2022.": "2019 2022-06 former",
    "The council appointed Jane Example as its director of children’s services in January 2020.": "2020-01 - present",
    "Jane Example, director of children’s services since 2019, spoke.": "2019 - present",
    "Jane Example has been chief executive since April 2018.": "2018-04 - present",
    "Jane Example was director of children’s services from 2014 to 2019.": "2014 2019 former",
    "In March 2022 Jane Example was appointed chief executive.": "2022-03 - present",
    "Jane Example is chief executive. She took up the role in May 2021.": "2021-05 - present",
    "Jane Example, the commissioner appointed by ministers in July 2023, spoke.": "2023-07 - present",
    "Jane Example, who is due to retire as chief executive in August, spoke.": "- XXXX-08 present",
    "Jane Example joined as director of children’s services in 2020.": "2020 - present",
    "Jane Example was sacked as leader of the council.": "- - former",
    # not about the post, not about the person, or not a limit
    "Jane Example, chief executive, said the service had improved since the director left in June.": "- - present",
    "Jane Example, chief executive, said that inspectors left in June.": "- - present",
    "Jane Example, leader of the council, said a new plan was made in May.": "- - present",
    "Cllr Jane Example, leader of the council, was first elected in 2007.": "- - present",
    "Chief executive Jane Example resigned last month.": "- - present",
    "Jane Example, chief executive, left London in 2003.": "- - present",
    "Jane Example, director of adult services, joined the council in 2001.": "- - present",
}

SOURCES = {
    "Cllr Jane Example, leader of the council, said the council would invest £2m in care.": "Jane Example",
    "The council will invest £2m in care, said Cllr Jane Example.": "Jane Example",
    "“We have put an extra £2m into this service for children,” said Jane Example, director.": "Jane Example",
    "Jane Example is chief executive of the council. She said it had spent £2m on care.": "Jane Example",
    "Cllr Jane Example told the cabinet that £2m had been set aside for care.": "Jane Example",
    "According to Ofsted, the council has invested £2m in care.": "ofsted",
    "The Department for Education said it had given the council £2m of funding for care.": "dfe",
    "The council said it had spent £2m on care.": "sampleton",
    "The council will invest £2m in care.": None,
    "Jane Example, chief executive, spoke. The council will invest £2m in care.": None,
}


@pytest.mark.parametrize(("sentence", "expected"), TERMS.items())
def test_term(sentence: str, expected: str) -> None:
    began, ended, state = expected.split()
    claims = find_officials(analysed(f"{sentence} It was a wet day.", "2024-02-10"), "sampleton")
    (claim,) = [claim for claim in claims if claim.name == "Jane Example"]
    assert (claim.began.edtf if claim.began else "-", claim.ended.edtf if claim.ended else "-") == (began, ended)
    assert claim.former is (state == "former")


@pytest.mark.parametrize("sentence", TERMS)
def test_without_a_date_of_the_document_no_year_comes_from_nowhere(sentence: str) -> None:
    for claim in find_officials(analysed(f"{sentence} It was a wet day."), "sampleton"):
        for limit in (claim.began, claim.ended):
            assert limit is None or limit.edtf.startswith("XXXX") or limit.edtf[:4] in sentence


def test_who_is_still_to_leave_was_seen_on_the_day() -> None:
    head = "Leader of council is to go\n\nBy Alex Writer, 10 February 2024\n\n"
    text = "Jane Example will step down as leader of the council in May. It was a wet day and nothing else happened."
    (claim,) = find_officials(analysed(head + text), "sampleton")
    assert claim.seen
    assert claim.seen.edtf == "2024-02-10"


def test_two_people_in_one_sentence_keep_their_own_dates() -> None:
    text = (
        "Jane Example retired as chief executive in 2020 and Joe Sample became chief executive in May 2021. It was wet."
    )
    claims = {claim.name: claim for claim in find_officials(analysed(text, "2024-02-10"), "sampleton")}
    jane, joe = claims["Jane Example"], claims["Joe Sample"]
    assert (jane.began, jane.ended and jane.ended.edtf, jane.former) == (None, "2020", True)
    assert (joe.began and joe.began.edtf, joe.ended, joe.former) == ("2021-05", None, False)


@pytest.mark.parametrize(("sentence", "source"), SOURCES.items())
def test_whose_word(sentence: str, source: str | None) -> None:
    (claim,) = find_funding(analysed(f"{sentence} It was a wet day.", "2024-01-01"), "sampleton")
    assert claim.attribution == source
