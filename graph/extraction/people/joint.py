"""Posts that several people hold: `joint directors A and B`, `A and B, co-leaders of the council`, `cabinet members are A, …`.

Takes one sentence with its people; gives a pair for each of them. The plural is read as the title of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.document import Span
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.people.pairing import DETERMINER, ORG, Pair
from graph.extraction.people.roles import role_of
from graph.extraction.people.roster import Cast, titled_start

_PLURAL = re.compile(
    r"\b(?i:(?:(?P<shared>(?:interim |acting )?(?:joint|shared)\s+|co-)"
    r"(?:(?:executive|corporate|strategic|interim|acting)\s+)?(?P<head>director|leader|chief executive|chair|head|mayor)"
    r"|(?P<many>(?:cabinet|executive|lead|board)\s+member|portfolio holder|commissioner|(?:lead )?inspector|MP"
    r"|(?:\w+ )?councillor))s)\b"
    r"(?:\s+(?:of|for)(?:\s+(?:[a-z][\w’'-]*|[A-Z][\w’'-]*(?:\s+and\s+[A-Z]\w+)?\s+[Ss]ervices),?){1,7})?(?<!,)"
)
_LISTED = re.compile(
    r"\s*(?:\([^()]{1,60}\)\s*|,? (?:who|for|on|with) [^;.:]{3,110}?)?(?:,\s+(?:and\s+)?|\s+(?:and|&)\s+)"
)
_AHEAD = re.compile(
    rf"(?:\s+(?:are|were|include|will be|named as))?(?:\s+(?:of|at|for|in)\s+(?:{ORG})?[\w’' ]{{0,40}}?)?\s*[,:–-]?\s*"
)
_BEHIND = re.compile(
    r"(?:\s*\([^()]{1,60}\))?(?:\s*[,–(]\s*(?:who (?:are|were|have been|serve as|became)\s+)?"
    r"|\s+(?:are|were|have been|will be(?:come)?|became|become|as"
    r"|(?:have been|were|are) (?:appointed|named|made|confirmed)(?: as)?)\s+)"
    rf"(?:{DETERMINER})*(?:{ORG})?(?:{DETERMINER})?"
)

_SHARE = re.compile(
    r",?\s+(?:who\s+)?(?:have\s+|now\s+|are\s+)?(?:job-)?shar(?:e|ed|ing)\s+(?:the\s+)?(?:(?:job|post|role|position|duties)\s+)?"
    rf"(?:(?:of|as)\s+)?(?:{DETERMINER})*(?:{ORG})?"
)
"""What stands between two people and the post that they share."""


def joint(text: str, cast: Cast) -> Iterator[Pair]:
    """The pairs of one sentence that a plural post gives."""
    if len(cast.people) < 2:
        return
    yield from _shared(text, cast)
    for plural in _PLURAL.finditer(text, cast.sentence.span.start, cast.sentence.span.end):
        role = _singular(text, plural)
        if role is None:
            continue
        for holders in _runs(text, cast):
            first, last = holders[0], holders[-1]
            ahead = first.span.start >= plural.end() and _AHEAD.fullmatch(
                text, plural.end(), titled_start(text, first.span)
            )
            behind = last.span.end <= plural.start() and _BEHIND.fullmatch(text, last.span.end, plural.start())
            if len(holders) > 1 and (ahead or (behind and len(holders) == 2)):
                trigger = Span(min(first.span.start, plural.start()), max(last.span.end, plural.end()))
                yield from (Pair(person, role, "joint-post", 0.85, trigger) for person in holders)
                break


def _shared(text: str, cast: Cast) -> Iterator[Pair]:
    """`A and B, who share the job of director`: the post to both."""
    for role in cast.roles:
        for holders in _runs(text, cast):
            last = holders[-1]
            if len(holders) == 2 and last.span.end < role.span.start:
                shared = _SHARE.fullmatch(text, last.span.end, role.span.start)
                yield from (Pair(person, role, "joint-post", 0.85, person.span) for person in holders if shared)


def _runs(text: str, cast: Cast) -> Iterator[list[Mention]]:
    """The people of a sentence in runs of those that are listed together."""
    run = [cast.people[0]]
    for first, second in pairwise(cast.people):
        if not _LISTED.fullmatch(text, first.span.end, titled_start(text, second.span)):
            yield run
            run = []
        run.append(second)
    yield run


def _singular(text: str, plural: re.Match[str]) -> Mention | None:
    """The post of one of the holders; the span is that of the plural."""
    kind = "many" if plural["many"] else "head"
    start, end, head = plural.start("many") if plural["many"] else plural.end("shared"), plural.end(), plural.end(kind)
    before = text[max(0, plural.start() - 40) : plural.start()]
    title = text[start:head] + text[head + 1 : end]
    whole = before + title + text[end : end + 70]
    notation = role_of(whole, Span(len(before), len(before) + len(title)), Span(0, len(whole)))
    return Mention(MentionKind.ROLE, Span(*plural.span()), notation) if notation else None
