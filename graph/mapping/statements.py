"""All publishable claims of a document as statements."""

from __future__ import annotations

from collections.abc import Iterator

from graph.claim import InspectionClaim
from graph.mapping import assessments, money, people
from graph.mapping.context import Context
from graph.mapping.statement import Statement


def statements(context: Context) -> Iterator[Statement]:
    """One a claim; candidates for review and what hangs on them are left out."""
    extract = context.extract
    inspections = published_inspections(context)
    for inspection in inspections.values():
        yield assessments.inspection(context, inspection)
    for judgement in extract.judgements:
        if judgement.published and judgement.inspection in inspections:
            yield assessments.judgement(context, judgement, inspections)
    for ordinal, finding in enumerate(extract.findings, start=1):
        if finding.published and finding.inspection in inspections:
            yield assessments.finding(context, finding, inspections, ordinal)
    yield from (people.official(context, claim) for claim in extract.officials if claim.published)
    yield from (people.quotation(context, claim) for claim in extract.quotations if claim.published)
    yield from (money.funding(context, claim) for claim in extract.funding if claim.published)
    yield from (money.intervention(context, claim) for claim in extract.interventions if claim.published)


def published_inspections(context: Context) -> dict[str, InspectionClaim]:
    """Inspection claims by ref, those that may enter the graph."""
    return {c.ref: c for c in context.extract.inspections if c.published and c.ref in context.decisions}
