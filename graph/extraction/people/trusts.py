"""Tells the chair and chief executive of a children's trust or board from those of a council, by the words around a title."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.document import Span
from graph.extraction.analysis import Mention

_TRUST = r"\bTrust|\bChildren First|(?:Together|Achieving|Brighter Futures) for Children"
_TRUST_SHORT = re.compile(rf"(?:{_TRUST}) \(([A-Z]\w{{1,6}})\)")

_BOARD = re.compile(r"\b(improvement|intervention|safeguarding)(?: children)? (?:board|partnership)\b")
_OF_COMPANY = re.compile(r"\b(?:(?P<its>[Ii]ts|[Ww]hose)|(?:company|firm|organisation|not-for-profit)[’']s) (?:\w+ )?$")
_COMPANY = re.compile(
    rf"(?:{_TRUST}),? (?:[^.;]{{0,30}} )?(?:company|firm|organisation|body)\b"
    r"|\b(?:company|firm|organisation|body) (?:that|which) (?:(?:has|now) )?"
    r"(?:runs?|provides?|delivers?|took over) (?:[\w’']+ ){0,3}services"
)
"""A company that runs the children's services of a council."""
_OPENING, _BACK = 30, 320  # characters: of a paragraph that opens with `its`, and of what `its` can mean
_CUT_OFF = len(" First")  # of a name such as `Sampleton Children First`, which titles do not take in
_ITS = re.compile(r"\b[Ii]ts (?:first |new |current |present |interim |independent |outgoing |former |acting )?$")
_TRUSTS_OWN = re.compile(
    r"\b[Tt]rust[’']s (?:(?:then|first|new|former|interim|current|outgoing|acting|founding|own) ){1,2}$"
    rf"|(?:{_TRUST})\b[^.;]{{0,60}},? with [^.;,]{{3,40}} as (?:its |the )?$"
)
"""`The trust's then chief executive`, `The Trust opened its doors, with X as chief executive`."""
_CHAIRED = re.compile(
    rf"(?P<trust_chair>{_TRUST}|\b(?:[Cc]hildren[’']s|[Tt]he) trust\b)"
    r"|(?P<lscb_chair>\b(?:[Ss]afeguarding [Cc]hildren(?:[’']s)? (?:[Bb]oard|[Pp]artnership)|LSCB))"
    r"|(?P<improvement_board_chair>\b(?:[Ii]mprovement|[Ii]ntervention) [Bb]oard)"
    r"|(?P<other>\b(?:[Ff]orum|[Tt]enants[’'] (?:\w+ )?(?:panel|group|federation)|[Pp]arents?[’']? (?:\w+ )?group|[Cc]ampaign))"
    r"|(?P<committee_chair>\b(?:[Cc]ommittee|[Pp]anel))"
    r"|(?P<council>\b(?:[Cc]ouncil|[Aa]uthority|[Bb]orough)(?![’']s children[’']s trust)\b)"
)
"""What has a chair, by the post of that; a council has none that matters here."""
_TRUST_NAME = re.compile(
    r"\b(?:[A-Z][\w’']+ ){1,3}(?:Children First|Trust|(?:Together|Achieving|Brighter Futures) for Children)\b"
)


def of_trust(text: str, role: Mention, passage: Span) -> bool:
    """Whether a title belongs to a children's trust: `X Trust, led by its chair …`, `chair of the SCF board`, `Trust CEO`."""
    before, inside, behind = _trust_patterns(_trust_names(text))
    company = _OF_COMPANY.search(text, max(passage.start, role.span.start - 40), role.span.start)
    if company and _trust_in(text, company["its"], passage):
        return True
    if _TRUSTS_OWN.search(text, passage.start, role.span.start):
        return True
    its = _ITS.search(text, max(passage.start, role.span.start - 40), role.span.start)
    if its and _trust_told_last(text, role.span.start):
        return True
    return bool(
        inside.search(text, role.span.start, role.span.end + _CUT_OFF * text.startswith(" First", role.span.end))
        or before.search(text, passage.start, role.span.start)
        or behind.match(text, role.span.end, passage.end)
    )


def chair_of(text: str, place: int) -> str | None:
    """The post of `its chair`, by the board, trust or forum that the paragraph has told of last; None where it is a council."""
    if not _ITS.search(text, max(0, place - 40), place):
        return None
    told = _told_last(text, place)
    return None if told is None or told == "council" else told


def _told_last(text: str, place: int) -> str | None:
    """What the paragraph has told of last before a place: the post of its chair, or a council."""
    opening = text.rfind("\n\n", 0, place)
    if place - opening < _OPENING:
        opening = text.rfind("\n\n", 0, max(opening, 0))
    start = max(opening, place - _BACK, 0)
    known = bool(_TRUST_NAME.search(text))
    found = [each for each in _CHAIRED.finditer(text, start, place) if known or each[0].lower() != "the trust"]
    return found[-1].lastgroup if found else None


def _trust_told_last(text: str, place: int) -> bool:
    """Whether a trust, and no council after it, is what the paragraph has told of when it says `its`."""
    return _told_last(text, place) == "trust_chair"


def board_of(text: str) -> str | None:
    """The post of a `board chair`: that of the only kind of board which the text names."""
    boards = set(_BOARD.findall(text.lower()))
    if len(boards) != 1:
        return None
    return "lscb_chair" if boards == {"safeguarding"} else "improvement_board_chair"


def of_service(text: str) -> str | None:
    """The post of a bare `director`: that of the only service which the text is about."""
    childrens, adults = (
        len(re.findall(word, text, re.IGNORECASE)) for word in (r"child", r"adult (?:social )?(?:care|services)")
    )
    if childrens and adults:
        return None
    inspected, assessed = "Ofsted" in text, "CQC" in text or "Care Quality Commission" in text
    if childrens >= (1 if inspected and not assessed else 3):
        return "director_childrens_services"
    return "director_adult_services" if adults >= (1 if assessed and not inspected else 2) else None


def _trust_in(text: str, its: str | None, passage: Span) -> bool:
    """Whether the company is a children's trust: one the text tells of, for `its` in the sentences right before."""
    if not its and _TRUST_NAME.search(text):
        return True
    return bool(_COMPANY.search(text, max(0, passage.start - 260) if its else 0, passage.start))


@lru_cache(maxsize=1)
def _trust_names(text: str) -> tuple[str, ...]:
    """The short forms of the trusts that a document spells out: in brackets, or by the first letters of the name."""
    initials = ("".join(word[0] for word in name.split() if word[0].isupper()) for name in _TRUST_NAME.findall(text))
    known = [short for short in initials if len(short) > 2 and re.search(rf"\b{short}\b", text)]
    return tuple(dict.fromkeys([*_TRUST_SHORT.findall(text), *known]))


@lru_cache(maxsize=64)
def _trust_patterns(short: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What shows a trust before, within and behind a title."""
    trust = "|".join((_TRUST, *map(re.escape, short)))
    led = r",? (?:which is |is )?(?:led|run|headed) by "
    return (
        re.compile(rf"(?:{trust})(?:(?:[’']s?)?(?:\s|{led}|[,(] (?:its|whose)\s)(?:the |its )?|{led}[^.;:]*\band\s)$"),
        re.compile(rf"\b(?:{trust}|[Tt]rust)\b"),
        re.compile(rf"\s+(?:(?:of|at|for)\s+)?(?:the\s+)?(?:board\s+of\s+(?:the\s+)?)?(?:{trust})\b"),
    )
