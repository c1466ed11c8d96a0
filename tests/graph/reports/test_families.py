"""Every layout of report, from the printed page to claims."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.claim import Extract, FindingKind, Status
from graph.document import DocumentKind
from graph.reports.claims import BOARD_FINDING
from tests.graph.reports import samples

Report = Callable[..., Extract]


def grades(extract: Extract, ref: str = "current") -> dict[str, str]:
    return {claim.area: claim.grade for claim in extract.judgements if claim.inspection == ref}


def test_ilacs_table_with_four_rows(report: Report) -> None:
    extract = report(samples.ILACS_4)
    assert extract.document.kind is DocumentKind.INSPECTION_REPORT
    assert extract.subjects == ("exampleton",)
    assert grades(extract) == {
        "leaders": "good",
        "help_protection": "requires_improvement",
        "in_care_and_care_leavers": "outstanding",
        "overall": "good",
    }
    (inspection,) = extract.inspections
    assert (inspection.framework, inspection.kind, inspection.status) == ("ilacs_2018", "standard", Status.CURRENT)
    assert [time.edtf for time in inspection.fieldwork] == ["2022-03-07/2022-03-18"]
    assert inspection.lead_inspectors == ("Jane Example",)
    assert inspection.published_on is None
    assert extract.conflicts == ()
    assert [finding.text for finding in extract.findings] == [
        "The speed of first visits, including those at night.",
        "The use of plans.",
    ]


FIVE_ROWS = [
    "Judgement Grade",
    f"{samples.PROGRESS} children in care Good",
    *samples.LEADERS,
    "Inadequate",
    f"{samples.PROGRESS} {samples.LEFT_CARE} Inadequate",
    *samples.PROTECTION,
    samples.RI_LONG,
]


@pytest.mark.parametrize(
    ("dates", "overall", "framework"),
    [
        ("6 to 17 March 2023", ["Overall effectiveness Inadequate"], "ilacs_2023"),
        ("1 to 12 June 2026", [], "ilacs_2026"),
    ],
    ids=["with-overall", "without-overall"],
)
def test_ilacs_table_with_care_leavers_apart_in_any_row_order(
    report: Report, dates: str, overall: list[str], framework: str
) -> None:
    front = [*samples.TITLE, f"Inspection dates: {dates}", "Lead inspector: Jane Example, His Majesty’s Inspector"]
    extract = report([*front, *FIVE_ROWS, *overall, *samples.SUMMARY])
    expected = {
        "in_care": "good",
        "leaders": "inadequate",
        "care_leavers": "inadequate",
        "help_protection": "requires_improvement",
    }
    assert grades(extract) == expected | ({"overall": "inadequate"} if overall else {})
    assert extract.inspections[0].framework == framework
    assert extract.conflicts == ()


def test_ilacs_before_2026_without_overall_is_a_conflict(report: Report) -> None:
    front = [*samples.TITLE, "Inspection dates: 6 to 17 March 2023", "Lead inspector: Jane Example, HMI"]
    assert "no grade was found for overall" in report([*front, *FIVE_ROWS, *samples.SUMMARY]).conflicts


@pytest.mark.parametrize(
    ("dates", "kind"),
    [
        ("7 to 11 March 2022", "short"),
        ("7 to 18 March 2022", "standard"),
        ("7 to 11 March 2022 and 4 to 5 April 2022", "short"),
        ("7 to 11 March 2022 and 4 to 8 April 2022", "standard"),
    ],
)
def test_short_or_standard_by_the_days_of_fieldwork(report: Report, dates: str, kind: str) -> None:
    lines = [*samples.TITLE, f"Inspection dates: {dates}", samples.DATES[1], *samples.TABLE_4, *samples.SUMMARY]
    assert report(lines).inspections[0].kind == kind


def test_single_inspection_with_review_of_the_board(report: Report) -> None:
    extract = report(samples.SIF, samples.SIF_BODY)
    assert grades(extract) == {
        "overall": "requires_improvement",
        "help_protection": "requires_improvement",
        "in_care": "outstanding",
        "adoption": "not_judged",
        "care_leavers": "requires_improvement",
        "leadership_management_governance": "requires_improvement",
        "lscb": "good",
    }
    (inspection,) = extract.inspections
    assert (inspection.framework, inspection.kind) == ("sif", "full")
    assert inspection.lead_inspectors == ("Jane Example",)
    assert inspection.published_on
    assert inspection.published_on.edtf == "2015-05-18"
    own = [finding for finding in extract.findings if finding.rule != BOARD_FINDING]
    assert [finding.kind for finding in own] == [
        FindingKind.PRIORITY_ACTION,
        FindingKind.AREA_FOR_IMPROVEMENT,
        FindingKind.AREA_FOR_IMPROVEMENT,
    ]
    assert own[2].text == "Ensure that staff are trained: • in law • in listening."
    assert len(extract.findings) == 4
    assert extract.conflicts == ()


def test_reinspection(report: Report) -> None:
    extract = report(samples.SIF_AGAIN, ["Lead inspector: Jane Example HMI"])
    assert extract.inspections[0].kind == "reinspection"
    assert "lscb" not in grades(extract)


def test_second_report_on_the_board_bound_in(report: Report) -> None:
    padding = [f"{number}. Invented words fill this line of the report." for number in range(6, 60)]
    extract = report(samples.SIF_ALONE, samples.SIF_NEEDS, padding, padding, padding, samples.BOARD)
    assert grades(extract)["lscb"] == "requires_improvement"
    assert len(extract.inspections) == 1
    assert [finding.text for finding in extract.findings if finding.rule == BOARD_FINDING] == [
        "Meet more often.",
        "Write minutes.",
    ]


def test_review_of_a_board_alone(report: Report) -> None:
    extract = report(samples.BOARD)
    assert grades(extract) == {"lscb": "requires_improvement"}
    assert extract.inspections[0].kind == "lscb_review"
    assert len(extract.findings) == 2
    assert extract.subjects == ("exampleton",)


def test_looked_after_children_services_2013(report: Report) -> None:
    extract = report(samples.LOOKED_AFTER, samples.SUMMARY, samples.RECORD)
    assert grades(extract) == {
        "overall": "adequate",
        "capacity_to_improve": "outstanding",
        "outcomes": "adequate",
        "quality_of_provision": "adequate",
        "leadership_and_management": "inadequate",
    }
    (inspection,) = extract.inspections
    assert inspection.framework == "lac_2013"
    assert inspection.lead_inspectors == ("Jane Example",)
    assert inspection.published_on
    assert inspection.published_on.edtf == "2013-07-19"


@pytest.mark.parametrize(
    "lines",
    [
        ["Exampleton Borough Council: local authority assessment", "Care Quality Commission", "Overall rating: Good"]
        * 3,
        [
            "Regulatory judgement on Exampleton Borough Council",
            "Consumer standards: C3",
            "This is an invented judgement.",
        ],
        [
            "Focused visit to Exampleton children’s services",
            "Dear Jane, Ofsted visited. Services are good.",
            "Yours, HMI",
        ],
        ["Inspection of Exampleton Nursery", "Inspection dates: 7 March 2022", "Overall effectiveness Good", "Ofsted"],
    ],
    ids=["cqc", "housing", "focused-visit", "nursery"],
)
def test_other_reports_give_no_claims_and_a_problem(report: Report, lines: list[str]) -> None:
    extract = report(lines)
    assert extract.document.kind is DocumentKind.DOCUMENT
    assert list(extract.claims()) == []
    assert extract.document.problems


def test_every_claim_is_in_the_text(report: Report) -> None:
    for pages in (
        [samples.ILACS_4],
        [samples.SIF, samples.SIF_BODY],
        [samples.LOOKED_AFTER, samples.RECORD],
        [samples.BOARD],
    ):
        extract = report(*pages)
        text = extract.document.text
        for claim in extract.claims():
            assert claim.evidence
            for place in claim.evidence:
                assert place.passage.covers(place.trigger)
                assert place.trigger.of(text).strip()
        for judgement in extract.judgements:
            assert judgement.evidence[0].trigger.of(text).split()[0] == judgement.grade_words.split()[0]
