"""Lines that go on from a sentence about targets or about other judges than inspectors: their grades are no judgements.

Takes the lines of a document, gives the numbers of such lines: `It has set itself five targets. Among them are a good
rating …`, the items below `By 2030 it is to have:`, `Peers came in May. Their letter calls its leadership good.`
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.document import Zone
from graph.extraction.analysis import MentionKind
from graph.extraction.tape.line import Line

_HOPED = re.compile(
    r"\b(?:targets?|aims?|aiming|goals?|ambitions?|aspir\w+|hopes?|hoping|pledg\w+|promis\w+|priorit(?:y|ies)|vision|objectives?"
    r"|wants?|wish(?:es|list)?|plan(?:s|ned)? (?:to|for)|vow\w*|commitments?|manifesto|strategy|milestones?"
    r"|(?:is|are|hopes?|expects?|plans?|wants?) to (?:have|be|get|see|reach|achieve|win|become)|will (?:have|be|get|see|reach))\b"
)
_ENUMERATES = re.compile(
    r"\W*(?:(?:among|amongst|of) (?:them|these|those|which)\b|(?:these|they|it|the (?:list|plan|paper|document|others?))"
    r" (?:also |all )?(?:include[sd]?|range[sd]?|are|is|were|cover(?:s|ed)?|call(?:s|ed)? for|ask(?:s|ed)? for)\b"
    r"|(?:include[sd]?|including)\b|(?:the )?(?:first|second|third|fourth|last|next|others?|one|another|top)\b"
    r"[^.;⟦]{0,30}\b(?:is|are|was|were)\b|⟦grade)"
)
_ALREADY = re.compile(
    r"\b(?:was|were|has been|have been|had been|came|found|judged|given|got|received|kept|retained)\b"
)
_OTHER_JUDGES = re.compile(
    r"\b(?:peers?|peer (?:review|team|challenge)|local government association|lga|charit(?:y|ies)|ombudsman"
    r"|auditors?|consultants?"
    r"|think[- ]tank|academics?|researchers|surveyors|engineers|campaigners|mystery shoppers?|self[- ](?:assessment|evaluation)"
    r"|league table|judges?|judging panel|readers|visitors|volunteers|consultancy|coroner|university)\b"
)
_THEIRS = re.compile(
    r"\W*(?:(?:their|its|his|her|the|that|this) (?:\w+ )?(?:letter|report|verdict|review|findings|feedback|team|table|ranking"
    r"|paper"
    r"|panel|scorecard|survey|judges|peers|charity|⟦kind[^⟧]*⟧)\b|they (?:say|said|call|called|found|rate|rated|judged"
    r"|put|also)\b)"
)
_INSPECTING = (MentionKind.INSPECTORATE, MentionKind.FRAMEWORK)


def carried_over(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines whose grades are hoped for, or given by others, by the sentence that they go on from."""
    return frozenset((*_intended(lines), *_judged_by_others(lines)))


def _intended(lines: Sequence[Line]) -> set[int]:
    found: set[int] = set()
    before: Line | None = None
    below = False
    for line in lines:
        text = line.text
        item = line.sentence.zone is Zone.LIST or not text.endswith((".", "?", "!"))
        if below and not (item and not _ALREADY.search(text)):
            below, before = False, None
        if below or (before and _ENUMERATES.match(text) and not _ALREADY.search(text) and _hopes(before)):
            found.add(line.number)
            continue
        before = line
        below = text.endswith(":") and _hopes(line)
    return found


def _hopes(line: Line) -> bool:
    """Whether a line tells of hopes and targets, and of no grade itself."""
    return not line.of(MentionKind.GRADE) and bool(_HOPED.search(line.text))


def _judged_by_others(lines: Sequence[Line]) -> set[int]:
    found: set[int] = set()
    before: Line | None = None
    for line in lines:
        if before and _THEIRS.match(line.text) and _by_no_inspectors(line) and _OTHER_JUDGES.search(before.text):
            found.add(line.number)
            continue
        before = line if _by_no_inspectors(line) else None
    return found


def _by_no_inspectors(line: Line) -> bool:
    return not line.of(*_INSPECTING) and "inspect" not in line.text
