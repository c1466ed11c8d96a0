"""Finds grade words in tables and headings, gives notations of the grade schemes and the exact words.

A text layer may print a table cell by cell or line by line, so "requires improvement to be good" can have words of the
neighbouring cell in its middle; `cells` reads such a table and gives it back with the grades blanked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from graph.document import Span

GRADE = r"(?P<grade>outstanding|good|inadequate|adequate|requir(?:e|es|ing)\s*improvement(?:\s+to\s+be\s+good)?)"
_FIRST_WORDS = {
    "outstanding": "outstanding",
    "good": "good",
    "adequate": "adequate",
    "inadequate": "inadequate",
    "requires": "requires_improvement",
    "require": "requires_improvement",
    "requiresimprovement": "requires_improvement",
}
_TAILS = {
    "requires": ("improvement", "to", "be", "good"),
    "require": ("improvement", "to", "be", "good"),
    "requiresimprovement": ("to", "be", "good"),
}
_NOT_JUDGED = re.compile(
    r"not\s+(?:yet\s+)?(?:judged|graded|inspected|applicable)|no\s+(?:grade|judge?ment)(?:\s+(?:given|made))?"
    r"|judge?ment\s+not\s+(?:made|given)|insufficient\s+evidence",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]+")
_WORDS_BETWEEN = 14
_LABELS = (
    "achieving adoption after and capacity care children effectiveness experience experiences families "
    "for governance help impact in leaders leadership leavers looked management need of on outcomes "
    "overall people performance permanence practice progress protection provision quality social the who "
    "with work young"
)
_LABEL_WORDS = frozenset(_LABELS.split())


@dataclass(frozen=True, slots=True)
class Cell:
    """A grade in a table: where its first words stand, its notation, all its words."""

    span: Span
    grade: str
    words: str


def notation(words: str) -> str:
    """The notation of a grade in words that GRADE has matched."""
    first = _WORD.findall(words)[0].lower()
    return "requires_improvement" if first.startswith("requir") else first


def cells(text: str, within: Span) -> tuple[tuple[Cell, ...], str]:
    """The grades of a stretch of table in order, and the stretch with their words turned into spaces."""
    blanked = list(within.of(text))
    found: list[tuple[int, Cell]] = []
    for match in _NOT_JUDGED.finditer(text, within.start, within.end):
        found.append((match.start(), Cell(Span(*match.span()), "not_judged", " ".join(match.group().split()))))
        _blank(blanked, match.start() - within.start, match.end() - within.start)
    words = [(m.group(), m.start()) for m in _WORD.finditer("".join(blanked))]
    used: set[int] = set()
    for index, (word, start) in enumerate(words):
        low = word.lower()
        if index in used or low not in _FIRST_WORDS or (low == "require" and word[0] != "R"):
            continue
        parts = [index, *_tail(words, index, _TAILS.get(low, ()))]
        if low in ("requires", "require") and len(parts) == 1:
            continue
        used.update(parts)
        for part in parts:
            _blank(blanked, words[part][1], words[part][1] + len(words[part][0]))
        end = start + len(word)
        for before, part in pairwise(parts):
            if part != before + 1:
                break
            end = words[part][1] + len(words[part][0])
        span = Span(within.start + start, within.start + end)
        found.append((span.start, Cell(span, _FIRST_WORDS[low], " ".join(words[part][0] for part in parts))))
    return tuple(cell for _, cell in sorted(found, key=lambda item: item[0])), "".join(blanked)


def _tail(words: list[tuple[str, int]], index: int, tail: tuple[str, ...]) -> Iterator[int]:
    """Where the further words of a grade stand, words of labels apart: "improvement" must come, "to be good" all or none."""
    position = index
    for group in (tail[:1], tail[1:]) if len(tail) == 4 else (tail,):
        parts: list[int] = []
        for wanted in group:
            nearby = range(position + 1, min(position + _WORDS_BETWEEN, len(words)))
            part = next((i for i in nearby if words[i][0].lower() not in _LABEL_WORDS), None)
            if part is None or words[part][0].lower() != wanted or (wanted == "good" and words[part][0] == "Good"):
                return
            parts.append(part)
            position = part
        yield from parts


def _blank(characters: list[str], start: int, end: int) -> None:
    characters[start:end] = " " * (end - start)
