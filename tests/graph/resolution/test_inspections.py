"""Claims of several documents find their inspection, whatever the order in which they come."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.claim import Extract, Status
from graph.document import DocumentKind
from graph.resolution.decision import InspectionDecision
from graph.resolution.inspections import resolve_inspections
from graph.resolution.nodes import nodes_in
from graph.vocabulary import load_vocabulary
from tests.graph.claims import extract, inspection, judgement

REPORT = DocumentKind.INSPECTION_REPORT
SIF = extract(
    "report-2015",
    (inspection(fieldwork="2014-11-18/2014-12-10", published="2015-02-03", framework="sif"),),
    (judgement("i1", "overall", "requires_improvement"),),
    kind=REPORT,
)
ILACS_2019 = extract(
    "report-2019",
    (inspection(fieldwork="2019-01-14/2019-01-25", framework="ilacs_2018"),),
    (judgement("i1", "overall", "inadequate"),),
    kind=REPORT,
)
ILACS_2022 = extract(
    "report-2022",
    (inspection(fieldwork="2022-11-14/2022-11-25", framework="ilacs_2018"),),
    (judgement("i1", "overall", "requires_improvement"),),
    kind=REPORT,
)
PRESS_2019 = extract(
    "press-2019",
    (inspection(fieldwork="2019-01"), inspection("i2", published="2015", status=Status.PREVIOUS)),
    (judgement("i1", "overall", "inadequate"), judgement("i2", "overall", "requires_improvement")),
    date="2019-05-20",
)
PRESS_UNDATED = extract(
    "press-undated",
    (inspection(fieldwork="XXXX-11"), inspection("i2", published="2019", status=Status.PREVIOUS)),
    (judgement("i1", "overall", "requires_improvement"), judgement("i2", "overall", "inadequate")),
)
ALL = (SIF, ILACS_2019, ILACS_2022, PRESS_2019, PRESS_UNDATED)
PREFIX = "hull-ofsted-childrens-"


def decide(*extracts: Extract) -> dict[tuple[str, str], InspectionDecision]:
    vocabulary = load_vocabulary()
    nodes = [node for e in extracts for node in nodes_in(e.document.key, e, "hull", vocabulary)]
    found = resolve_inspections(nodes)
    return {(document, decision.ref): decision for document, decisions in found.items() for decision in decisions}


def test_two_articles_share_the_inspection_of_january_2019() -> None:
    found = decide(PRESS_2019, PRESS_UNDATED)
    assert found["press-2019", "i1"].name == PREFIX + "2019-01"
    assert found["press-undated", "i2"].name == PREFIX + "2019-01"
    assert found["press-undated", "i2"].reason
    assert found["press-undated", "i1"].name == PREFIX + "undated-press-undated"
    assert found["press-2019", "i2"].name == PREFIX + "2015"


def test_reports_settle_what_the_press_leaves_open() -> None:
    found = decide(*ALL)
    assert {decision.name for decision in found.values()} == {
        PREFIX + "2014-11",
        PREFIX + "2019-01",
        PREFIX + "2022-11",
    }
    november = found["press-undated", "i1"]
    assert november.name == PREFIX + "2022-11"
    assert november.reason
    assert november.alias == PREFIX + "undated-press-undated"
    assert found["press-2019", "i2"].name == PREFIX + "2014-11"


@pytest.mark.parametrize("order", list(itertools.permutations(range(5))), ids=lambda order: "".join(map(str, order)))
def test_the_order_of_documents_does_not_matter(order: tuple[int, ...]) -> None:
    assert decide(*(ALL[place] for place in order)) == decide(*ALL)


def test_several_candidates_are_named_and_none_is_chosen() -> None:
    vague = extract("vague", (inspection(fieldwork="XXXX-11"),))
    found = decide(SIF, ILACS_2022, vague)["vague", "i1"]
    assert found.name == PREFIX + "undated-vague"
    assert found.candidates == (PREFIX + "2014-11", PREFIX + "2022-11")


def test_grades_choose_between_candidates() -> None:
    other = extract("other", (inspection(fieldwork="2022-11"),), (judgement("i1", "overall", "good"),))
    november = extract("november", (inspection(fieldwork="XXXX-11"),), (judgement("i1", "overall", "good"),))
    assert decide(SIF, other, november)["november", "i1"].name == PREFIX + "2022-11"


def test_a_wrong_grade_does_not_keep_an_article_from_its_inspection() -> None:
    wrong = extract(
        "wrong", (inspection(fieldwork="2019-01"),), (judgement("i1", "overall", "good"),), date="2019-05-21"
    )
    assert decide(ILACS_2019, wrong)["wrong", "i1"].name == PREFIX + "2019-01"


def test_an_inspection_after_the_article_is_none_of_its() -> None:
    early = extract("early", (inspection(),), (judgement("i1", "overall", "inadequate"),), date="2018-12-01")
    assert decide(ILACS_2019, early)["early", "i1"].name == PREFIX + "undated-early"


def test_an_undated_claim_of_a_dated_article_finds_the_inspection_just_before() -> None:
    plain = extract("plain", (inspection(),), (judgement("i1", "overall", "inadequate"),), date="2019-05-20")
    found = decide(SIF, ILACS_2019, plain)["plain", "i1"]
    assert found.name == PREFIX + "2019-01"
    assert found.reason


def test_visits_are_not_full_inspections() -> None:
    visit = extract("visit", (inspection(fieldwork="2019-01", kind="focused_visit"),))
    assert decide(ILACS_2019, visit)["visit", "i1"].name == PREFIX + "2019-01-focused-visit"


def test_an_inspection_in_two_documents_with_overlapping_days_is_one() -> None:
    other = extract("other", (inspection(fieldwork="2019-01-16/2019-01-18"),))
    found = decide(ILACS_2019, other)
    assert found["other", "i1"].name == found["report-2019", "i1"].name


DATES = st.sampled_from(
    [None, "2015", "2019", "2019-01", "2014-11", "2014-11-18/2014-12-10", "2019-01-14/2019-01-25", "XXXX-11"]
)


@st.composite
def documents(draw: st.DrawFn) -> list[Extract]:
    found = []
    for number in range(draw(st.integers(1, 5))):
        claims = []
        for index in range(draw(st.integers(1, 2))):
            date = draw(DATES)
            status = Status.CURRENT if index == 0 else Status.PREVIOUS
            year_only = date is not None and len(date) == 4
            claims.append(
                inspection(
                    f"i{index + 1}",
                    fieldwork=None if year_only else date,
                    published=date if year_only else None,
                    status=status,
                )
            )
        grade = draw(st.sampled_from(["good", "inadequate"]))
        issued = draw(st.sampled_from([None, "2019-05-20", "2023-02"]))
        found.append(extract(f"d{number}", tuple(claims), (judgement("i1", "overall", grade),), date=issued))
    return found


@given(documents(), st.randoms())
def test_any_order_gives_the_same_decisions(found: list[Extract], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert decide(*shuffled) == decide(*found)


@given(documents())
def test_two_claims_of_one_document_are_two_inspections(found: list[Extract]) -> None:
    decisions = decide(*found)
    for e in found:
        names = [decisions[e.document.key, claim.ref].name for claim in e.inspections]
        assert len(set(names)) == len(names)
