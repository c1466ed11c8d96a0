"""Lists of what a council wants: grades in them are targets, although their own sentences do not say so.

Takes the lines of a document, gives the numbers of the lines that enumerate what the sentence before them hopes for:
`It has set itself five targets. Among them are a good rating …`, or the items below `By 2030 it is to have:`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.document import Zone
from graph.extraction.analysis import MentionKind
from graph.extraction.tape.line import Line

_HOPED = re.compile(
    r"\b(?:targets?|aims?|aiming|goals?|ambitions?|aspir\w+|hopes?|hoping|pledg\w+|promis\w+|priorit(?:y|ies)|vision|objectives?"
    r"|wants?|wish(?:es|list)?|plan(?:s|ned)? (?:to|for)|vow\w*|commitments?|manifesto|strategy|aspirations?|milestones?"
    r"|(?:is|are|hopes?|expects?|plans?|wants?) to (?:have|be|get|see|reach|achieve|win|become)|will (?:have|be|get|see|reach))\b"
)
_ENUMERATES = re.compile(
    r"\W*(?:(?:among|amongst|of) (?:them|these|those|which)\b|(?:these|they|it|the (?:list|plan|paper|document|others?))"
    r" (?:also |all )?(?:include[sd]?|range[sd]?|are|is|were|cover(?:s|ed)?|call(?:s|ed)? for|ask(?:s|ed)? for)\b"
    r"|(?:include[sd]?|including)\b|(?:the )?(?:first|second|third|fourth|last|next|others?|one|another|top)\b"
    r"[^.;⟦]{0,30}\b(?:is|are|was|were)\b|⟦grade)"
)
_ALREADY = re.compile(r"\b(?:was|were|has been|have been|had been|came|found|judged|given|got|received|kept|retained)\b")


def intended(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines whose grades are only hoped for, by the sentence that they go on from."""
    found: set[int] = set()
    hoped, below = False, False
    for line in lines:
        text = line.text
        item = line.sentence.zone is Zone.LIST or not text.endswith((".", "?", "!", "”", '"'))
        if below and not (item and not _ALREADY.search(text)):
            below = hoped = False
        if below or (hoped and _ENUMERATES.match(text) and not _ALREADY.search(text)):
            found.add(line.number)
            continue
        hoped = bool(_HOPED.search(text)) and not line.of(MentionKind.GRADE)
        below = hoped and text.endswith(":")
    return frozenset(found)
