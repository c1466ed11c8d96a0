"""Where the words of a text stand, found once for all who look for some of them.

A pattern that can only begin with certain words need not be tried everywhere: `matches` gives what `pattern.finditer`
would, if `first` has (in lower case) every word that a match can begin with.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from graph.document import Span

WORD: Final = re.compile(r"[^\W_]+")


class Words:
    """The places of the words of one text by their lower-case form."""

    __slots__ = ("_kept", "places")

    def __init__(self, text: str) -> None:
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        lower = text.lower()
        if len(lower) != len(text):  # a few capitals have small letters of two characters
            lower = "".join(each if len(each.lower()) != 1 else each.lower() for each in text)
        for word in WORD.finditer(lower):
            self.places[word[0]].append(word.start())
        self._kept: dict[frozenset[str], list[int]] = {}

    def starts(self, first: frozenset[str]) -> list[int]:
        """Where words of a set begin, in order."""
        known = self._kept.get(first)
        if known is None:
            known = sorted(start for word in self.places.keys() & first for start in self.places[word])
            self._kept[first] = known
        return known


@lru_cache(maxsize=1)
def words_of(text: str) -> Words:
    """The words of a text, kept as long as it is the text at hand."""
    return Words(text)


def starts_in(text: str, span: Span, first: frozenset[str]) -> list[int]:
    """Where words of a set begin in a part of a text."""
    starts = words_of(text).starts(first)
    return starts[bisect_left(starts, span.start) : bisect_left(starts, span.end)]


def matches(
    pattern: re.Pattern[str], text: str, span: Span, first: frozenset[str], *, masked: str | None = None
) -> Iterator[re.Match[str]]:
    """The matches of a pattern in a part of a text, without overlap; `first` are the words they can begin with.

    With `masked`, the same text with some of it blanked out, that is what is matched.
    """
    done = span.start
    for start in starts_in(text, span, first):
        if start >= done and (found := pattern.match(masked or text, start, span.end)) is not None:
            done = max(found.end(), start + 1)
            yield found
