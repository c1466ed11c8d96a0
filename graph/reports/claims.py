"""Turns what was read in a report into claims, with the passages they rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from graph.claim import Evidence, FindingClaim, InspectionClaim, JudgementClaim, Status, TimeReference
from graph.document import Span
from graph.reading.pdf_days import Period
from graph.reading.pdf_family import Family
from graph.reports.front import Front
from graph.reports.history import Earlier
from graph.reports.improvement import Item
from graph.reports.judged import Judged

CURRENT = "current"
PRINTED = 0.99
TOLD = 0.9
_DAYS_OF_SHORT = 8
_NO_OVERALL_FROM = dt.date(2026, 4, 1)
_SERVICE = "childrens_services"
_OFSTED = "ofsted"


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


def inspection(text: str, family: Family, front: Front, council: str, areas: Sequence[str]) -> InspectionClaim:
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
        inspectorate=_OFSTED,
        service=_SERVICE,
        kind=kind(family, front.periods),
        status=Status.CURRENT,
        framework=framework(family, areas, front.periods),
        fieldwork=tuple(period.reference(text) for period in front.periods),
        published_on=published,
        lead_inspectors=front.inspectors,
    )


def judgement(text: str, row: Judged) -> JudgementClaim:
    """One judged area with its grade."""
    return JudgementClaim(
        evidence=row.evidence,
        rule="report:judgement",
        confidence=PRINTED,
        inspection=CURRENT,
        area=row.area.notation,
        grade=row.cell.grade,
        area_words=" ".join(row.label.of(text).split()),
        grade_words=row.cell.words,
    )


def finding(item: Item, *, board: bool) -> FindingClaim:
    """One thing to improve; those of the safeguarding board bear a rule of their own, as they count apart."""
    return FindingClaim(
        evidence=(Evidence(item.span, item.span),),
        rule=BOARD_FINDING if board else "report:improvement",
        confidence=PRINTED,
        inspection=CURRENT,
        kind=item.kind,
        text=item.text,
    )


BOARD_FINDING = "report:board-improvement"


def earlier_claims(found: Sequence[tuple[str, Earlier]]) -> Iterator[InspectionClaim | JudgementClaim]:
    """Claims on earlier inspections, each with its council; mentions of the same one are put together."""
    groups: dict[str, list[tuple[str, Earlier]]] = {}
    for council, earlier in found:
        groups.setdefault(_ref(council, earlier, [other.when.edtf for _, other in found]), []).append(
            (council, earlier)
        )
    for ref, group in groups.items():
        council, first = min(group, key=lambda item: -len(item[1].when.edtf))
        yield InspectionClaim(
            evidence=tuple(dict.fromkeys(earlier.evidence for _, earlier in group)),
            rule="report:earlier",
            confidence=TOLD,
            ref=ref,
            council=council,
            inspectorate=_OFSTED,
            service=_SERVICE,
            kind="full",
            status=Status.PREVIOUS,
            fieldwork=() if first.published else (first.when,),
            published_on=first.when if first.published else None,
        )
        yield from _earlier_grades(ref, [earlier for _, earlier in group])


def _ref(council: str, earlier: Earlier, dates: Sequence[str]) -> str:
    """A bare year is the one dated inspection of that year, if there is just one."""
    edtf = earlier.when.edtf
    dated = {date for date in dates if len(date) > 4 and date.startswith(edtf)}
    return f"previous-{council}-{dated.pop() if len(edtf) == 4 and len(dated) == 1 else edtf}"


def _earlier_grades(ref: str, group: Sequence[Earlier]) -> Iterator[JudgementClaim]:
    told = [grade for earlier in group for grade in earlier.grades]
    for area in dict.fromkeys(grade.area for grade in told):
        grades = [grade for grade in told if grade.area == area]
        if len({grade.grade for grade in grades}) == 1:
            yield JudgementClaim(
                evidence=tuple(dict.fromkeys(grade.evidence for grade in grades)),
                rule="report:earlier",
                confidence=TOLD,
                inspection=ref,
                area=area,
                grade=grades[0].grade,
                area_words=grades[0].area_words,
                grade_words=grades[0].grade_words,
            )


def _line(text: str, span: Span) -> Span:
    start = text.rfind("\n", 0, span.start) + 1
    return Span(start, span.end)
