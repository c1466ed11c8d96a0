"""Which inspections told of before a line refers to without a date of its own.

Takes a line and the dated sightings by the numbers of their lines, gives the sightings of the line that announces a list
or table, of the other lines under the same date of a timeline, those that `in that inspection` is about, and the grade
with which another stands in a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from graph.document import Zone
from graph.extraction.analysis import MentionKind
from graph.extraction.grades.grading import Grading
from graph.extraction.grades.tables import RULE as ROW
from graph.extraction.inspections.sighting import Sighting
from graph.extraction.scene.passing import THEN
from graph.extraction.scene.scene import Scene
from graph.extraction.tape.line import Line

_THAT = re.compile(
    r"(?: ⟦inspectorate[^⟧]*⟧| rating| grade| overall|,)* (?:in|at|after|during|from) (?:that|the same) ⟦kind"
)
_VERDICT = re.compile(
    r"\W*(?:⟦grade[^⟧]*⟧,? (?:they|it|inspectors|the \w+|⟦inspectorate[^⟧]*⟧)"
    r"(?: \w+)? (?:said|ruled|concluded|found|wrote|called)\b"
    r"|(?:(?:this|that|the next|the second|the third) time,? )?"
    r"(?:their|its|the) (?:\w+ )?(?:verdict|findings?|conclusion|ratings?|grades?|result|outcome"
    r"|⟦kind\??=judgement[^⟧]*⟧)"
    r"(?: then| at the time)?(?::| -|,| was|,? they said,?) )"
)
_IT_HAD = re.compile(
    r"(?:inspectors|they|it) (?:also )?(?:found|said|saw|judged) (?:then|at that time)\b"
    r"|(?:(?:it|they|inspectors|(?:the|its|their) (?:⟦kind[^⟧]*⟧|visit|report|letter)) had|that (?:⟦kind[^⟧]*⟧|visit|report))"
    r"(?: (?!been\b|to\b)\w+)? (?:found|judged|rated|graded|concluded|said|saw|seen|led|put|gave|given|ended|brought|produced)\b"
)
_OVERALL_WAS = re.compile(
    r"(?:the|its) (?:⟦area\??=overall[^⟧]*⟧|overall (?:grade|rating|verdict)|⟦kind\??=judgement[^⟧]*⟧)(?: then)? (?:was|were) "
)
_LISTED = re.compile(
    r"⟦grade[^⟧]*⟧(?:(?!\b(?:now|but|while|whereas|though|although|previously|before|after|since|from|to)\b)(?:[^.;⟦]|⟦area[^⟧]*⟧))*"
)
_WE_WERE_RATED = re.compile(
    r"\W*(?:we|it|they|our services|services) (?:was|were) (?:rated|judged|graded)[^.;⟦]{0,20}:[ -]*"
)
_NEAR = 3
_LONG_LIST = 12


def announcing(scene: Scene, line: Line, of_line: Mapping[int, list[Sighting]]) -> list[Sighting]:
    """The sightings of the line that announces, with a colon, the list or table in which a line stands.

    In a timeline those of the lines under the same date.
    """
    if beside := scene.passing.beside(line):
        return [seen for number in beside for seen in of_line.get(number, ())]
    if line.sentence.zone not in (Zone.LIST, Zone.TABLE, Zone.HEADING):
        return []
    before = scene.before(line)
    while before is not None and line.number - before.number < _LONG_LIST:
        if before.text.rstrip("- ").endswith(":"):
            return of_line.get(before.number) or _just_before(scene, before, of_line)
        before = scene.before(before)
    return []


def _just_before(scene: Scene, line: Line, of_line: Mapping[int, list[Sighting]]) -> list[Sighting]:
    """The sightings of the sentence before one that is no more than `We were rated:`."""
    before = scene.before(line)
    return of_line.get(before.number, []) if before is not None and _WE_WERE_RATED.fullmatch(line.text) else []


def told_on(scene: Scene, line: Line, of_line: Mapping[int, list[Sighting]]) -> Sighting | None:
    """The only visit dated in the sentence before, of which a line without a date goes on: `It had found the service good`."""
    before = scene.before(line)
    if before is None or line.of(MentionKind.DATE):
        return None
    overall = before.sentence.block == line.sentence.block and _OVERALL_WAS.match(line.text)
    if not (_IT_HAD.match(line.text) or THEN.match(line.text) or overall):
        return None
    seen = [each for each in of_line.get(before.number, ()) if not each.publication]
    return seen[0] if len(seen) == 1 and before.of(MentionKind.KIND) else None


def that_one(grading: Grading, of_line: Mapping[int, list[Sighting]]) -> Iterator[Sighting]:
    """The sightings last told of, newest first, for a grade given `in that inspection`, or as its verdict right after."""
    line = grading.line
    if _THAT.match(line.text[line.text.find("⟧", grading.position) + 1 :]):
        near = [seen[-1] for number, seen in of_line.items() if seen and 0 < line.number - number <= _NEAR]
        yield from reversed(near)
    elif _VERDICT.match(line.text) and not of_line.get(line.number):
        yield from (seen for seen in of_line.get(line.number - 1, ()) if seen.visit)


def listed_after(grading: Grading, others: Iterable[Grading]) -> Grading | None:
    """The grading before, of which another goes on a list without a time: `in 2018 it was good overall, good for A`."""
    line, at = grading.line, grading.position
    before = (each for each in others if each.line is line and each.position < at)
    last = max(before, key=lambda each: each.position, default=None)
    if last is None or grading.before or grading.rule == ROW or not _LISTED.fullmatch(line.text, last.position, at):
        return None
    return last
