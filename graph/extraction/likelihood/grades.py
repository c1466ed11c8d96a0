"""How likely a grade is a judgement of a council, and what it is likely for, by the words around it.

Takes a line, one of its grades and the line before; gives probabilities. Rules say more (times, councils, other
bodies) and are asked first; this is for sentences that no rule has foreseen, and for those that rules get wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.likelihood.features import around, beside, between
from graph.extraction.likelihood.weights import probability
from graph.extraction.tape.line import Line, Token

_FOR_IT = 0.6
_IS_NOT = re.compile(r"(?: services?| work)? (?:does|do|did|is|are|was|were|has|have|had) not\b(?! only)")


@dataclass(frozen=True)
class GradeLikelihood:
    """The probabilities for a grade of a line; `before` is the line before it, if any."""

    line: Line
    grade: Token
    before: Line | None

    @cached_property
    def of_a_council(self) -> float:
        """That it is one that a council has or had from an inspectorate."""
        return probability("judgement", self._around)

    @cached_property
    def of_the_whole(self) -> float:
        """That, as a grade of a council, it is the overall one."""
        return probability("whole", self._around | beside(self.line, self.grade))

    @cached_property
    def areas(self) -> tuple[Mention, ...]:
        """The areas named in the line that it is likely for."""
        return tuple(
            mention
            for area in self.line.of(MentionKind.AREA)
            if probability("area", between(self.line, self.grade, area)) > _FOR_IT
            and not (self._whole_of_another(area) or _IS_NOT.match(self.line.text, area.end))
            for mention in area.mentions
        )

    def _whole_of_another(self, area: Token) -> bool:
        """Whether `overall` is said of another grade: `overall it was X and leadership Y`, `the same overall grade, but Y`."""
        if "overall" in area.values and self.line.text[: area.start].endswith("same "):
            return True
        grades = [each.start for each in self.line.of(MentionKind.GRADE) if area.start < each.start < self.grade.start]
        return "overall" in area.values and any(
            grades and grades[-1] < each.start < self.grade.start for each in self.line.of(MentionKind.AREA)
        )

    @cached_property
    def _around(self) -> frozenset[str]:
        return around(self.line, self.grade, self.before)
