"""Funding and interventions as triples."""

from __future__ import annotations

from decimal import Decimal

from pyoxigraph import NamedNode

from graph.claim import FundingClaim, InterventionClaim, MoneyStatus
from graph.identity import entity, slug
from graph.mapping.context import Context
from graph.mapping.triples import Statement, Triples
from graph.vocabulary import term

CLASS_OF_STATUS = {
    MoneyStatus.COMMITTED: "FundingCommitment",
    MoneyStatus.PROPOSED: "FundingProposal",
    MoneyStatus.SPENT: "ReportedFunding",
}


def funding(context: Context, claim: FundingClaim) -> Statement:
    """A sum promised, proposed or spent; the same sum for the same period in two documents is one statement."""
    period = slug(claim.period.edtf) if claim.period and claim.period.earliest else context.document
    name = "-".join([claim.council, str(claim.amount), slug(claim.recurrence), claim.status.value, period])
    subject = entity("funding", name)
    said = Triples()
    said.type(subject, CLASS_OF_STATUS[claim.status])
    said.add(subject, "amount", Decimal(claim.amount))
    said.add(subject, "currency", "GBP")
    said.add(subject, "funder", entity("council", claim.council))
    if context.vocabulary.has("recurrence", claim.recurrence):
        said.add(subject, "recurrence", context.vocabulary.get("recurrence", claim.recurrence).iri)
    said.add(subject, "purposeAsWritten", claim.purpose)
    if claim.additional:
        said.add(subject, "isAdditional", True)
    if claim.period:
        said.add(subject, "period", context.time(said, claim.period))
    if claim.attribution:
        said.add(subject, "statedBy", _stated_by(context, said, claim.attribution))
    return Statement(claim, "", said.done())


def _stated_by(context: Context, said: Triples, who: str) -> NamedNode | None:
    if (body := context.organisation(who)) is not None:
        return body
    organisation = context.people.get(slug(who))
    return context.person(said, who, organisation) if organisation is not None else None


def intervention(context: Context, claim: InterventionClaim) -> Statement:
    """A step that government took because of a council's performance."""
    when = slug(claim.when.edtf) if claim.when and claim.when.earliest else context.document
    subject = entity("intervention", f"{claim.council}-{slug(claim.kind)}-{when}")
    said = Triples()
    said.type(subject, _class(context, claim.kind))
    said.add(subject, "interventionKind", context.vocabulary.get("intervention", claim.kind).iri)
    said.add(subject, "imposedOn", entity("council", claim.council))
    if claim.status and context.vocabulary.has("intervention-status", claim.status):
        said.add(subject, "interventionStatus", context.vocabulary.get("intervention-status", claim.status).iri)
    body = context.organisation(claim.who)
    if body is not None:
        said.add(subject, "imposedBy", body)
    else:
        said.add(subject, "appointeeAsWritten", claim.who)
    if claim.when:
        said.add(subject, "occurred", context.time(said, claim.when))
    if claim.until:
        said.add(subject, "lifted", context.time(said, claim.until))
    return Statement(claim, "", said.done())


def _class(context: Context, kind: str) -> NamedNode:
    return context.vocabulary.instance_class(context.vocabulary.get("intervention", kind)) or term("Intervention")
