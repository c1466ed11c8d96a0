"""From the table of facts to documents and claims, as if the reports had been read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from graph.claim import Evidence, Extract, InspectionClaim, JudgementClaim, Status, TimeReference
from graph.document import Block, Document, DocumentKind, Origin, Rights, Span, Stated, Zone
from graph.errors import Unreadable
from graph.extraction.dates.edtf import bounds
from graph.facts.cell import Cell, parse_cells
from graph.register.register import load_register
from graph.vocabulary import load_vocabulary

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
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        try:
            if None in row or None in row.values():
                raise ValueError("it has too many or too few cells")
            extract = _extract(row, path)
        except (KeyError, ValueError, IndexError) as error:
            raise Unreadable(
                f"line {number} of the table of facts is not a row of it: {error}", stage="facts"
            ) from error
        yield extract


class _Sheet:
    """Lays out the cells of a row as the text of a document, page by page, and remembers where each stands."""

    def __init__(self, cells: Iterable[Cell]) -> None:
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

    def evidence(self, cells: Iterable[Cell]) -> tuple[Evidence, ...]:
        """The cells as passages."""
        return tuple(Evidence(self.spans[id(cell)], self.spans[id(cell)]) for cell in cells)


def _extract(row: dict[str, str], path: Path) -> Extract:
    council = row["council"]
    if council not in load_register().councils:
        raise ValueError(f"{council!r} is no council of the register")
    fieldwork, published, inspectors = (
        parse_cells(row[name]) for name in ("fieldwork", "published", "lead_inspectors")
    )
    judged = {area: parse_cells(text)[0] for area, text in row.items() if text and area in _areas()}
    dated = (*fieldwork, *published, *inspectors)
    sheet = _Sheet((*dated, *judged.values()))
    inspection = InspectionClaim(
        evidence=sheet.evidence(dated or judged.values()),
        rule=RULE,
        confidence=CONFIDENCE,
        ref=REF,
        council=council,
        inspectorate=row["inspectorate"],
        service=row["service"],
        kind=row["kind"],
        status=Status.CURRENT,
        framework=row["framework"] or None,
        fieldwork=tuple(map(_time, fieldwork)),
        published_on=_time(published[0]) if published else None,
        lead_inspectors=tuple(cell.value for cell in inspectors),
    )
    judgements = tuple(
        JudgementClaim(
            evidence=sheet.evidence([cell]),
            rule=RULE,
            confidence=CONFIDENCE,
            inspection=REF,
            area=area,
            grade=cell.value,
            grade_words=cell.words,
        )
        for area, cell in judged.items()
    )
    document = _document(row, path, sheet)
    return Extract(
        document=document, extractor=READER, subjects=(council,), inspections=(inspection,), judgements=judgements
    )


def _document(row: dict[str, str], path: Path, sheet: _Sheet) -> Document:
    return Document(
        key=row["address"] or row["sha256"],
        text=sheet.text,
        sha256=row["sha256"],
        media_type="application/pdf",
        reader=READER,
        kind=DocumentKind.INSPECTION_REPORT,
        title=_stated(row["title"]),
        date=Stated(row["issued"], Origin(row["issued_origin"])) if row["issued"] else None,
        url=_stated(row["address"]),
        provider_number=_stated(row["provider_number"]),
        rights=Rights.OGL,
        blocks=tuple(Block(span, Zone.TABLE) for span in sorted(sheet.spans.values())),
        pages=sheet.pages,
        path=str(path),
        cells_only=True,
    )


@cache
def _areas() -> frozenset[str]:
    """Notations of every area that a framework judges."""
    return frozenset(notation for framework in load_vocabulary().frameworks.values() for notation in framework.areas)


def _stated(value: str) -> Stated | None:
    return Stated(value, Origin.TABLE) if value else None


def _time(cell: Cell) -> TimeReference:
    first, last = bounds(cell.value)
    return TimeReference(cell.words, cell.value, first, last)
