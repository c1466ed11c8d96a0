"""Dates and grades that take turns in a sentence: `In 2014 they were inadequate, in 2017 good and in 2020 outstanding`.

Takes a line, gives a Grading for each pair; without this the date after a grade could be taken for its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from graph.extraction.analysis import MentionKind
from graph.extraction.grades.grading import Grading
from graph.extraction.tape.line import Line, Token

_FIRST = re.compile(
    r",?[^.;:]{0,90}\b(?:was|were|had been|got|received|rated|judged|graded|found|given|handed|deemed|scored|fell|rose)\b"
    r"[^.;:⟦]{0,25}"
)
_TO_GRADE = re.compile(
    r",?(?: (?:it|they|was|were|had|been|rated|judged|graded|only|just|an?|as|to|be|got|received|still|again|also|then))* ?"
)
_TO_DATE = re.compile(
    r"(?: (?:overall|again|once more|rating|grade))*[,;]?(?: (?:and|but|then|before|that|later|while|again|earlier),?)*"
    r" (?:(?:back )?in|by|at|during|from)(?: (?:early|late|mid))? "
)
_INTO, _OUT_OF = re.compile(r" \((?:[a-z]+ ){0,2}"), re.compile(r"\)[,;]?(?: (?:and|then|but|again|in))* ")
_TO_ONE_OF_EACH = re.compile(r",?[^.;:]{0,80}")
_TO_NEXT = re.compile(r"(?:,|,? and(?: then)?)(?: an?)? ")
_CONFIDENCE = 0.88
RULE = "dates-and-grades-in-turn"


def in_turn(line: Line, free: Set[str]) -> Iterator[Grading]:
    """The gradings of a line in which every grade follows its own date; `free` are the numbers of the grades no veto has."""
    grades, dates = line.of(MentionKind.GRADE), line.of(MentionKind.DATE)
    if len(grades) < 2 or any(grade.number not in free for grade in grades):
        return
    if any(area.mentions[0].value != "overall" for area in line.of(MentionKind.AREA)):
        return
    if len(dates) == 1:
        yield from _respectively(line, dates[0], grades)
        return
    if len(grades) != len(dates):
        return
    turns = sorted([*grades, *dates], key=lambda token: token.start)
    if turns[::2] != sorted(dates, key=lambda token: token.start):
        return
    if not (_told(line, turns) or _in_brackets(line, turns)):
        return
    for date, grade in zip(turns[::2], turns[1::2], strict=True):
        yield Grading(line, grade.start, grade.mentions[0], (), RULE, _CONFIDENCE, date=date.mentions[0])


def _told(line: Line, turns: Sequence[Token]) -> bool:
    """Whether words lead from each date to its grade, and on to the next date."""
    for number, (one, other) in enumerate(pairwise(turns)):
        gap = _TO_DATE if number % 2 else _TO_GRADE if number else _FIRST
        if not gap.fullmatch(line.text, one.end, other.start):
            return False
    return True


def _in_brackets(line: Line, turns: Sequence[Token]) -> bool:
    """Whether each grade stands in brackets behind its date: `in 2011 (adequate), 2014 (good) and 2021 (outstanding)`."""
    gaps = (_OUT_OF if number % 2 else _INTO for number in range(len(turns) - 1))
    return line.text.startswith(")", turns[-1].end) and all(
        gap.fullmatch(line.text, one.end, other.start) for gap, (one, other) in zip(gaps, pairwise(turns), strict=True)
    )


def _respectively(line: Line, dates: Token, grades: Sequence[Token]) -> Iterator[Grading]:
    """`Two inspections, in 2015 and 2023, came to grades of inadequate and good`: to each date its grade."""
    if len(dates.mentions) != len(grades) or not _TO_ONE_OF_EACH.fullmatch(line.text, dates.end, grades[0].start):
        return
    if all(_TO_NEXT.fullmatch(line.text, one.end, other.start) for one, other in pairwise(grades)):
        for date, grade in zip(dates.mentions, grades, strict=True):
            yield Grading(line, grade.start, grade.mentions[0], (), RULE, _CONFIDENCE, date=date)
