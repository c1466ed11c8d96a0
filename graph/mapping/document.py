"""Everything that one document brings to the graph: itself, its passages, their readings, and what it says.

What only this document can say (its quotations, time references) or what no other source can contradict (people in post,
money, interventions) stands in the default graph too; inspections and judgements get there through graph.mapping.agreed.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.claim import Evidence
from graph.document import Document, DocumentKind, Span, Zone
from graph.identity import digest, entity, kind_of, slug
from graph.mapping import assessments, money, people
from graph.mapping.context import Context
from graph.mapping.triples import Statement, Triples, in_graph, literal
from graph.vocabulary import term
from ontology import BASE

SHARED = frozenset({"person", "post", "tenure", "funding", "intervention", "extraction"})
NEAR_DUPLICATE = term("nearDuplicateOf")
_IDS = rf"<{re.escape(BASE)}id/"
_SHARED = re.compile(
    rf"{_IDS}(?:{'|'.join(sorted(SHARED))})/[^/#>]+> (?!.*{_IDS}reading/[^/#>]+> \.$)"
    rf"|<[^>]+> <{re.escape(NEAR_DUPLICATE.value)}> ".encode()
)
RANK = {DocumentKind.INSPECTION_REPORT: 1, DocumentKind.PRESS_RELEASE: 2}


def statements(context: Context) -> Iterator[Statement]:
    """One a claim; candidates for review and what hangs on them are left out."""
    extract = context.extract
    inspections = {c.ref: c for c in extract.inspections if c.published and c.ref in context.decisions}
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


def document_quads(context: Context, found: Iterable[Statement]) -> frozenset[Quad]:
    """The quads of one document, of which `found` is what it states."""
    quads: set[Quad] = set(in_graph(_describe(context)))
    passages: dict[Span, list[tuple[Statement, Evidence]]] = defaultdict(list)
    for statement in found:
        for evidence in statement.claim.evidence:
            passages[evidence.passage].append((statement, evidence))
        quads.update(in_graph(t for t in statement.triples() if not statement.scope or _is_time(t)))
    for passage, said in passages.items():
        quads.update(in_graph(_evidence(context, passage, said)))
        graph = reading_iri(context, passage)
        for statement, evidence in said:
            quads.update(in_graph(statement.said_by(evidence), graph))
    quads.update(in_graph(_mentions(context)))
    return frozenset(quads)


def reading_iri(context: Context, passage: Span) -> NamedNode:
    """The named graph of a passage; the same whatever rules read it."""
    return entity("reading", digest(context.document, passage.start, passage.end))


def passage_iri(context: Context, passage: Span) -> NamedNode:
    """`id/passage/<document>-<start>-<end>`; the cells of a table of facts are numbered instead."""
    if context.extract.document.cells_only:
        number = [block.span for block in context.extract.document.blocks].index(passage) + 1
        return entity("passage", f"{context.document}-cell-{number}")
    return entity("passage", f"{context.document}-{passage.start}-{passage.end}")


def source_rank(document: Document) -> int:
    """1 the inspectorate's own report, 2 a body about itself, 3 the press and all others."""
    return RANK.get(document.kind, 3)


def shared(lines: Iterable[bytes]) -> list[bytes]:
    """Those lines of N-Quads in the default graph that several documents may state."""
    return list(filter(_SHARED.match, lines))


def _is_time(triple: Triple) -> bool:
    found = kind_of(triple.subject.value) if isinstance(triple.subject, NamedNode) else None
    return found is not None and found[0] in ("time", "person")


def _describe(context: Context) -> tuple[Triple, ...]:
    document, subject = context.extract.document, context.document_iri
    said = Triples()
    said.type(subject, document.kind.value)
    said.add(subject, "dct:identifier", document.key)
    said.add(subject, "dct:format", document.media_type)
    said.add(subject, "contentDigest", document.sha256)
    if not document.cells_only:
        said.add(subject, "textDigest", hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest())
    said.add(subject, "textReader", document.reader)
    said.add(subject, "sourceRank", source_rank(document))
    said.add(subject, "rights", context.vocabulary.get("rights", document.rights.value).iri)
    for problem in (*document.problems, *context.extract.conflicts):
        said.add(subject, "problem", problem)
    for name in context.extract.subjects:
        said.add(subject, "about", entity("council", name))
    for name in context.extract.mentioned:
        said.add(subject, "mentions", entity("council", name))
    _metadata(context, said, document)
    return said.done()


