"""How the table of facts is written: its columns, and cells as `value@page words`, several joined by ` ; `."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CELL = re.compile(r"(?P<value>[^@]+)@(?P<page>\d+) (?P<words>.+)", re.DOTALL)
JOIN = " ; "
HEAD = ("council", "inspectorate", "service", "kind", "framework", "fieldwork", "published", "lead_inspectors")
TAIL = ("title", "issued", "issued_origin", "provider_number", "address", "sha256")
"""The columns before and after those of the judged areas."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as a notation, name or EDTF, the page of the report it stands on, and the words of its cell."""

    value: str
    page: int
    words: str

    def __str__(self) -> str:
        return f"{self.value}@{self.page} {' '.join(self.words.split())}"


def parse_cells(text: str) -> tuple[Cell, ...]:
    """The cells that one field holds; ValueError where it is written otherwise."""
    found = []
    for part in text.split(JOIN) if text else []:
        match = _CELL.fullmatch(part)
        if match is None:
            raise ValueError(f"{part!r} is not written as value@page words")
        found.append(Cell(match["value"], int(match["page"]), match["words"]))
    return tuple(found)
