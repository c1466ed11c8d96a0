"""When a step of government began, and when it ended.

Takes a line and where the words of the step stand in it; gives the time beside them in their clause, else one that other
words of the sentence tie to them: `under a direction since 2020`, `the trust, set up in April 2018,`. In a sentence that
tells of its end, a time is that of the end unless words of beginning lead to it.
"""

from __future__ import annotations

import re

from graph.claim import TimeReference
from graph.extraction.analysis import MentionKind
from graph.extraction.interventions.standing import REQUIRED_PLANS
from graph.extraction.tape.line import Line, Token

_OPENS = re.compile(r"\W*(?:(?:in|on|by|early|late|mid|back) )*")
_LIMIT = re.compile(
    r"\b(?:until|till|by|before|within|up to|runs? (?:to|until))(?: the)?(?: (?:end|start|beginning|middle))?(?: of)? $"
)
_SINCE_THEN = re.compile(r"\bsince (?:then|when|that)\b|\bever since\b")
_BEGUN = (
    r"\b(?:set up|created|formed|established|launched|founded|began|started|took over|takes? over|taken over|dated|issued|imposed"
    r"|served|placed|given|appointed|sent in|named|since)\b"
)
_BEGINS = re.compile(rf"{_BEGUN}(?:[^.;,⟦]|⟦(?!date|grade)[^⟧]*⟧){{0,60}}$")
_TIED = re.compile(rf"(?:(?!\band\b)[^.;⟦])*{_BEGUN}(?:[^.;,⟦]|⟦(?:service|council)[^⟧]*⟧){{0,60}}")
_LED_TO = re.compile(r"(?:[^;⟦]|⟦(?!grade|intervention|date)[^⟧]*⟧)*")
"""Between an inspection and the plan that it asked for."""
_INSPECTED = re.compile(r"\binspectors\b|\binspected\b|⟦kind")


def times(
    line: Line, kind: str, start: int, end: int, *, over: bool
) -> tuple[TimeReference | None, TimeReference | None]:
    """The begin and the end of a step of a kind, from `start` to `end` on the tape; `over` if the line tells of its end."""
    known = line.of(MentionKind.DATE)
    clause = line.clauses[line.clause_of(start)]
    own = [token for token in known if clause.start <= token.start < clause.end]
    if kind == "children_trust" and _INSPECTED.search(line.text, clause.start, clause.end):
        own = [token for token in own if _BEGINS.search(line.text[clause.start : token.start])]
    ends = [token for token in own if over and not _BEGINS.search(line.text[clause.start : token.start])]
    begins = [token for token in own if token not in ends and not _LIMIT.search(line.text[: token.start])]
    begins = begins or [token for token in known if token not in own and _is_tied(line, token, start, end)]
    if not begins and kind in REQUIRED_PLANS:
        begins = [token for token in known if token.end <= start and _LED_TO.fullmatch(line.text, token.end, start)]
    return _nearest(begins, start), _nearest(ends, start)


def _is_tied(line: Line, token: Token, start: int, end: int) -> bool:
    """Whether other words of the sentence than those of the clause tie a time to the step."""
    if token.start > start:
        return bool(_TIED.fullmatch(line.text, end, token.start))
    known = line.of(MentionKind.DATE)
    opens = token is known[0] and _OPENS.fullmatch(line.text, 0, token.start)
    return bool(opens or (token is known[-1] and _SINCE_THEN.search(line.text, start)))


def _nearest(tokens: list[Token], position: int) -> TimeReference | None:
    nearest = min(tokens, key=lambda token: abs(token.start - position), default=None)
    return nearest.mentions[0].when if nearest else None
