"""Reads the judgements that stand in a sentence or a section heading rather than in the table.

Under the single inspection framework the overall grade and that of the safeguarding board are sentences; and in every
framework the headings of the sections repeat the table's grades, which is how a report is checked against itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.claim import Evidence
from graph.document import Span
from graph.reports.areas import Area
from graph.reports.grades import GRADE, Cell, notation
from graph.reports.judged import Judged

_FLAGS = re.IGNORECASE | re.MULTILINE | re.DOTALL
OVERALL = Area(
    "overall",
    re.compile(
        r"^(?:the\s+)?(?:overall,?\s+)?(?:judge?ment|effectiveness|(?:[\w’'.-]+\s+){0,6}?(?:children[’']?s|social\s+care)"
        r"\s+services|services\s+(?:for\s+children\s+)?(?:in|provided)\b)",
        _FLAGS,
    ),
)
_TO_GRADE = re.compile(rf".{{0,160}}?\b{GRADE}\b", _FLAGS)
_ANY_STATEMENT = re.compile(
    rf"^[A-Z][^.\n]{{2,120}}?\s(?P<verb>is|are|(?=requir))\s*(?:judged\s+(?:to\s+be|as)\s+)?{GRADE}\s*\.?\s*\d{{0,2}}\s*$",
    _FLAGS,
)
BOARD = Area(
    "lscb",
    re.compile(
        r"^(?:the\s+)?(?:effectiveness\s+of\s+(?:the\s+)?)?(?:[\w’'.&,-]+[ \t]+){0,7}?"
        r"(?:safeguarding\s+children[’']?s?\s+board|[A-Z]{0,5}SCB)",
        _FLAGS,
    ),
)
_BOARD_IS = re.compile(
    rf"(?:\s*\([^)]{{2,60}}\))?(?:\s+(?:in|for)\s+[\w’'. -]{{2,40}}?)?[:–-]?\s+"
    rf"(?:(?:is|are)\s+(?:that\s+it\s+)?(?:judged\s+(?:to\s+be\s+)?)?)?{GRADE}\b\s*\.?\s*\d{{0,2}}\s*(?:because\b.*?)?$",
    _FLAGS,
)
_LEAD_IN = (
    r"^(?:the\s+)?(?:graded\s+)?(?:judge?ments?\s+(?:for|about|on|of)\s+)?(?:the\s+)?"
    r"(?:experiences?\s+and\s+progress\s+of\s+)?"
)
_HEADING_IS = re.compile(
    rf"\s*(?:[:–-]|\b(?:is|are)\b:?)?\s*(?:that\s+(?:it|they)\s+)?(?P<words>{GRADE})\s*\.?\s*\d{{0,2}}\s*$", _FLAGS
)


def overall_statement(text: str, start: int, end: int) -> Judged | None:
    """The sentence between the dates and the table that gives the overall grade."""
    for label in OVERALL.label.finditer(text, start, end):
        if match := _TO_GRADE.match(text, label.end(), end):
            return _judged(OVERALL, Span(*label.span()), match)
    match = _ANY_STATEMENT.search(text, start, end)
    return _judged(OVERALL, Span(match.start(), match.start("verb")), match) if match else None


def board_statement(text: str) -> Judged | None:
    """The heading or sentence, on lines of its own, that gives the grade of the safeguarding children board."""
    for label in BOARD.label.finditer(text):
        if match := _BOARD_IS.match(text, label.end()):
            return _judged(BOARD, Span(*label.span()), match)
    return None


def section_headings(text: str, start: int, areas: Sequence[Area]) -> Iterator[Judged]:
    """The first heading behind `start` that grades each area."""
    for area in areas:
        if area.notation == "overall":
            continue
        for label in re.finditer(_LEAD_IN + area.label.pattern, text[start:], _FLAGS):
            if match := _HEADING_IS.match(text, start + label.end()):
                yield _judged(area, Span(start + label.start(), start + label.end()), match)
                break


def _judged(area: Area, label: Span, match: re.Match[str]) -> Judged:
    cell = Cell(Span(*match.span("grade")), notation(match["grade"]), " ".join(match["grade"].split()))
    return Judged(area, label, cell, (Evidence(Span(label.start, cell.span.end), cell.span),))
