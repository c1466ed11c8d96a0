"""Whole invented articles: the facts of this room, and what must not change them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.claim import Claim
from graph.errors import Unreadable
from graph.extraction.money.money import find_funding
from graph.extraction.people.officials import find_officials
from graph.extraction.quotations.quotations import find_quotations
from tests.graph.extraction.analysed import analysed

ARTICLE = """Sampleton puts another £2m into ‘inadequate’ care

By Alex Writer, 20 May 2019

The council in Sampleton has promised an extra £2m to its care services, which Ofsted calls ‘inadequate’.

Inspectors wrote that leaders had ‘not kept the promises that they made two years ago’.

Cllr Jane Example, leader of Sampleton Council, said: ‘We know what has to be done, and families’ lives depend on it.

‘It will be done this year.’

Cllr Example said that the council had spent £13m on the service since 2016.

READ MORE: Bin strike ends

“We are making strides that families will notice soon,” said Kim Placeholder, the interim director of children’s services.

“There is a great deal still to do, as we all know.”
"""
ADVERTS = """
Latest jobs

Head of Care

Otherton Council
£60,000 circa
Cllr Joe Sample, leader of Otherton Council, said: “We are rated outstanding and want you to join our team.”
Recruiter: Otherton Council

Sign up for our free newsletter
"""


def facts(text: str) -> set[tuple[str, ...]]:
    analysis = analysed(text)
    found: set[tuple[str, ...]] = set()
    for official in find_officials(analysis, "sampleton"):
        found.add(("official", official.name, official.role))
    for quotation in find_quotations(analysis, "sampleton"):
        words = " ".join(re.findall(r"\w+", " ".join(part.of(text) for part in quotation.parts)))
        found.add(("quotation", str(quotation.speaker or quotation.body), words))
    for funding in find_funding(analysis, "sampleton"):
        found.add(("funding", str(funding.amount), funding.status.value))
    return found


def test_the_facts() -> None:
    assert facts(ARTICLE) == {
        ("official", "Jane Example", "council_leader"),
        ("official", "Kim Placeholder", "director_childrens_services"),
        ("quotation", "ofsted", "not kept the promises that they made two years ago"),
        (
            "quotation",
            "Jane Example",
            "We know what has to be done and families lives depend on it It will be done this year",
        ),
        ("quotation", "Kim Placeholder", "We are making strides that families will notice soon"),
        ("quotation", "Kim Placeholder", "There is a great deal still to do as we all know"),
        ("funding", "2000000", "committed"),
        ("funding", "13000000", "spent"),
    }


VARIANTS = {
    "straight marks": ARTICLE.translate(str.maketrans("“”‘’", "\"\"''")),
    "doubled blank lines": ARTICLE.replace("\n\n", "\n\n\n\n"),
    "single line breaks": ARTICLE.replace("\n\n", "\n"),
    "windows line ends": ARTICLE.replace("\n", "\r\n"),
    "adverts behind": ARTICLE + ADVERTS,
    "an advert in the middle": ARTICLE.replace(
        "READ MORE: Bin strike ends", "Advertisement\n\nSign up for our free newsletter"
    ),
    "another council": ARTICLE.replace("Sampleton", "Placeborough"),
}


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_what_changes_no_fact(variant: str) -> None:
    assert facts(variant) == facts(ARTICLE)


def test_the_date_moves_only_what_is_relative() -> None:
    def period(text: str) -> list[str]:
        return [claim.period.edtf for claim in find_funding(analysed(text), "sampleton") if claim.period]

    text = ARTICLE.replace("£2m to its care services", "£2m to its care services this year")
    assert period(text) == ["2019", "2016"]
    assert period(text.replace("20 May 2019", "20 May 2018")) == ["2018", "2016"]
    assert period(text.replace(", 20 May 2019", "")) == ["2016"]


PIECES = st.lists(
    st.sampled_from(
        [
            "Cllr Jane Example",
            "Joe Sample",
            "leader",
            "director of children’s services",
            "chief executive",
            ", ",
            " and ",
            " said ",
            ": ",
            "“",
            "”",
        ]
        + [
            "‘",
            "’",
            '"',
            "'",
            "\n\n",
            ". ",
            "£2m",
            " extra ",
            " this year",
            "Ofsted",
            " the report",
            " he ",
            " it ",
            "families’ ",
            "was appointed ",
            "(Con)",
        ]
        + [
            "We know what must be done",
            " by six or more words ",
            "Latest jobs\n\n",
            "2019",
            " in May",
            "council",
            " as ",
            "MP",
            "Dr ",
            "O’",
            "\u2028",
        ]
    ),
    max_size=40,
).map("".join)


@settings(deadline=None)
@given(PIECES | st.text(max_size=120))
def test_every_claim_can_be_shown_in_the_text(text: str) -> None:
    try:
        analysis = analysed(text)
    except Unreadable:
        return
    whole = analysis.document.text
    claims: list[Claim] = [
        *find_officials(analysis, "sampleton"),
        *find_quotations(analysis, "sampleton"),
        *find_funding(analysis, "sampleton"),
    ]
    for claim in claims:
        assert claim.evidence
        for evidence in claim.evidence:
            assert 0 <= evidence.passage.start < evidence.passage.end <= len(whole)
            assert 0 <= evidence.trigger.start < evidence.trigger.end <= len(whole)
    for official in find_officials(analysis, None):
        assert official.name.split()[-1] in whole
    for quotation in find_quotations(analysis, None):
        assert all(part.start < part.end for part in quotation.parts)
        assert bool(quotation.speaker) != bool(quotation.body)


def test_rules_of_roles_hold_for_their_examples() -> None:
    from graph.document import Span
    from graph.extraction.people.roles import role_of, role_rules

    def notation(marked: str) -> str | None:
        start, end = marked.index("<"), marked.index(">") - 1
        plain = marked.replace("<", "").replace(">", "")
        return role_of(plain, Span(start, end), Span(0, len(plain)))

    for rule in role_rules():
        assert notation(rule.example) == rule.notation, rule.example
        assert notation(rule.counter_example) != rule.notation, rule.counter_example
