"""Finds dates in running text and says what they can mean, never more.

Takes text, a span of it and the document's date (EDTF, perhaps partial or missing); gives DATE mentions whose
TimeReference has the words, the EDTF and the bounds. A month without a year gets the latest such month before the
document's date, and without that date stays `XXXX-11`. General date libraries are not used: they invent.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from graph.claim import TimeReference
from graph.document import Span
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.dates.edtf import anchor, bounds
from graph.extraction.dates.readings import READERS
from graph.extraction.dates.words import CUE_YEAR, CUES, NEWS_CUES, PATTERN, YEAR
from graph.extraction.words import words_of

__all__ = ["bounds", "find_dates", "iso_day"]

_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|during|of|by|since|until|till|from|last|this|next|late|early|mid|before|after|between|to|and|for|on|around"
    r"|late-|early-|mid-|that|previous|each|every|or)|[-(])[\s-]*$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:in|during|of|by|since|until|from|last|this|next|late|early|mid|before|after)[\s-]+$", re.IGNORECASE
)
_NAME_AFTER = re.compile(r"\s[A-Z][a-z]+")
_BEFORE_CUE, _AFTER_CUE = 32, 25
_BACK = (70, 200)  # characters before a date that bear on it; before `two years later`
_COUNTED = re.compile(r"\s+(?:children|pupils?|homes|people|staff|families|cases|properties|tenants|jobs|words)\b")
_YEAR_CUE = re.compile(r"\b(?:in|since|by|of|from|until|during|before|after|last|between|early|late|mid)[\s(-]*$", re.I)


_LANDLORDS = re.compile(
    r"(?i:regulator\s+(?:of|for)\s+social\s+housing|housing\s+(?:regulator|watchdog))|\bRSH\b|\bC[1-4]\b"
)
_SEASON_CUE = re.compile(r"\b(?:last|this|in|in the|during the|over the)\s+$")


def find_dates(text: str, span: Span, issued: str | None) -> Iterator[Mention]:
    """DATE mentions within `span`, in order; `issued` is the document's date as EDTF or None."""
    known = anchor(issued)
    for found in candidates(text, span):
        name = found.lastgroup or ""
        if name == "news" and not _of_landlords(text):
            continue
        first = (
            0
            if name in ("month_same", "year_same")
            else max(0 if name == "later" else span.start, found.start() - _BACK[name == "later"])
        )
        reading = READERS[name](found.group(), known, text[first : found.start()])
        if reading is None or not _plausible(name, found, text, span):
            continue
        edtf, anchored = reading
        earliest, latest = bounds(edtf)
        words = found.group()
        when = TimeReference(words=words, edtf=edtf, earliest=earliest, latest=latest, anchored=anchored)
        yield Mention(MentionKind.DATE, Span(found.start(), found.end()), edtf, when=when, feature=name)


def candidates(text: str, span: Span) -> Iterator[re.Match[str]]:
    """Matches of PATTERN in the windows around its cues."""
    start = end = span.start
    cues = _cues(text)
    near = cues[bisect_left(cues, span.start) : bisect_left(cues, span.end)]
    for cue in near:
        if cue - _BEFORE_CUE > end:
            yield from PATTERN.finditer(text, start, end)
            start = max(end, cue - _BEFORE_CUE)
        end = min(cue + _AFTER_CUE, span.end)
        while end < span.end and text[end].isalnum():
            end += 1
    if near:
        yield from PATTERN.finditer(text, start, end)


@lru_cache(maxsize=1)
def _of_landlords(text: str) -> bool:
    """Whether the housing regulator is named, whose judgements have the date of the day on which they come out."""
    return bool(_LANDLORDS.search(text))


@lru_cache(maxsize=1)
def _cues(text: str) -> list[int]:
    """Where the words begin without which there is no date."""
    places = words_of(text).places
    cues = CUES | NEWS_CUES if _of_landlords(text) else CUES
    return sorted(
        start
        for word, starts in places.items()
        if word in cues or (not word.isalpha() and CUE_YEAR.search(word))
        for start in starts
    )


def iso_day(words: str) -> str | None:
    """The EDTF of a date line's words (`3rd February 2023`, `Feb 3, 2023`, `03/02/2023`), None if they are no date."""
    for mention in find_dates(words, Span(0, len(words)), None):
        if mention.feature in ("iso", "slash", "day", "day_us", "month", "relative"):
            return mention.value
    return None


def _plausible(name: str, found: re.Match[str], text: str, span: Span) -> bool:
    """Whether the words are a date here, and not a name, a verb or a number of things."""
    before = text[max(span.start, found.start() - 24) : found.start()]
    after = text[found.end() : found.end() + 24]
    if name == "year":
        return not _COUNTED.match(after) or bool(_YEAR_CUE.search(before))
    if name == "month" and not YEAR.search(found.group()):
        word = found.group().rstrip(".").lower()
        if word in ("may", "march", "mar", "sep", "dec", "jan", "oct", "nov", "feb", "jun", "jul", "aug", "apr"):
            if _NAME_AFTER.match(after) and not _PREPOSITION.search(before):
                return False
            return bool(_BEFORE_MONTH.search(before)) and not after[:2].strip().isdigit()
        return not _NAME_AFTER.match(after) or bool(_PREPOSITION.search(before))
    if name == "season":
        return bool(YEAR.search(found.group()) or _SEASON_CUE.search(before))
    return True
