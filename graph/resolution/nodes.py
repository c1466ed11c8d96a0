"""A document's inspection claims made ready for resolution, which works council by council."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.claim import Extract, InspectionClaim, Status
from graph.document import DocumentKind
from graph.extraction.dates.edtf import bounds
from graph.resolution.when import Dating, Interval, dating
from graph.vocabulary import Vocabulary

FULL = frozenset({"full", "standard", "short", "reinspection", "assessment", "judgement", "revisit", "pilot"})


@dataclass(frozen=True, slots=True)
class Node:
    """An inspection claim in its document, with what resolution needs to know of that document."""

    document: str
    claim: InspectionClaim
    issued: Interval | None
    grades: frozenset[tuple[str, str]]
    when: Dating

    @property
    def order(self) -> tuple[int, str, str]:
        """Exact datings first, then by document and ref: never by the order of loading."""
        return (self.when.precision, self.document, self.claim.ref)


def scopes_of(extract: Extract) -> tuple[str, ...]:
    """The councils whose inspections a document speaks of: a change in one can only move documents that share it."""
    return tuple(sorted({claim.council for claim in extract.inspections if claim.published}))


def nodes_in(document: str, extract: Extract, scope: str, vocabulary: Vocabulary) -> Iterator[Node]:
    """The published inspection claims about one council, each with the grades it is said to have come to."""
    issued = _interval(extract.document.issued)
    for claim in extract.inspections:
        if claim.council != scope or not claim.published:
            continue
        grades = frozenset(
            (vocabulary.topic(vocabulary.area(judgement.area, claim.framework)).notation, judgement.grade)
            for judgement in extract.judgements
            if judgement.inspection == claim.ref and judgement.published and not judgement.negated
        )
        when = dating(claim)
        own_report = claim.status is Status.CURRENT and extract.document.kind is DocumentKind.INSPECTION_REPORT
        if own_report and when.fieldwork and when.published is None:  # many a report does not print its publication
            when = replace(when, published=issued)
        yield Node(document, claim, issued, grades, when)


def stem(framework: str | None) -> str:
    """The family of a framework: `ilacs` of `ilacs_2018`; empty for none."""
    return (framework or "").split("_")[0]


def family(claim: InspectionClaim) -> str:
    """Kinds of assessment that can be one another in the words of the press."""
    return "full" if claim.kind in FULL else claim.kind


def _interval(edtf: str | None) -> Interval | None:
    first, last = bounds(edtf) if edtf else (None, None)
    return (first, last) if first and last else None
