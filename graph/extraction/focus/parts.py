"""Where the parts of a round-up begin that stand under the names of councils, and where the last of them ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.document import Zone
from graph.extraction.councils.topics import is_title
from graph.extraction.tape.line import Line

_ROUND_UP = 3  # so many names of councils that head parts of a text make it a round-up


@dataclass(frozen=True, slots=True)
class Parts:
    """The numbers of the lines that are nothing but a council's name, and of that which begins a part about none of them."""

    titles: frozenset[int]
    end: int | None

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Parts:
        """The parts of a document."""
        titles = [line.number for line in lines if is_title(line.source, line.sentence)]
        return cls(frozenset(titles), _end(lines, titles))


def _end(lines: Sequence[Line], titles: Sequence[int]) -> int | None:
    others = [line.number for line in lines if line.sentence.zone is Zone.HEADING and not line.tokens]
    if len(titles) < _ROUND_UP or any(titles[0] < number < titles[-1] for number in others):
        return None
    return next((number for number in others if number > titles[-1]), None)
