"""A picture of a table of results, where its columns allow one: a map, bars of numbers, or days on an axis.

A map needs a column of councils and one of grades, bars a column of numbers, an axis a column of days; each needs a column
that says what a row is. A table that is none of these, or too long to be told apart, gets no picture.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ontology import BASE, NS
from server.pages import schemes
from server.pages.addresses import path_of, slug_of
from server.pages.drawing.by_year import by_year
from server.pages.drawing.shapes import CHARACTER, Drawing, Shape, box, clipped, line, toned, words, years_below
from server.pages.drawing.tiles import tile_map
from server.pages.results import Cell, Table, heading
from server.pages.schemes import Mark
from server.pages.wording import day_in_words

RIGHT, ROW, WIDTH, MOST, NAME = 880, 26, 960, 40, 12
_COUNCIL = f"{BASE}id/council/"
_NUMBERS = frozenset(NS["xsd"] + name for name in ("integer", "decimal", "double", "float", "int", "long"))
_DAYS = frozenset(NS["xsd"] + name for name in ("date", "dateTime", "gYear", "gYearMonth"))
Places = Callable[[], Sequence[Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as drawn: what it is, where that leads, and a value."""

    label: str
    path: str
    value: float = 0
    day: str = ""
    mark: Mark | None = None


def picture_of(table: Table, places: Places) -> Drawing | None:
    """`places` are asked for only where a map can be drawn: rows with slug, short, iso, map_column, map_row."""
    if table.cut or len(table.rows) < 2:
        return None
    found = _columns(table)
    what = ", ".join(heading(name).lower() for name in table.columns[:4])
    if "council" in found and "grade" in found and (drawn := _map(table, found, places, what)):
        return drawn
    rows = _rows(table, found)
    if (
        "number" in found
        and len(table.columns) <= 3
        and len({(row.label, row.path) for row in rows}) == len(rows) <= MOST
    ):
        return _bars(rows, heading(table.columns[found["number"]]))
    return _days(rows, what) if "day" in found else None


def _columns(table: Table) -> dict[str, int]:
    """The first column of each kind that holds nothing else."""
    kinds: dict[str, int] = {}
    for at in range(len(table.columns)):
        terms = [row[at].term for row in table.rows if row[at].term is not None]
        for kind, fits in _KINDS.items():
            if terms and kind not in kinds and all(fits(term) for term in terms):
                kinds[kind] = at
                break
    return kinds


def _grade(term: object) -> bool:
    return isinstance(term, ox.NamedNode) and "/ref/" in term.value and schemes.mark(term.value).graded


def _typed(types: frozenset[str]) -> Callable[[object], bool]:
    return lambda term: isinstance(term, ox.Literal) and term.datatype.value in types


_KINDS: dict[str, Callable[[object], bool]] = {
    "grade": _grade,
    "number": _typed(_NUMBERS),
    "day": _typed(_DAYS),
    "council": lambda term: isinstance(term, ox.NamedNode) and term.value.startswith(_COUNCIL),
    "label": lambda term: True,
}


def _rows(table: Table, found: Mapping[str, int]) -> list[_Row]:
    """Rows by the first column that says what they are, and by the second too where that is not enough."""
    known = {at for kind, at in found.items() if kind in ("number", "day")}
    free = [at for at in range(len(table.columns)) if at not in known]
    if not free:
        return []
    first, *others = sorted(free, key=lambda at: at == found.get("grade"))
    names = [cells[first].label for cells in table.rows]
    if others and len(set(names)) < len(names):
        names = [f"{name}, {cells[others[0]].label}" for name, cells in zip(names, table.rows, strict=True)]
    rows = []
    for name, cells in zip(names, table.rows, strict=True):
        number, day, grade = (_cell(cells, found.get(kind)) for kind in ("number", "day", "grade"))
        path = path_of(cells[first].iri) if cells[first].ours else ""
        rows.append(_Row(name, path, float(number or 0), day[:10], schemes.mark(grade) if grade else None))
    return rows


