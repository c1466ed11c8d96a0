"""Councils that share what a sentence says of others: `… is good and so is X`, `A, which …, and B both need …`.

Takes a line and its gradings, gives those of the councils that words such as `as did` put beside the one graded before,
and for a council followed by `both` the two that are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.grades.grading import CANDIDATE, Grading
from graph.extraction.tape.line import Line, Token

_SURE = 0.86
_LIKEWISE = re.compile(
    r"⟦[^⟧]*⟧(?:[^⟦.;:]|⟦(?!grade|council)[^⟧]*⟧){0,80}"
    r"\b(?:(?:so|as|nor|neither) (?:too )?(?:is|was|are|were|did|do|does|has|have|had)|along with|together with|as well as"
    r"|alongside|joining"
    r"|(?:is |are |was |were )?(?:the same as|identical to|equal to|on a par with|level with|matches|matching|mirrors))"
    r"(?: also| in| the| neighbouring| nearby| that of| those of| the one)* "
)
_AS = re.compile(
    r"⟦[^⟧]*⟧(?:[^⟦.;:]|⟦(?!grade|council)[^⟧]*⟧){0,80}"
    r"\b(?:just |much |exactly )?(?:as|like|which is what"
    r"|the (?:same )?(?:grade|rating|mark|verdict|score|result)(?: that| which)?)(?: the| neighbouring| nearby)* "
)
_DID = re.compile(
    r"(?:'s)?(?: council)? (?:did|does|was|were|is|are|has|had|have|got|holds|held|received|earned)\b"
    r"(?: been)?(?: given| awarded| handed)?(?: also)?"
    r"(?=\W*$|[,;]|(?: back)? (?:in|last|at|on) )"
)
_TOO = re.compile(
    r"(?:'s)?(?: council| services?)?(?:(?:,| and|, and) (?:neighbouring |nearby )*⟦council[^⟧]*⟧(?:'s)?(?: council)?)*,?"
    r" (?:was|were|is|are|did|does|do|has|have|had)(?: been)?,? (?:too|as well|likewise|the same)(?=\W*$|[,;])"
)
_NEIGHBOURS = re.compile(
    r"\b(?:match\w*|equal\w*|echo\w*|mirror\w*|the same as|(?:in line|level|on a par) with|like|(?:as"
    r"|so) (?:do|did|is|are|was|were|have|has|had))"
    r" (?:(?:that of|those of|both|all|the|its|their) )*(?:(?:two|three|four|other) )*(?:neighbours?"
    r"|others?|other (?:two|three|four)|counterparts?)\b"
)
_LIKE = re.compile(
    r"(?:^|[,;:.–-] |\b(?:and|but) )(?:and |but )?(?:just |much )?(?:like|as with|as in|in common with|along with)"
    r"(?: neighbouring"
    r"| nearby| that of| those of)* $"
)
_JOINS = re.compile(
    r"⟦council[^⟧]*⟧(?: council)? (?:(?:has|have|had|also|now) )*(?:joins?|joined|joining|follow\w*"
    r"|match\w*|equal\w*)(?: both| the| neighbouring| nearby)* $"
)
_IN_BEING = re.compile(r" (?:(?:city|county|borough) )?(?:councils? )?(?:in|on|with|at|as|by)\b[^.;⟦]{0,30}⟦grade")
_IT_IS = re.compile(
    r"(?:'s)?(?: council)?,? (?:(?:it|they|the (?:council|authority|borough|county|city)|⟦council[^⟧]*⟧(?:'s)?) )"
    r"(?:(?!but\b|not\b)[^.;,⟦]){0,30}⟦grade"
)
_AND = re.compile(
    r"⟦[^⟧]*⟧(?:[^⟦.;:]|⟦(?!grade|council)[^⟧]*⟧){0,80}[,;](?: (?:and|so|while))?"
    r"(?: neighbouring| nearby| that of| those of)* "
)
_TOO_AFTER_ALL = re.compile(
    r"(?:'s)?(?: council)?(?: (?:was|were|is|are|did|does|has|have|had|got))?(?: been)?,? (?:too|as well"
    r"|likewise|also)(?=\W*$|[,;])"
)
_AS_THAT = re.compile(r"[^.;,⟦]{0,15} as (?:that of |those of |in |at )?(?:(?:the|neighbouring|nearby) )?(?=⟦council)")
_AS_OVERALL = re.compile(
    r"[^.;,⟦]{0,15} as (?:(?:the|its|their) )?(?:council|authority|borough|city|county|services?|department|⟦service[^⟧]*⟧)?"
    r"(?:'s)?(?: was| were| got| received| had| is| are)? ?(?:overall\b|as a whole\b|⟦area=overall)"
    r"|[^.;,⟦]{0,15} as ⟦area=overall"
)
_OWN = re.compile(r"(?:'s)?[^.;⟦]{0,40}⟦grade")
_BOTH = re.compile(r" (?:councils )?both\b")


def of_others(lines: Sequence[Line], at: int, own: list[Grading]) -> Iterator[Grading]:
    """The gradings of all councils that a line puts beside those it grades."""
    yield from alike(lines[at], own)
    yield from likened(lines[at], own)
    yield from as_neighbours(lines, at, own)


def alike(line: Line, found: list[Grading]) -> Iterator[Grading]:
    """The gradings of councils that are said to have the grade given right before."""
    for token in line.of(MentionKind.COUNCIL) if found else ():
        before = [each for each in found if each.position < token.start and each.confidence > CANDIDATE]
        if not before or _OWN.match(line.text, token.end):
            continue
        last = before[-1].position
        grade = line.text.find("⟦", last)
        inverted = _AS.fullmatch(line.text, grade, token.start) and _DID.match(line.text, token.end)
        too = _TOO.match(line.text, token.end)
        too = too or (_TOO_AFTER_ALL.match(line.text, token.end) and _AND.fullmatch(line.text, grade, token.start))
        if inverted or too or _LIKEWISE.fullmatch(line.text, grade, token.start):
            same = (each for each in before if each.position == last and not (each.before or each.left))
            own = tuple(slug for slug in token.values if slug not in before[-1].councils)
            for each in same if own else ():
                yield replace(each, councils=own, date=_date(line, token), confidence=min(each.confidence, _SURE))


def likened(line: Line, found: list[Grading]) -> Iterator[Grading]:
    """The gradings of a council that another is said to be like before the grade: `Like X, it was good`."""
    for token in line.of(MentionKind.COUNCIL):
        before = line.text[: token.start]
        grade = _LIKE.search(before) and _IT_IS.match(line.text, token.end)
        grade = grade or (_JOINS.search(before) and _IN_BEING.match(line.text, token.end))
        if grade:
            same = (each for each in found if each.position == grade.end() - len("⟦grade"))
            yield from (
                replace(each, councils=token.values, confidence=min(each.confidence, _SURE))
                for each in same
                if not (each.before or each.left or set(token.values) & set(each.councils))
            )


def as_neighbours(lines: Sequence[Line], at: int, own: Sequence[Grading]) -> Iterator[Grading]:
    """The gradings of those listed with a council before whose grade `matches those of its neighbours`."""
    line = lines[at]
    found = _NEIGHBOURS.search(line.text)
    councils = line.of(MentionKind.COUNCIL)
    if found is None or len(councils) != 1:
        return
    groups = [token.values for each in lines[max(0, at - 2) : at] for token in each.of(MentionKind.COUNCIL)]
    group = next((each for each in reversed(groups) if len(each) > 1 and set(councils[0].values) < set(each)), ())
    for each in own:
        if each.position < found.start() and not (each.before or each.left or each.partial):
            for slug in group:
                if slug not in councils[0].values:
                    yield replace(each, councils=(slug,), confidence=min(each.confidence, _SURE))


def _date(line: Line, council: Token) -> Mention | None:
    """The date that follows a council, as in `just as X did in 2021`."""
    own = (each.mentions[0] for each in line.of(MentionKind.DATE) if each.start > council.end)
    return next(own, None)


def with_partner(line: Line, token: Token) -> tuple[str, ...]:
    """The councils of a token, and the one before it where `both` follows a single one."""
    if len(token.values) != 1 or not _BOTH.match(line.text, token.end):
        return token.values
    before = [each for each in line.of(MentionKind.COUNCIL) if each.end <= token.start]
    return (*before[-1].values, *token.values) if before and len(before[-1].values) == 1 else token.values


def as_overall(line: Line, end: int) -> bool:
    """Whether `the same grade` is that of the whole: `as the council overall`."""
    return bool(_AS_OVERALL.match(line.text, end))


def same_as(line: Line, end: int, near: Sequence[Grading]) -> Grading | None:
    """The grading that `the same grade` repeats: of the council named behind it (`as X`), else the one before."""
    named = _AS_THAT.match(line.text, end)
    if named is None:
        return near[0] if near else None
    slugs = {slug for token in line.of(MentionKind.COUNCIL) if token.start == named.end() for slug in token.values}
    for each in near:
        own = set(each.councils) or {slug for token in each.line.of(MentionKind.COUNCIL) for slug in token.values}
        if own and own <= slugs:
            return each
    return None