def _metadata(context: Context, said: Triples, document: Document) -> None:
    items = [
        ("dct:title", document.title),
        ("dct:issued", document.date),
        ("dc:publisher", document.publisher),
        ("address", document.url),
        *(("dc:creator", author) for author in document.authors),
    ]
    for predicate, stated in items:
        if stated is None:
            continue
        name = predicate.rpartition(":")[2]
        said.add(context.document_iri, predicate, _typed(name, stated.value))
        item = entity(
            "metadata", f"{context.document}-{name}" + (f"-{slug(stated.value)}" if name == "creator" else "")
        )
        said.type(item, "MetadataItem")
        said.add(item, "metadataOf", context.document_iri)
        said.add(item, "metadataProperty", term(predicate))
        said.add(item, "metadataValue", stated.value)
        said.add(item, "metadataOrigin", context.vocabulary.get("origin", stated.origin.value).iri)


def _typed(name: str, value: str) -> NamedNode | Literal:
    if name == "address":
        return Literal(value, datatype=term("xsd:anyURI"))
    if name == "issued":
        return Literal(
            value, datatype=term("xsd:date") if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else term("edtf:EDTF")
        )
    return literal(value)


def _evidence(context: Context, passage: Span, said_there: list[tuple[Statement, Evidence]]) -> tuple[Triple, ...]:
    document = context.extract.document
    place, reading = passage_iri(context, passage), reading_iri(context, passage)
    extraction = entity("extraction", slug(context.extract.extractor))
    said = Triples()
    zone = next((block.zone for block in document.blocks if block.span.covers(passage)), Zone.BODY)
    said.type(place, "TableCell" if zone is Zone.TABLE else "Passage")
    said.add(place, "inDocument", context.document_iri)
    said.add(place, "exactText", passage.of(document.text))
    if not document.cells_only:
        said.add(place, "startOffset", passage.start)
        said.add(place, "endOffset", passage.end)
    said.add(place, "page", document.page_of(passage.start))
    said.add(place, "zone", context.vocabulary.get("zone", zone.value).iri)
    said.type(reading, "Reading")
    said.add(reading, "readFrom", place)
    said.add(reading, "readBy", extraction)
    least = min(statement.claim.confidence for statement, _ in said_there)
    said.add(reading, "confidence", Decimal(str(round(least, 3))))
    for statement, evidence in said_there:
        said.add(reading, "rule", statement.claim.rule)
        said.add(reading, "triggerText", evidence.trigger.of(document.text))
    said.type(extraction, "Extraction")
    said.add(extraction, "extractorVersion", context.extract.extractor)
    return said.done()


def _mentions(context: Context) -> tuple[Triple, ...]:
    """The words that stand for inspections and councils, with what they were decided to mean and why."""
    document, said = context.extract.document, Triples()
    for claim in context.extract.inspections:
        decision = context.decisions.get(claim.ref)
        if not (decision and claim.published and claim.evidence):
            continue
        first = claim.evidence[0]
        subject = entity("mention", f"{context.document}-{first.trigger.start}-{slug(claim.ref)}")
        said.type(subject, "Mention")
        said.add(subject, "mentionedIn", passage_iri(context, first.passage))
        said.add(subject, "surfaceForm", first.trigger.of(document.text))
        said.add(subject, "refersTo", entity("inspection", decision.name))
        said.add(subject, "reason", decision.reason or "These words describe the inspection themselves.")
        for candidate in decision.candidates:
            said.add(subject, "mayReferTo", entity("inspection", candidate))
    known = sorted({e.passage for claim in context.extract.claims() if claim.published for e in claim.evidence})
    for council in dict.fromkeys(mention.council for mention in context.extract.mentions):
        for mention in (m for m in context.extract.mentions if m.council == council):
            passage = next((span for span in known if span.covers(mention.span)), None)
            if passage:
                subject = entity("mention", f"{context.document}-{mention.span.start}-{mention.span.end}")
                said.type(subject, "Mention")
                said.add(subject, "mentionedIn", passage_iri(context, passage))
                said.add(subject, "surfaceForm", mention.span.of(document.text))
                said.add(subject, "refersTo", entity("council", council))
                said.add(subject, "reason", mention.reason)
                break
    return said.done()
