"""Which dates are those of inspections of schools, homes and landlords that are no service of a council.

Takes a line and the token of a date in it.
"""

from __future__ import annotations

import re

from graph.extraction.analysis import MentionKind
from graph.extraction.scene.landlords import of_landlords
from graph.extraction.tape.line import Line, Token

_OUTSIDE = (MentionKind.OTHER_PROVIDER,)
_INSPECTING = (MentionKind.INSPECTORATE, MentionKind.KIND)
_COUNCILS = (MentionKind.COUNCIL, MentionKind.SERVICE, MentionKind.FRAMEWORK)
_BODY = re.compile(r"\b(?:councils?|authorit(?:y|ies)|departments?|services|local area)\b")
_OUTSIDE_AGAIN = re.compile(
    r"\b(?:the|this|that) (?:home|nursery|agency|hospital|setting|school|academy|college)\b(?! sec)"
    r"|\b(?:adult|community|family) (?:education|learning)\b|\bapprenticeships?\b"
)
_RELATIVE = ("which", "who", "whose")


def outside(line: Line, token: Token) -> bool:
    """Whether the clause, or that before a relative one, is about a school or another body that is no council service."""
    clause = line.clauses[line.clause_of(token.start)]
    if any(of_landlords(line)) and not line.of(MentionKind.COUNCIL):
        return True
    start = clause.start
    if start and clause.opener in _RELATIVE:
        start = line.clauses[line.clause_of(start - 1)].start
    others = line.of(*_OUTSIDE)
    if any(start <= other.start < clause.end for other in others):
        return True
    inspecting = min((each.start for each in line.of(*_INSPECTING)), default=token.start)
    if any(other.start < inspecting for other in others) and not line.of(*_COUNCILS) and not _BODY.search(line.text):
        return True  # `The college went up to good after Ofsted came in March`
    return bool(_OUTSIDE_AGAIN.search(line.text, 0, token.start))
