"""What the mapping of one document's claims needs to know besides the claims."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from graph.claim import Evidence, Extract, TimeReference
from graph.extraction.dates.edtf import bounds
from graph.identity import digest, entity, slug
from graph.mapping.triples import Triples
from graph.resolution.decision import InspectionDecision
from graph.resolution.people import HONORIFICS, organisations, person_slug
from graph.vocabulary import Vocabulary, term


@dataclass(frozen=True)
class Context:
    """A document's extract with its slug, the decisions about it, the schemes, and which slugs are councils."""

    extract: Extract
    document: str
    decisions: dict[str, InspectionDecision]
    vocabulary: Vocabulary
    councils: frozenset[str]

    @property
    def document_iri(self) -> NamedNode:
        """The address of the document."""
        return entity("document", self.document)

    @cached_property
    def people(self) -> dict[str, str]:
        """Organisation of each person whom the document shows in a post, by the slug of the name."""
        return organisations(self.extract)

    @cached_property
    def issued(self) -> TimeReference | None:
        """The document's own date as a time at which what it shows was so; None without a date that has bounds."""
        stated = self.extract.document.date
        first, last = bounds(stated.value) if stated else (None, None)
        if stated is None or first is None or last is None:
            return None
        words = stated.span.of(self.extract.document.text) if stated.span else stated.value
        return TimeReference(words, stated.value, first, last)

    def inspection(self, ref: str) -> NamedNode:
        """The inspection that a ref was resolved to."""
        return entity("inspection", self.decisions[ref].name)

    def organisation(self, name: str) -> NamedNode | None:
        """A council by its slug or a body by its notation; None where the document does not say."""
        if not name:
            return None
        if name in self.councils:
            return entity("council", name)
        if self.vocabulary.has("body", name):
            return self.vocabulary.get("body", name).iri
        return None

    def person(self, triples: Triples, name: str, organisation: str) -> NamedNode:
        """The person of that name at that body, described."""
        found = entity("person", person_slug(name, organisation, self.document))
        triples.type(found, "foaf:Person")
        triples.add(found, "foaf:name", HONORIFICS.sub("", name))
        return found

    def time(self, triples: Triples, reference: TimeReference) -> NamedNode:
        """The time reference, described."""
        found = entity("time", f"{self.document}-{slug(reference.edtf)}-{digest(reference.words, length=6)}")
        triples.type(found, "TimeReference")
        triples.add(found, "asWritten", reference.words)
        triples.add(found, "edtf", Literal(reference.edtf, datatype=term("edtf:EDTF")))
        triples.add(found, "earliest", reference.earliest)
        triples.add(found, "latest", reference.latest)
        if reference.anchored:
            triples.add(found, "anchoredOn", self.document_iri)
        return found

    def places(self, evidence: tuple[Evidence, ...], words: str) -> tuple[Evidence, ...]:
        """The passages that hold these words; the first one where none does."""
        text, wanted = self.extract.document.text, " ".join(words.split())
        found = (place for place in evidence if wanted and wanted in " ".join(place.passage.of(text).split()))
        return tuple(found) or evidence[:1]
