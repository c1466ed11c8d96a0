"""Areas that share a grade with the one beside it: `A offered to children and the quality of B were good, along with C`.

Takes the gradings of a line, gives each of them again with the areas that its rule has not bound: those enumerated
before its first area, and those that follow the grade with words such as `along with`, `as was`, `including`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.grades.areas import spread
from graph.extraction.grades.grading import Grading
from graph.extraction.tape.line import Line, Token

_ASIDE = re.compile(r"⟦(?:service|intervention|council|inspectorate)[^⟧]*⟧(?:'s)?")
_VERBS = (
    r"\b(?:was|were|is|are|be|been|had|has|have|did|does|said|says|added|which|who|whose|where|while|but|whereas|though"
    r"|although|despite|because|after|since|when|if|than|not|only|except|apart|needs?|rated|judged|graded|found|deemed"
    r"|prais\w+|criticis\w+|made|lead|leads|led|took|work(?:s|ed|ing)? (?!with|for|to)|told|met|saw|from)\b"
)
_ENUMERATED = re.compile(
    r"(?!.*\bthe (?:others?|rest|remaining)\b)"
    rf"(?:(?!{_VERBS})[^⟦.:;])*?(?:,|;|\band|\bas well as|\balong with|\btogether with|\bplus|\blike|\bnor)"
    rf"(?! that (?!for\b|of\b))(?:(?!{_VERBS})[^⟦.:;]){{0,45}}"
)
_TRAILING = re.compile(
    r"⟧(?:(?!, (?:with|but|while|and|which|who)\b)(?:[^⟦.;:]|⟦(?:inspectorate|date|kind|service)[^⟧]*⟧)){0,40}?,?(?: -)?"
    r" (?:(?:along|together|on a par|level|in line|in common) with|as well as|alongside|like|just like"
    r"|including|among them|not least"
    r"|in addition to|(?:and )?so (?:too )?(?:was|were|is|are|did|does|do)|(?:and )?as (?:too )?(?:was|were|is|are|did|does|do)"
    r"|and likewise|the same as|joined by|the others? (?:one )?(?:being|was|is|were|are)"
    r"|overall,? (?:and|as well as|but also)(?= (?:also )?(?:for|in|on)\b))\b"
    r",?(?:[^⟦.;:]|⟦(?:service|council)[^⟧]*⟧){0,40}"
)
_WHOLE = r"(?:overall|as a whole|taken together|in general|in the round)(?=\W*$|[,.;])"
_AND_OVERALL = re.compile(
    rf"(?: services?| support)?(?:,|,? and|,? as well as|,? plus)(?: also)? {_WHOLE}"
    r"|[^.;⟦]{0,25},? (?:and |but )?(?:as|so) (?:too )?(?:was|were|is|are|did|does|do|has|have)\b"
    rf"(?:[^.;⟦]|⟦(?:council|service)[^⟧]*⟧){{0,45}} {_WHOLE}"
)
_OVERALL_AND = re.compile(r",?(?: -)? overall,? (?:and|as well as|but also)(?: also)? (?:for|in|on)\b")
_OWN_GRADE = re.compile(
    r"(?: \w+){0,3},? (?:was|were|is|are|had|has|have|as|received|got)\b[^.;⟦]{0,40}⟦grade"
    r"|[ ,:(–-]*⟦grade[^⟧]*⟧(?! (?:for|to|in|on) (?:[a-z]+ ){0,4}⟦area)"
)


def shared_alike(line: Line, found: list[Grading]) -> Iterator[Grading]:
    """The gradings of a line again, with the areas enumerated beside those that they are known to be for."""
    taken = {mention for grading in found for mention in grading.areas}
    for grading in found:
        further = tuple(each for each in _beside(line, grading) if each not in taken)
        taken.update(further)
        if further:
            yield replace(grading, areas=further)
        if grading.partial and _is_overall_too(line, grading):
            yield replace(grading, areas=())


def _is_overall_too(line: Line, grading: Grading) -> bool:
    """Whether words behind the areas, or between the grade and them, make it the overall grade as well."""
    grade = next((token for token in line.tokens if token.start == grading.position), None)
    before = grade is not None and _OVERALL_AND.match(line.text, grade.end)
    return bool(before or _AND_OVERALL.match(line.text, _end_of(line, grading)))


def _end_of(line: Line, grading: Grading) -> int:
    """Where a grade ends, and the areas that follow it."""
    named = {grading.grade, *grading.areas}
    return max(token.end for token in line.tokens if token.start == grading.position or named & set(token.mentions))


def _beside(line: Line, grading: Grading) -> Iterator[Mention]:
    first = _first_of(line, grading)
    if first is not None:
        yield from _enumerated(line, first)
    grade = next((token for token in line.tokens if token.start == grading.position), None)
    if grade is not None and grade.kind is MentionKind.GRADE:
        yield from _trailing(line, grade)


def _first_of(line: Line, grading: Grading) -> Token | None:
    """The first token of the areas of a grading if they stand before the grade."""
    own = [token for token in line.of(MentionKind.AREA) if set(token.mentions) & set(grading.areas)]
    return own[0] if own and own[0].end <= grading.position else None


def _enumerated(line: Line, first: Token) -> Iterator[Mention]:
    """The areas of a list that ends with a given one."""
    for token in reversed(line.of(MentionKind.AREA)):
        if token.end > first.start:
            continue
        if not _ENUMERATED.fullmatch(_ASIDE.sub("", line.text[token.end : first.start])):
            return
        yield from token.mentions
        first = token


def _trailing(line: Line, grade: Token) -> Iterator[Mention]:
    """The areas that follow a grade with words that give it to them too."""
    area = next((token for token in line.of(MentionKind.AREA) if token.start > grade.start), None)
    if (
        area is None
        or not _TRAILING.fullmatch(line.text, grade.end - 1, area.start)
        or _OWN_GRADE.match(line.text, area.end)
    ):
        return
    yield from area.mentions
    yield from spread(line, area.start)
