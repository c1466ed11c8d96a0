"""/.well-known/void: what it says is so, has the shape editors expect, and its examples run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from pyshacl import validate
from rdflib import RDF, Graph, Namespace, URIRef

from ontology import BASE
from server.application import create_app
from server.settings import Settings

VOID, SH, SCHEMA = (
    Namespace(space) for space in ("http://rdfs.org/ns/void#", "http://www.w3.org/ns/shacl#", "https://schema.org/")
)
DATASET = URIRef(f"{BASE}dataset")
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix schema: <https://schema.org/> .

[] a sh:NodeShape ; sh:targetClass sh:SPARQLExecutable ;
  sh:property [ sh:path rdfs:comment ; sh:minCount 1 ; sh:datatype <http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> ] ;
  sh:property [ sh:path [ sh:alternativePath ( sh:select sh:construct sh:ask ) ] ; sh:minCount 1 ; sh:maxCount 1 ] ;
  sh:property [ sh:path schema:target ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path ( sh:prefixes sh:declare ) ; sh:minCount 1 ] .
[] a sh:NodeShape ; sh:targetObjectsOf sh:declare ;
  sh:property [ sh:path sh:prefix ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ;
  sh:property [ sh:path sh:namespace ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:anyURI ] .
[] a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ] ; sh:property [ sh:path dct:description ; sh:minCount 1 ] ;
  sh:property [ sh:path dct:license ; sh:minCount 1 ] ; sh:property [ sh:path dcat:distribution ; sh:class dcat:Distribution ] ;
  sh:property [ sh:path void:triples ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ] ;
  sh:property [ sh:path void:classPartition ; sh:minCount 10 ; sh:node [
    sh:property [ sh:path void:class ; sh:minCount 1 ; sh:maxCount 1 ] ;
    sh:property [ sh:path void:entities ; sh:minCount 1 ] ] ] ;
  sh:property [ sh:path void:propertyPartition ; sh:minCount 10 ; sh:node [
    sh:property [ sh:path void:property ; sh:minCount 1 ; sh:maxCount 1 ] ;
    sh:property [ sh:path void:triples ; sh:minCount 1 ] ] ] .
"""


@pytest.fixture(scope="module")
def client(pattern: Path) -> Iterator[FlaskClient]:
    made = create_app(Settings(store=str(pattern), downloads=0))
    yield made.test_client()
    made.extensions["councilgraph"].service.close()


@pytest.fixture(scope="module")
def told(client: FlaskClient) -> Graph:
    return Graph().parse(data=client.get("/.well-known/void", headers={"Accept": "text/turtle"}).text)


def rows(client: FlaskClient, query: str) -> list[list[str]]:
    text = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"}).text
    return [line.split(",") for line in text.splitlines()[1:]]


def test_it_has_the_shape_that_editors_expect(told: Graph) -> None:
    conforms, _, report = validate(told, shacl_graph=Graph().parse(data=SHAPES), inference="none")
    assert conforms, report


def test_the_partitions_say_what_is_there(told: Graph, client: FlaskClient) -> None:
    classes = {
        str(told.value(part, VOID["class"])): int(str(told.value(part, VOID.entities)))
        for part in told.objects(DATASET, VOID.classPartition)
    }
    counted = rows(client, "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c")
    assert classes == {name: int(number) for name, number in counted}
    parts = list(told.objects(DATASET, VOID.propertyPartition))
    assert rows(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [[str(told.value(DATASET, VOID.triples))]]
    assert sum(int(str(told.value(part, VOID.triples))) for part in parts) == int(
        str(told.value(DATASET, VOID.triples))
    )


def test_every_example_runs(told: Graph, client: FlaskClient) -> None:
    examples = list(told.subjects(RDF.type, SH.SPARQLExecutable))
    assert len(examples) > 20
    for example in examples:
        form = SH.select if (example, RDF.type, SH.SPARQLSelectExecutable) in told else SH.construct
        query = {"query": str(told.value(example, form))}
        reply = client.get("/sparql", query_string=query, headers={"Accept": "text/csv, text/turtle"})
        assert reply.status_code == 200, example
        assert client.get(f"/query/{str(example).rpartition('/')[2]}").status_code == 200


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
def test_it_comes_in_every_graph_format(client: FlaskClient, told: Graph, media_type: str) -> None:
    reply = client.get("/.well-known/void", headers={"Accept": media_type})
    assert reply.mimetype == media_type
    assert len(list(ox.parse(reply.data, ox.RdfFormat.from_media_type(media_type)))) == len(told)
    again = client.get("/.well-known/void", headers={"Accept": media_type, "If-None-Match": reply.headers["ETag"]})
    assert again.status_code == 304


def test_other_formats_are_named(client: FlaskClient) -> None:
    assert client.get("/.well-known/void", headers={"Accept": "image/png"}).status_code == 406
