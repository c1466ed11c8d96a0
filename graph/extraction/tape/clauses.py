"""The clauses of a tape: what a grade and a date have to share to belong together."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_CUT = re.compile(
    r"[;()]|: |, | - | (?=(?:since|after|following|when|until"
    r"|before(?! that\b)|while|although|though|despite|which|who|but|where|whereas"
    r"|having|up from|down from|only|because|so that|and (?:has|have|was|were|is|are|it|its|the|they|services|now))\b)"
)
_OPENER = re.compile(
    r"\W*((?:two|three|four|five|six|seven|\w+ (?:years?|months?)|just|only|years|months|less than \w+)(?: years?| months?)? )?"
    r"(\w+)"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a tape and the word that opens it."""

    start: int
    end: int
    opener: str


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a tape in order; they cover it."""
    found: list[Clause] = []
    start = 0
    for cut in [*_CUT.finditer(text), None]:
        end = cut.end() if cut else len(text)
        if cut and not text[start : cut.start()].strip():
            continue
        opener = _OPENER.match(text, start, end)
        found.append(Clause(start, end, opener.group(2) if opener else ""))
        start = end
    return tuple(found)


def clause_at(found: tuple[Clause, ...], position: int) -> int:
    """Number of the clause in which a position lies."""
    return min(bisect_right(found, position, key=lambda clause: clause.end), len(found) - 1)
