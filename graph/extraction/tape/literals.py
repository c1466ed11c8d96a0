"""Words that a rule's pattern cannot match without, read off its parsed form: most rules are ruled out by them.

Takes a regular expression over tapes, gives sets of pieces of words: every text it matches has, inside its words, one
piece of each set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from graph.extraction.analysis import MentionKind

_WORD = re.compile(r"[a-z]+")
_LONGEST = 8
_SHORTEST = 2
_REMEMBERED = 1 << 15
_KINDS = frozenset(kind.value.lower()[:_LONGEST] for kind in MentionKind)
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_WIDTHLESS = (sre.AT, sre.ASSERT_NOT)

Pieces = frozenset[str]


def literals(pattern: str) -> tuple[Pieces, ...]:
    """The sets of pieces of words that a pattern needs, the most telling first."""
    return tuple(sorted(set(_needed(_parser.parse(pattern))), key=_worth))


def _worth(pieces: Pieces) -> tuple[float, list[str]]:
    """Few and long pieces are seldom found; the kind of a mention is, in the sentences that `needs` lets through."""
    return sum(1.0 if piece in _KINDS else 10.0 ** -len(piece) for piece in pieces), sorted(pieces)


def _needed(items: Iterable[tuple[Any, Any]]) -> list[Pieces]:
    found: list[Pieces] = []
    run = ""
    for code, value in items:
        if code is sre.LITERAL:
            run += chr(value)
        elif code not in _WIDTHLESS:
            found += _of_run(run) + _inside(code, value)
            run = ""
    return found + _of_run(run)


def _of_run(run: str) -> list[Pieces]:
    return [frozenset((word[:_LONGEST],)) for word in _WORD.findall(run) if len(word) >= _SHORTEST]


def _inside(code: Any, value: Any) -> list[Pieces]:
    """What an item that is no plain character needs."""
    if code is sre.SUBPATTERN:
        return _needed(value[3])
    if code is sre.ATOMIC_GROUP:
        return _needed(value)
    if code is sre.ASSERT:
        return _needed(value[1])
    if code in _REPEATS and value[0] > 0:
        return _needed(value[2])
    if code is sre.BRANCH:
        branches = [_needed(branch) for branch in value[1]]
        return [frozenset().union(*(min(branch, key=_worth) for branch in branches))] if all(branches) else []
    return []


class Index:
    """Tells which of some pieces a text has, as the bits of a number: one look at each word answers for all rules."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._bits = {piece: 1 << number for number, piece in enumerate(sorted(set(pieces)))}
        self._of_word = lru_cache(maxsize=_REMEMBERED)(self._look)

    def bits(self, pieces: Pieces) -> int:
        """The bits of some pieces."""
        return sum(self._bits[piece] for piece in pieces)

    def held(self, text: str) -> int:
        """The bits of all pieces that stand in the words of a text."""
        held = 0
        for word in set(_WORD.findall(text)):
            held |= self._of_word(word)
        return held

    def _look(self, word: str) -> int:
        """The bits of the pieces that stand in a word."""
        ends = range(_SHORTEST, _LONGEST + 1)
        parts = {word[start : start + length] for start in range(len(word)) for length in ends}
        return sum(self._bits[part] for part in parts & self._bits.keys())
