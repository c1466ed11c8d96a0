"""What a document is understood to say: one typed record a kind of fact, each with the words it was read from.

Arguments are notations of the schemes (`ofsted`, `help_protection`, `good`) and slugs of the register (`hull`);
`inspection` arguments are the `ref` of an InspectionClaim of the same document. Nothing here knows other documents:
that is the business of graph.resolution.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from graph.document import Document, Span


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A passage (sentence, list item or table cell) and the words in it that fired."""

    passage: Span
    trigger: Span


@dataclass(frozen=True, slots=True)
class TimeReference:
    """A time as written, as EDTF, and with the bounds that can be drawn from it without guessing.

    `anchored` says that the year comes from the document's date, not from the words. A reference with unknown digits
    in its year (`XXXX-11`) has no bounds.
    """

    words: str
    edtf: str
    earliest: dt.date | None = None
    latest: dt.date | None = None
    anchored: bool = False


class Status(StrEnum):
    """Whether an inspection is the one the document reports on or an earlier one."""

    CURRENT = "current"
    PREVIOUS = "previous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What all claims have.

    `confidence` is from 0 to 1: at 0.75 and above a claim is published, below that it is a candidate for review.
    `attribution` is the name of the person or the notation of the body on whose word it rests, if not the source's own.
    """

    evidence: tuple[Evidence, ...]
    rule: str
    confidence: float
    attribution: str | None = None

    @property
    def published(self) -> bool:
        """Whether the claim may enter the graph without review."""
        return self.confidence >= PUBLISH


PUBLISH = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionClaim(Claim):
    """An assessment of a council's service took place.

    `fieldwork` is what the words say about the visit, `published` about the report. A bare year in the press bounds the
    publication only. `previous` is the ref of the inspection that the document names as the one before.
    """

    ref: str
    council: str
    inspectorate: str
    service: str
    kind: str
    status: Status
    framework: str | None = None
    fieldwork: tuple[TimeReference, ...] = ()
    published_on: TimeReference | None = None
    lead_inspectors: tuple[str, ...] = ()
    previous: str | None = None
    joint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementClaim(Claim):
    """An inspection came to a grade (or to none: `not_judged`) for an area."""

    inspection: str
    area: str
    grade: str
    area_words: str = ""
    grade_words: str = ""
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialClaim(Claim):
    """A person was seen in a post; `organisation` is a council's slug, a body's notation or empty when not known.

    A `former` holder was not in the post any more when the document was written.
    """

    name: str
    role: str
    title: str
    organisation: str
    seen: TimeReference | None = None
    began: TimeReference | None = None
    ended: TimeReference | None = None
    former: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationClaim(Claim):
    """Words given as somebody's own: a person's by `speaker`, or a body's or its report's by `body` (a notation).

    `parts` are the spans between the quotation marks, one a paragraph.
    """

    parts: tuple[Span, ...]
    speaker: str | None = None
    body: str | None = None
    organisation: str = ""


class MoneyStatus(StrEnum):
    """What is said to happen with the money."""

    COMMITTED = "committed"
    PROPOSED = "proposed"
    SPENT = "spent"


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingClaim(Claim):
    """A sum promised, proposed or spent; `amount` is in pounds, for each period when recurrent."""

    council: str
    amount: int
    status: MoneyStatus
    recurrence: str
    period: TimeReference | None = None
    purpose: str = ""
    additional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InterventionClaim(Claim):
    """Government acted on a council because of its performance; `status` is `planned`, `in_force` or `ended`."""

    council: str
    kind: str
    when: TimeReference | None = None
    until: TimeReference | None = None
    who: str = ""
    status: str = ""


class FindingKind(StrEnum):
    """Which class of finding; the value is the local name of the class."""

    STRENGTH = "Strength"
    AREA_FOR_IMPROVEMENT = "AreaForImprovement"
    PRIORITY_ACTION = "PriorityAction"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingClaim(Claim):
    """A point that an inspection makes in words."""

    inspection: str
    kind: FindingKind
    text: str


@dataclass(frozen=True, slots=True)
class CouncilMention:
    """A use of words for a council, and why it is that one."""

    council: str
    span: Span
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """All that was read in one document.

    Councils are slugs: `subjects` are inspected, judged or funded, `mentioned` only named, `boilerplate` named in
    adverts and links. `conflicts` are sentences about what the document says against itself.
    """

    document: Document
    extractor: str
    subjects: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()
    mentions: tuple[CouncilMention, ...] = ()
    inspections: tuple[InspectionClaim, ...] = ()
    judgements: tuple[JudgementClaim, ...] = ()
    officials: tuple[OfficialClaim, ...] = ()
    quotations: tuple[QuotationClaim, ...] = ()
    funding: tuple[FundingClaim, ...] = ()
    interventions: tuple[InterventionClaim, ...] = ()
    findings: tuple[FindingClaim, ...] = ()
    conflicts: tuple[str, ...] = ()

    def claims(self) -> Iterator[Claim]:
        """Every claim, kind by kind."""
        return (claim for kind in CLAIM_KINDS for claim in getattr(self, kind))


CLAIM_KINDS = ("inspections", "judgements", "officials", "quotations", "funding", "interventions", "findings")
"""The fields of an Extract that hold claims."""
