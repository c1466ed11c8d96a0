"""Signs that inspectors have rated a council's service, although none is named.

Takes lines, tells whether one says plainly that a service was rated, has a grade or an order that only follows an
inspection, or whether they tell grades as a table of ratings does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.extraction.analysis import MentionKind
from graph.extraction.lexicon import load_lexicon
from graph.extraction.tape.line import Line

_RATED = re.compile(r"\b(?:rated|judged|graded|upgraded|downgraded|re-?graded)\b[^.;⟦]{0,15}$")
_REGULATED = ("send_", "C1", "C2", "C3", "C4")  # grades in words that only inspectorates use
_ORDERS = (
    "children_trust",
    "improvement_notice",
    "statutory_direction",
    "commissioner",
    "priority_action_plan",
    "statement_of_action",
)
_ROUND_UP = 3  # councils
_LABELLED = re.compile(r"[^\w⟦]*⟦council[^⟧]*⟧\W{1,3}⟦grade")


def plainly_rated(line: Line, position: int | None = None) -> bool:
    """Whether a grade in the words of inspectors, that at a position or any, follows a verb of rating beside a service."""
    if not any(mention.strong for token in line.of(MentionKind.SERVICE) for mention in token.mentions):
        return False
    return any(
        token.mentions[0].strong and _RATED.search(line.text[: token.start])
        for token in line.of(MentionKind.GRADE)
        if position in (None, token.start)
    )


def regulated(line: Line) -> bool:
    """Whether a line has a grade in words that only an inspectorate uses."""
    return any(
        mention.value.startswith(_REGULATED) and load_lexicon().certain(mention.span.of(line.source))
        for token in line.of(MentionKind.GRADE)
        for mention in token.mentions
    )


def ordered(line: Line) -> bool:
    """Whether a line tells that government acts on a council's service, as it does where inspectors found it failing."""
    acts = [mention for token in line.of(MentionKind.INTERVENTION) for mention in token.mentions]
    return any(act.strong and act.value in _ORDERS for act in acts)


def told_in_grades(lines: Sequence[Line]) -> bool:
    """Whether a service is plainly rated, lines are councils and grades, or grades of several are told in inspectors' words."""
    if sum(bool(_LABELLED.match(line.text)) for line in lines) > 1:
        return True
    if any(plainly_rated(line) for line in lines):
        return True
    graded = [line.of(MentionKind.GRADE) for line in lines]
    named = {
        slug
        for line, own in zip(lines, graded, strict=True)
        if own
        for t in line.of(MentionKind.COUNCIL)
        for slug in t.values
    }
    if len(named) >= _ROUND_UP and any(t.mentions[0].strong for own in graded for t in own):
        return True
    return any(len({t.values for t in own}) > 1 and any(t.mentions[0].strong for t in own) for own in graded)
