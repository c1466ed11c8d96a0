"""RDF of pages: every alternate parses and says the same; tables carry the same rows in each format."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from ontology import BASE
from tests.server.pages.routes import ENTITIES

FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def triples(client: FlaskClient, path: str, extension: str) -> set[ox.Triple]:
    """The triples of one alternate."""
    answer = client.get(f"{'/index' if path == '/' else path}.{extension}")
    assert answer.status_code == 200
    return {quad.triple for quad in ox.parse(answer.data, format=FORMATS[extension])}


@pytest.mark.parametrize("path", ENTITIES)
def test_alternates_are_the_same_graph(client: FlaskClient, path: str) -> None:
    first, *others = [triples(client, path, extension) for extension in FORMATS]
    assert first
    assert all(other == first for other in others)


def test_a_thing_is_described_with_its_labels(client: FlaskClient) -> None:
    said = triples(client, "/council/hull", "ttl")
    names = {
        str(t.object.value)
        for t in said
        if t.predicate.value.endswith("#prefLabel") and isinstance(t.object, ox.Literal)
    }
    assert {"Kingston upon Hull City Council", "Unitary authority"} <= names
    assert any(t.subject == ox.NamedNode(f"{BASE}id/judgement/hull-ofsted-childrens-2019-01-overall") for t in said)


def test_a_reading_gives_what_its_graph_says(client: FlaskClient) -> None:
    said = triples(client, "/reading/365b2b2e80b2", "nt")
    assert any(t.predicate.value.endswith("#grade") and t.object.value.endswith("ofsted-good") for t in said)  # type: ignore[union-attr]
    assert any(t.predicate.value.endswith("#exactText") for t in said)


@pytest.mark.parametrize(
    "path",
    [
        "/council/hull",
        "/inspection/hull-ofsted-childrens-2019-01",
        "/judgements",
        "/councils",
        "/documents",
        "/query/latest-grades",
    ],
)
def test_csv_and_json_have_the_same_rows(client: FlaskClient, path: str) -> None:
    table = list(csv.DictReader(io.StringIO(client.get(f"{path}.csv").text)))
    rows = json.loads(client.get(f"{path}.json").data)["rows"]
    assert rows
    assert [list(row.values()) for row in table] == [[row.get(key, "") for key in table[0]] for row in rows]


def test_page_carries_json_ld(client: FlaskClient) -> None:
    page = client.get("/council/hull", headers={"Accept": "text/html"}).text
    start = page.index('<script type="application/ld+json">') + len('<script type="application/ld+json">')
    told = json.loads(page[start : page.index("</script>", start)])
    assert told["@id"] == f"{BASE}id/council/hull"
    assert {"@type": "PropertyValue", "propertyID": "ONS area", "value": "E06000010"} in told["identifier"]


def test_ontology_is_the_file(client: FlaskClient) -> None:
    import ontology

    wanted = {quad.triple for quad in ox.parse(ontology.vocabulary(), format=ox.RdfFormat.TURTLE, base_iri=BASE)}
    assert triples(client, "/ns", "ttl") == wanted


def test_formulas_are_defused(client: FlaskClient) -> None:
    from server.pages.answering import separated

    assert "'=1+1" in separated(("a",), [{"a": "=1+1"}], ",")
