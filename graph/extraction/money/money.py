"""Sums of money: MONEY mentions (find_money) and what councils are to get or spend (find_funding).

A mention's value is the amount in whole pounds, its feature "about" where the text only approximates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.document import Span
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.money.funding import find_funding

__all__ = ["find_funding", "find_money"]

_UNITS = {
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "b": 10**9,
    "billion": 10**9,
    "k": 10**3,
    "thousand": 10**3,
}
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty forty fifty"
)
_VALUES = dict(zip(_NUMBERS.split(), [*range(1, 16), 20, 30, 40, 50], strict=True)) | {
    "half a": 0.5,
    "a": 1,
    "a hundred": 100,
}
_MONEY = re.compile(
    r"£\s?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?-?(?P<unit>million|billion|thousand|bn|mn|m"
    r"|k|b)?(?![\w.]*\d)(?![A-Za-z])"
    r"|(?P<words>\b(?:half a|a hundred|"
    + _NUMBERS.replace(" ", "|")
    + r"|\d+(?:\.\d+)?))[\s-]+(?P<big>million|billion|thousand)[\s-]pounds?\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:nearly|almost|about|around|approximately|roughly|some|up to|over|more than|at least|close to|circa"
    r"|under|less than)\s+$",
    re.IGNORECASE,
)


def find_money(text: str, span: Span) -> Iterator[Mention]:
    """MONEY mentions within `span`, in order."""
    if all(text.find(sign, span.start, span.end) < 0 for sign in ("£", "pound", "POUND", "Pound")):
        return
    for found in _MONEY.finditer(text, span.start, span.end):
        if found.group("words"):
            words = found.group("words").lower()
            number = _VALUES[words] if words in _VALUES else float(words)
            unit = found.group("big").lower()
        else:
            number = float(found.group("number").replace(",", ""))
            unit = (found.group("unit") or "").lower()
        amount = round(number * _UNITS.get(unit, 1))
        about = _ABOUT.search(text, max(span.start, found.start() - 20), found.start())
        place = Span(found.start(), found.end())
        yield Mention(MentionKind.MONEY, place, str(amount), feature="about" if about else "")
