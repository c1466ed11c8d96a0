"""From the table of facts to documents and claims, as if the reports had been read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from graph.claim import Evidence, Extract, InspectionClaim, JudgementClaim, Status, TimeReference
from graph.document import Block, Document, DocumentKind, Origin, Rights, Span, Stated, Zone
from graph.errors import Unreadable
from graph.extraction.dates_edtf import bounds
from graph.facts.row import Cell, FactsRow, from_record
from graph.register import load_register

READER = "table of facts 1"
RULE = "facts:row"
CONFIDENCE = 0.99
REF = "current"


def read_facts(path: Path) -> Iterator[Extract]:
    """One extract a row; Unreadable at the first line that is not a row of the table."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"the table of facts cannot be opened: {error}", stage="facts") from error
    for number, record in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        if None in record or None in record.values():
            raise Unreadable(f"line {number} of the table of facts has too many or too few cells", stage="facts")
        row = from_record(record, number)
        if row.council not in load_register().councils:
            raise Unreadable(
                f"line {number} of the table of facts names no council of the register: {row.council}", stage="facts"
            )
        yield _extract(row, path)


class _Sheet:
    """Lays out the cells of a row as the text of a document, page by page, and remembers where each stands."""

    def __init__(self, row: FactsRow) -> None:
        cells = [*row.fieldwork, *([row.published] if row.published else []), *row.lead_inspectors]
        cells += [cell for _, cell in row.judgements]
        self.spans: dict[int, Span] = {}
        parts: list[str] = []
        starts: list[int] = []
        length = 0
        for cell in sorted(cells, key=lambda cell: cell.page):
            while len(starts) < cell.page:
                starts.append(length)
            self.spans[id(cell)] = Span(length, length + len(cell.words))
            parts.append(cell.words)
            length += len(cell.words) + 1
        self.text = "\n".join(parts)
        self.pages = tuple(starts)

    def evidence(self, *cells: Cell) -> tuple[Evidence, ...]:
        """The cells as passages."""
        return tuple(Evidence(self.spans[id(cell)], self.spans[id(cell)]) for cell in cells)


def _extract(row: FactsRow, path: Path) -> Extract:
    sheet = _Sheet(row)
    document = Document(
        key=row.address or row.sha256,
        text=sheet.text,
        sha256=row.sha256,
        media_type="application/pdf",
        reader=READER,
        kind=DocumentKind.INSPECTION_REPORT,
        title=_stated(row.title),
        date=Stated(row.issued, Origin(row.issued_origin)) if row.issued else None,
        url=_stated(row.address),
        provider_number=_stated(row.provider_number),
        rights=Rights.OGL,
        blocks=tuple(Block(span, Zone.TABLE) for span in sorted(sheet.spans.values())),
        pages=sheet.pages,
        path=str(path),
        cells_only=True,
    )
    dated = (*row.fieldwork, *((row.published,) if row.published else ()), *row.lead_inspectors)
    inspection = InspectionClaim(
        evidence=sheet.evidence(*(dated or tuple(cell for _, cell in row.judgements))),
        rule=RULE,
        confidence=CONFIDENCE,
        ref=REF,
        council=row.council,
        inspectorate=row.inspectorate,
        service=row.service,
        kind=row.kind,
        status=Status.CURRENT,
        framework=row.framework or None,
        fieldwork=tuple(map(_time, row.fieldwork)),
        published_on=_time(row.published) if row.published else None,
        lead_inspectors=tuple(cell.value for cell in row.lead_inspectors),
    )
    judgements = tuple(
        JudgementClaim(
            evidence=sheet.evidence(cell),
            rule=RULE,
            confidence=CONFIDENCE,
            inspection=REF,
            area=area,
            grade=cell.value,
            grade_words=cell.words,
        )
        for area, cell in row.judgements
    )
    return Extract(
        document=document, extractor=READER, subjects=(row.council,), inspections=(inspection,), judgements=judgements
    )


def _stated(value: str) -> Stated | None:
    return Stated(value, Origin.TABLE) if value else None


def _time(cell: Cell) -> TimeReference:
    first, last = bounds(cell.value)
    return TimeReference(cell.words, cell.value, first, last)