def _cell(cells: Sequence[Cell], at: int | None) -> str:
    return str(getattr(cells[at].term, "value", "")) if at is not None else ""


def _map(table: Table, found: Mapping[str, int], places: Places, what: str) -> Drawing | None:
    """None where a council has two grades, or none of the councils is on the map."""
    marks: dict[str, Mark] = {}
    for cells in table.rows:
        slug, mark = slug_of(cells[found["council"]].iri), schemes.mark(_cell(cells, found["grade"]))
        if marks.setdefault(slug, mark) != mark:
            return None
    placed = places()
    return tile_map(placed, marks, what) if any(row["slug"] in marks and row["map_column"] for row in placed) else None


def _bars(rows: Sequence[_Row], what: str) -> Drawing | None:
    most = max((row.value for row in rows), default=0)
    if most <= 0 or min(row.value for row in rows) < 0:
        return None
    shapes: list[Shape] = []
    left = _left(rows)
    for at, row in enumerate(rows):
        y, w = at * ROW, max((RIGHT - left) * row.value / most, 1)
        number = f"{row.value:,.10g}"
        shapes += [
            _name(row, left, y),
            box((left, y + 4, w, ROW - 8), f"f-{row.mark.tone}" if row.mark else "dot", f"{row.label}: {number}"),
            words(number, left + w + 7, y + 18, bold=True),
        ]
    told = "; ".join(f"{row.label}: {row.value:,.10g}" for row in rows)
    title = f"{what} as bars"
    return Drawing("answer", WIDTH, len(rows) * ROW + 4, title, f"{told}.", f"{what}, one bar a row.", tuple(shapes))


def _days(rows: Sequence[_Row], what: str) -> Drawing | None:
    """A mark a row on its day; many rows with grades are counted by year instead."""
    placed = [row for row in rows if _day(row.day)]
    if len({row.day for row in placed}) < 2:
        return None
    if len(placed) > MOST:
        counts: dict[tuple[str, Mark], int] = {}
        for row in placed:
            if row.mark:
                counts[row.day[:4], row.mark] = counts.get((row.day[:4], row.mark), 0) + 1
        return by_year([(year, mark, number) for (year, mark), number in counts.items()], what)
    days = [day for row in placed if (day := _day(row.day))]
    first, last = dt.date(min(days).year, 1, 1), dt.date(min(max(days).year + 1, 9999), 1, 1)
    bottom, left = len(placed) * ROW + 4, _left(placed)

    def x(day: dt.date) -> float:
        return left + (RIGHT - left) * (day - first).days / (last - first).days

    shapes = [line(left, bottom, RIGHT - left, 0), *years_below(x, first.year, last.year, bottom, RIGHT + 1)]
    for at, (row, day) in enumerate(zip(placed, days, strict=True)):
        y, told = at * ROW, f"{row.label}: {row.mark.label + ', ' if row.mark else ''}{day_in_words(row.day)}"
        shapes += [
            _name(row, left, y),
            line(left, y + 14, RIGHT - left, 0, "rule"),
        ]
        if row.mark:
            shapes.append(toned((x(day) - 12, y + 3, 24, ROW - 5), row.mark.tone, row.mark.letters, told, row.path, 11))
        else:
            shapes.append(Shape("dot", round(x(day), 1), y + 14, 5, fill="dot", href=row.path, title=told))
    told = "; ".join(f"{row.label}, {day_in_words(row.day)}" for row in placed)
    return Drawing(
        "answer", WIDTH, bottom + 28, f"Days of {what}", f"{told}.", "One row of the table a line.", tuple(shapes)
    )


def _left(rows: Sequence[_Row]) -> float:
    """Where the names of rows end: what the longest needs, up to half of the picture."""
    return min(max(len(row.label) for row in rows) * NAME * CHARACTER + 16, WIDTH / 2)


def _name(row: _Row, left: float, y: float) -> Shape:
    return words(clipped(row.label, left - 14, NAME), left - 10, y + 18, size=NAME, anchor="end")


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return None
