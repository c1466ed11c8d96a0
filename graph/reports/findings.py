"""Reads all judgements of a report, layout by layout: table, overall statement, board, and what the headings repeat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.reading.pdf_family import Family, reviews_board
from graph.reports.areas import ILACS, LOOKED_AFTER, SIF, Area
from graph.reports.headline import board_statement, overall_statement, section_headings
from graph.reports.judged import Judged, Table, read_table

_FRONT = 6_000
_GRADE_COLUMN = re.compile(r"\b(?:judge?ments?|key\s+judge?ments?)\s+(?:judge?ment\s+)?grades?\b", re.IGNORECASE)
_DATES = re.compile(r"^\s*(?:inspection\s+dates?|report\s+published|lead\s+inspector).*$", re.IGNORECASE | re.MULTILINE)
_RECORD = re.compile(r"record\s+of\s+main\s+findings(?!\s*\d)", re.IGNORECASE)
_SECOND_REPORT = re.compile(
    r"^(?:inspection|review)\s+of\s+the\s+effectiveness\s+of\s+the\s+(?:local\s+)?safeguarding\s*children",
    re.IGNORECASE | re.MULTILINE,
)
_BOARD_SECTION = re.compile(
    r"^(?:section\s+2:?\s*.{0,30}safeguarding|(?:the\s+)?local\s+safeguarding\s+children[’']?s?\s+board(?:\s*\(LSCB\))?\s*$)",
    re.IGNORECASE | re.MULTILINE,
)
_FEWEST_ROWS = 3
_ONLY_GRADE = re.compile(r"(?:requires|requires improvement|outstanding|good|adequate|inadequate)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Judgements:
    """The grade of every judged area, where the part on the safeguarding board starts, and what does not agree."""

    rows: tuple[Judged, ...]
    board_from: int | None
    conflicts: tuple[str, ...] = ()


def read_judgements(text: str, family: Family) -> Judgements:
    """The judgements of a report of a known layout."""
    if family is Family.ILACS:
        header = _GRADE_COLUMN.search(text, 0, _FRONT)
        table = _best_table(text, ILACS, header.end() if header else None)
        return _checked(text, table, (), ILACS, None) if len(table.rows) >= _FEWEST_ROWS else Judgements((), None)
    if family in (Family.SIF, Family.REINSPECTION):
        return _single_inspection(text)
    if family is Family.LOOKED_AFTER:
        records = list(_RECORD.finditer(text))
        start = records[-1].end() if records else text.rfind("Overall effectiveness")
        table = read_table(text, max(start, 0), LOOKED_AFTER)
        return Judgements(table.rows, None, _complaints(table))
    if family is Family.BOARD_REVIEW:
        board = board_statement(text)
        return Judgements((board,) if board else (), 0, () if board else ("no grade of the board was found",))
    return Judgements((), None)


def _single_inspection(text: str) -> Judgements:
    start = _first_label(text, SIF)
    table = _best_table(text, SIF, None)
    dates = list(_DATES.finditer(text, 0, start))
    overall = overall_statement(text, dates[-1].end() if dates else 0, start) or overall_statement(
        text, start, min(len(text), table.end + _FRONT)
    )
    board_from, board = _board(text, table.end)
    extra = tuple(row for row in (overall, board) if row)
    missing = () if overall else ("no overall judgement was found",)
    judgements = _checked(text, table, extra, SIF, board_from)
    return Judgements(judgements.rows, board_from, missing + judgements.conflicts)


def _board(text: str, table_end: int) -> tuple[int | None, Judged | None]:
    """Where the review of the board starts and what it comes to; a grade on the front page counts as well."""
    second = _SECOND_REPORT.search(text, max(table_end, _FRONT))
    if not reviews_board(text) and second is None:
        return None, None
    section = second if second and not reviews_board(text) else None
    if section is None:
        sections = [m for m in _BOARD_SECTION.finditer(text, table_end) if not re.search(r"\d\s*$", m.group())]
        section = sections[0] if sections else None
    board = board_statement(text)
    starts = [section.start()] if section else []
    if board and board.label.start > table_end + _FRONT:
        starts.append(board.label.start)
    return (min(starts) if starts else None), board


def _best_table(text: str, areas: Sequence[Area], header: int | None) -> Table:
    """The fullest table from the header of the grade column, from the first label or, if a grade stands above it, there."""
    start = _first_label(text, areas)
    line = text.rfind("\n", 0, max(start - 1, 0)) + 1
    starts = [header] if header is not None else []
    starts.append(start)
    if _ONLY_GRADE.fullmatch(text[line:start].strip()):
        starts.append(line)
    tables = [read_table(text, start, areas) for start in dict.fromkeys(starts)]
    return max(tables, key=lambda table: (len(table.rows), not table.complaint))


def _first_label(text: str, areas: Sequence[Area]) -> int:
    found = [match.start() for area in areas if (match := area.label.search(text, 0, _FRONT))]
    return min(found, default=0)


def _checked(
    text: str, table: Table, extra: tuple[Judged, ...], areas: Sequence[Area], board_from: int | None
) -> Judgements:
    """The table with what only headings say, and a conflict wherever they say otherwise."""
    rows = {row.area.notation: row for row in (*table.rows, *extra)}
    conflicts = list(_complaints(table))
    body = text if board_from is None else text[:board_from]
    for heading in section_headings(body, table.end, areas):
        row = rows.setdefault(heading.area.notation, heading)
        if row.cell.grade != heading.cell.grade:
            conflicts.append(
                f"{heading.area.notation}: the table says “{row.cell.words}”, its section “{heading.cell.words}”"
            )
    order = [area.notation for area in areas]
    ordered = sorted(rows.values(), key=lambda row: (row.area.notation not in order, row.label.start))
    return Judgements(tuple(ordered), board_from, tuple(conflicts))


def _complaints(table: Table) -> tuple[str, ...]:
    if not table.rows:
        return ("no table of judgements was found",)
    return (table.complaint,) if table.complaint else ()
