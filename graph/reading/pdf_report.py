"""Tells Ofsted's inspection reports on councils from other PDFs, and reads their printed title and day of publication.

Only the front page is looked at; what the report says is the business of graph.reports.
"""

from __future__ import annotations

import re

from graph.document import Origin, Span, Stated
from graph.reading.pdf_days import find_periods
from graph.reading.pdf_family import Family, family_of

_FRONT = 4_000
_DATES = re.compile(r"^\s*inspection\s*dates?\b", re.IGNORECASE | re.MULTILINE)
_PUBLISHED = re.compile(
    r"^\s*(?:report\s*published|published(?:\s+on)?|(?:report\s+)?publication\s+date|date\s+published)\s*[:–-]?\s*(?=\d)",
    re.IGNORECASE | re.MULTILINE,
)
_TITLE = re.compile(r"^inspection of", re.IGNORECASE | re.MULTILINE)
_INSPECTOR = re.compile(r"\bOfsted\b|\bHMI\b|Majesty[’']s\s+Inspector", re.IGNORECASE)
_CHARACTERS_IN_TITLE = 400


def is_inspection_report(text: str) -> bool:
    """Whether this is an Ofsted report of an inspection of a council's services that ends in judgements."""
    return family_of(text) is not Family.OTHER and _INSPECTOR.search(text) is not None


def printed_title(text: str) -> Stated | None:
    """What stands above the inspection dates: the council and the kind of inspection."""
    match = _DATES.search(text, 0, _FRONT)
    if match is None or not text[: match.start()].strip() or match.start() > _CHARACTERS_IN_TITLE:
        return None
    start = len(text) - len(text.lstrip())
    if len(repeated := [again.start() for again in _TITLE.finditer(text, start, match.start())]) > 1:
        start = repeated[-1]
    span = Span(start, len(text[: match.start()].rstrip()))
    return Stated(" ".join(span.of(text).split()), Origin.TEXT, span)


def printed_date(text: str) -> Stated | None:
    """The day of publication, if the front page has it."""
    if match := _PUBLISHED.search(text, 0, _FRONT):
        for period in find_periods(text, Span(match.end(), match.end() + 40)):
            if period.first == period.last:
                return Stated(period.first.isoformat(), Origin.TEXT, period.span)
    return None
