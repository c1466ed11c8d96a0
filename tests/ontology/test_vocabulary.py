"""Term hygiene and FAIR metadata of the vocabulary; each exception that is meant stands here with its reason."""

from __future__ import annotations

import re

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

import ontology
from ontology import NS, VOCABULARY

CG = NS["cg"]
VANN = Namespace("http://purl.org/vocab/vann/")
BIBO = Namespace("http://purl.org/ontology/bibo/")
HEADER = URIRef(VOCABULARY)

METADATA = {
    "title": DCTERMS.title,
    "description": DCTERMS.description,
    "abstract": DCTERMS.abstract,
    "creator": DCTERMS.creator,
    "publisher": DCTERMS.publisher,
    "licence": DCTERMS.license,
    "rights": DCTERMS.rights,
    "created": DCTERMS.created,
    "issued": DCTERMS.issued,
    "modified": DCTERMS.modified,
    "citation": DCTERMS.bibliographicCitation,
    "version": OWL.versionInfo,
    "version IRI": OWL.versionIRI,
    "change note": SKOS.changeNote,
    "preferred prefix": VANN.preferredNamespacePrefix,
    "preferred namespace": VANN.preferredNamespaceUri,
    "status": BIBO.status,
}
NO_METADATA = {
    OWL.priorVersion: "this is the first version",
    BIBO.doi: "a DOI needs a registration agency; the w3id address is the persistent identifier",
    URIRef("http://xmlns.com/foaf/0.1/logo"): "a vocabulary needs no picture",
}
NO_INVERSE_NEEDED = "SPARQL walks every property backwards with ^; an inverse would double the quads of the store"


def local(node: Node) -> str:
    return str(node).removeprefix(CG)


def terms(graph: Graph, *kinds: URIRef) -> list[URIRef]:
    found = {s for kind in kinds for s in graph.subjects(RDF.type, kind)}
    return sorted(s for s in found if isinstance(s, URIRef) and str(s).startswith(CG))


PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)


def test_nothing_of_ours_stands_outside_the_list_of_terms(vocabulary: Graph) -> None:
    described = set(vocabulary.subjects(RDFS.isDefinedBy, HEADER))
    typed = set(terms(vocabulary, OWL.Class, *PROPERTIES))
    used = {n for triple in vocabulary for n in triple if isinstance(n, URIRef) and str(n).startswith(CG)}
    assert described == typed == used


def test_terms_are_named_and_explained(vocabulary: Graph) -> None:
    for term in terms(vocabulary, OWL.Class, *PROPERTIES):
        for note in (RDFS.label, SKOS.definition, SKOS.example):
            assert len(list(vocabulary.objects(term, note))) == 1, f"{local(term)}: {note}"
        assert str(vocabulary.value(term, SKOS.definition)).endswith("."), local(term)


def test_names_follow_the_custom(vocabulary: Graph) -> None:
    for term in terms(vocabulary, OWL.Class):
        assert re.fullmatch(r"[A-Z][A-Za-z0-9]+", local(term))
    for term in terms(vocabulary, *PROPERTIES):
        assert re.fullmatch(r"[a-z][A-Za-z0-9]+", local(term))


def test_no_two_terms_share_a_label(vocabulary: Graph) -> None:
    labels = [str(label) for _, label in vocabulary.subject_objects(RDFS.label)]
    assert len(labels) == len(set(labels))


def test_properties_have_domain_and_range_or_say_why_not(vocabulary: Graph) -> None:
    for term in terms(vocabulary, *PROPERTIES):
        lacking = {"domain", "range"} - {name for name in ("domain", "range") if vocabulary.value(term, RDFS[name])}
        note = str(vocabulary.value(term, SKOS.editorialNote) or "").lower()
        for name in lacking:
            assert f"no {name}" in note, f"{local(term)} has no {name} and does not say why"
        assert lacking or not note, f"{local(term)} excuses nothing"


def test_no_property_has_two_domains_or_ranges(vocabulary: Graph) -> None:
    for term in terms(vocabulary, *PROPERTIES):
        assert len(list(vocabulary.objects(term, RDFS.domain))) <= 1
        assert len(list(vocabulary.objects(term, RDFS.range))) <= 1


