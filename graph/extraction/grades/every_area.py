"""The areas of a grade that is told of all areas at once: `inadequate in every category`, `Every other area was good`.

Takes the gradings of a line and the lines around it, gives those of the areas that every framework since 2013 judges:
leadership, and help and protection. Which others there are depends on the framework, so that nothing is said of them. Areas
that the line or the next one excepts, or grades otherwise, are left out; if it does not name what it excepts, all are.
Unless they name what they except, `across the board` and `on all counts` are manners of speaking: the areas are only candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.grades.grading import CANDIDATE, Grading
from graph.extraction.scene.scene import Scene
from graph.extraction.tape.line import Line

RULE, OTHERS = "in-every-area", "every-other-area"
_SURE = 0.82
_AREAS = ("leadership", "help_protection")
_SINCE = "2014"
_PARTS = r"(?:areas?|categor(?:y|ies)|counts?|headings?|strands?|criteria|⟦kind\??=judgement[^⟧]*⟧|judge?ments?)"
_EVERY = re.compile(
    rf"\b(?:in|across|on|under) (?:all|every|each)(?: single| one)?(?: of)?(?: the| its)?(?: (?:three|four|five))?"
    rf"(?: key| sub)?(?: |-)(?:sub-)?{_PARTS}"
    rf"|\b(?:all|every|each)(?: single)?(?: of)?(?: the| its)?(?: (?:three|four|five))?(?: key)? (?:sub-)?{_PARTS}"
    r"[^.;⟦]{0,30} (?:was|were|is|are|came out)\b"
    r"|\bacross the board\b"
)
_OTHERS = re.compile(
    rf"^(?:and |but )?(?:all |each of )?(?:every|each|the|its) (?:other|remaining)(?: (?:two|three))? {_PARTS}"
    r"(?: [a-z]+){0,2}? (?:was|were|is|are|got|came out)(?: [a-z]+){0,3} ⟦grade"
)
_IDIOM = re.compile(r"\bacross the board\b|\bcounts?$")
_EXCEPT = re.compile(r"\b(?:bar|but|except\w*|apart from|other than|save|only|exceptions?|with the exception)\b")
_OLD = re.compile(r"(?:19|200|201[0-3])\d*")


def every_area(scene: Scene, at: int, own: Sequence[Grading]) -> Iterator[Grading]:
    """The gradings of the areas of `inadequate in every category`."""
    line = scene.lines[at]
    told = _EVERY.search(line.text)
    whole = [each for each in own if not (each.areas or each.councils)]
    if told is None or len(whole) != 1 or not _has_them(scene, line, whole[0]):
        return
    near = (line, *scene.lines[at + 1 : at + 2])
    excepting = [each for each in near if _EXCEPT.search(each.text, told.end() if each is line else 0)]
    excepted = {value for each in excepting for token in each.of(MentionKind.AREA) for value in token.values}
    if line in excepting and not excepted:
        return
    apart = excepted | {area.value for each in own if each is not whole[0] for area in each.areas}
    loosely = not excepted and _IDIOM.search(told.group())
    given = replace(whole[0], confidence=_SURE) if "sub-" in told.group() else whole[0]
    yield from _of_areas(given, apart, RULE, CANDIDATE if loosely else _SURE)


def other_areas(scene: Scene, at: int, found: Sequence[Grading]) -> Iterator[Grading]:
    """The gradings of `Every other area was inadequate`, said after some areas were graded."""
    line = scene.lines[at]
    grades = line.of(MentionKind.GRADE)
    if len(grades) != 1 or line.of(MentionKind.AREA) or not _OTHERS.match(line.text):
        return
    before = [each for each in found if line.number - each.line.number in (1, 2) and each.partial]
    grading = Grading(line, grades[0].start, grades[0].mentions[0], (), OTHERS, _SURE)
    if before and _has_them(scene, line, grading):
        yield from _of_areas(grading, {area.value for each in before for area in each.areas}, OTHERS, _SURE)


def _of_areas(grading: Grading, apart: set[str], rule: str, sure: float) -> Iterator[Grading]:
    for value in _AREAS:
        if value not in apart:
            area = Mention(MentionKind.AREA, grading.grade.span, value)
            yield Grading(
                grading.line,
                grading.position,
                grading.grade,
                (area,),
                rule,
                min(grading.confidence, sure),
                grading.before,
                grading.left,
                date=grading.date,
                not_dates=grading.not_dates,
            )


def _has_them(scene: Scene, line: Line, grading: Grading) -> bool:
    """Whether it is a grade of children's services under a framework that has these areas."""
    years = [mention.value for token in line.of(MentionKind.DATE) for mention in token.mentions]
    old = any(_OLD.match(year) for year in years) or (scene.document.issued or _SINCE) < _SINCE
    return grading.grade.value[0] not in "Cs" and scene.service == "childrens_services" and not old
