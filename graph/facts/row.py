"""One row of the table of facts, and how a cell is written: `value@page words`, several joined by ` ; `."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields

from graph.errors import Unreadable
from graph.vocabulary import load_vocabulary

_CELL = re.compile(r"(?P<value>[^@]+)@(?P<page>\d+) (?P<words>.+)", re.DOTALL)
JOIN = " ; "


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as a notation, name or EDTF, the page of the report it stands on, and the words of its cell."""

    value: str
    page: int
    words: str

    def __str__(self) -> str:
        return f"{self.value}@{self.page} {' '.join(self.words.split())}"


@dataclass(frozen=True, slots=True)
class FactsRow:
    """An inspection: who and under what, when, by whom, what was judged, and in which report."""

    council: str
    inspectorate: str
    service: str
    kind: str
    framework: str
    fieldwork: tuple[Cell, ...]
    published: Cell | None
    lead_inspectors: tuple[Cell, ...]
    judgements: tuple[tuple[str, Cell], ...]
    title: str
    issued: str
    issued_origin: str
    provider_number: str
    address: str
    sha256: str


PLAIN = tuple(
    field.name
    for field in fields(FactsRow)
    if field.name not in ("fieldwork", "published", "lead_inspectors", "judgements")
)


def area_columns() -> tuple[str, ...]:
    """Notations of every area that a framework judges, sorted: one column each."""
    return tuple(
        sorted({notation for framework in load_vocabulary().frameworks.values() for notation in framework.areas})
    )


def columns(rows: Iterable[FactsRow]) -> tuple[str, ...]:
    """The header: the plain columns, the dated ones, and the areas that some row judges."""
    judged = sorted({area for row in rows for area, _ in row.judgements})
    head = ("council", "inspectorate", "service", "kind", "framework", "fieldwork", "published", "lead_inspectors")
    return (*head, *judged, *(name for name in PLAIN if name not in head))


def to_record(row: FactsRow, header: tuple[str, ...]) -> dict[str, str]:
    """The row as text, by column."""
    record = {name: getattr(row, name) for name in PLAIN}
    record["fieldwork"] = JOIN.join(map(str, row.fieldwork))
    record["published"] = str(row.published) if row.published else ""
    record["lead_inspectors"] = JOIN.join(map(str, row.lead_inspectors))
    record |= {area: str(cell) for area, cell in row.judgements}
    return {name: record.get(name, "") for name in header}


def from_record(record: dict[str, str], number: int) -> FactsRow:
    """The row of one record; Unreadable names the line and what is wrong with it."""
    known = set(area_columns())
    try:
        published = _cells(record["published"])
        return FactsRow(
            fieldwork=_cells(record["fieldwork"]),
            published=published[0] if published else None,
            lead_inspectors=_cells(record["lead_inspectors"]),
            judgements=tuple((name, _cells(text)[0]) for name, text in record.items() if name in known and text),
            **{name: record[name] for name in PLAIN},
        )
    except (KeyError, ValueError, IndexError, TypeError) as error:
        raise Unreadable(f"line {number} of the table of facts is not a row of it: {error}", stage="facts") from error


def _cells(text: str) -> tuple[Cell, ...]:
    found = []
    for part in text.split(JOIN) if text else []:
        match = _CELL.fullmatch(part)
        if match is None:
            raise ValueError(f"{part!r} is not written as value@page words")
        found.append(Cell(match["value"], int(match["page"]), match["words"]))
    return tuple(found)
