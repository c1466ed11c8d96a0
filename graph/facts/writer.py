"""From reports that were read to the table of facts."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from graph.claim import Claim, Extract, InspectionClaim, Status
from graph.document import DocumentKind, Span
from graph.facts.row import Cell, FactsRow, columns, to_record


def write_facts(extracts: Iterable[Extract], out: TextIO) -> int:
    """Write one row an inspection that a report is about; returns how many."""
    rows = [
        row for extract in extracts if extract.document.kind is DocumentKind.INSPECTION_REPORT for row in _rows(extract)
    ]
    rows.sort(key=lambda row: (row.council, row.fieldwork[0].value if row.fieldwork else "", row.sha256))
    header = columns(rows)
    writer = csv.DictWriter(out, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(to_record(row, header) for row in rows)
    return len(rows)


def _rows(extract: Extract) -> Iterable[FactsRow]:
    document = extract.document
    for claim in extract.inspections:
        if claim.status is not Status.CURRENT or not claim.published:
            continue
        yield FactsRow(
            council=claim.council,
            inspectorate=claim.inspectorate,
            service=claim.service,
            kind=claim.kind,
            framework=claim.framework or "",
            fieldwork=tuple(_cell(extract, claim, time.edtf, time.words) for time in claim.fieldwork),
            published=_cell(extract, claim, claim.published_on.edtf, claim.published_on.words)
            if claim.published_on
            else None,
            lead_inspectors=tuple(_cell(extract, claim, name, name) for name in claim.lead_inspectors),
            judgements=_judgements(extract, claim),
            title=document.title.value if document.title else "",
            issued=document.date.value if document.date else "",
            issued_origin=document.date.origin.value if document.date else "",
            provider_number=document.provider_number.value if document.provider_number else "",
            address=document.url.value if document.url else "",
            sha256=document.sha256,
        )


def _judgements(extract: Extract, inspection: InspectionClaim) -> tuple[tuple[str, Cell], ...]:
    return tuple(
        (claim.area, Cell(claim.grade, _page(extract, claim, claim.grade_words), claim.grade_words or claim.grade))
        for claim in extract.judgements
        if claim.inspection == inspection.ref and claim.published and not claim.negated
    )


def _cell(extract: Extract, claim: Claim, value: str, words: str) -> Cell:
    return Cell(value, _page(extract, claim, words), words)


def _page(extract: Extract, claim: Claim, words: str) -> int:
    """The page of the passage that holds the words, else of the first one."""
    passages: list[Span] = [evidence.passage for evidence in claim.evidence]
    text = extract.document.text
    wanted = " ".join(words.split())
    place = next((span for span in passages if wanted and wanted in " ".join(span.of(text).split())), passages[0])
    return extract.document.page_of(place.start) or 1