def test_classes_hang_together_without_circles(vocabulary: Graph) -> None:
    connected: set[Node] = set()
    for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf):
        connected |= set(vocabulary.objects(None, predicate)) | set(vocabulary.subjects(predicate, None))
    outside = Graph().parse(data=ontology.alignments(), format="turtle")
    connected |= set(outside.subjects(RDFS.subClassOf))
    for term in terms(vocabulary, OWL.Class):
        assert term in connected, f"{local(term)} is unconnected"
        above = set(vocabulary.transitive_objects(term, RDFS.subClassOf)) - {term}
        assert term not in above


def test_inverses_mirror_each_other(vocabulary: Graph) -> None:
    for one, other in vocabulary.subject_objects(OWL.inverseOf):
        assert vocabulary.value(one, RDFS.domain) == vocabulary.value(other, RDFS.range)
        assert vocabulary.value(one, RDFS.range) == vocabulary.value(other, RDFS.domain)
    assert NO_INVERSE_NEEDED


def test_terms_of_others_are_declared(vocabulary: Graph) -> None:
    used = set(vocabulary.objects(None, RDFS.domain)) | set(vocabulary.objects(None, RDFS.range))
    for term in used:
        if str(term).startswith((NS["xsd"], NS["edtf"])) or term == RDFS.Literal:
            continue
        assert (term, RDF.type, OWL.Class) in vocabulary, term


@pytest.mark.parametrize("name", METADATA)
def test_header_has_metadata(vocabulary: Graph, name: str) -> None:
    assert vocabulary.value(HEADER, METADATA[name]) is not None


def test_header_lacks_only_what_is_meant_to_be_lacking(vocabulary: Graph) -> None:
    for predicate, reason in NO_METADATA.items():
        assert reason
        assert vocabulary.value(HEADER, predicate) is None, "take it from the list of exceptions"


def test_header_agrees_with_itself(vocabulary: Graph) -> None:
    version = str(vocabulary.value(HEADER, OWL.versionInfo))
    assert str(vocabulary.value(HEADER, OWL.versionIRI)) == f"{VOCABULARY}/{version}"
    assert version in str(vocabulary.value(HEADER, SKOS.changeNote))
    assert str(vocabulary.value(HEADER, VANN.preferredNamespaceUri)) == CG


def test_examples_are_turtle_that_uses_the_term_and_only_defined_terms(vocabulary: Graph) -> None:
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in NS.items())
    defined = set(terms(vocabulary, OWL.Class, *PROPERTIES))
    for term in sorted(defined):
        example = Graph().parse(data=prefixes + str(vocabulary.value(term, SKOS.example)), format="turtle")
        used = {n for triple in example for n in triple if isinstance(n, URIRef) and str(n).startswith(CG)}
        assert term in used, f"the example of {local(term)} does not show it"
        assert used <= defined, f"the example of {local(term)} uses undefined terms"


def test_examples_use_concepts_that_exist(vocabulary: Graph, schemes: Graph) -> None:
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in NS.items())
    for _, text in vocabulary.subject_objects(SKOS.example):
        for node in {n for triple in Graph().parse(data=prefixes + str(text), format="turtle") for n in triple}:
            if isinstance(node, URIRef) and str(node).startswith(NS["ref"]):
                assert (node, RDF.type, None) in schemes, node


def test_alignments_speak_of_our_terms_only(vocabulary: Graph) -> None:
    alignments = Graph().parse(data=ontology.alignments(), format="turtle")
    for subject in set(alignments.subjects()):
        if str(subject) != ontology.BASE + "alignments":
            assert (subject, RDFS.isDefinedBy, HEADER) in vocabulary, subject
    for obj in alignments.objects(None, SKOS.closeMatch):
        assert str(obj).startswith((NS["schema"], NS["oa"]))


def test_functional_properties_are_not_lists(vocabulary: Graph) -> None:
    for head in vocabulary.subjects(RDF.first):
        assert not Collection(vocabulary, head), "the vocabulary uses no RDF lists"
