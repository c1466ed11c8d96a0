"""What some councils' areas are called in texts that name the council: `the Island`, `the Bay`.

Takes a text, one stretch of it and the councils that the text names; gives COUNCIL mentions, weak as bare names are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from graph.document import Span
from graph.extraction.analysis import Mention, MentionKind

_NICKNAMES = {
    "isle-of-wight": re.compile(r"(?<=\b[Tt]he )[Ii]sland\b(?! of\b)"),
    "torbay": re.compile(r"(?<=\b[Tt]he )Bay\b(?! of\b)"),
    "medway": re.compile(r"(?<=\b[Tt]he )(?:Medway )?Towns\b"),
    "wirral": re.compile(r"(?<=\b[Tt]he )[Pp]eninsula\b"),
}


def nicknames(text: str, within: Span, named: Set[str]) -> Iterator[Mention]:
    """The mentions of named councils by a nickname, in order for each council."""
    for slug, nickname in _NICKNAMES.items():
        if slug in named:
            for found in nickname.finditer(text, within.start, within.end):
                yield Mention(MentionKind.COUNCIL, Span(*found.span()), slug, feature="nickname")
