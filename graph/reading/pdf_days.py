"""Reads the days of an inspection as reports print them, gives periods with both ends and the words.

"14 to 25 January 2019", "28 June 2021 to 9 July 2021", "12 December to 13 January 2023", "5 to 9 December 2022 and 14 to
15 February 2023", "18 Feb – 12 March 2014", "28 July 2016", "October 2013": day, month or year missing on one side are
those of the other side, and nothing is supplied that neither side has.
"""

from __future__ import annotations

import calendar
import datetime as dt
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.claim import TimeReference
from graph.document import Span

_MONTHS = tuple(name.lower() for name in calendar.month_name)
_WEEKDAYS = tuple(name.lower() for name in calendar.day_name)
_RANGE = frozenset(("to", "until", "till", "through", *"-‐‑‒–—―−─━~→\ufffd"))
_LIST = frozenset(("and", "&", ",", ";", "plus"))
_SKIPPED = frozenset(("from", "between", "the", "of", ".", "commencing", "on"))
_TOKEN = re.compile(r"\s*((?:19|20)\d\d(?!\d{2})|\d{1,2}(?:\s?(?:st|nd|rd|th)\b)?|[A-Za-z]+|[-‐‑‒–—―−─━~→\ufffd,;&.])")


@dataclass(frozen=True, slots=True)
class _Atom:
    """One end of a period as written; `joined` says how it hangs on the one before: "", "range" or "list"."""

    joined: str
    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last` day; `whole_months` when no day is printed, `weekdays` those printed at the ends."""

    span: Span
    first: dt.date
    last: dt.date
    whole_months: bool = False
    weekdays: tuple[int | None, int | None] = (None, None)

    @property
    def edtf(self) -> str:
        """The period as EDTF."""
        form = "%Y-%m" if self.whole_months else "%Y-%m-%d"
        ends = [self.first.strftime(form), self.last.strftime(form)]
        return ends[0] if ends[0] == ends[1] else "/".join(ends)

    def reference(self, text: str) -> TimeReference:
        """The period as a claim's time, in the words of `text`."""
        return TimeReference(" ".join(self.span.of(text).split()), self.edtf, self.first, self.last)


def month_number(word: str) -> int | None:
    """Number of the month that a word, an abbreviation or a slip of the keyboard names."""
    low = word.lower().rstrip(".")
    if low == "sept":
        return 9
    for number, name in enumerate(_MONTHS):
        if number and (low == name or (len(low) == 3 and name.startswith(low))):
            return number
    near = difflib.get_close_matches(low, _MONTHS[1:], 1, 0.8) if len(low) > 4 else []
    return _MONTHS.index(near[0]) if near else None


def find_periods(text: str, within: Span) -> tuple[Period, ...]:
    """The periods that the text from `within.start` on consists of, up to the first thing that is no part of a date."""
    periods: list[Period | None] = []
    for atom in _filled(list(_atoms(text, within))):
        period = _period(atom)
        if atom.joined == "range" and periods:
            earlier = periods[-1]
            if earlier is None or period is None:
                periods[-1] = None
                continue
            periods[-1] = Period(
                Span(earlier.span.start, period.span.end),
                earlier.first,
                period.last,
                earlier.whole_months or period.whole_months,
                (earlier.weekdays[0], period.weekdays[1]),
            )
        else:
            periods.append(period)
    return tuple(period for period in periods if period)


def _atoms(text: str, within: Span) -> Iterator[_Atom]:
    current: _Atom | None = None
    joined = ""
    weekday: int | None = None
    position = within.start
    while match := _TOKEN.match(text, position, within.end):
        word, position = match[1].lower(), match.end()
        start = match.start(1)
        if word in _SKIPPED:
            continue
        if word in _RANGE or word in _LIST:
            following = _TOKEN.match(text, position, within.end)
            if word == "," and current and not current.year and following and len(following[1]) == 4:
                continue
            if current:
                yield current
                current = None
                joined = "range" if word in _RANGE else "list"
            elif joined != "range":
                joined = "range" if word in _RANGE else joined
            continue
        if word in _WEEKDAYS:
            weekday = _WEEKDAYS.index(word)
            continue
        piece = _piece(word)
        if current and piece and "day" in piece and current.day and current.month and not current.year:
            yield current
            current, joined = None, "range"
        if piece is None or (current and not _goes_on(current, piece)):
            break
        current = current or _Atom(joined, start, match.end(), weekday=weekday)
        current = _with(replace(current, end=match.end()), piece)
        weekday = None
    if current:
        yield current


def _piece(word: str) -> dict[str, int] | None:
    """Which part of a date a word is, and its value."""
    if word[0].isdigit():
        number = int(re.sub(r"\D", "", word))
        if number > 1900:
            return {"year": number}
        return {"day": number} if 1 <= number <= 31 else None
    month = month_number(word)
    return {"month": month} if month else None


def _with(atom: _Atom, piece: dict[str, int]) -> _Atom:
    return replace(
        atom,
        day=piece.get("day", atom.day),
        month=piece.get("month", atom.month),
        year=piece.get("year", atom.year),
    )


def _goes_on(atom: _Atom, piece: dict[str, int]) -> bool:
    """Day, month and year follow each other in this order and once."""
    if "day" in piece:
        return False
    if "month" in piece:
        return atom.month is None and atom.year is None
    return atom.year is None and atom.month is not None


def _filled(atoms: list[_Atom]) -> list[_Atom]:
    """The atoms, each with what its neighbour tells of its month and year."""
    for index in range(len(atoms) - 2, -1, -1):
        atoms[index] = _from_right(atoms[index], atoms[index + 1])
    for index in range(1, len(atoms)):
        left, atom = atoms[index - 1], atoms[index]
        if atom.year is None and atom.month and left.year and left.month:
            atoms[index] = replace(atom, year=left.year + (atom.month < left.month))
    return atoms


def _from_right(atom: _Atom, right: _Atom) -> _Atom:
    if atom.month is None:
        if right.month is None or atom.day is None or right.day is None or atom.day > right.day:
            return atom
        return replace(atom, month=right.month, year=atom.year or right.year)
    if atom.year is None and right.year and right.month:
        return replace(atom, year=right.year - (atom.month > right.month))
    return atom


def _period(atom: _Atom) -> Period | None:
    """The days of one atom; None when it does not say which, or says one that is not in the calendar."""
    if not atom.month or not atom.year:
        return None
    span = Span(atom.start, atom.end)
    last_day = calendar.monthrange(atom.year, atom.month)[1]
    if atom.day is None:
        first = dt.date(atom.year, atom.month, 1)
        return Period(span, first, first.replace(day=last_day), whole_months=True)
    if atom.day > last_day:
        return None
    day = dt.date(atom.year, atom.month, atom.day)
    return Period(span, day, day, weekdays=(atom.weekday, atom.weekday))
