"""A document's inspection claims made ready for resolution."""

from __future__ import annotations

from collections.abc import Iterator

from graph.claim import Extract, Status
from graph.document import DocumentKind
from graph.extraction.dates_edtf import bounds
from graph.resolution.cluster import Node, node
from graph.resolution.when import Interval
from graph.vocabulary import Vocabulary


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
        published = (
            issued
            if claim.status is Status.CURRENT and extract.document.kind is DocumentKind.INSPECTION_REPORT
            else None
        )
        yield node(document, claim, issued, grades, published)


def _interval(edtf: str | None) -> Interval | None:
    first, last = bounds(edtf) if edtf else (None, None)
    return (first, last) if first and last else None
