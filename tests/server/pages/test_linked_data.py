"""RDF of pages: every alternate parses and says the same; tables carry the same rows in each format."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from graph.errors import StoreUnavailable
from ontology import BASE
from server.pages import term_uses
from server.pages.linked_data import compacted
from server.pages.term_uses import uses
from tests.server.pages.routes import ENTITIES, PAGES

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


def embedded(client: FlaskClient, path: str) -> dict[str, Any]:
    """The JSON-LD in a page."""
    page = client.get(path, headers={"Accept": "text/html"}).text
    start = page.index('<script type="application/ld+json">') + len('<script type="application/ld+json">')
    found: dict[str, Any] = json.loads(page[start : page.index("</script>", start)])
    return found


@pytest.mark.parametrize("path", [path for path in PAGES if "preview" not in path])
def test_every_page_carries_json_ld_by_our_context(client: FlaskClient, path: str) -> None:
    told = embedded(client, path)
    assert told["@context"] == "http://localhost/context.jsonld"
    context = client.get("/context.jsonld")
    assert context.mimetype == "application/ld+json"
    assert context.headers["Access-Control-Allow-Origin"] == "*"
    said = list(ox.parse(json.dumps(told | context.json), format=ox.RdfFormat.JSON_LD))  # type: ignore[operator]
    assert any(quad.predicate.value.endswith(("#type", "#inScheme")) for quad in said)


def test_json_ld_of_a_page_says_what_its_turtle_says(client: FlaskClient) -> None:
    told = embedded(client, "/council/hull")
    assert (told["id"], told["type"], told["gssCode"]) == (f"{BASE}id/council/hull", "Council", "E06000010")
    whole = told | json.loads(client.get("/context.jsonld").data)
    said = {quad.triple for quad in ox.parse(json.dumps(whole), format=ox.RdfFormat.JSON_LD)}
    assert said <= triples(client, "/council/hull", "ttl")


def test_compacting_keeps_every_value() -> None:
    this, cg = ox.NamedNode("https://example.org/a"), "https://w3id.org/councilgraph/ns#"
    xsd = "http://www.w3.org/2001/XMLSchema#"
    values: list[ox.Literal | ox.NamedNode] = [
        ox.Literal("plain"),
        ox.Literal("cymraeg", language="cy"),
        ox.Literal("english", language="en"),
        ox.Literal("2019-01-01", datatype=ox.NamedNode(xsd + "date")),
        ox.Literal("007", datatype=ox.NamedNode(xsd + "integer")),
        ox.Literal("7", datatype=ox.NamedNode(xsd + "integer")),
        ox.Literal("1", datatype=ox.NamedNode(xsd + "boolean")),
        ox.Literal("true", datatype=ox.NamedNode(xsd + "boolean")),
        ox.NamedNode("https://example.org/b"),
    ]
    names = ("grade", "startDate", "rank", "isOverall", "shortName", "nothingOfOurs")
    wanted = {ox.Triple(this, ox.NamedNode(cg + name), value) for name in names for value in values}
    said = ox.parse(json.dumps(compacted(wanted)), format=ox.RdfFormat.JSON_LD)
    assert {quad.triple for quad in said} == wanted


def test_names_of_a_query_are_a_table(client: FlaskClient) -> None:
    rows = client.get("/ns.json").json
    assert rows
    by_name = {row["name"]: row for row in rows["rows"]}
    assert by_name["cg:grade"]["kind"] == "property"
    assert by_name["cg"]["iri"] == "https://w3id.org/councilgraph/ns#"
    assert by_name["grade:ofsted-good"]["label"] == "Good"


def test_terms_have_examples_from_the_store(client: FlaskClient) -> None:
    page = client.get("/ns", headers={"Accept": "text/html"}).text
    start = page.index('id="Disagreement"')
    assert "for instance of <a href=" in page[start : page.index("</div>", start)]
    with client.application.test_request_context("/ns"):
        found = uses()
        assert found is not None
        assert found["https://w3id.org/councilgraph/ns#Disagreement"].number == 1
        assert found["https://w3id.org/councilgraph/ns#gradeAsWritten"].number > 0


def test_ontology_is_the_file(client: FlaskClient) -> None:
    import ontology

    wanted = {quad.triple for quad in ox.parse(ontology.vocabulary(), format=ox.RdfFormat.TURTLE, base_iri=BASE)}
    assert triples(client, "/ns", "ttl") == wanted


def test_formulas_are_defused(client: FlaskClient) -> None:
    from server.pages.answering import separated

    assert "'=1+1" in separated(("a",), [{"a": "=1+1"}], ",")


def test_a_store_that_cannot_count_is_not_said_to_be_empty(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: str) -> None:
        raise StoreUnavailable("too busy")

    monkeypatch.setattr(term_uses, "_uses", fail)
    page = client.get("/ns", headers={"Accept": "text/html"}).text
    assert "Nothing in the store uses it yet" not in page
    assert 'id="Disagreement"' in page
