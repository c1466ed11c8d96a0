"""Statistical codes that changed while a council lived on: which one was valid on a day, and which one a summary gives."""

from __future__ import annotations

from datetime import date

import pytest

from graph.claim import Evidence, Extract, FundingClaim, InspectionClaim, MoneyStatus, Status, TimeReference
from graph.document import Document, Origin, Span, Stated
from graph.register.register import load_register
from graph.summary import summary

COUNCILS = load_register().councils


@pytest.mark.parametrize(
    ("slug", "on", "code"),
    [
        ("barnsley", "2025-03-31", "E08000016"),
        ("barnsley", "2025-04-01", "E08000038"),
        ("barnsley", None, "E08000038"),
        ("sheffield", "2018-06-01", "E08000019"),
        ("sheffield", "2026-01-01", "E08000039"),
        ("northumberland", "2013-03-31", "E06000048"),
        ("northumberland", "2013-04-01", "E06000057"),
        ("gateshead", "2013-02-01", "E08000020"),
        ("fife", "2018-02-01", "S12000015"),
        ("fife", "2018-02-02", "S12000047"),
        ("glasgow", "2019-03-31", "S12000046"),
        ("glasgow", "2019-04-01", "S12000049"),
        ("north-lanarkshire", "2014-01-01", "S12000044"),
        ("st-albans", "2012-01-01", "E07000240"),
        ("hull", "2013-01-01", "E06000010"),
    ],
)
def test_code_on_a_day(slug: str, on: str | None, code: str) -> None:
    assert COUNCILS[slug].gss_on(date.fromisoformat(on) if on else None) == code


def test_every_former_code_has_a_place_for_its_last_day() -> None:
    changed = [council for council in COUNCILS.values() if council.former_gss]
    assert changed
    for council in changed:
        assert len(council.gss_ended) == len(council.former_gss)
        assert ":" not in " ".join(council.former_gss)


def told(issued: str | None, visited: str) -> dict[str, object]:
    evidence = (Evidence(Span(0, 4), Span(0, 4)),)
    visit = InspectionClaim(
        evidence=evidence,
        rule="test",
        confidence=1.0,
        ref="i1",
        council="barnsley",
        inspectorate="ofsted",
        service="childrens_services",
        kind="full",
        status=Status.CURRENT,
        fieldwork=(TimeReference(visited, visited),),
    )
    money = FundingClaim(
        evidence=evidence,
        rule="test",
        confidence=1.0,
        council="barnsley",
        amount=1,
        status=MoneyStatus.SPENT,
        recurrence="one_off",
    )
    date_line = Stated(issued, Origin.TEXT) if issued else None
    document = Document("k", "text", "0" * 64, "text/plain", "test", date=date_line)
    return summary(
        Extract(document=document, extractor="test", subjects=("barnsley",), inspections=(visit,), funding=(money,))
    )


@pytest.mark.parametrize(
    ("issued", "visited", "codes"),
    [
        ("2024-06-03", "2024-01", ("E08000016", "E08000016", "E08000016")),
        ("2025-06-03", "2024-01", ("E08000038", "E08000038", "E08000038")),
        ("2024", "2019", ("E08000016", "E08000016", "E08000016")),
        (None, "2024-10", ("E08000016", "E08000016", "E08000016")),
        (None, "XXXX-10", ("E08000038", "E08000038", "E08000038")),
        ("XXXX-10-01", "XXXX-10", ("E08000038", "E08000038", "E08000038")),
    ],
)
def test_summary_gives_the_code_of_the_time(issued: str | None, visited: str, codes: tuple[str, ...]) -> None:
    facts = told(issued, visited)
    councils, inspections, funding = facts["councils"], facts["inspections"], facts["funding"]
    assert isinstance(councils, dict)
    assert isinstance(inspections, list)
    assert isinstance(funding, list)
    assert (councils["subject"][0]["gss"], inspections[0]["council"], funding[0]["council"]) == codes
