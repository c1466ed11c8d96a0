"""Areas and years that get the grade of a sentence shortly before, as the rules of echoes.toml read them.

Takes a line and the gradings found so far, gives Gradings of `The same goes for A`, `It got the same rating in 2017`,
`The three areas were A, B and C`. The sentence before may have said its grade of a number of areas only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.grades.alike import as_overall, same_as
from graph.extraction.grades.areas import spread
from graph.extraction.grades.grading import CANDIDATE, Grading
from graph.extraction.scene.scene import Scene
from graph.extraction.tape.line import Line
from graph.extraction.tape.rules import fired

_NUMBERS = ("one", "two", "three", "four", "five", "six")
_COUNTED = re.compile(
    rf"\b(all|every|each|both|{'|'.join(_NUMBERS)})\b[^.;⟦]{{0,30}}"
    r"(?:\b(?:areas?|categor\w+|judge?ments?|counts|strands|headings|fields)\b|⟦kind\??=judgement)"
)
_ASKED = re.compile(
    r"^(?:so |and |but )*(?:which|what|where|is|are|was|were|did|does|do|has|have)\b"
    r"(?!.*\b(?:would|could|might|should|mean|if|why|how|need\w*|tak\w*|going|want|expect\w*|hope\w*|make|target|next)\b)"
    r"[^;]*⟦grade.*\?$"
)
_NEAR = 5
SAME_IN_YEAR = "same-grade-in-a-year"
"""The rule that reads `The same grade came in 2024`."""
_BACK = 2


def echoes(scene: Scene, line: Line, found: list[Grading], own: Sequence[Grading] = ()) -> Iterator[Grading]:
    """The gradings of a line by the first rule that gives it the grade of a sentence shortly before.

    In a line with gradings of its `own`, such as `The same goes for A, while B was good`, only of what these leave out.
    """
    graded = {mention for grading in own for mention in grading.areas}
    for rule, binding in fired("echoes", line.tape):
        before = rule.options.get("when") == "previous"
        place = binding.place("a") if "a" in binding else binding.found.start()
        areas = binding.mentions("a") + (spread(line, place) if "a" in binding else ())
        told = [*found, *(grading for grading in own if grading.position < place)]
        if rule.options.get("of_own"):
            told = [grading for grading in own if grading.position < place]
        elif not areas:  # `the same rating in 2014`, said after a list of areas, is that of the whole
            told = [grading for grading in told if not grading.partial] or told
        grade = _last_grade(scene, line, told, binding.found.end(), before=before)
        if grade is None or (rule.options.get("announced") and not _as_many(scene.before(line), areas)):
            continue
        councils = tuple(mention.value for mention in binding.mentions("c"))
        first = bool(councils) and all(binding.found.end() < grading.position for grading in own)
        apart = areas or first or rule.options.get("beside") or (before and "d" in binding)
        if own and (not graded.isdisjoint(areas) or not apart):
            continue
        if rule.options.get("asked") and not _asked(scene.before(line), line):
            continue
        for when in binding.mentions("d") or (None,):
            past = before and not _latest(line, scene.before(line), when)
            yield Grading(line, place, grade, areas, rule.name, rule.confidence, past, date=when, councils=councils)
        return


def with_echoes(scene: Scene, line: Line, found: list[Grading], own: Sequence[Grading]) -> list[Grading]:
    """The gradings of a line and what it says of other inspections, whose dates are not those of its own gradings."""
    again = list(echoes(scene, line, found, own))
    others = tuple(each.date for each in again if each.date and each.before)
    return [*(replace(each, not_dates=each.not_dates + others) for each in own), *again]


def _last_grade(scene: Scene, line: Line, told: list[Grading], end: int, *, before: bool) -> Mention | None:
    """The grade last given: in this line, in one shortly before, or in the one before to a number of areas."""
    recent = takewhile(lambda each: line.number - each.line.number <= _NEAR, reversed(told))
    near = [each for each in recent if not (each.before or each.left) and each.confidence > CANDIDATE]
    if as_overall(line, end):
        return next((each.grade for each in near if not each.areas), None)
    last = same_as(line, end, near)
    if near and last is None:
        return None
    previous = scene.before(line)
    if previous is not None and not before and (last is None or last.line.number < previous.number):
        some = _of_some(previous)
        if some is not None:
            return some
    return last.grade if last and (before or line.number - last.line.number <= _BACK) else None


def _latest(line: Line, before: Line | None, when: Mention | None) -> bool:
    """Whether a year is after all others told in the lines up to it: `Good in 2019. The same grade came in 2024`."""
    tokens = [token for each in (before, line) if each for token in each.of(MentionKind.DATE)]
    others = [m.value[:4] for token in tokens for m in token.mentions if when and m.span < when.span]
    return bool(when and others) and all(year.isdigit() and year < when.value[:4] for year in others)  # type: ignore[union-attr]


def _of_some(line: Line) -> Mention | None:
    """The grade of `rated good in three of four areas`, which by itself is that of no area."""
    grades = line.of(MentionKind.GRADE)
    told = _COUNTED.search(line.text) or _ASKED.match(line.text)
    return grades[0].mentions[0] if len(grades) == 1 and told else None


def _asked(before: Line | None, line: Line) -> bool:
    """Whether a sentence answers the question right before it which areas have some grade."""
    asks = before is not None and before.number == line.number - 1 and not before.of(MentionKind.AREA)
    return asks and before is not None and bool(_ASKED.match(before.text))


def _as_many(line: Line | None, areas: tuple[Mention, ...]) -> bool:
    """Whether a sentence speaks of all areas, or of as many as are named."""
    found = _COUNTED.search(line.text) if line is not None else None
    return bool(found) and (found.group(1) not in _NUMBERS or _NUMBERS.index(found.group(1)) + 1 == len(areas))  # type: ignore[union-attr]
