"""Which commissioners are none that government sends to councils: those for police and crime."""

from __future__ import annotations

import re

_POLICE = re.compile(r"\b(?:[Pp]olice|PCC|HMICFRS|[Cc]onstabulary)\b")
_SENT = re.compile(
    r"\b(?:children[’']s (?:services|social|trust)|Department for Education|DfE|improvement (?:notice|board|adviser|plan)"
    r"|intervention|government-appointed|ministers?|section 114)\b",
    re.IGNORECASE,
)


def are_of_police(text: str) -> bool:
    """Whether a text tells of the police, and of nothing for which government sends commissioners to a council."""
    return len(_POLICE.findall(text)) > 1 and not _SENT.search(text)
