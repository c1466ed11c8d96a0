"""A sentence laid out for the rules: its tape, tokens and clauses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from graph.claim import Evidence
from graph.document import Span
from graph.extraction.analysis import Mention, MentionKind, Sentence
from graph.extraction.tape.clauses import Clause, clause_at, clauses
from graph.extraction.tape.tape import Tape, positions


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a tape: where it stands there, the mentions behind it, and their number as rules bind it (`1+2`)."""

    start: int
    end: int
    kind: MentionKind
    mentions: tuple[Mention, ...]
    number: str

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
            Token(start, end, MentionKind(kind.upper()), self.tape.mentions(number), number)
            for start, end, kind, number in positions(self.text)
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
