"""Posts held by two people together: `joint directors A and B`, `A and B, co-leaders of the council`.

Takes one sentence with its people; gives a pair for each of the two. The plural is read as the title of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.document import Span
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.officials_pairing import DETERMINER, ORG, Pair
from graph.extraction.people_roster import Cast, titled_start
from graph.extraction.roles import role_of

_PLURAL = re.compile(
    r"\b(?i:(?P<shared>(?:interim |acting )?(?:joint|shared)\s+|co-)(?:(?:executive|corporate|strategic|interim|acting)\s+)?"
    r"(?P<head>director|leader|chief executive|chair|head|mayor)s)\b"
    r"(?:\s+(?:of|for)(?:\s+(?:[a-z][\w’'-]*|[A-Z][\w’'-]*(?:\s+and\s+[A-Z]\w+)?\s+[Ss]ervices),?){1,7})?(?<!,)"
)
_AND = re.compile(r"\s*(?:\([^()]{1,60}\)\s*)?\s(?:and|&)\s+")
_AHEAD = re.compile(rf"(?:\s+(?:of|at|for|in)\s+(?:{ORG})?[\w’' ]{{0,40}}?)?\s*[,:–-]?\s*")
_BEHIND = re.compile(
    r"(?:\s*\([^()]{1,60}\))?(?:\s*[,–(]\s*(?:who (?:are|were|have been|serve as|became)\s+)?"
    r"|\s+(?:are|were|have been|will be(?:come)?|became|become|as"
    r"|(?:have been|were|are) (?:appointed|named|made|confirmed)(?: as)?)\s+)"
    rf"(?:{DETERMINER})*(?:{ORG})?(?:{DETERMINER})?"
)


def joint(text: str, cast: Cast) -> Iterator[Pair]:
    """The pairs of one sentence that a plural post gives."""
    if len(cast.people) < 2:
        return
    for plural in _PLURAL.finditer(text, cast.sentence.span.start, cast.sentence.span.end):
        role = _singular(text, plural)
        if role is None:
            continue
        for first, second in pairwise(cast.people):
            if not _AND.fullmatch(text, first.span.end, titled_start(text, second.span)):
                continue
            ahead = first.span.start >= plural.end() and _AHEAD.fullmatch(
                text, plural.end(), titled_start(text, first.span)
            )
            behind = second.span.end <= plural.start() and _BEHIND.fullmatch(text, second.span.end, plural.start())
            if ahead or behind:
                trigger = Span(min(first.span.start, plural.start()), max(second.span.end, plural.end()))
                yield Pair(first, role, "joint-post", 0.85, trigger)
                yield Pair(second, role, "joint-post", 0.85, trigger)
                break


def _singular(text: str, plural: re.Match[str]) -> Mention | None:
    """The post of one of the holders; the span is that of the plural."""
    start, end, head = plural.end("shared"), plural.end(), plural.end("head")
    before = text[max(0, plural.start() - 40) : plural.start()]
    title = text[start:head] + text[head + 1 : end]
    whole = before + title + text[end : end + 70]
    notation = role_of(whole, Span(len(before), len(before) + len(title)), Span(0, len(whole)))
    return Mention(MentionKind.ROLE, Span(*plural.span()), notation) if notation else None
