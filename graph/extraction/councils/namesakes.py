"""Names in the register that mean no council where they stand.

Takes the finds of one sentence, gives them without a council that is only one of several in the county named, without
Westminster where it is the seat of government, without one of which only the neighbour is meant, and without the end of
a way: `the bus from Thirdford to Sampleton`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graph.register.register import Found, Register

_WAY = re.compile(
    r"\b(?:road|bus|train|line|trip|drive|way|route|miles|moved|\w*travel\w*)\b[^.;,]{0,20}\bfrom [^.;,]{2,40} to $"
)
_HAS_NEIGHBOUR = re.compile(r"[’']s?\s+(?:\w+\s+|next-door\s+)?neighbours?,?\s+[A-Z]")
_ANY = re.compile(r"\b(?:an?|another|one|second|third|any|every|the)\s+(?:[a-z-]+\s+)?$", re.I)
_BODY = re.compile(r"\w(?<!county) (?:council|authority|unitary|district|landlord|borough)\b(?![’']s? [A-Z])")
_THE = re.compile(r"\b(?:the|another|this|that)\s+$", re.I)
_AT_SEAT = re.compile(
    r"(?<!services)(?<!care)(?<!homes)(?<!people)(?<!children)(?<!SEND)(?<!arrangements)\s(?:in|at|from)\s+$"
)


def only_of_a_county(text: str, finds: Iterable[Found]) -> set[str]:
    """The councils of which a text says no more than `the Countyshire authority`: that is another one in their county."""
    told: dict[str, bool] = {}
    for each in finds:
        one = _BODY.match(text, each.span.end - 1) and _THE.search(text, 0, each.span.start)
        for slug in each.councils:
            told[slug] = told.get(slug, True) and bool(one)
    return {slug for slug, one in told.items() if one}


def without_others(text: str, finds: tuple[Found, ...], register: Register) -> Iterator[Found]:
    """The finds but `the Countyshire authority`, which is one of that county, Westminster as the seat of power, ends of ways."""
    for each in finds:
        before = text[max(0, each.span.start - 90) : each.span.start]
        county = register.councils[each.councils[0]].kind == "county"
        one_of_it = county and _BODY.search(text, each.span.start, each.span.end + 10) and _ANY.search(before)
        seat = not each.strong and each.councils == ("westminster",) and _AT_SEAT.search(before)
        way = not each.strong and _WAY.search(before)
        beside = not each.strong and _HAS_NEIGHBOUR.match(text, each.span.end)
        if not (one_of_it or seat or way or beside):
            yield each
