"""On which scale a grade is, and how far it can be believed there.

Takes a Grading and the scene, gives the inspected service, the grade as that service's own scale has it, and a factor
for the confidence: less than one for a grade of another scale or without any inspector.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from graph.extraction.analysis import MentionKind
from graph.extraction.grades.grading import Grading
from graph.extraction.inspections.inspected import CHILDREN_AREAS, service_at
from graph.extraction.scene.landlords import without_homes
from graph.extraction.scene.rated import plainly_rated
from graph.extraction.scene.scene import NOT_OF_COUNCILS, Scene
from graph.extraction.tape.line import Line

_RARELY_TRUE = 0.8
_OTHER_SCALE = 0.5
_OWN_GRADES = {"social_housing": "C", "send": "send_"}
_JOINED = re.compile(r"(?:'s)?,? and (?:for |its |the |in )*")
_RANKED = re.compile(r"(?:second|next|lowest|worst|bottom|poorest|highest|best|top|middle)\b", re.I)
_ON_SCALE_OF_SEND = {
    "inadequate": "send_systemic_failings",
    "outstanding": "send_positive",
    "requires_improvement": "send_inconsistent",
    "good": "send_inconsistent",
}


def service_of(scene: Scene, grading: Grading) -> str:
    """The service that was inspected: the one told, that of a grade that only one service gets, else by the place."""
    if grading.service:
        return grading.service
    if grading.grade.value.startswith("C"):
        return "social_housing"
    if grading.grade.value.startswith("send_"):
        return "send"
    return service_at(scene, grading.line, grading.position)


def trust(scene: Scene, grading: Grading) -> float:
    """Less than one for a grade of another scale, without any inspector, or by one who did not yet rate councils."""
    service = service_of(scene, grading)
    if service in _OWN_GRADES and not grading.grade.value.startswith(_OWN_GRADES[service]):
        return _OTHER_SCALE
    if service == "send" and not scene.special_needs:
        return _OTHER_SCALE
    if service == "social_housing" and scene.without_homes and not _names_landlord(grading.line):
        return _OTHER_SCALE
    if scene.without_children and any(area.value in CHILDREN_AREAS for area in grading.areas):
        return _OTHER_SCALE
    if scene.without_cqc(service):
        return _RARELY_TRUE
    known = scene.inspected or plainly_rated(grading.line, grading.position)
    return 1.0 if known and service not in NOT_OF_COUNCILS else _RARELY_TRUE


def _names_landlord(line: Line) -> bool:
    """Whether a line names the council that it gives a grade, and does not say itself that this one has no homes."""
    return bool(line.of(MentionKind.COUNCIL)) and not without_homes(line)


def can_give(service: str, grade: str) -> bool:
    """Whether a grade is of the scale on which a service is inspected."""
    own = next((of for of, start in _OWN_GRADES.items() if grade.startswith(start)), None)
    return own == service if own else service not in _OWN_GRADES


def of_each_service(grading: Grading) -> Iterator[Grading]:
    """The gradings of each service of `children's services and adult social care are both good`."""
    line = grading.line
    for first, second in pairwise(line.of(MentionKind.SERVICE)):
        joined = _JOINED.fullmatch(line.text, first.end, second.start)
        near = line.clause_of(grading.position) == line.clause_of(first.start)
        if joined and near and first.values != second.values and not (grading.areas or grading.before):
            services = (token.values[0] for token in (first, second))
            yield from (replace(grading, service=each) for each in services if each not in NOT_OF_COUNCILS)
            return
    yield grading


def on_scale(scene: Scene, grading: Grading) -> Grading:
    """`The lowest rating` for special needs is that of their own scale of three, of 2023, where no area has its own."""
    if grading.areas and grading.grade.value.startswith("send_"):
        return replace(grading, areas=())
    value = _ON_SCALE_OF_SEND.get(grading.grade.value)
    if value is None or not _RANKED.match(grading.grade.span.of(grading.line.source)):
        return grading
    if service_of(scene, grading) != "send" or grading.areas or not scene.graded_needs:
        return grading
    return replace(grading, grade=replace(grading.grade, value=value))
