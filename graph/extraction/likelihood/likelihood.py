"""How likely a grade is a judgement of a council, and what it is likely for, by the words around it.

Takes a line, one of its grades and the line before; gives probabilities. Rules say more (times, councils, other
bodies) and are asked first; this is for sentences that no rule has foreseen, and for those that rules get wrong.
"""

from __future__ import annotations

from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.likelihood.features import around, between, sides
from graph.extraction.likelihood.weights import probability
from graph.extraction.tape.line import Line, Token

_FOR_IT = 0.6


def of_a_council(line: Line, grade: Token, before: Line | None) -> float:
    """The probability that a grade is one that a council has or had from an inspectorate."""
    return probability("judgement", around(line, grade, before))


def of_the_whole(line: Line, grade: Token, before: Line | None) -> float:
    """The probability that a grade of a council is its overall one."""
    return probability("whole", sides(line, grade, before))


def areas_of(line: Line, grade: Token) -> tuple[Mention, ...]:
    """The areas of the line that a grade is likely for."""
    return tuple(
        mention
        for area in line.of(MentionKind.AREA)
        if probability("area", between(line, grade, area)) > _FOR_IT
        for mention in area.mentions
    )
