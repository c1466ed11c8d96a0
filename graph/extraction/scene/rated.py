"""Signs that inspectors have rated a council's service, although none is named.

Takes lines, tells whether one says plainly that a service was rated, has a grade or an order that only follows an
inspection, or whether they tell grades as a table of ratings does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.extraction.analysis import MentionKind
from graph.extraction.lexicon import load_lexicon
from graph.extraction.tape.line import Line, Token

_RATED = re.compile(
    r"(?<!\bshe )(?<!\bhe )(?<!\bi )(?<!\bwho )(?<!parents )(?<!residents )(?<!people )(?<!families )"
    r"\b(?:rated|judged|graded|upgraded|downgraded|re-?graded)\b[^.;⟦]{0,15}$"
)
_OTHERWISE = re.compile(
    r"[^⟧]*⟧(?!(?: overall| again)*(?:\W*$| ?[,.;:)]| (?:and|but|in|on|at|by|for|after"
    r"|since|this|last|when|while|as|from|with)\b))"
    r"|[^⟧]*⟧[^.;⟦]{0,15} by (?!⟦inspectorate|(?:the )?(?:inspector|watchdog|regulator))|[^⟧]*⟧ (?:for|at|in|on) \w+ing\b"
)
_REGULATED = ("send_", "C1", "C2", "C3", "C4")  # grades in words that only inspectorates use
_ORDERS = (
    "children_trust",
    "improvement_notice",
    "statutory_direction",
    "commissioner",
    "priority_action_plan",
    "statement_of_action",
)
_VERDICT = re.compile(
    r"\b(?:⟦kind\??=judgement[^⟧]*⟧|verdicts?|ratings?|grades?) (?:on|for|of) (?:their |its |the |how |councils' )*"
    r"(?:⟦council[^⟧]*⟧(?:'s)? )?⟦service=(?:childrens_services|adult_social_care)"
)
_FROM_TO = re.compile(
    r"\bfrom (?:\w+ ){0,2}⟦grade[^⟧]*⟧(?:,? (?:in|the|an?|which|that)\b[^.;,⟦]{0,30}⟦date[^⟧]*⟧,?)? to (?:\w+ ){0,2}⟦grade"
)
_IN_YEAR = re.compile(r"⟦grade[^⟧]*⟧ (?:overall )?(?:back )?in ⟦date")
_ROUND_UP = 3  # councils
_LABELLED = re.compile(r"[^\w⟦]*⟦council[^⟧]*⟧\W{1,3}⟦grade")


def plainly_rated(line: Line, position: int | None = None) -> bool:
    """Whether a grade and no ordinary word, that at a position or any, follows a verb of rating beside a service."""
    if not any(mention.strong for token in line.of(MentionKind.SERVICE) for mention in token.mentions):
        return False
    return any(
        (token.mentions[0].strong or not _OTHERWISE.match(line.text, token.start))
        and _RATED.search(line.text[: token.start])
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
    if any(plainly_rated(line) or _VERDICT.search(line.text) for line in lines):
        return True
    graded = {line: grades for line in lines if (grades := line.of(MentionKind.GRADE))}
    named = {slug for line in graded for token in line.of(MentionKind.COUNCIL) for slug in token.values}
    sure = any(token.mentions[0].strong for grades in graded.values() for token in grades)
    return (sure and len(named) >= _ROUND_UP) or any(_told_twice(line, grades) for line, grades in graded.items())


def _told_twice(line: Line, grades: tuple[Token, ...]) -> bool:
    """Whether a line tells two grades, in words of inspectors or from one to the other or by year beside a service."""
    told = [token.mentions[0] for token in grades if token.mentions[0].feature != "speech"]
    if len({token.values for token in grades}) > 1 and any(mention.strong for mention in told):
        return True
    served = any(mention.strong for token in line.of(MentionKind.SERVICE) for mention in token.mentions)
    return served and bool(_FROM_TO.search(line.text) or len(_IN_YEAR.findall(line.text)) > 1)
