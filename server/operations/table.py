"""Tables of the whole dataset: a query each, whose head documents the columns and their version.

A file opens with what a row is, then `# version: n` and one `# column: name meaning` a column. A column that changes its
name, meaning or place, or goes, takes a new version; one that is added at the end does not.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TextIO

import pyoxigraph as ox

_FOLDER = Path(__file__).parent / "tables"
_COLUMN = re.compile(r"# column: (\w+) (.+)")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: `columns` are names with meanings, in order."""

    name: str
    row: str
    version: int
    columns: tuple[tuple[str, str], ...]
    query: str

    @property
    def key(self) -> str:
        """Its name as a file, without date."""
        return f"{self.name}-v{self.version}.csv"


@cache
def tables() -> tuple[Table, ...]:
    """All tables, by name."""
    return tuple(_parsed(path.stem, path.read_text(encoding="utf-8")) for path in sorted(_FOLDER.glob("*.rq")))


def write_table(table: Table, store: ox.Store, out: TextIO) -> int:
    """Header and rows as CSV (RFC 4180); gives the number of rows. A cell that a spreadsheet would run gets an apostrophe."""
    writer = csv.writer(out, lineterminator="\r\n")
    names = [name for name, _ in table.columns]
    writer.writerow(names)
    answer = store.query(table.query)
    assert isinstance(answer, ox.QuerySolutions)
    count = 0
    for row in answer:
        writer.writerow([_cell(row[name]) for name in names])
        count += 1
    return count


def _parsed(name: str, text: str) -> Table:
    lines = text.splitlines()
    version = next(int(line.removeprefix("# version:")) for line in lines if line.startswith("# version:"))
    columns = tuple((found[1], found[2]) for line in lines if (found := _COLUMN.fullmatch(line)))
    return Table(name, lines[0].removeprefix("# "), version, columns, text)


def _cell(term: object) -> str:
    text = str(getattr(term, "value", ""))
    return f"'{text}" if text.startswith(_FORMULA) and not _is_number(term) else text


def _is_number(term: object) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value.rpartition("#")[2] in ("integer", "decimal", "double")
