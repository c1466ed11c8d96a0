"""A grade said of a number of councils named beside it, or in the next sentence or list: `Four were graded C2: A, B …`.

Takes a line, or one that gives no grade and the lines before it; gives the Gradings of the councils named there if they
are as many as are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.extraction.analysis import MentionKind
from graph.extraction.grades.grading import Grading
from graph.extraction.tape.line import Line, Token

RULE, NAMED = "as-many-as-counted", "as-many-as-named"
_SURE = 0.92
_BACK = 3
_NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_COUNT = re.compile(
    rf"\b(?P<n>{'|'.join(_NUMBERS)})\b(?: of (?:the|our|these|those|its|this)(?: [\w'-]+)??| (?!of\b)[\w-]+){{0,2}} "
    r"(?:councils|authorities|boroughs|landlords|areas|partnerships|⟦service\??=social_housing#\d+⟧)"
    r"|\b(?P<m>" + "|".join(_NUMBERS) + r")\b[^⟦.;:]{0,20}$"
)
_SHARE = re.compile(
    rf"^(?:the )?(?:other |remaining )?(?:all )?(?P<n>{'|'.join(_NUMBERS)}|all|both)"
    rf"(?: of (?:the|these|those) (?P<m>{'|'.join(_NUMBERS)}))?(?: (?:local )?(?:councils|authorities|boroughs|landlords))?"
    r" (?:(?:\w+ ){0,2}(?P<had>had) (?:\w+ )?been|were|are)\b[^⟦]{0,30}⟦grade"
)
_LIST = re.compile(r"[\W\d]*⟦council[^⟧]*⟧(?: council)?(?:[:;,.]| -|$)")
_COUNT_WORDS = (
    rf"(?P<n>one|both|{'|'.join(_NUMBERS)}|the others?|the rest"
    rf"|the (?:remaining|last|final|other) (?:one|{'|'.join(_NUMBERS)}))"
)
_UNSAID = r"(?!(?:will|would|could|may|might|must|should|can|not|no|never|if|unless|than|schools?|homes|areas? of)\b)"
_GAP = rf"(?:{_UNSAID}[\w'-]+ |⟦(?:service|inspectorate|date|kind|place|framework)[^⟧]*⟧,? ){{0,9}}?"
_NAMED = r"(?:(?:including|namely|neighbouring|both|these are|they are|in) )*⟦council[^⟧]*#(?P<c>[\d+]+)⟧(?:'s)?"
_GRADE = r"(?:the |an? |its |their )*⟦grade[^#]*#(?P<g>[\d+]+)⟧"
_NAMED_FIRST = re.compile(
    rf"\b{_COUNT_WORDS}(?: (?:of them|more|others?|councils?|boroughs?|areas?|authorit(?:y|ies)))?(?:,|:| -| \()"
    rf" {_NAMED}(?:,| -|\))? {_GAP}{_GRADE}"
)
_NAMED_AFTER = re.compile(
    rf"\b{_COUNT_WORDS} {_GAP}{_GRADE}(?: (?:{_UNSAID}[\w'-]+|⟦(?:service|inspectorate|date|kind|framework)[^⟧]*⟧)){{0,9}}?"
    rf"(?:,|:| -| \() {_NAMED}(?=\W*$| -|[,;.)]| and (?:one|{'|'.join(_NUMBERS)}|the)\b)"
)
_NAMED_LAST = re.compile(
    rf"{_GRADE},? (?:{_UNSAID}[\w'-]+,? |⟦(?:service|inspectorate|date)[^⟧]*⟧,? ){{0,9}}?"
    rf"\b(?:to|for|at|in|by|them|including)(?: (?:just|only|all|these|the))? {_COUNT_WORDS} (?:[\w'-]+ ){{0,4}}?"
    rf"(?:councils|authorities|boroughs|landlords|areas|districts|counties|partnerships)"
    rf"(?: (?:that|which|who|where|in|on|of|with)\b[^.;:⟦]{{0,40}})?(?:,|:| -| \() {_NAMED}(?=\W*$|[;.)])"
)
_THE_OTHERS = re.compile(
    rf"\bthe (?:(?:other|remaining) (?P<n>one|{'|'.join(_NUMBERS)})|(?:others?|rest))(?! (?:areas?|categor|judge?ments?|of))"
    rf" {_GAP}{_GRADE}"
)


def named(line: Line) -> Iterator[Grading]:
    """The gradings of `two were good - A and B - and one, C, inadequate`."""
    for pattern in (_NAMED_FIRST, _NAMED_AFTER, _NAMED_LAST) if line.of(MentionKind.COUNCIL) else ():
        for found in pattern.finditer(line.text):
            group = next(token for token in line.of(MentionKind.COUNCIL) if token.number == found["c"])
            grade = next(token for token in line.of(MentionKind.GRADE) if token.number == found["g"])
            if _as_many(found["n"], len(group.values)):
                yield Grading(line, grade.start, grade.mentions[0], (), NAMED, _SURE, councils=group.values)


def others(lines: Sequence[Line], at: int) -> Iterator[Grading]:
    """The gradings of `the other two were good`: of the councils listed before, but those told apart since."""
    line = lines[at]
    found = None if line.of(MentionKind.AREA) else _THE_OTHERS.search(line.text)
    if found is None:
        return
    tokens = [token for each in lines[max(0, at - _BACK) : at] for token in each.of(MentionKind.COUNCIL)]
    tokens += [token for token in line.of(MentionKind.COUNCIL) if token.end <= found.start()]
    groups = [number for number, token in enumerate(tokens) if len(token.values) > 2]
    if not groups:
        return
    apart = {slug for token in tokens[groups[-1] + 1 :] for slug in token.values}
    rest = [slug for slug in tokens[groups[-1]].values if slug not in apart]
    grade = next(token for token in line.of(MentionKind.GRADE) if token.number == found["g"])
    if apart and rest and (not found["n"] or _as_many(found["n"], len(rest))):
        for slug in rest:
            yield Grading(line, grade.start, grade.mentions[0], (), NAMED, _SURE, councils=(slug,))


def _as_many(words: str, size: int) -> bool:
    """Whether words such as `two`, `the other three` or `the rest` can mean so many councils."""
    last = words.rpartition(" ")[2]
    if last in _NUMBERS:
        return _NUMBERS.index(last) + 2 == size
    return size == {"one": 1, "other": 1, "both": 2}.get(last, size)


def counted(lines: Sequence[Line], at: int) -> Iterator[Grading]:
    """The gradings of the councils named in a line for which a line shortly before has a number and a grade."""
    line = lines[at]
    heads = _heads(lines, at)
    for before in reversed(lines[max(0, at - _BACK) : at]):
        grades = before.of(MentionKind.GRADE)
        if before.of(MentionKind.COUNCIL):
            return
        for grade in grades:
            if _number(before, grade) == len(heads) or (_others(before) and 1 < len(heads) < _number(before, grade)):
                yield from (
                    Grading(line, line.tokens[0].start, grade.mentions[0], (), RULE, _SURE, councils=(slug,))
                    for slug in heads
                )
                return
        if grades:
            return


def shared(lines: Sequence[Line], at: int) -> list[Grading]:
    """The gradings of `five of the six had been good`: of the councils listed right before, but one that follows."""
    line = lines[at]
    found, grades = _SHARE.match(line.text), line.of(MentionKind.GRADE)
    if found is None or at == 0 or len(grades) != 1 or line.of(MentionKind.COUNCIL):
        return []
    group = next((token.values for token in lines[at - 1].of(MentionKind.COUNCIL) if len(token.values) > 1), ())
    count = _NUMBERS.index(found.group("n")) + 2 if found.group("n") in _NUMBERS else len(group)
    other = _heads(lines, at + 1)[:1] if at + 1 < len(lines) else []
    own = [slug for slug in group if count == len(group) or slug not in other]
    whole = not found.group("m") or _NUMBERS.index(found.group("m")) + 2 == len(group)
    if len(own) < 2 or len(own) != count or not whole:
        return []
    grade, before = grades[0], bool(found.group("had"))
    return [
        Grading(line, grade.start, grade.mentions[0], (), RULE, _SURE, before=before, councils=(slug,)) for slug in own
    ]


def _heads(lines: Sequence[Line], at: int) -> list[str]:
    """The councils of a line that begins with one, or those that head the list items from this line on."""
    line = lines[at]
    if not line.tokens or line.tokens[0].kind is not MentionKind.COUNCIL:
        return []
    named = [slug for token in line.of(MentionKind.COUNCIL) for slug in token.values]
    if len(named) > 1:
        return named
    found: list[str] = []
    for item in lines[at:]:
        if not _LIST.match(item.text):
            break
        found += item.tokens[0].values
    return found if not _LIST.match(lines[at - 1].text) else []


def _number(line: Line, grade: Token) -> int:
    """How many councils a sentence gives a grade to; 0 if it does not say."""
    for found in _COUNT.finditer(line.text):
        if found.group("n"):
            return _NUMBERS.index(found.group("n")) + 2
    found_before = _COUNT.search(line.text[: grade.start])
    return _NUMBERS.index(found_before.group("m")) + 2 if found_before and found_before.group("m") else 0


def _others(line: Line) -> bool:
    """Whether the number counts landlords, some of which are no councils."""
    return any(token.values == ("social_housing",) for token in line.of(MentionKind.SERVICE))
