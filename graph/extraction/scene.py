"""An analysed document laid out for the rules: the tape, tokens and clauses of every sentence that may give facts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from graph.claim import Evidence
from graph.document import Document, Span, Zone
from graph.extraction.analysis import Analysis, Mention, MentionKind, Sentence
from graph.extraction.clauses import Clause, clause_at, clauses
from graph.extraction.tape import Tape, positions, tape_of

INSPECTORATE_OF = {
    "childrens_services": "ofsted",
    "adult_social_care": "cqc",
    "send": "ofsted_cqc",
    "social_housing": "rsh",
    "fire": "hmicfrs",
    "youth_justice": "hmi_probation",
}
SERVICE_UNDER = {
    "ilacs": "childrens_services",
    "sif": "childrens_services",
    "jtai": "childrens_services",
    "area_send": "send",
    "care_act_assurance": "adult_social_care",
    "rsh_consumer": "social_housing",
}
_CHILDREN_ONLY = frozenset(["monitoring_visit", "focused_visit"])
_INSPECTORS = re.compile(r"inspect(?:ors?|ion)|watchdog|regulator\b")
_LONGEST = 2000  # characters of a sentence; what is longer is no prose and gives no facts
SERVICE_OF = {inspectorate: service for service, inspectorate in INSPECTORATE_OF.items()}


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a tape: where it stands there and the mentions behind it."""

    start: int
    end: int
    kind: MentionKind
    mentions: tuple[Mention, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """What the mentions mean, without repetition."""
        return tuple(dict.fromkeys(mention.value for mention in self.mentions))


@dataclass(frozen=True)
class Line:
    """A sentence with its tape; `number` counts the document's sentences, promo included, `source` is its whole text."""

    number: int
    tape: Tape
    source: str

    @property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return self.tape.sentence

    @property
    def text(self) -> str:
        """The tape's text."""
        return self.tape.text

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens, left to right."""
        return tuple(
            Token(start, end, MentionKind(kind.upper()), tuple(self.sentence.mentions[at] for at in numbers))
            for start, end, kind, numbers in positions(self.text)
        )

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses, left to right."""
        return clauses(self.text)

    def of(self, *kinds: MentionKind) -> tuple[Token, ...]:
        """The tokens of some kinds, left to right."""
        if len(kinds) == 1:
            return self._by_kind.get(kinds[0], ())
        return tuple(token for token in self.tokens if token.kind in kinds)

    @cached_property
    def _by_kind(self) -> dict[MentionKind, tuple[Token, ...]]:
        kinds = dict.fromkeys(token.kind for token in self.tokens)
        return {kind: tuple(token for token in self.tokens if token.kind is kind) for kind in kinds}

    def clause_of(self, position: int) -> int:
        """Number of the clause in which a position of the tape lies."""
        return clause_at(self.clauses, position)

    def evidence(self, trigger: Span) -> Evidence:
        """The sentence as passage for some words of it."""
        return Evidence(self.sentence.span, trigger)


@dataclass(frozen=True)
class Scene:
    """The lines of a document outside adverts."""

    analysis: Analysis
    lines: tuple[Line, ...]

    @property
    def document(self) -> Document:
        """The document."""
        return self.analysis.document

    @cached_property
    def inspectorates(self) -> Counter[str]:
        """How often each inspectorate is named."""
        return Counter(v for line in self.lines for t in line.of(MentionKind.INSPECTORATE) for v in t.values)

    @cached_property
    def services(self) -> Counter[str]:
        """How often each service is named unmistakably."""
        kinds = (MentionKind.SERVICE, MentionKind.FRAMEWORK)
        return Counter(
            SERVICE_UNDER.get(mention.value, mention.value)
            for line in self.lines
            for token in line.of(*kinds)
            for mention in token.mentions
            if mention.strong
        )

    @cached_property
    def service(self) -> str:
        """The service that the document is about: by the inspectorate named most, else by the service named most."""
        named = set(self.inspectorates)
        if {"ofsted", "cqc"} <= named and self.services["send"]:
            return "send"
        for inspectorate, _ in self.inspectorates.most_common():
            service = SERVICE_OF.get(inspectorate)
            if inspectorate == "ofsted" and self.services["send"] > 2 * self.services["childrens_services"] + 2:
                return "send"
            if service:
                return service
        return self.services.most_common(1)[0][0] if self.services else "childrens_services"

    @cached_property
    def inspected(self) -> bool:
        """Whether an inspectorate is named, or inspectors beside a council's service; else grades are mere words."""
        if self.inspectorates:
            return True
        kinds = {
            mention.value for line in self.lines for token in line.of(MentionKind.KIND) for mention in token.mentions
        }
        if not _CHILDREN_ONLY.isdisjoint(kinds):
            return True
        return bool(self.services) and any(_INSPECTORS.search(line.text) for line in self.lines)

    def before(self, line: Line) -> Line | None:
        """The line before."""
        return self._before.get(line.number)

    @cached_property
    def _before(self) -> dict[int, Line]:
        return {line.number: before for before, line in pairwise(self.lines)}

    def elsewhere(self, line: Line) -> bool:
        """Whether a line that names neither council nor service goes on about a school, a home or another provider."""
        own = (MentionKind.COUNCIL, MentionKind.SERVICE)
        if any(mention.strong for token in line.of(*own) for mention in token.mentions):
            return False
        return line.number in self._after_others or self._mostly_others

    @cached_property
    def _mostly_others(self) -> bool:
        return sum(1 for line in self.lines for _ in line.of(MentionKind.OTHER_PROVIDER)) > 3 * sum(
            self.services.values()
        )

    @cached_property
    def _after_others(self) -> frozenset[int]:
        """Numbers of the lines after one that names another provider."""
        found: set[int] = set()
        section = False
        for before, line in pairwise(self.lines):
            outside = bool(before.of(MentionKind.OTHER_PROVIDER))
            if before.sentence.zone is Zone.HEADING:
                section = outside and not before.of(MentionKind.COUNCIL)
            if outside or section:
                found.add(line.number)
        return frozenset(found)


def scene_of(analysis: Analysis) -> Scene:
    """The scene of an analysed document."""
    return Scene(
        analysis,
        tuple(
            Line(number, tape_of(analysis.document, sentence), analysis.document.text)
            for number, sentence in enumerate(analysis.sentences)
            if sentence.zone is not Zone.PROMO and sentence.span.end - sentence.span.start <= _LONGEST
        ),
    )
