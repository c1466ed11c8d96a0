"""The outcomes for children with special needs, told by their rank among three or by `inconsistent` alone.

Takes text and a span of it, gives GRADE mentions for `the second of three categories`, `the best of the three grades
available` and the like (no other grades are three), and for what is said of experiences that `were inconsistent`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.document import Span
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.words import starts_in

_STEP = (
    r"(?:outcomes?|grad(?:es?|ings?)|ratings?|categor(?:y|ies)|judge?ments?|verdicts?|results?|levels?|bands?|findings?"
    r"|conclusions?|options?|rungs?|tiers?)"
)
_RANKED = re.compile(
    r"\b(?:(?P<middle>middle|(?:the\s+)?second(?:[ -](?:best|highest|lowest|worst|most\s+serious))?|intermediate)"
    r"|(?P<top>top|highest|best|most\s+positive|strongest|first)"
    r"|(?P<low>bottom|lowest|worst|poorest|most\s+serious|most\s+critical|weakest|third))"
    rf"(?:\s+possible)?(?:\s+{_STEP})?,?\s+(?:(?:of|out\s+of|from|among)\s+)"
    r"(?:(?:the|its|their|a|only|possible|available|potential|inspectors['’]|scale\s+of|list\s+of|set\s+of)\s+)*three\b"
    r"(?:(?:\s+|-)(?:possible|available|potential|different|point|step|overall|inspection))*"
    rf"(?:\s+(?:{_STEP}|scale|system))?(?:\s+(?:available|possible|on\s+offer|used))?",
    re.IGNORECASE,
)
_ONE = re.compile(
    rf"\bthree\s+(?:possible\s+|available\s+)?{_STEP}\b[^.;]{{0,80}}?\b(?:(?P<middle>middle|second)|(?P<top>top|highest|best|first)"
    r"|(?P<low>bottom|lowest|worst|third|last))\s+(?:one\b|of\s+(?:them|these|those))",
    re.IGNORECASE,
)
_INCONSISTENT = re.compile(
    r"\b(?:experiences?|outcomes)\b[^.;:]{0,70}?\b(?:are|were|is|was|be|been|remain\w*)\s+(?:\w+\s+)?[‘“\"']?(inconsistent)\b"
    r"|(?:\b(?-i:[A-Z])[\w-]+|[–—-]|\)),?\s+(?:was|were|is|are)\s+[‘“\"']?(inconsistent)\b(?!\s+(?:with|in|about|and|on|over|at)\b)"
    r"|\b(?-i:[A-Z])[\w-]+[’']s\s+(?:was|were|is|are)\s+(?:also\s+)?[‘“\"']?(inconsistent)\b"
    r"|\b(?:described|judged|graded|rated|deemed|labelled)\s+(?:as\s+|to\s+be\s+)?[‘“\"']?(inconsistent)\b",
    re.IGNORECASE,
)
_ELSE_POSITIVE = re.compile(
    r"\binconsistent\b[^.;]{0,80}?(?:,|\bwas|\bwere|[–—-])\s+[‘“\"']?(positive)[’”\"']?(?=\W*$|[.,;])"
)
_LABEL = re.compile(r"\W*(positive\s+(?:experiences?|outcomes?)(?:\s+and\s+outcomes)?)\s*(?:[:|–—]|-\s)", re.IGNORECASE)
_STEPS = re.compile(_STEP, re.IGNORECASE)
_POSITIVE = re.compile(r"\btypically\s+(?:\w+\s+){0,4}?(?:positive|good)\s+(?:experiences?|outcomes)\b", re.IGNORECASE)
_THREE, _UNEVEN, _MOSTLY = frozenset(["three"]), frozenset(["inconsistent"]), frozenset(["typically"])
_VALUES = {"top": "send_positive", "middle": "send_inconsistent", "low": "send_systemic_failings"}


def find_ranks(text: str, span: Span) -> Iterator[Mention]:
    """The outcomes told by their rank, or as inconsistent, within a span."""
    if starts_in(text, span, _UNEVEN):
        for found in _INCONSISTENT.finditer(text, span.start, span.end):
            group = found.lastindex or 0
            yield Mention(MentionKind.GRADE, Span(found.start(group), found.end(group)), _VALUES["middle"])
    for positive in (_LABEL.match(text, span.start, span.end), _ELSE_POSITIVE.search(text, span.start, span.end)):
        if positive:
            yield Mention(MentionKind.GRADE, Span(positive.start(1), positive.end(1)), _VALUES["top"])
    if starts_in(text, span, _MOSTLY):
        for found in _POSITIVE.finditer(text, span.start, span.end):
            yield Mention(MentionKind.GRADE, Span(found.start(), found.end()), _VALUES["top"])
    if not starts_in(text, span, _THREE):
        return
    for found in _ONE.finditer(text, span.start, span.end):
        name = found.lastgroup or ""
        yield Mention(MentionKind.GRADE, Span(found.start(name), found.end(name)), _VALUES[name])
    for found in _RANKED.finditer(text, span.start, span.end):
        if _STEPS.search(found[0]) is None:
            continue
        yield Mention(MentionKind.GRADE, Span(found.start(), found.end()), _VALUES[found.lastgroup or ""])
