"""Dates and grades that take turns in a sentence: `In 2014 they were inadequate, in 2017 good and in 2020 outstanding`.

Takes a line, gives a Grading for each pair; without this the date after a grade could be taken for its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from itertools import pairwise

from graph.extraction.analysis import MentionKind
from graph.extraction.grades.grading import Grading
from graph.extraction.tape.line import Line

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
_CONFIDENCE = 0.88


def in_turn(line: Line, free: Set[str]) -> Iterator[Grading]:
    """The gradings of a line in which every grade follows its own date; `free` are the numbers of the grades no veto has."""
    grades, dates = line.of(MentionKind.GRADE), line.of(MentionKind.DATE)
    if len(grades) < 2 or len(grades) != len(dates) or any(grade.number not in free for grade in grades):
        return
    if any(area.mentions[0].value != "overall" for area in line.of(MentionKind.AREA)):
        return
    turns = sorted([*grades, *dates], key=lambda token: token.start)
    if turns[::2] != sorted(dates, key=lambda token: token.start):
        return
    for number, (one, other) in enumerate(pairwise(turns)):
        gap = _TO_DATE if number % 2 else _TO_GRADE if number else _FIRST
        if not gap.fullmatch(line.text, one.end, other.start):
            return
    for date, grade in zip(turns[::2], turns[1::2], strict=True):
        yield Grading(
            line, grade.start, grade.mentions[0], (), "dates-and-grades-in-turn", _CONFIDENCE, date=date.mentions[0]
        )
