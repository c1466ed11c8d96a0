"""Which lines of a document are about schools, homes and other providers that are no service of a council.

Takes the lines and the services named in them; a line that names neither council nor service goes on about the provider
that the line before, or the heading over it, names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from graph.document import Zone
from graph.extraction.analysis import MentionKind
from graph.extraction.tape.line import Line, Token

_COUNCIL_WAS = re.compile(
    r"\b(?:the|that) (?:\w+ )?(?:council|authority)(?:'s (?:\w+ )?services?)? (?:itself )?"
    r"(?:was|were|is|are|has|had|have|g[eo]ts?|receive[sd]|kept|keeps|earned|fell|dropped|moved|stay\w+|remain\w+)\b"
)
_AT_SCHOOL = re.compile(
    r"\b(?:out of|at|to|into|from|off|in|which|what|miss\w*|leav\w*|start\w*|attend\w*|between|shar(?:e|es|ed|ing))"
    r"(?: (?:the|an?|its|their|local|nhs|\w+'s))* $"
)
_AMONG = re.compile(r"(?:, |\band |\bwith )$")
_MADE = re.compile(
    r"\b(?:build|built|building|open(?:s|ed|ing)?|buy|bought|buying|clos(?:e|ed|ing)|set(?:ting)? up|creat(?:e|ed|ing)"
    r"|fund(?:ed|ing)?)"
    r"\b[^.;⟦]{0,40}$"
)
_ITSELF_RATED = re.compile(
    r"(?<!\bin )(?<!\bat )(?<!\bof )(?<!\bfor )(?<!\bnear )(?<!\bfrom )"
    r"(?:⟦council[^⟧]*⟧(?:,? (?:which|that|who|itself))?(?: [a-z]+){0,5},?|\bthe (?:council|authority)(?: itself)?,)"
    r" (?:rated|judged|graded|deemed|found)(?: (?:as|to be))? ⟦grade"
)
_IT_SINCE = re.compile(r"(?:it|the (?:council|authority))(?:'s)? (?:has|have|had|was|is|were)\b")
_GRADED = re.compile(
    r"\b(?:has|have|had) (?:rated|judged|graded|deemed|found) (?:the |an? |its )?⟦other[^⟧]*⟧(?:[^⟦]|⟦council)*⟦grade"
    r"(?![^⟦]*⟦council)"
)
"""An inspectorate `has rated` another provider, which may work for councils."""
_AGED = re.compile(r"-aged?\b")
_DIRECTORS = frozenset(["director_childrens_services", "director_adult_services"])
_JOINTLY = frozenset(["ofsted", "cqc"])  # together they inspect areas only
_OWNED_BY = re.compile(r"\b(?:owned|run|operated|managed|maintained) by (?:the )?$")


class Providers:
    """The lines about other providers."""

    def __init__(self, lines: Sequence[Line], services: Counter[str]) -> None:
        self._lines, self._services = lines, services

    def go_on(self, line: Line) -> bool:
        """Whether a line that names neither council nor service goes on about a school, a home or another provider."""
        if _GRADED.search(line.text) and not line.of(MentionKind.SERVICE, MentionKind.AREA):
            return True
        own = (
            (MentionKind.SERVICE,)
            if self._no_service
            else (MentionKind.COUNCIL, MentionKind.SERVICE, MentionKind.FRAMEWORK)
        )
        named = (token for token in line.of(*own) if not _OWNED_BY.search(line.text[: token.start]))
        if any(mention.strong for token in named for mention in token.mentions):
            return False
        if (
            line.number in self._of_rated
            or {value for token in line.of(MentionKind.INSPECTORATE) for value in token.values} >= _JOINTLY
        ):
            return False
        if self._mostly_others:
            return True
        if not self._no_service and not line.of(MentionKind.OTHER_PROVIDER) and _of_councils(line):
            return False
        return line.number in self._after_others and (self._no_service or not _COUNCIL_WAS.search(line.text))

    @cached_property
    def _no_service(self) -> bool:
        """Whether the headline names another provider and no line a council's service: then no council is judged."""
        heads = (line for line in self._lines if line.sentence.zone is Zone.HEADLINE)
        return not self._services.total() and any(line.of(MentionKind.OTHER_PROVIDER) for line in heads)

    @cached_property
    def _of_rated(self) -> frozenset[int]:
        """Numbers of the lines that say how a council itself was rated, and of those that go on about it."""
        found: set[int] = set()
        for before, line in pairwise((self._lines[0], *self._lines)):
            if line.of(MentionKind.OTHER_PROVIDER):
                continue
            goes_on = before.number in found and _IT_SINCE.match(line.text) and not line.of(MentionKind.COUNCIL)
            if goes_on or (line.of(MentionKind.GRADE) and _ITSELF_RATED.search(line.text)):
                found.add(line.number)
        return frozenset(found)

    @cached_property
    def _mostly_others(self) -> bool:
        others = sum(_is_one(line, token) for line in self._lines for token in line.of(MentionKind.OTHER_PROVIDER))
        return others > 3 * self._services.total() + sum(map(_tells_of_council, self._lines))

    @cached_property
    def _after_others(self) -> frozenset[int]:
        """Numbers of the lines after one that names another provider."""
        found: set[int] = set()
        section = False
        for before, line in pairwise(self._lines):
            others = before.of(MentionKind.OTHER_PROVIDER)
            outside = any(_is_one(before, token) for token in others)
            if before.sentence.zone in (Zone.HEADING, Zone.HEADLINE):
                section = outside and not before.of(MentionKind.COUNCIL, MentionKind.SERVICE)
            if section and line.of(MentionKind.FRAMEWORK, MentionKind.SERVICE):
                section = False  # what the heading named was a picture: providers are inspected under other frameworks
            goes_on = before.number in found and before.of(MentionKind.GRADE)
            if outside or section or (goes_on and not line.of(MentionKind.COUNCIL, MentionKind.SERVICE)):
                found.add(line.number)
        return frozenset(found)


def _tells_of_council(line: Line) -> bool:
    """Whether a line with no other provider names a council in full beside an inspection or grade, or a director of one."""
    if any(value in _DIRECTORS for token in line.of(MentionKind.ROLE) for value in token.values):
        return not line.of(MentionKind.OTHER_PROVIDER)
    councils = (mention for token in line.of(MentionKind.COUNCIL) for mention in token.mentions)
    judged = line.of(MentionKind.GRADE, MentionKind.KIND, MentionKind.INSPECTORATE)
    return any(mention.strong for mention in councils) and bool(judged) and not line.of(MentionKind.OTHER_PROVIDER)


def _of_councils(line: Line) -> bool:
    """Whether a line names a council and a grade or area that only councils get."""
    graded = any(value[0] in "Cs" for token in line.of(MentionKind.GRADE) for value in token.values)
    areas = any(mention.strong for token in line.of(MentionKind.AREA) for mention in token.mentions)
    return graded or (areas and bool(line.of(MentionKind.COUNCIL)))


def _is_one(line: Line, token: Token) -> bool:
    """Whether a provider is told of, not merely that somebody goes to school or that there are several."""
    return not (
        _AT_SCHOOL.search(line.text[: token.start]) or _AGED.match(line.text, token.end) or _in_general(line, token)
    )


def _in_general(line: Line, token: Token) -> bool:
    """Whether providers are only some of a kind: `parents, foster carers, schools and partners`, `to build two homes`."""
    several, before = token.mentions[0].span.of(line.source).endswith("s"), line.text[: token.start]
    return several and bool(_AMONG.search(before) or _MADE.search(before))
