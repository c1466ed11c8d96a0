"""Councils named between commas in words about another one: `A, created when B was broken up, is good`.

Takes a line, the token of a council and a place behind it, tells whether that place is about the council before.
"""

from __future__ import annotations

import re

from graph.extraction.analysis import MentionKind
from graph.extraction.tape.line import Line, Token

_ASIDE = re.compile(
    r"⟦council[^⟧]*⟧(?:'s)?(?: council)?(?:,| -| \() ?(?:which|who|where|whose|when|once|itself|formed|created|founded|set up"
    r"|born|made"
    r"|carved|established|one of|part of|along|together|like|unlike|not|neighbour\w*|the|an?|its|home|next|formerly|previously"
    r"|successor|replacing|bordering|\w+ed|\w+ing)\b(?:[^.;⟦]|⟦(?!grade|kind)[^⟧]*⟧)*?"
)
_ASIDE_ENDS = re.compile(
    r"(?:[^.;,⟦]|⟦[^⟧]*⟧){0,60}(?:,| -|\)) "
    r"(?:(?:has|have|had|was|were|is|are|now|also|still|both|all|requires?|required|remain\w*|got|received|gained|earned|won|rose|fell"
    r"|moved|improved|slipped|dropped|climbed|went|kept|keeps|retain\w*|came|comes|achieved|secured|scored|stay\w*|will|did|does)\b"
    r"|⟦grade\??=requires)"
)


def aside(line: Line, token: Token, position: int) -> bool:
    """Whether a council is only named in words about one before it: `A, created when B was broken up, is good`."""
    ends = _ASIDE_ENDS.match(line.text, token.end)
    if ends is None or ends.end() > position + len("⟦grade?=requires"):
        return False
    named = line.of(MentionKind.COUNCIL)
    return any(other.end <= token.start and _ASIDE.fullmatch(line.text, other.start, token.start) for other in named)
