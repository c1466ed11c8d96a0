"""Whether a step of government is planned, in force or over, by the words around it.

Takes a line and where the words of the step stand in it. What was taken and is not said to be over is in force; a plan
that inspectors asked for is over when it is long past, or when a plan of the scheme that followed has taken its place.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from graph.claim import TimeReference
from graph.extraction.dates.edtf import anchor
from graph.extraction.tape.line import Line

PLANNED, IN_FORCE, ENDED = "planned", "in_force", "ended"
REQUIRED_PLANS = {"statement_of_action": "priority_action_plan", "priority_action_plan": ""}
"""The plans that inspectors ask for, each with the one of the scheme that followed."""

OVER = (
    r"(?:lifted|removed|withdrawn|revoked|rescinded|discharged|scrapped|disbanded|dissolved|wound (?:up|down)|stood down"
    r"|abolished|expired|finished|closed|ended(?! up)|no longer (?:applies|applied|needed|necessary|in (?:place|force))"
    r"|(?:came|comes|come|brought) to an end|at an end)"
)
_TAKES_BACK = (
    r"(?:lift(?:s|ed|ing)?|remov(?:es|ed|ing)|withdr(?:ew|awn|awing|aws)|revok(?:es|ed|ing)|rescinds|discharged|scrap(?:s|ped)"
    r"|disband(?:s|ed)|dissolv(?:es|ed)|(?:winds?|wound) up|clos(?:es|ed|ing)|end(?:s|ed|ing)(?! up))"
)
_MODALS = (
    r"(?:will|would|shall|is to|are to|due to|set to|going to|plans? to"
    r"|agreed to|intends? to|promised to|decided to|until ⟦date[^⟧]*⟧ to)"
)
_SETS_UP = (
    r"(?:set(?:ting)? up|establish|create|form|appoint|send(?: in)?|bring in|issue|serve|put in place|impose|install"
    r"|be (?:issued|served|given|placed|run|handed)(?: with| to| over to| under| by)?)"
)
_ENDED_BEFORE = re.compile(
    rf"\b(?:{_TAKES_BACK}|releas\w+ (?:it |them )?from|freed from|(?:set )?free (?:from|of)|(?:came|comes|coming|taken|been"
    rf"|is|was) out of"
    r"|no longer (?:under|subject to|has|have|had|in|run by|needs?)|exit(?:s|ed|ing)? from|emerged? from|replac(?:es|ed|ing)"
    r"|former"
    r"|the end of|(?:decided|voted|voting) to (?:close|end|scrap|disband))"
    r"(?: (?!after\b|when\b|because\b|and\b|by\b|with\b)[a-z’'-]+| ⟦(?:council|service|date)[^⟧]*⟧){0,5} $"
)
_ENDED_BEHIND = re.compile(
    r"(?:’s|'s)?(?: (?!but\b|while\b|that (?:s?he|it|they|the)\b|said\b|told\b|says\b|confirmed\b|recommend|should\b|could\b"
    r"|report\b)[a-z’'-]+|,| ⟦(?!intervention)[^⟧]*⟧){0,16}?"
    rf" (?:(?:was|were|is|are|been|be|now|has|have|had|already|also|later|its|his|her|their) (?:\w+ )?{OVER}\b"
    rf"|,? {OVER} (?:by|in|on|last|⟦date)"
    r"|(?:finished|completed|ended) (?:his|her|their|its) (?:work|task|term|job)"
    r"|(?:has|have|had)(?: now| since| already)* (?:left|gone|departed|moved on|handed back)\b|left (?=⟦date|last|this|in\b|on\b)"
    r"|(?:hold|held|holds|had)(?: (?:its|their|his|her|the))? (?:last|final) (?:meeting|session)|(?:meet|met|meets|sits?"
    r"|sat) for the last time"
    r"|(?:met|sat|ran|worked|served|oversaw [^.;⟦]{1,30}|(?:was|were) in (?:place|force"
    r"|charge))(?: [a-z]+){0,3} (?:for [^.;⟦]{2,30}(?:years?|months)\b|until\b))"
    r"| \((?:withdrawn|revoked|lifted|closed|ended)\)"
)
_UNTIL = re.compile(
    r"\b(?:was|were|ran|run|stayed|remained|spent)\b[^.;]{0,60}⟦intervention[^⟧]*⟧[^.;⟦]{0,15} until ⟦date"
    r"|⟦(?:intervention|role)[^⟧]*⟧ (?:was|were|ran|stayed|remained|led|oversaw)\b[^.;]{0,60} until ⟦date"
)
_PLANNED_BEFORE = re.compile(
    rf"\b(?:{_MODALS}|to) (?:now |also |soon |then )*{_SETS_UP}(?: (?!after\b|chair\b|head\b|leader\b|member)[a-z’'-]+"
    rf"| ⟦(?:council|service)[^⟧]*⟧){{0,6}} $"
    rf"|\b{_MODALS} [^.;]{{0,70}}⟦intervention[^⟧]*⟧,? (?:and|or) (?:also )?(?:to )?{_SETS_UP}(?: [a-z’'-]+){{0,3}} $"
)
_DONE_TO = (
    r"(?:set up|established|created|formed|appointed|named|installed|sent(?: in)?"
    r"|brought in|issued|served|imposed|launched|in place|in post)"
)
_PLANNED_BEHIND = re.compile(
    r"(?:,? (?:with|under|for|in|led by|chaired by|including|which|that|who)\b[^.;]{0,70}?,?|, ⟦person[^⟧]*⟧,)?,?"
    rf" (?:(?:will|would|(?:is|are|was|were) (?:due |set |about |expected )?to) (?:now |also |soon "
    rf"|then )*(?:be (?:formally )?{_DONE_TO}"
    r"|(?:meet|sit|come together) for the first time|start\b|begin\b|take over|take charge|run (?:them|services"
    r"|the (?:services?|department|council))"
    r"|come into force|go live|arrive)|(?:is|are) (?:expected|due)\b)"
    r"|, which (?:takes|will take) over (?:from|in|on|next) "
)
_LIFE = 2  # years after which a plan that inspectors asked for has had its revisit


def standing(line: Line, start: int, end: int) -> str:
    """What the words before and behind a step, which stands from `start` to `end` on the tape, say of it."""
    before, behind = line.text[:start], line.text[end:]
    if _ENDED_BEFORE.search(before) or _ENDED_BEHIND.match(behind) or _UNTIL.search(line.text):
        return ENDED
    if _PLANNED_BEFORE.search(before) or _PLANNED_BEHIND.match(behind):
        return PLANNED
    return IN_FORCE


def is_superseded(kind: str, when: TimeReference | None, issued: str | None, beside: Collection[str]) -> bool:
    """Whether a plan that inspectors asked for is over: by its age, or because `beside` it a later scheme's is told of."""
    if kind not in REQUIRED_PLANS:
        return False
    year = anchor(issued).year
    old = when is not None and when.latest is not None and year is not None and when.latest.year + _LIFE < year
    return old or REQUIRED_PLANS[kind] in beside
