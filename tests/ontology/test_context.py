"""The JSON-LD context covers the vocabulary, and JSON written with it is the same graph in both engines."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import OWL, RDF, RDFS, Graph, URIRef

import ontology
from ontology import NS, OUTSIDE

TERMS = json.loads(ontology.context())["@context"]
RECORD = {
    "@context": TERMS,
    "id": NS["inspection"] + "hull-ofsted-childrens-2019-01",
    "type": "Inspection",
    "conductedBy": NS["body"] + "ofsted",
    "inspectedBody": {
        "id": NS["council"] + "hull",
        "type": "Council",
        "prefLabel": "Kingston upon Hull City Council",
        "gssCode": "E06000010",
        "established": "1996-04-01",
    },
    "startDate": "2019-01-14",
    "fieldwork": {"type": "TimeReference", "edtf": "2019-01-14/2019-01-25", "asWritten": "14 to 25 January 2019"},
    "hasJudgement": {"type": "Judgement", "grade": NS["grade"] + "ofsted-inadequate", "gradeAsWritten": "Inadequate"},
}
TURTLE = """
inspection:hull-ofsted-childrens-2019-01 a cg:Inspection ; cg:conductedBy body:ofsted ;
    cg:inspectedBody council:hull ; cg:startDate "2019-01-14"^^xsd:date ;
    cg:fieldwork [ a cg:TimeReference ; cg:edtf "2019-01-14/2019-01-25"^^edtf:EDTF ; cg:asWritten "14 to 25 January 2019" ] ;
    cg:hasJudgement [ a cg:Judgement ; cg:grade grade:ofsted-inadequate ; cg:gradeAsWritten "Inadequate" ] .
council:hull a cg:Council ; skos:prefLabel "Kingston upon Hull City Council"@en ; cg:gssCode "E06000010" ;
    cg:established "1996-04-01"^^xsd:date .
"""


def identifier(entry: str | dict[str, str]) -> str:
    name = entry if isinstance(entry, str) else entry["@id"]
    prefix, _, local = name.partition(":")
    return NS[prefix] + local if prefix in NS else name


def coercion(entry: str | dict[str, str]) -> str | None:
    kind = None if isinstance(entry, str) else entry.get("@type")
    if kind is None or kind == "@id" or "://" in kind:
        return kind
    prefix, _, local = kind.partition(":")
    return NS[prefix] + local


def test_every_term_has_its_own_name(vocabulary: Graph) -> None:
    for term in vocabulary.subjects(RDFS.isDefinedBy):
        name = str(term).rsplit("#", 1)[1]
        assert identifier(TERMS[name]) == str(term)


def test_values_are_typed_as_the_vocabulary_says(vocabulary: Graph) -> None:
    untyped = {NS["xsd"] + "string", NS["xsd"] + "integer", NS["xsd"] + "boolean", str(RDFS.Literal)}
    for term in vocabulary.subjects(RDFS.isDefinedBy):
        entry = TERMS[str(term).rsplit("#", 1)[1]]
        if (term, RDF.type, OWL.ObjectProperty) in vocabulary:
            assert coercion(entry) == "@id"
        elif (term, RDF.type, OWL.DatatypeProperty) in vocabulary:
            kind = str(vocabulary.value(term, RDFS.range))
            assert coercion(entry) == (None if kind in untyped else kind)


def test_names_of_ours_are_all_defined(vocabulary: Graph) -> None:
    for entry in TERMS.values():
        if isinstance(entry, str | dict) and identifier(entry).startswith(NS["cg"]) and entry != NS["cg"]:
            assert (URIRef(identifier(entry)), None, None) in vocabulary


@pytest.mark.parametrize("prefix", sorted(set(OUTSIDE) - {"edtf"}))
def test_prefixes_of_others_are_those_of_the_house(prefix: str) -> None:
    assert TERMS[prefix] == OUTSIDE[prefix]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # raised by rdflib within itself
def test_record_is_the_same_graph_in_both_engines() -> None:
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in NS.items())
    expected = Graph().parse(data=prefixes + TURTLE, format="turtle")
    text = json.dumps(RECORD)
    lines = "".join(f"{quad.triple} .\n" for quad in parse(text.encode(), format=RdfFormat.JSON_LD))
    assert expected.isomorphic(Graph().parse(data=text, format="json-ld"))
    assert expected.isomorphic(Graph().parse(data=lines, format="nt"))
