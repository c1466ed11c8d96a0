"""Officials and quotations as triples."""

from __future__ import annotations

from pyoxigraph import NamedNode, Triple

from graph.claim import Evidence, OfficialClaim, QuotationClaim
from graph.identity import entity, slug
from graph.mapping.context import Context
from graph.mapping.triples import Statement, Triples
from graph.resolution.people import person_slug, speaker_organisation


def official(context: Context, claim: OfficialClaim) -> Statement:
    """A person's tenure of a post, with no more of its limits than the source says."""
    said = Triples()
    person = context.person(said, claim.name, claim.organisation)
    subject = tenure_iri(context, claim)
    body = context.organisation(claim.organisation)
    post = entity("post", _post_slug(context, claim))
    said.type(subject, "Tenure")
    said.add(subject, "org:member", person)
    said.add(subject, "org:organization", body)
    said.add(subject, "post", post)
    said.add(subject, "titleAsWritten", claim.title)
    said.type(post, "org:Post")
    said.add(post, "org:role", context.vocabulary.get("role", claim.role).iri)
    said.add(post, "org:postIn", body)
    seen = claim.seen or (None if claim.ended or claim.former else context.issued)
    for predicate, reference in (("seenHolding", seen), ("began", claim.began), ("ended", claim.ended)):
        if reference:
            said.add(subject, predicate, context.time(said, reference))
    return Statement(claim, "", said.done())


def tenure_iri(context: Context, claim: OfficialClaim) -> NamedNode:
    """`id/tenure/hull-matt-jukes-chief-executive`."""
    return entity("tenure", f"{person_slug(claim.name, claim.organisation, context.document)}-{slug(claim.role)}")


def _post_slug(context: Context, claim: OfficialClaim) -> str:
    return f"{slug(claim.organisation) if claim.organisation else context.document}-{slug(claim.role)}"


def quotation(context: Context, claim: QuotationClaim) -> Statement:
    """Words with their speaker; each part stands in the readings of the passages it runs through."""
    text = context.extract.document.text
    subject = entity("quotation", f"{context.document}-{claim.parts[0].start}")
    said = Triples()
    said.type(subject, "Quotation")
    said.add(subject, "about", _council(context, claim))
    if claim.speaker:
        organisation = speaker_organisation(claim, context.people)
        said.add(subject, "speaker", context.person(said, claim.speaker, organisation))
        said.add(subject, "speakerTenure", _speaker_tenure(context, claim.speaker, organisation))
    elif claim.body:
        said.add(subject, "speakerBody", context.organisation(_body(context, claim)))
    only: list[tuple[Evidence, tuple[Triple, ...]]] = []
    for part in claim.parts:
        words = Triples()
        words.add(subject, "quotedText", part.of(text))
        place = next(
            (e for e in claim.evidence if part.start < e.passage.end and e.passage.start < part.end), claim.evidence[0]
        )
        only.append((place, words.done()))
    return Statement(claim, "", said.done(), tuple(only))


def _council(context: Context, claim: QuotationClaim) -> NamedNode | None:
    """The council that the words concern: the one its speaker belongs to, else the only one that the document is about."""
    speaks_for = speaker_organisation(claim, context.people) if claim.speaker else claim.organisation
    subjects = context.extract.subjects
    name = speaks_for if speaks_for in context.councils else subjects[0] if len(subjects) == 1 else ""
    return entity("council", name) if name else None


def _body(context: Context, claim: QuotationClaim) -> str:
    """`council` as a speaker is the council that the document is about, where that is one."""
    if claim.body == "council":
        return claim.organisation or (context.extract.subjects[0] if len(context.extract.subjects) == 1 else "")
    return claim.body or ""


def _speaker_tenure(context: Context, name: str, organisation: str) -> NamedNode | None:
    mine = person_slug(name, organisation, context.document)
    posts = [
        official
        for official in context.extract.officials
        if official.published and person_slug(official.name, official.organisation, context.document) == mine
    ]
    return tenure_iri(context, posts[0]) if posts else None
