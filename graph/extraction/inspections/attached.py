"""A grade with the inspection that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from graph.extraction.grades.grading import Grading
from graph.extraction.inspections.event import Event


@dataclass(slots=True)
class Attached:
    """A grading with its inspection, `dated` if a time told with the grade leads to it and not words alone.

    `negated` says that the inspection did not come to the grade any more.
    """

    event: Event
    grading: Grading
    confidence: float
    negated: bool = False
    dated: bool = False
