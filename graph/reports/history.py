"""Finds earlier inspections that a report names, with their dates and, where it says them, their grades.

Only sentences that give a date are read. Inspections of homes, of adoption and fostering agencies, visits without
grades and inspections of another council, unless it is said to be the predecessor, are none of this council's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph.claim import Evidence, InspectionClaim, JudgementClaim, Status, TimeReference
from graph.document import Document, Span, Zone
from graph.extraction.sentences import sentence_spans
from graph.reading.pdf_days import find_periods
from graph.reports import history_words as words
from graph.reports.claims import OFSTED, SERVICE, TOLD
from graph.reports.grades import notation

RULE = "report:earlier"
_LINES_LISTED = 8
_CLAUSE = 90


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier inspection: when it was or, if `published`, came out, and its grades, whose areas are topics.

    `predecessor` is the span that names the council it was of, when that was another one.
    """

    when: TimeReference
    published: bool
    evidence: Evidence
    grades: tuple[JudgementClaim, ...] = ()
    predecessor: Span | None = None


def find_earlier(document: Document) -> Iterator[Earlier]:
    """Earlier inspections in reading order; the same one can come several times."""
    for index, block in enumerate(document.blocks):
        if block.zone not in (Zone.BODY, Zone.LIST):
            continue
        said = block.span.of(document.text)
        if "20" in said and ("nspect" in said or "predecessor" in said):
            yield from _in_block(document, index, block.span)


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
            rule=RULE,
            confidence=TOLD,
            ref=ref,
            council=council,
            inspectorate=OFSTED,
            service=SERVICE,
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
            evidence = tuple(dict.fromkeys(place for grade in grades for place in grade.evidence))
            yield replace(grades[0], inspection=ref, evidence=evidence)


def _in_block(document: Document, index: int, block: Span) -> Iterator[Earlier]:
    text = document.text
    if match := words.PUBLISHED.search(text, block.start, block.end):
        yield from _earlier(text, block, match, tuple(_listed(document, index)), published=True)
        return
    if match := words.PREDECESSOR.search(text, block.start, block.end):
        graded = _graded(text, block, match, "overall", Span(*match.span("about")))
        yield from _earlier(text, block, match, (graded,), published=True, predecessor=Span(*match.span("about")))
        return
    seen: set[int] = set()
    for pattern in (words.DATED, words.INSPECTED, words.YEAR_FIRST):
        for match in pattern.finditer(text, block.start, block.end):
            about = match.groupdict().get("about") or ""
            after = text[match.end() : min(match.end() + 25, block.end)]
            if match.start("date") in seen or words.OTHERS.search(about) or words.OTHERS.search(after):
                continue
            seen.add(match.start("date"))
            if about or not words.PROVIDERS.search(_passage(text, block, *match.span()).of(text)):
                yield from _earlier(text, block, match, tuple(_linked(text, block, match, about)))


def _earlier(
    text: str,
    block: Span,
    match: re.Match[str],
    grades: tuple[JudgementClaim, ...],
    *,
    published: bool = False,
    predecessor: Span | None = None,
) -> Iterator[Earlier]:
    if when := _time(text, Span(*match.span("date"))):
        evidence = Evidence(_passage(text, block, *match.span()), Span(*match.span()))
        yield Earlier(when, published or len(when.edtf) == 4, evidence, grades, predecessor)


def _time(text: str, span: Span) -> TimeReference | None:
    said = span.of(text)
    if said.isdigit():
        return TimeReference(said, said, dt.date(int(said), 1, 1), dt.date(int(said), 12, 31))
    periods = find_periods(text, span)
    return periods[0].reference(text) if len(periods) == 1 and periods[0].whole_months else None


def _linked(text: str, block: Span, match: re.Match[str], about: str) -> Iterator[JudgementClaim]:
    """The grade in the clause or sentence that follows the date and speaks of the same inspection."""
    link = words.LINK.match(text, match.end(), block.end)
    if link is None:
        return
    graded = words.OVERALL.search(text, link.end(), min(link.end() + _CLAUSE, block.end))
    graded = graded or words.GRADED.match(text, link.end(), block.end)
    if graded is None or words.OTHERS.search(graded["what"]):
        return
    area, named = "overall", Span(*graded.span("what"))
    for place in (graded, match):
        for group in ("tail", "what", "about"):
            said = place.groupdict().get(group) or ""
            if (found := words.topic(said)) and area == "overall" and (group != "tail" or found != "overall"):
                area, named = found, Span(*place.span(group))
    yield _graded(text, block, graded, area, named, match.start())
    another = words.AND_ANOTHER.match(text, graded.end(), block.end)
    if another and (second := words.topic(another["tail"])):
        yield _graded(text, block, another, second, Span(*another.span("tail")), match.start())


def _graded(
    text: str, block: Span, match: re.Match[str], area: str, named: Span, since: int | None = None
) -> JudgementClaim:
    """The grade that a pattern found, with the sentences from `since` (where the date is) up to it."""
    trigger = Span(*match.span("grade"))
    start = match.start() if since is None else min(since, match.start())
    return JudgementClaim(
        evidence=(Evidence(_passage(text, block, start, trigger.end), trigger),),
        rule=RULE,
        confidence=TOLD,
        inspection="",
        area=area,
        grade=notation(match["grade"]),
        area_words=" ".join(named.of(text).split()),
        grade_words=" ".join(match["grade"].split()),
    )


def _listed(document: Document, index: int) -> Iterator[JudgementClaim]:
    """Grades in the list items below the block that announces them."""
    for block in document.blocks[index : index + _LINES_LISTED]:
        for match in words.LISTED.finditer(document.text, block.span.start, block.span.end):
            if area := words.topic(match["what"]):
                yield _graded(document.text, block.span, match, area, Span(*match.span("what")))


def _passage(text: str, block: Span, start: int, end: int) -> Span:
    """The sentences of the block that hold a stretch of text."""
    touched = [span for span in sentence_spans(text, block) if span.start < end and start < span.end]
    return Span(min(touched[0].start, start), max(touched[-1].end, end)) if touched else Span(start, end)
