"""Commissioners: who is shown to be one by what government had them do, and which are none that it sends to councils.

`A, former director of X, was sent in by the Department for Education` names no post: that A is the commissioner is told
elsewhere in the text. Those for police and crime are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.document import Span
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.people.pairing import Pair
from graph.extraction.people.roster import Cast

_POLICE = re.compile(r"\b(?:[Pp]olice|PCC|HMICFRS|[Cc]onstabulary)\b")
_SENT = re.compile(
    r"\b(?:children[’']s (?:services|social|trust)|Department for Education|DfE|improvement (?:notice|board|adviser|plan)"
    r"|intervention|government-appointed|ministers?|section 114)\b",
    re.IGNORECASE,
)


def are_of_police(text: str) -> bool:
    """Whether a text tells of the police, and of nothing for which government sends commissioners to a council."""
    return len(_POLICE.findall(text)) > 1 and not _SENT.search(text)


_TOLD = re.compile(r"\bcommissioners?\b|\bstatutory direction\b", re.IGNORECASE)
_GOVERNMENT = (
    r"(?:the\s+)?(?:then\s+)?(?:DfE|Department\b|[Gg]overnment|[Mm]inisters?\b|[Ee]ducation [Ss]ecretary|Whitehall"
    r"|[Cc]hildren[’']s (?:[Ss]ecretary|[Mm]inister)|[Cc]ommunities [Ss]ecretary|[Ss]ecretary of [Ss]tate)"
)
_AS_SENT = re.compile(
    r"(?:,[^;.:“”]{2,120},)?(?:,? who)?\s+(?P<title>"
    r"(?:was|were|is|is being|has been|had been)\s+(?:first\s+)?"
    r"(?:sent|appointed|named|chosen|drafted in|brought in|installed|put in|parachuted in)\b"
    rf"(?:(?! as )[^.;“”]){{0,60}}?\bby\s+{_GOVERNMENT}"
    r"|(?:has|had|have|will have|is to have|was given|has been given)\s+"
    r"(?:until\b[^.;“”]{0,20}|(?:just\s+)?(?:[a-z]+|\d+)\s+(?:weeks|months))"
    r"\s+to\s+(?:advise|decide|tell|report|recommend|review|judge|consider)"
    r"|(?:will|is to|was to|would)\s+(?:now\s+)?(?:advise|report|recommend|decide|review|consider)\b"
    r"[^.;“”]{0,70}?\b(?:whether|if)\b"
    r"[^.;“”]{0,60}?\b(?:services?|council|control|trust)"
    r"|has been overseeing (?:the|its|children[’']s|adult) (?:services?|social|council|department|authority)\b)"
)


def sent(text: str, cast: Cast) -> Iterator[Pair]:
    """Those of a sentence who do what commissioners do, in a text that tells of one."""
    if not cast.people or not _TOLD.search(text):
        return
    for person in cast.people:
        found = _AS_SENT.match(text, person.span.end, cast.sentence.span.end) if " " in person.value else None
        if found:
            title = Span(*found.span("title"))
            role = Mention(MentionKind.ROLE, title, "commissioner", feature="shown beside")
            yield Pair(person, role, "sent-by-government", 0.8, Span(person.span.start, title.end))
