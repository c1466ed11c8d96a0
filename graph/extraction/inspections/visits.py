"""What a document about visits without grades tells of: the councils in it were visited, their grades are older.

Takes the scene, what is known of a council's inspections and a grading, gives whether visits are the news and the visit
that a round-up tells of by naming a council in its list.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.claim import PUBLISH
from graph.extraction.grades.grading import Grading
from graph.extraction.inspections.event import Event
from graph.extraction.scene.scene import Scene


def are_news(scene: Scene, own: Sequence[Event], graded: Sequence[Event]) -> bool:
    """Whether the document is about visits without grades, so that the epithet of a council was true before."""
    if any(event.visit and not event.previous for event in own):
        return True
    return scene.visits > 1 and not any(event.edtf or event in graded for event in own if not event.previous)


def of_round_up(scene: Scene, own: Sequence[Event], grading: Grading, council: str, service: str) -> Event | None:
    """The visit to a council that a round-up of visits names in a list with the grade it had before."""
    listed = len(grading.councils) > 1 and grading.known and scene.visits > 1
    if not listed or any(not event.previous and event.confidence >= PUBLISH for event in own):
        return None
    visit = Event(council, service, "focused_visit", scene.document.issued, confidence=grading.confidence)
    visit.evidence, visit.rule = [grading.line.evidence(grading.grade.span)], grading.rule
    return visit
