"""What stands around a grade or a time, and between a grade and an area, as the names of features that the tables weigh.

Takes a line and tokens of it; gives names a person can read: `near before: rated`, `pair after: in <date>`, `sentence:
<other=school>`, `area first, between: was rated`. Mentions count by their kind, so that no council, person or year can
matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.dates.words import MONTHS, MONTHS_IN_SHORT, WEEK
from graph.extraction.tape.line import Line, Token

_WORD = re.compile(r"⟦(\w+)\??=([^#⟧]*)#[^⟧]*⟧|[\w'£%]+|[.,:;?!()-]")
_DIGIT = re.compile(r"\d")
_MONTH = re.compile(rf"\b(?:{'|'.join(f'{MONTHS} {MONTHS_IN_SHORT}'.split())})\b")
_DAY = re.compile(rf"\b(?:{'|'.join(WEEK.split())})\b")
_TELLING = frozenset(["other", "inspectorate", "kind", "area", "grade", "service"])  # of these the value counts too
_INSPECTING = (MentionKind.KIND, MentionKind.INSPECTORATE, MentionKind.FRAMEWORK, MentionKind.GRADE)
_STOPS = frozenset([",", ";", ":", ".", "-"])
_BEFORE, _AFTER, _NEAR, _PAIRS = 14, 12, 4, 8  # words
_APART = (1, 3, 6, 10, 20)
_CLOSE, _BOTH = 5, 3
_MOST = 4

Words = tuple[tuple[str, str], ...]


def around(line: Line, token: Token, before: Line | None) -> frozenset[str]:
    """The features of a grade or a time of a line; `before` is the line before it, if any."""
    return frozenset(_around(line, token, before))


def _around(line: Line, token: Token, before: Line | None) -> Iterator[str]:
    yield from _of_time(line, token.mentions[0]) if token.kind is MentionKind.DATE else _of_grade(token)
    yield f"zone: {line.sentence.zone.lower()}"
    left, right = _words(line.text[: token.start])[::-1], _words(line.text[token.end :])
    yield from _side("before", left[:_BEFORE])
    yield from _side("after", right[:_AFTER])
    yield from _mentioned("before", left[:_BEFORE])
    yield from _mentioned("after", right[:_AFTER])
    for word in set(left + right):
        yield f"sentence: {word[1]}"
    for kind in dict.fromkeys(kind for kind, _ in left + right if kind[0] == "<"):
        yield f"sentence: {min(_MOST, sum(word[0] == kind for word in left + right))} x {kind}"
    if before is not None:
        for word in set(_words(before.text)):
            if word[1][0] == "<":
                yield f"sentence before: {word[1]}"


def _of_grade(grade: Token) -> Iterator[str]:
    mention = grade.mentions[0]
    yield f"grade: {mention.value}"
    yield f"grade: {'certain' if any(each.strong for each in grade.mentions) else 'ordinary'} word"
    if mention.feature:
        yield f"grade: {mention.feature}"


def _of_time(line: Line, time: Mention) -> Iterator[str]:
    """The words of a time, whichever month, day and year it is."""
    words = _DAY.sub("day", _MONTH.sub("month", _DIGIT.sub("9", time.span.of(line.source).lower())))
    yield f"time: {words}"
    named = sorted(kind.value.lower() for kind in _INSPECTING if line.of(kind))
    yield f"time, beside: {' and '.join(named) or 'nothing of an inspection'}"
    yield from (f"time, in it: {word}" for word in words.split())


def _side(side: str, nearest: Words) -> Iterator[str]:
    """The words on one side of a token, the nearest first; what is yielded has them in their order in the text."""
    for length in (2, 3):
        yield f"next {side}: {_in_order(side, nearest[:length])}"
    in_clause = True
    for number, word in enumerate(nearest):
        in_clause = in_clause and word[0] not in _STOPS
        for name in dict.fromkeys(word):
            yield f"{side}: {name}"
            if not number:
                yield f"next {side}: {name}"
            if number < _NEAR:
                yield f"near {side}: {name}"
            if in_clause:
                yield f"clause {side}: {name}"
    for pair in pairwise(nearest[: _PAIRS + 1]):
        yield f"pair {side}: {_in_order(side, pair)}"


def _mentioned(side: str, nearest: Words) -> Iterator[str]:
    """The nearest mention on one side of a token, and the words up to it."""
    number, kind = next(((number, kind) for number, (kind, _) in enumerate(nearest) if kind[0] == "<"), (0, ""))
    if kind:
        yield f"mention {side}: {kind}"
        yield from (f"{side} till {kind}: {word}" for word, _ in nearest[:number])


def between(line: Line, grade: Token, area: Token) -> frozenset[str]:
    """The features of a grade and an area of one line."""
    return frozenset(_between(line, grade, area))


def _between(line: Line, grade: Token, area: Token) -> Iterator[str]:
    first, last = (area, grade) if area.start < grade.start else (grade, area)
    side = "area first" if first is area else "grade first"
    gap = [kind for kind, _ in _words(line.text[first.end : last.start])]
    yield side
    yield f"{side}, {sum(len(gap) >= limit for limit in _APART)} apart"
    yield f"{side}, {'certain' if any(mention.strong for mention in area.mentions) else 'ordinary'} word"
    yield from (f"{side}, {value}" for value in area.values)
    for kind in dict.fromkeys(gap):
        yield f"{side}, between: {kind}"
        if kind[0] == "<":
            yield f"{side}, between: {min(_BOTH, gap.count(kind))} x {kind}"
    yield from (f"{side}, between: {one} {other}" for one, other in pairwise(gap))
    if len(gap) <= _CLOSE:
        yield f"{side}, all between: {' '.join(gap)}"
    if gap:
        yield f"{side}, opens: {' '.join(gap[:2])}"
        yield f"{side}, ends: {' '.join(gap[-2:])}"
    yield from _places(line, grade, area, side)
    outside = _words(line.text[: first.start])[-_BOTH:], _words(line.text[last.end :])[:_BOTH]
    for where, near in zip(("before", "after"), outside, strict=True):
        yield from (f"{side}, {where} both: {kind}" for kind, _ in near)
    if outside[0]:
        yield f"{side}, right before both: {outside[0][-1][0]}"
    for length in (1, 2):
        yield f"{side}, right after both: {' '.join(kind for kind, _ in outside[1][:length])}"


def _places(line: Line, grade: Token, area: Token, side: str) -> Iterator[str]:
    """Where an area and a grade stand among the others of a line."""
    areas, grades = line.of(MentionKind.AREA), line.of(MentionKind.GRADE)
    left, right = (
        [each for each in areas if each.start < grade.start],
        [each for each in areas if each.start > grade.start],
    )
    yield f"{min(_BOTH, len(areas))} areas, {min(_MOST, len(grades))} grades"
    yield f"{side}, {'' if area in (*left[-1:], *right[:1]) else 'not '}the nearest area"
    if left and right:
        yield f"{side}, areas on both sides"
    others = [abs(each.start - area.start) for each in grades if each is not grade]
    yield f"{side}, {'' if abs(grade.start - area.start) < min(others, default=len(line.text)) else 'not '}the nearest grade"
    yield f"{side}, {min(2, sum(each.start < area.start for each in grades))} grades before"


def beside(line: Line, grade: Token) -> frozenset[str]:
    """The features that tell on which sides of a grade areas are named."""
    areas = [each.start < grade.start for each in line.of(MentionKind.AREA)]
    return frozenset((f"{min(2, sum(areas))} areas before", f"{min(2, len(areas) - sum(areas))} areas after"))


def kinds_of_words(text: str) -> tuple[str, ...]:
    """The words of a piece of tape, a mention as `<grade>`."""
    return tuple(kind for kind, _ in _words(text))


@lru_cache(maxsize=256)
def _words(text: str) -> Words:
    """The words of a piece of tape, each as its kind and as its value: a word is both, a mention `<grade>`, `<grade=good>`."""
    found = []
    for each in _WORD.finditer(text):
        kind, value = each.groups()
        if kind is None:
            word = _DIGIT.sub("9", each.group())
            found.append((word, word))
        else:
            found.append((f"<{kind}>", f"<{kind}={value}>" if kind in _TELLING else f"<{kind}>"))
    return tuple(found)


def _in_order(side: str, nearest: Words) -> str:
    kinds = [kind for kind, _ in nearest]
    return " ".join(reversed(kinds) if side == "before" else kinds)
