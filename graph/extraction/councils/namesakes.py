"""Names in the register that mean no council where they stand.

Takes the finds of one sentence, gives them without a council that is only one of several in the county named, without
Westminster where it is the seat of government, without a county that several councils share since, without one of which
only the neighbour is meant, without the end of a way: `the bus from Thirdford to Sampleton`, and without half a surname:
`Ann Sampleton-Lee`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from graph.register.register import Found, Register

_WAY = re.compile(
    r"\b(?:road|bus|train|line|trip|drive|way|route|miles|moved|\w*travel\w*)\b[^.;,]{0,20}\bfrom [^.;,]{2,40} to $"
)
_HAS_NEIGHBOUR = re.compile(r"[’']s?\s+(?:\w+\s+|next-door\s+)?neighbours?,?\s+[A-Z]")
_ANY = re.compile(r"\b(?:an?|another|one|second|third|any|every|the)\s+(?:[a-z-]+\s+)?$", re.I)
_BODY = re.compile(r"\w(?<!county) (?:council|authority|unitary|district|landlord|borough)\b(?![’']s? [A-Z])")
_THE = re.compile(r"\b(?:the|another|this|that)\s+$", re.I)
_OF_NHS = re.compile(
    r"(?:,?(?: and| &)?\s(?:[A-Z][\w’'-]+|and|of|upon))*?(?:\s\([A-Z]{2,6}\))?"
    r"\s(?:[Ii]ntegrated [Cc]are|[Cc]linical [Cc]ommissioning|ICBs?\b|CCGs?\b)"
)
_HOMES_IN = re.compile(r"\b(?:homes|houses|flats|bungalows|estates|properties|branches|shops) (?:in|across|around)\s+$")
_AND_TOWNS = re.compile(r"(?:,\s+[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)+,?\s+and\s")
_HALF_AFTER, _HALF_BEFORE = re.compile(r"[-‐‑](?=[A-Z])"), re.compile(r"[A-Z]\w+[-‐‑]$")
_AT_SEAT = re.compile(
    r"(?<!services)(?<!care)(?<!homes)(?<!people)(?<!children)(?<!SEND)(?<!arrangements)\s(?:in|at|from)\s+$"
)


def without_alluded(
    text: str, finds: dict[int, tuple[Found, ...]], known: Collection[str]
) -> dict[int, tuple[Found, ...]]:
    """The finds of all sentences, but no council of which a text that names another says only `the Countyshire authority`."""
    told: dict[str, bool] = {}
    for each in (each for found in finds.values() for each in found):
        one = _BODY.match(text, each.span.end - 1) and _THE.search(text, 0, each.span.start)
        for slug in each.councils:
            told[slug] = told.get(slug, True) and bool(one)
    alluded = {slug for slug, one in told.items() if one}
    if not alluded or alluded.issuperset(known):
        return finds
    return {n: tuple(each for each in found if not alluded.issuperset(each.councils)) for n, found in finds.items()}


def without_divided(finds: dict[int, tuple[Found, ...]], known: Collection[str]) -> dict[int, tuple[Found, ...]]:
    """The finds but the names of counties that are divided now, where a text does not name one of the parts in full."""
    return {
        number: tuple(each for each in found if not each.divided or len(set(each.councils) & set(known)) == 1)
        for number, found in finds.items()
    }


def without_others(text: str, finds: tuple[Found, ...], register: Register) -> Iterator[Found]:
    """The finds but `the Countyshire authority`, which is one of that county, Westminster as the seat of power, ends of ways.

    Nor are the towns in which a landlord has its homes councils, or what the name of a part of the NHS is made of.
    """
    for each in finds:
        towns = _AND_TOWNS.match(text, each.span.end)
        others = towns and not any(towns.start() < other.span.start < towns.end() for other in finds)
        if not each.strong and _OF_NHS.match(text, each.span.end):
            continue
        if others and not each.strong and _HOMES_IN.search(text, max(0, each.span.start - 30), each.span.start):
            continue
        before = text[max(0, each.span.start - 90) : each.span.start]
        county = register.councils[each.councils[0]].kind == "county"
        one_of_it = county and _BODY.search(text, each.span.start, each.span.end + 10) and _ANY.search(before)
        seat = not each.strong and each.councils == ("westminster",) and _AT_SEAT.search(before)
        way = not each.strong and _WAY.search(before)
        beside = not each.strong and _HAS_NEIGHBOUR.match(text, each.span.end)
        half = not each.strong and (_HALF_AFTER.match(text, each.span.end) or _HALF_BEFORE.search(before))
        if not (one_of_it or seat or way or beside or half):
            yield each
