"""The records between a document and its claims: sentences with the mentions found in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from graph.claim import TimeReference
from graph.document import Document, Span, Zone


class MentionKind(StrEnum):
    """What a mention is of; the value is the token's name on the tape."""

    COUNCIL = "COUNCIL"
    PLACE = "PLACE"
    INSPECTORATE = "INSPECTORATE"
    BODY = "BODY"
    FRAMEWORK = "FRAMEWORK"
    KIND = "KIND"
    SERVICE = "SERVICE"
    AREA = "AREA"
    GRADE = "GRADE"
    ROLE = "ROLE"
    PERSON = "PERSON"
    DATE = "DATE"
    MONEY = "MONEY"
    INTERVENTION = "INTERVENTION"
    OTHER_PROVIDER = "OTHER"


@dataclass(frozen=True, slots=True)
class Mention:
    """A use of words for one concept or entity.

    `value` is a notation of a scheme, a slug of the register, a person's name as written or an amount in pounds.
    A weak mention (`strong` false) counts only with support from its surroundings. `when` is set for dates.
    """

    kind: MentionKind
    span: Span
    value: str
    strong: bool = True
    when: TimeReference | None = None
    feature: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading or list item; `block` counts the blocks of the document from 0."""

    span: Span
    block: int
    zone: Zone
    mentions: tuple[Mention, ...] = ()

    def of(self, *kinds: MentionKind) -> Iterator[Mention]:
        """The mentions of the given kinds, in reading order."""
        return (mention for mention in self.mentions if mention.kind in kinds)


@dataclass(frozen=True, slots=True)
class Analysis:
    """A document with its sentences, promo blocks included."""

    document: Document
    sentences: tuple[Sentence, ...]

    def text(self, span: Span) -> str:
        """The characters of a span."""
        return self.document.text[span.start : span.end]
