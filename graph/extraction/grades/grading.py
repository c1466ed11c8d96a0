"""The Grading: a grade that a document gives, before it is known to which inspection it belongs."""

from __future__ import annotations

from dataclasses import dataclass

from graph.extraction.analysis import Mention
from graph.extraction.tape.line import Line

CANDIDATE = 0.5


@dataclass(frozen=True, slots=True)
class Grading:
    """A grade given to areas (empty: overall) at a place of a line.

    `before` marks the grade of an earlier inspection, `left` one that the service has left behind, `known` one that is
    only an epithet; `date` and `councils` are what the rule itself has bound, `not_dates` dates that belong to another
    grade; `service` is the one it is for where several share it.
    """

    line: Line
    position: int
    grade: Mention
    areas: tuple[Mention, ...]
    rule: str
    confidence: float
    before: bool = False
    left: bool = False
    known: bool = False
    date: Mention | None = None
    councils: tuple[str, ...] = ()
    not_dates: tuple[Mention, ...] = ()
    service: str = ""

    @property
    def partial(self) -> bool:
        """Whether the grade is for some area, not for the whole."""
        return any(area.value != "overall" for area in self.areas)
