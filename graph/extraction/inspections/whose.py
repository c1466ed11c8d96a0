"""Whose each grade is: the councils in focus where it stands, unless its rule names them.

Takes the scene and focus of a document; gives the councils of gradings one by one, in reading order: the rows of one table
are the same councils', and of two names in a headline the text may give the grade to one only.
"""

from __future__ import annotations

from functools import cached_property

from graph.document import Zone
from graph.extraction.analysis import MentionKind
from graph.extraction.focus.collective import Group
from graph.extraction.focus.focus import Focus
from graph.extraction.grades.grading import Grading
from graph.extraction.grades.tables import RULE as ROW
from graph.extraction.scene.scene import Scene


class Whose:
    """The councils of the gradings of one document."""

    def __init__(self, scene: Scene, focus: Focus) -> None:
        self._scene, self._focus = scene, focus
        self._row: tuple[int, tuple[Group, float]] | None = None

    def of(self, grading: Grading) -> tuple[Group, float]:
        """The councils that a grade is of, and a factor for its confidence."""
        if grading.councils:
            return grading.councils, 1.0
        if grading.rule == ROW:
            return self._of_table(grading)
        return self._in_focus(grading)

    def _of_table(self, grading: Grading) -> tuple[Group, float]:
        number = grading.line.number
        above = self._row[1] if self._row and number - self._row[0] in (0, 1) else None
        own = grading.line.of(MentionKind.COUNCIL)
        found = self._in_focus(grading) if above is None or own else above
        self._row = number, found
        return found

    def _in_focus(self, grading: Grading) -> tuple[Group, float]:
        group, factor = self._focus.at(grading.line, grading.position)
        if len(group) > 1 and grading.line.sentence.zone is Zone.HEADLINE:
            value = grading.grade.value
            group = tuple(council for council in group if (council, value) in self._graded_below) or group
        return group, factor

    @cached_property
    def _graded_below(self) -> frozenset[tuple[str, str]]:
        """The councils that a line under the headline names beside a grade, with that grade."""
        lines = (line for line in self._scene.lines if line.sentence.zone is not Zone.HEADLINE)
        return frozenset(
            (slug, value)
            for line in lines
            for grade in line.of(MentionKind.GRADE)
            for value in grade.values
            for token in line.of(MentionKind.COUNCIL)
            for slug in token.values
        )
