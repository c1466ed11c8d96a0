"""The claim on the inspection that a report is about, and what the claims of all its parts have in common."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from graph.claim import Evidence, InspectionClaim, Status, TimeReference
from graph.document import Span
from graph.reading.pdf_days import Period
from graph.reading.pdf_family import Family
from graph.reports.front import Front

CURRENT = "current"
"""The `ref` of that inspection."""
PRINTED, TOLD = 0.99, 0.9
"""Confidence in what stands on a page of its own or in a table, and in what running text says."""
BOARD_FINDING = "report:board-improvement"
"""The rule of findings on the safeguarding board, which count apart."""
SERVICE, OFSTED = "childrens_services", "ofsted"
_DAYS_OF_SHORT = 8
_NO_OVERALL_FROM = dt.date(2026, 4, 1)


def framework(family: Family, areas: Sequence[str], periods: Sequence[Period]) -> str:
    """The notation of the framework, decided by what is judged; the date only tells a missing overall grade's reason."""
    if family is Family.LOOKED_AFTER:
        return "lac_2013"
    if family is not Family.ILACS:
        return "sif"
    if "in_care_and_care_leavers" in areas:
        return "ilacs_2018"
    started = periods[0].first if periods else None
    return "ilacs_2026" if "overall" not in areas and (started is None or started >= _NO_OVERALL_FROM) else "ilacs_2023"


def kind(family: Family, periods: Sequence[Period]) -> str:
    """The notation of the kind of inspection: ILACS ones are short or standard by their days of fieldwork."""
    if family is Family.ILACS and periods:
        days = sum((period.last - period.first).days + 1 for period in periods)
        return "short" if days <= _DAYS_OF_SHORT else "standard"
    return {Family.REINSPECTION: "reinspection", Family.BOARD_REVIEW: "lscb_review"}.get(family, "full")


def current_inspection(text: str, family: Family, front: Front, council: str, areas: Sequence[str]) -> InspectionClaim:
    """The inspection that the report is about."""
    printed = [Evidence(front.title, front.title)] if front.title else []
    published = None
    if front.published and front.published_at:
        day = dt.date.fromisoformat(front.published)
        published = TimeReference(front.published_at.of(text), front.published, day, day)
        printed.append(Evidence(_line(text, front.published_at), front.published_at))
    evidence = [place for place in (front.dates, front.inspectors_at) if place]
    return InspectionClaim(
        evidence=tuple(evidence + printed),
        rule="report:front-page",
        confidence=PRINTED,
        ref=CURRENT,
        council=council,
        inspectorate=OFSTED,
        service=SERVICE,
        kind=kind(family, front.periods),
        status=Status.CURRENT,
        framework=framework(family, areas, front.periods),
        fieldwork=tuple(period.reference(text) for period in front.periods),
        published_on=published,
        lead_inspectors=front.inspectors,
    )


def _line(text: str, span: Span) -> Span:
    start = text.rfind("\n", 0, span.start) + 1
    return Span(start, span.end)
