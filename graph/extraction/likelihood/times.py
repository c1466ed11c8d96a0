"""How likely a time is that of an inspection of a council, by the words around it.

Takes a line, one of its times and the line before; gives a probability. Rules are asked first, as for grades.
"""

from __future__ import annotations

from graph.extraction.likelihood.features import around
from graph.extraction.likelihood.weights import probability
from graph.extraction.tape.line import Line, Token


def of_an_inspection(line: Line, time: Token, before: Line | None) -> float:
    """The probability that an inspection of a council took place or came to a judgement then."""
    return probability("inspected", around(line, time, before))
