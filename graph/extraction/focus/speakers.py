"""Whose officer speaks: `A, leader of X, said … She added …` goes on about X.

Takes the lines of a document; gives the council of the one who was named last with a post, as long as sentences go on in
the first person or with a pronoun.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.extraction.analysis import MentionKind
from graph.extraction.focus.collective import Group
from graph.extraction.tape.line import Line, Token

_GOES_ON = re.compile(r"\W*(?:(?:and|but|so|now) )?(?:s?he|i|we|our|my|his|her)\b(?! (?:visit|inspect))")
_POST_OF = re.compile(r"⟦role[^⟧]*⟧,? (?:at|of|for|with|in) (?:the )?$")
_ITS_POST = re.compile(r"'s (?:(?:new|interim|acting|executive|elected) )*⟦role")
_SENT = re.compile(
    r"\b(?:former|formerly|previously|once|used to|ex-|sent|appointed|drafted|seconded|brought)\b|⟦role\??=(?:comm|impr)"
)
"""What makes somebody no officer of the council named, or one who now works for another."""
_ENOUGH = 3  # sentences


def speaking_for(lines: Sequence[Line], at: int) -> Group:
    """The council whose officer a line goes on to quote or to tell of; none if a sentence between tells of something else."""
    if lines[at].of(MentionKind.COUNCIL) or not _GOES_ON.match(lines[at].text):
        return ()
    for before in reversed(lines[max(0, at - _ENOUGH) : at]):
        named = before.of(MentionKind.COUNCIL)
        if named:
            return named[0].values if len(named) == 1 and _employs(before, named[0]) else ()
        if before.of(MentionKind.PERSON) or not _GOES_ON.match(before.text):
            return ()
    return ()


def _employs(line: Line, token: Token) -> bool:
    """Whether somebody with a post at a council is named with it."""
    post = _POST_OF.search(line.text[: token.start]) or _ITS_POST.match(line.text, token.end)
    return (
        len(token.values) == 1 and len(line.of(MentionKind.PERSON)) == 1 and bool(post) and not _SENT.search(line.text)
    )
