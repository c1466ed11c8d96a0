"""Which councils a document names along its lines, bare names of places among them.

Takes the lines of a document and the service it is about, gives a Name for each token that names English councils: the words
around a grade may be about any of them, whether or not rules have found that its place stands for its council.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.document import Zone
from graph.extraction.analysis import MentionKind
from graph.extraction.councils.bare_names import SPORT
from graph.extraction.focus.bystanders import runs_for_another
from graph.extraction.focus.collective import Group
from graph.extraction.tape.line import Line, Token
from graph.register.register import load_register


@dataclass(frozen=True, slots=True)
class Name:
    """One or more councils named together: by which token of which line, which is the document's `at`-th."""

    at: int
    line: Line
    token: Token
    group: Group


class Naming:
    """The names of a document, in reading order."""

    def __init__(self, lines: Sequence[Line], service: str) -> None:
        self._at = {line.number: at for at, line in enumerate(lines)}
        self.names = tuple(_names(lines, service))

    def at(self, line: Line) -> int:
        """Which line of the document a line is, from 0."""
        return self._at[line.number]

    def on(self, at: int) -> tuple[Name, ...]:
        """The names on a line."""
        return self._on.get(at, ())

    def above(self, at: int, most: int) -> Iterator[Name]:
        """The names on the lines before one, the last first, until so many groups have been named."""
        groups: set[Group] = set()
        for number in range(bisect_left(self.names, at, key=lambda name: name.at) - 1, -1, -1):
            name = self.names[number]
            groups.add(name.group)
            if len(groups) > most:
                return
            yield name

    @cached_property
    def groups(self) -> Counter[Group]:
        """How often each group is named, in the order of their first names."""
        return Counter(name.group for name in self.names)

    @cached_property
    def headline(self) -> frozenset[Group]:
        """The groups named in the headline."""
        return frozenset(name.group for name in self.names if name.line.sentence.zone is Zone.HEADLINE)

    @cached_property
    def councils(self) -> frozenset[Group]:
        """The groups that are anywhere named as councils, not just as places."""
        return frozenset(name.group for name in self.names if name.token.kind is MentionKind.COUNCIL)

    @cached_property
    def in_full(self) -> frozenset[Group]:
        """The groups that are anywhere named unmistakably."""
        strong = (name for name in self.names if name.token.kind is MentionKind.COUNCIL)
        return frozenset(name.group for name in strong if any(each.strong for each in name.token.mentions))

    @cached_property
    def beside_grades(self) -> Counter[Group]:
        """How often each group is named in a sentence with a grade."""
        return Counter(name.group for name in self.names if name.line.of(MentionKind.GRADE))

    @cached_property
    def _on(self) -> dict[int, tuple[Name, ...]]:
        found: dict[int, list[Name]] = {}
        for name in self.names:
            found.setdefault(name.at, []).append(name)
        return {at: tuple(names) for at, names in found.items()}


def _names(lines: Sequence[Line], service: str) -> Iterator[Name]:
    for at, line in enumerate(lines):
        for token in line.of(MentionKind.COUNCIL, MentionKind.PLACE):
            if (token.kind is MentionKind.PLACE and SPORT.search(line.text)) or runs_for_another(line, token):
                continue
            group = tuple(slug for slug in token.values if _may_be_meant(slug, token, service))
            if group:
                yield Name(at, line, token, group)


def _may_be_meant(slug: str, token: Token, service: str) -> bool:
    """Whether it is an English council, and, where only its place is named, one that runs what the document is about."""
    council = load_register().councils.get(slug)
    if council is None or council.nation != "England":
        return False
    return token.kind is MentionKind.COUNCIL or council.runs(service)
