"""Grades in rows: a table, or a list of areas each over its grade, as press releases and web pages print them.

Takes the lines of a document, gives the Gradings of every row by the number of its first line, and the numbers of all
lines that belong to a row. A row is a label (areas or one council) and its grades, on one line or on lines of their own;
two dates in the heading make columns, of which the newest tells the grades of now; a grade in brackets behind another is
the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.dates.when import order
from graph.extraction.grades.grading import Grading
from graph.extraction.tape.line import Line, Token

RULE = "row-of-a-table"
_SURE = 0.93
_TOKEN = re.compile(r"⟦[^⟧]*⟧")
_LABEL = re.compile(r"[\W\d]*(?:[\w']+\W+){0,3}")
_AFTER_LABEL = re.compile(
    r"(?:(?:, |,? ?)(?:of|for|with|and|who|in|which|their|its|need\w*|achiev\w+|[\w']+ing)\b[^.!?]{0,60})?"
)
_EDGES = re.compile(r"^[^\w,]+|\W+$")
_RULED = re.compile(r"(?:[^\w⟦]|\d)*")
_WORDS_OF_A_CELL = re.compile(r"\W*(?:(?:rated|grade|rating|judged|outcome|now|judgement)\W*)*")
_OVERALL = re.compile(r"[\W\d]*overall(?: (?:rating|grade|judgement|result|verdict|mark))?\W*")
_BEFORE = (
    r"(?:(?:was|were|previously|formerly|before|previous|last|time|up|down|from|also|in|at|of|under|it|then|earlier|the|a|an|too|as|well"
    r"|same|again|rated|graded|judged|⟦date[^⟧]*⟧|⟦kind[^⟧]*⟧)[:,; ]*)*"
)
_BRACKETED = re.compile(
    rf" ?[,;-]? ?(?:[(\[]|[,;-] ?(?=was|were|prev|former|up|down|before)){_BEFORE}⟦grade[^⟧]*⟧,? ?{_BEFORE}[)\]]?\W*"
)
_REMARK = re.compile(r" ?[(\[](?P<same>unchanged|no change|(?:the )?same(?: as [^)⟦]{0,20})?)?[^)⟦]{0,40}[)\]]\W*")
_IN_BRACKETS = re.compile(r"\b(?:brackets|parenthes[ie]s)\b")
_LONGEST = 150
_NOW = re.compile(r"\b(?:now|current|latest|new|this)\b")
_THEN = re.compile(r"\b(?:then|previous|last|before|old|earlier)\b")


@dataclass(frozen=True, slots=True)
class _Row:
    """The lines of a row (first and one past the last), its label (none: overall) and its grades with their lines.

    `earlier` is the grade before, in brackets behind the one of now.
    """

    first: int
    end: int
    label: Token | None
    grades: tuple[tuple[Line, Token], ...]
    earlier: Token | None = None


def rows(lines: Sequence[Line]) -> tuple[dict[int, list[Grading]], frozenset[int]]:
    """The gradings of all rows by the number of the line they start on, and the lines of rows."""
    found: dict[int, list[Grading]] = {}
    used: set[int] = set()
    table: list[_Row] = []
    at = 0
    while at < len(lines):
        row = _row(lines, at, after_row=bool(table) and table[-1].end == at)
        if row is not None:
            table.append(row)
            at = row.end
            continue
        _close(lines, table, found, used)
        at += 1
    _close(lines, table, found, used)
    return found, frozenset(used)


def _row(lines: Sequence[Line], at: int, *, after_row: bool) -> _Row | None:
    """The row that begins with a line, if one does."""
    line = lines[at]
    if at == 0 or not line.tokens or len(line.text) > _LONGEST + 60 * len(line.tokens):
        return None
    label, cells = line.tokens[0], line.tokens[1:]
    if label.kind not in (MentionKind.AREA, MentionKind.COUNCIL) or not _LABEL.fullmatch(line.text, 0, label.start):
        overall = label.kind is MentionKind.GRADE and _OVERALL.fullmatch(line.text, 0, label.start)
        return _with_remark(line, at, None, label) if overall else None
    extra = [token for token in cells if token.kind is not MentionKind.GRADE]
    own = tuple((line, token) for token in cells if token.kind is MentionKind.GRADE)
    if own:
        plain = _AFTER_LABEL.fullmatch(_EDGES.sub("", line.text[label.end : own[0][1].start]))
        ruled = _Row(at, at + 1, label, own) if not extra and _ruled(line, own) else None
        return (_with_remark(line, at, label, own[0][1]) or ruled) if plain else None
    if extra or not _is_label(line) or (not after_row and _is_under_grade(lines, at)):
        return None
    below: list[tuple[Line, Token]] = []
    for following in lines[at + 1 : at + 5]:
        if not _is_grade(following):
            break
        below.append((following, following.tokens[0]))
    return _Row(at, at + 1 + len(below), label, tuple(below)) if below else None


def _with_remark(line: Line, at: int, label: Token | None, grade: Token) -> _Row | None:
    """The row of a grade with nothing behind it but the one before, or a remark without a grade, in brackets."""
    row = _Row(at, at + 1, label, ((line, grade),))
    if _BRACKETED.fullmatch(line.text, grade.end):
        return replace(row, earlier=next(token for token in line.of(MentionKind.GRADE) if token.start > grade.start))
    remark = _REMARK.fullmatch(line.text, grade.end)
    if remark:
        return replace(row, earlier=grade) if remark["same"] else row
    return row if label is None and _RULED.fullmatch(line.text, grade.end) else None


def _is_label(line: Line) -> bool:
    """Whether a line is no more than the label of a row."""
    if len(line.tokens) != 1 or line.tokens[0].kind not in (MentionKind.AREA, MentionKind.COUNCIL):
        return False
    label = line.tokens[0]
    after = _EDGES.sub("", line.text[label.end :])
    return bool(_LABEL.fullmatch(line.text, 0, label.start) and _AFTER_LABEL.fullmatch(after))


def _is_under_grade(lines: Sequence[Line], at: int) -> bool:
    """Whether the label is an item below a grade that heads it: grades and labels alternate, and a label ends them."""
    if not _is_grade(lines[at - 1]):
        return False
    if lines[at].tokens[0].kind is MentionKind.COUNCIL and len(lines[at].tokens[0].values) > 1:
        return True
    while at < len(lines) and _is_label(lines[at]):
        if at + 1 == len(lines) or not _is_grade(lines[at + 1]):
            return True
        at += 2
    return False


def _ruled(line: Line, own: tuple[tuple[Line, Token], ...]) -> bool:
    """Whether nothing but rules or spaces stand between the grades of a line and after them."""
    ends = [*(token.start for _, token in own[1:]), len(line.text)]
    return all(_RULED.fullmatch(line.text, token.end, end) for (_, token), end in zip(own, ends, strict=True))


def _in_brackets(own: tuple[tuple[Line, Token], ...]) -> bool:
    """Whether the second of two grades stands in brackets behind the first, as the one before does."""
    (line, first), (_, second) = own
    return line.text[first.end : second.start].strip() == "("


def _is_grade(line: Line) -> bool:
    return (
        len(line.tokens) == 1
        and line.tokens[0].kind is MentionKind.GRADE
        and bool(_WORDS_OF_A_CELL.fullmatch(_TOKEN.sub("", line.text)))
    )


def _close(lines: Sequence[Line], table: list[_Row], found: dict[int, list[Grading]], used: set[int]) -> None:
    """End a table: its rows count if there are two, or if the one has its grade on its own line behind a known area."""
    kept, table[:] = list(table), []
    if len(kept) == 1 and (kept[0].end - kept[0].first > 1 or not (kept[0].label and kept[0].label.mentions[0].strong)):
        return
    if not kept:
        return
    columns = _columns(lines, kept[0])
    for row in kept:
        used.update(line.number for line in lines[row.first : row.end])
        found[lines[row.first].number] = list(_gradings(row, columns, _of_brackets(lines, kept[0])))


def _columns(lines: Sequence[Line], first: _Row) -> list[tuple[bool, Mention | None]]:
    """For every column whether it is of an earlier inspection, and its date; empty if the heading does not say."""
    width = len(first.grades)
    if width < 2:
        return []
    above = lines[max(0, first.first - width - 1) : first.first]
    dates = [token.mentions[0] for line in above for token in line.of(MentionKind.DATE) if len(line.text) < _LONGEST]
    if len(dates) >= width:
        dates = dates[-width:]
        times = [order(date.when.edtf) if date.when else "" for date in dates]
        return [(time != max(times), date) for time, date in zip(times, dates, strict=True)]
    heading = " ".join(line.text for line in above)
    now, then = _NOW.search(heading), _THEN.search(heading)
    if width == 2 and now and then:
        return [(True, None), (False, None)] if then.start() < now.start() else [(False, None), (True, None)]
    return []


def _of_brackets(lines: Sequence[Line], first: _Row) -> Mention | None:
    """The date that the line above a table gives to what stands in brackets."""
    above = lines[first.first - 1]
    dates = above.of(MentionKind.DATE)
    return dates[0].mentions[0] if len(dates) == 1 and _IN_BRACKETS.search(above.text) else None


def _gradings(row: _Row, columns: list[tuple[bool, Mention | None]], bracketed: Mention | None) -> Iterator[Grading]:
    if len(row.grades) == 2 and not columns and _in_brackets(row.grades):
        columns = [(False, None), (True, None)]
    if len(row.grades) > 1 and len(columns) != len(row.grades):
        return
    of_council = row.label is not None and row.label.kind is MentionKind.COUNCIL
    areas = () if of_council or row.label is None else row.label.mentions
    councils = row.label.values if of_council and row.label else ()
    for (line, token), (before, date) in zip(row.grades, columns or [(False, None)], strict=True):
        grade = token.mentions[0]
        yield Grading(
            line, token.start, grade, areas, RULE, _SURE, before, date=date if before else None, councils=councils
        )
    if row.earlier is not None:
        line = row.grades[0][0]
        own = [token.mentions[0] for token in line.of(MentionKind.DATE)]
        date = own[0] if len(own) == 1 else bracketed
        place, grade = row.earlier.start, row.earlier.mentions[0]
        yield Grading(line, place, grade, areas, RULE, _SURE, before=True, date=date, councils=councils)
