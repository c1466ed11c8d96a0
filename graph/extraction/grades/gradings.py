"""Where a document gives a grade.

Takes the lines of a document, gives a Grading for every grade that no veto sets aside and that a rule claims or the
words around make likely: the grade, the areas it is for and what a rule knows of its time. Councils and inspections are
found later, by attachment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.grades.alike import of_others
from graph.extraction.grades.alongside import shared_alike
from graph.extraction.grades.areas import behind, carried, completed, nearest_area, pointed_at
from graph.extraction.grades.by_rules import ANY_CONSUMER_GRADE, by_rules
from graph.extraction.grades.carried_over import carried_over
from graph.extraction.grades.counted import counted, others, shared
from graph.extraction.grades.echoes import echoes, with_echoes
from graph.extraction.grades.every_area import every_area, other_areas
from graph.extraction.grades.fronted import fronted
from graph.extraction.grades.grading import Grading
from graph.extraction.grades.listed import Headings, announcement, legend, listed
from graph.extraction.grades.related import with_related
from graph.extraction.grades.tables import rows
from graph.extraction.grades.vetoes import vetoed
from graph.extraction.likelihood.grades import GradeLikelihood
from graph.extraction.scene.scene import Scene
from graph.extraction.tape.line import Line

_LIKELY, _CERTAIN = 0.7, 0.9  # to be claimed though no rule has claimed it, or though one doubts it
_DOUBTED = 0.1  # below it what a rule has read is only a candidate
_DOUBTED_BY_ITSELF = 0.35  # the same for a rule that asks for nothing but the grade
_WHOLE, _WHOLE_TOO = 0.55, 0.65  # to be the overall grade, alone or besides being one for areas
_PARTLY = 0.15  # below it not even a rule is believed that a grade is the overall one
_MEASURED = 0.85  # how often what is claimed for being likely was right, at the least
_TELLING, _UNCLAIMED = 0.8, 0.4  # a `C3` beside a council says by itself what it is
_IT_WAS = re.compile(
    r"\b(?:it|the (?:council|authority|borough|county|city)) (?:was|has been|had been)"
    r" (?:also|again|previously|last) (?:rated|judged|graded|found)(?: (?:to be|as))? $"
)
_OVERALL = re.compile(r"⟦grade[^⟧]*⟧ overall\b|\boverall,? ⟦grade")
_EXCEPT = re.compile(r"\b(?:bar|except|apart from|other than|but for|save for|but one|exceptions?)\b")
LIKELY = "likely"
OVERALL = {"social_housing": "consumer_standards", "send": "send_overall"}


def gradings(scene: Scene) -> tuple[Grading, ...]:
    """The grades given in a document, in reading order."""
    found: list[Grading] = []
    headings = Headings()
    tables, in_tables = rows(scene.lines)
    explained = legend(scene.lines) | carried_over(scene.lines)
    for at, line in enumerate(scene.lines):
        if scene.elsewhere(line) or line.number in explained:
            continue
        if line.number in in_tables:
            found += tables.get(line.number, ())
            continue
        under = headings.under(line, vetoed)
        if under is not None:
            found += under
        elif line.of(MentionKind.GRADE):
            own = shared(scene.lines, at) or sorted(_in_line(scene, line), key=lambda grading: grading.position)
            own = list(_uncontradicted(own))
            own = list(completed(line, [*own, *others(scene.lines, at)]))
            own = [*own, *every_area(scene, at, own), *other_areas(scene, at, found)]
            own = [*with_related(line, own), *of_others(scene.lines, at, own), *shared_alike(line, own)]
            found += with_echoes(scene, line, found, own)
        else:
            found += list(counted(scene.lines, at)) or list(echoes(scene, line, found)) or listed(scene, line, found)
    return tuple(found)


def _uncontradicted(own: Sequence[Grading]) -> Iterator[Grading]:
    """The gradings of a line; where there are exceptions, what is only likely loses the areas a rule grades otherwise."""
    for grading in own:
        if grading.rule != LIKELY or not grading.areas or not _EXCEPT.search(grading.line.text, grading.position):
            yield grading
            continue
        known = {
            area
            for other in own
            if other.rule != LIKELY and not other.before and other.grade.value != grading.grade.value
            for area in other.areas
        }
        if areas := tuple(area for area in grading.areas if area not in known):
            yield replace(grading, areas=areas)


def _in_line(scene: Scene, line: Line) -> Iterator[Grading]:
    if announced := announcement(line):
        yield announced
    before = scene.before(line)
    likely = {token.number: GradeLikelihood(line, token, before) for token in line.of(MentionKind.GRADE)}
    set_aside = vetoed(line, {number: each.of_a_council for number, each in likely.items()})
    free = {token.number: token for token in line.of(MentionKind.GRADE) if token.number not in set_aside}
    by_place = {token.start: likely[number] for number, token in free.items()}
    claimed = set()
    for grading in by_rules(scene, line, free):
        claimed.add(grading.grade)
        chances = by_place.get(grading.position)
        yield _weighed(scene, grading, chances) if chances else grading
    for number, token in free.items():
        grade = token.mentions[0]
        if grade in claimed:
            continue
        if likely[number].of_a_council >= _LIKELY:
            yield from _read(scene, likely[number])
        elif any(mention.strong for mention in token.mentions):
            telling = grade.value.startswith("C") and line.of(MentionKind.COUNCIL)
            sure = _TELLING if telling else _UNCLAIMED
            yield Grading(line, token.start, grade, nearest_area(line, token.start), "unclaimed", sure)


def _weighed(scene: Scene, grading: Grading, likely: GradeLikelihood) -> Grading:
    """What a rule has read, in doubt if the words around speak against it or against its being the overall grade."""
    named = grading.areas or grading.councils or likely.grade.mentions[0].value.startswith("send_")
    known = bool(named) or bool(_IT_WAS.search(grading.line.text, 0, grading.position))
    if grading.rule == ANY_CONSUMER_GRADE and likely.of_a_council < _DOUBTED_BY_ITSELF:
        return replace(grading, confidence=min(grading.confidence, _UNCLAIMED))
    if likely.of_a_council >= _DOUBTED and (known or likely.of_the_whole >= _PARTLY):
        return grading
    if likely.of_a_council >= _DOUBTED and (areas := likely.areas or carried(scene, grading.line, grading.position)):
        sure = _MEASURED if likely.of_a_council >= _CERTAIN else 0.0
        return replace(grading, areas=areas, confidence=max(grading.confidence, sure))
    return replace(grading, confidence=min(grading.confidence, _UNCLAIMED))


def _read(scene: Scene, likely: GradeLikelihood) -> Iterator[Grading]:
    """The gradings of a grade that no rule has claimed: for areas, for the whole, for both; in doubt if for neither."""
    line, at = likely.line, likely.grade.start

    def grading(areas: tuple[Mention, ...], confidence: float) -> Grading:
        return Grading(line, at, likely.grade.mentions[0], areas, LIKELY, confidence)

    sure = max(likely.of_a_council, _MEASURED)
    if areas := behind(line, at):
        yield grading(areas, sure)
        return
    if likely.areas:
        yield grading(likely.areas, sure)
    if likely.of_the_whole >= (_WHOLE_TOO if likely.areas else _WHOLE) and not (likely.areas and _names_overall(line)):
        yield grading((), sure)
    elif not likely.areas:
        near = pointed_at(line, at) or fronted(scene, line, at) or carried(scene, line, at)
        yield grading(near, sure if near else _UNCLAIMED)


def _names_overall(line: Line) -> bool:
    """Whether a line names the overall grade: then one of its grades that has areas is not that too."""
    return bool(_OVERALL.search(line.text)) or any("overall" in token.values for token in line.of(MentionKind.AREA))
