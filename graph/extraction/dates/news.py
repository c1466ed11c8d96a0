"""The days around a document's own, by which only the news of the housing regulator is dated.

Takes the words (`on Wednesday`, `this morning`, `last week`), what is known of the document's date and the words before;
gives the EDTF and that its year comes from the document, None where the words speak of what is to come.
"""

from __future__ import annotations

import datetime as dt
import re

from graph.extraction.dates.edtf import Anchor

_COMING = re.compile(
    r"\b(?:next|until|till|by|every|each|coming|from)\s+$"
    r"|\b(?:will|due|expected|planned|scheduled|set|to be|are to|is to)\b[^.;:]*$",
    re.IGNORECASE,
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAY = re.compile("|".join(_WEEKDAYS))


def read_news(words: str, known: Anchor, before: str) -> tuple[str, bool] | None:
    """`on Wednesday`, `this morning`, `last week`: days before a document's own; a week only as the month it lies in."""
    if not (known.year and known.month and known.day) or _COMING.search(before):
        return None
    today = dt.date(known.year, known.month, known.day)
    if words.endswith("week"):
        monday = today - dt.timedelta(days=today.weekday() + 7)
        sunday = monday + dt.timedelta(days=6)
        return (f"{monday:%Y-%m}", True) if monday.month == sunday.month else None
    if words.startswith(("this", "This")):
        return today.isoformat(), True
    back = (today.weekday() - _WEEKDAYS.index(_WEEKDAY.search(words)[0])) % 7  # type: ignore[index]
    if back == 0 and words.startswith(("last", "Last")):
        back = 7
    return (today - dt.timedelta(days=back)).isoformat(), True
