"""The council that `the neighbouring city council` or `its neighbour` is, where a text names it elsewhere.

Takes the lines of a document, one of them, a place in it and the councils that the text is about there; gives the only other
council that the text names, or nobody if there are none or several: then it is known at least who is not meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.extraction.analysis import MentionKind
from graph.extraction.focus.collective import Group
from graph.extraction.tape.line import Line

_NEIGHBOUR = re.compile(
    r"\b(?:the|its|their) (?:neighbouring|next-door|adjoining|surrounding) (?:(?:city|county|borough|district|town|unitary) )?"
    r"(?:council|authority)\b(?!'s? (?:leader|director|chief))(?! ⟦)"
    r"|\b(?:its|their) (?:next-door |nearest )?neighbour\b(?!,? ⟦)(?!s)"
)


def is_neighbour(line: Line, position: int) -> bool:
    """Whether a place in a line is about a neighbour that the line does not name."""
    words = [found.end() for found in _NEIGHBOUR.finditer(line.text, 0, position)]
    return bool(words) and not any(words[-1] <= token.start < position for token in line.of(MentionKind.COUNCIL))


def neighbour(lines: Sequence[Line], about: Group) -> Group:
    """The only other council that a text names."""
    tokens = (token for line in lines for token in line.of(MentionKind.COUNCIL, MentionKind.PLACE))
    others = {slug for token in tokens for slug in token.values} - set(about)
    return tuple(others) if len(others) == 1 else ()
