"""Dates, periods, sums and lists as a person would write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from markupsafe import Markup, escape

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_PART = re.compile(r"(?P<year>\d{4}|X{4}|\d{2}XX|\d{3}X)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?[~?%]?")


def edtf_in_words(value: str) -> str:
    """`2019-01-14/2019-01-25` is 14–25 January 2019; a form not known here stays as it is."""
    first, slash, last = value.partition("/")
    if not slash:
        return _part(value)
    if first in ("", ".."):
        return f"until {_part(last)}"
    if last in ("", ".."):
        return f"since {_part(first)}"
    return _period(first, last)


def _part(value: str) -> str:
    found = _PART.fullmatch(value)
    if not found:
        return value
    year, month, day = found["year"], found["month"], found["day"]
    circa = "about " if value.endswith("~") else ""
    told = _year(year)
    if month in (None, "XX"):
        return circa + told
    if month in _SEASONS:
        return f"{circa}{_SEASONS[month]} {told}" if told else f"{circa}{_SEASONS[month]}, year not given"
    if not "01" <= month <= "12":
        return value
    name = MONTHS[int(month) - 1]
    if day not in (None, "XX"):
        name = f"{int(day)} {name}"
    return f"{circa}{name} {told}" if year != "XXXX" else f"{circa}{name}, year not given"


def _year(year: str) -> str:
    if year == "XXXX":
        return "date not given"
    if year.endswith("XX"):
        return f"the {year[:2]}00s"
    return f"the {year[:3]}0s" if year.endswith("X") else year


def _period(first: str, last: str) -> str:
    try:
        start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    except ValueError:
        return f"{_part(first)} to {_part(last)}"
    if start == end:
        return day_in_words(first)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {MONTHS[end.month - 1]} {end.year}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} to {end.day} {MONTHS[end.month - 1]} {end.year}"
    return f"{_part(first)} to {_part(last)}"


def day_in_words(value: str) -> str:
    """`2019-05-20` is 20 May 2019."""
    return _part(value)


def time_tag(value: str) -> Markup:
    """The words of an EDTF value, in a `time` element where HTML has a form for it."""
    words = edtf_in_words(value)
    if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", value):
        return Markup('<time datetime="{}">{}</time>').format(value, words)
    return escape(words)


def pounds(amount: str) -> str:
    """`2000000` is £2 million, `1250000` £1.25 million, `35000` £35,000."""
    try:
        value = Decimal(amount)
    except InvalidOperation:
        return amount
    for size, name in ((Decimal(1_000_000_000), "billion"), (Decimal(1_000_000), "million")):
        if value >= size and (value / size * 1000) % 1 == 0:
            return f"£{(value / size).normalize():f} {name}"
    return f"£{value:,.0f}" if value == value.to_integral_value() else f"£{value:,.2f}"


def counted(number: int, one: str, many: str = "") -> str:
    """`1 source`, `2,345 sources`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def listed_markup(items: Sequence[Markup]) -> Markup:
    """The same for markup."""
    if len(items) < 2:
        return items[0] if items else Markup("")
    return Markup(", ").join(items[:-1]) + " and " + items[-1]


def lower_first(text: str) -> str:
    """For a label inside a sentence; names and abbreviations, which have more capitals, keep theirs."""
    return text if text[1:] != text[1:].lower() or text[1:2].isdigit() else text[:1].lower() + text[1:]


def shortened(text: str, length: int = 160) -> str:
    """The text on one line, cut between words, without characters that XML forbids."""
    text = " ".join(_FORBIDDEN.sub("", text).split())
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def today() -> str:
    """The day, ISO."""
    return dt.datetime.now(dt.UTC).date().isoformat()
