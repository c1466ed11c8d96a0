"""EDTF without a library: what a document's date anchors, and which calendar days an expression can mean.

Covers what this project writes and meets: years, months, days, unknown digits, seasons, approximate years, intervals
(open ones too) and sets; see the Library of Congress EDTF specification, levels 0 to 2.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

_DATE = re.compile(r"([0-9X]{4})(?:-([0-9X]{2}))?(?:-([0-9X]{2}))?([~?%]?)")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}

Bounds = tuple[dt.date | None, dt.date | None]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What of a document's date is known; any part may be missing (`XXXX-05-16`, `2019`)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


def anchor(issued: str | None) -> Anchor:
    """The parts of a document's date, or an empty anchor if it is missing, an interval or no EDTF at all."""
    found = _DATE.fullmatch(issued or "")
    if found is None:
        return Anchor()
    year, month, day = (int(part) if part and part.isdigit() else None for part in found.group(1, 2, 3))
    if month is not None and not 1 <= month <= 12:
        month = day = None
    return Anchor(year, month, day if month and day and 1 <= day <= 31 else None)


def bounds(edtf: str) -> Bounds:
    """First and last day an EDTF expression can mean; None where it is open, unknown or not understood.

    An approximate year is given a year on either side, a winter both ends of its calendar year.
    """
    text = edtf.strip()
    if text[:1] in "[{" and text[-1:] in "]}":
        members = [bounds(part) for part in re.split(r",|\.\.", text[1:-1]) if part.strip()]
        return _around(members) if members else (None, None)
    if "/" in text:
        first, _, last = text.partition("/")
        if "/" in last:
            return None, None
        return _single(first)[0], _single(last)[1]
    return _single(text)


def season(code: str) -> tuple[str, ...]:
    """The months that an EDTF season (`24` for winter) is made of, in order; none for a month."""
    first, last = _SEASONS.get(int(code) if code.isdigit() else 0, (1, 0))
    return tuple(f"{(month - 1) % 12 + 1:02}" for month in range(first, last + 1))


def _around(members: list[Bounds]) -> Bounds:
    firsts, lasts = [first for first, _ in members], [last for _, last in members]
    known_firsts, known_lasts = [day for day in firsts if day], [day for day in lasts if day]
    return (
        min(known_firsts) if len(known_firsts) == len(firsts) else None,
        max(known_lasts) if len(known_lasts) == len(lasts) else None,
    )


def _single(text: str) -> Bounds:
    found = _DATE.fullmatch(text.strip())
    if found is None or "X" in found.group(1) or int(found.group(1)) == 0:
        return None, None
    year, margin = int(found.group(1)), 1 if found.group(4) else 0
    month = int(found.group(2)) if (found.group(2) or "X").isdigit() else None
    day = int(found.group(3)) if month and (found.group(3) or "X").isdigit() else None
    if month in _SEASONS:
        return _season(year, month)
    try:
        if day and month:
            exact = dt.date(year, month, day)
            return exact, exact
        if month:
            return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
        return dt.date(max(year - margin, 1), 1, 1), dt.date(min(year + margin, 9999), 12, 31)
    except (ValueError, calendar.IllegalMonthError):
        return None, None


def _season(year: int, code: int) -> Bounds:
    if code == 24:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    first, last = _SEASONS[code]
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])
