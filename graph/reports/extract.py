"""Takes an inspection report as a Document, gives its Extract: inspections, judgements, findings, conflicts.

A document that is no graded report of Ofsted's on a council gives an Extract without claims and a problem that says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from graph.claim import Extract, FindingClaim, InspectionClaim, JudgementClaim
from graph.document import Document
from graph.reading.pdf_family import Family, family_of
from graph.reading.pdf_report import is_inspection_report
from graph.register.register import Register, load_register
from graph.reports.checks import check
from graph.reports.claims import BOARD_FINDING, current_inspection
from graph.reports.council import identify
from graph.reports.findings import Judgements, read_judgements
from graph.reports.front import Front, read_front
from graph.reports.history import Earlier, earlier_claims, find_earlier
from graph.reports.improvement import find_sections
from graph.reports.officials import find_officials

EXTRACTOR = "councilgraph reports 1"


def extract_report(document: Document) -> Extract:
    """All that the report says, every claim with its passages."""
    text = document.text
    family = family_of(text)
    if not is_inspection_report(text):
        return _nothing(document, "no graded report of Ofsted's on a council's services: nothing was read from it")
    judgements = read_judgements(text, family)
    front = read_front(text)
    if not judgements.rows:
        return _nothing(document, "the report has no judgements that could be read", judgements.conflicts)
    register = load_register()
    on = front.periods[0].first if front.periods else None
    number = document.provider_number.value if document.provider_number else None
    council = identify(register, text, front.council, number, on)
    if not council.slug:
        return _nothing(document, council.conflict, judgements.conflicts)
    grades = {row.area.notation: row.cell.grade for row in judgements.rows}
    earlier = tuple(earlier_claims(list(_earlier(document, register, council.slug, on))))
    before = [claim for claim in earlier if isinstance(claim, InspectionClaim)]
    current = replace(
        current_inspection(text, family, front, council.slug, list(grades)), previous=_latest(before, council.slug, on)
    )
    told = tuple(claim for claim in earlier if isinstance(claim, JudgementClaim))
    return Extract(
        document=document,
        extractor=EXTRACTOR,
        subjects=(council.slug,),
        mentioned=tuple(dict.fromkeys(claim.council for claim in before if claim.council != council.slug)),
        mentions=(council.mention,) if council.mention else (),
        inspections=(current, *before),
        judgements=(*(row.claim(text) for row in judgements.rows), *told),
        officials=tuple(find_officials(document, council.slug)),
        findings=tuple(_findings(text, family, judgements)),
        conflicts=tuple(_conflicts(family, front, judgements, grades, council.conflict)),
    )


def _nothing(document: Document, problem: str, conflicts: tuple[str, ...] = ()) -> Extract:
    noted = replace(document, problems=(*document.problems, problem))
    return Extract(document=noted, extractor=EXTRACTOR, conflicts=conflicts)


def _findings(text: str, family: Family, judgements: Judgements) -> Iterator[FindingClaim]:
    """The items of the first section that has any are the council's; those in the board's part are the board's."""
    found = False
    for offset, items in find_sections(text):
        board = (
            family is not Family.BOARD_REVIEW and judgements.board_from is not None and offset >= judgements.board_from
        )
        if board or not found:
            yield from (replace(item, rule=BOARD_FINDING) if board else item for item in items)
        found = found or bool(items)


def _earlier(document: Document, register: Register, council: str, on: dt.date | None) -> Iterator[tuple[str, Earlier]]:
    """Earlier inspections with their council: this one, or the predecessor that the words name."""
    for earlier in find_earlier(document):
        if on and earlier.when.earliest and earlier.when.earliest >= on.replace(day=1):
            continue
        others = {
            found.councils[0]
            for found in register.find(document.text, earlier.predecessor or earlier.evidence.passage, on)
            if found.strong and len(found.councils) == 1
        } - {council}
        if earlier.predecessor is None:
            if not others:
                yield council, earlier
        elif len(others) == 1:
            yield others.pop(), earlier


def _latest(before: list[InspectionClaim], council: str, on: dt.date | None) -> str | None:
    """The ref of this council's inspection with the latest date before the day."""
    dated = []
    for claim in before:
        times = [*claim.fieldwork, *((claim.published_on,) if claim.published_on else ())]
        latest = max((time.latest for time in times if time.latest), default=None)
        if claim.council == council and latest and (on is None or latest < on):
            dated.append((latest, claim.ref))
    return max(dated)[1] if dated else None


def _conflicts(
    family: Family, front: Front, judgements: Judgements, grades: dict[str, str], council: str
) -> Iterator[str]:
    yield from judgements.conflicts
    yield from check(family, grades, front.periods, front.published)
    if not front.inspectors:
        yield "no lead inspector was found"
    if council:
        yield council
