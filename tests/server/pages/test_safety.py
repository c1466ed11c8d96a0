"""Names, titles and quotations come from documents that anybody may write: nothing of them may become markup or script."""

from __future__ import annotations

from pathlib import Path
from xml.dom import minidom

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from graph.reference_graph import reference_quads
from tests.server.pages.conftest import WORKED, make_app

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)></title></textarea></script><!--\x08]]>{{7*7}}${7*7}"
TURTLE = """
PREFIX cg: <https://w3id.org/councilgraph/ns#>
PREFIX dc: <http://purl.org/dc/elements/1.1/>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
DELETE { ?s ?p ?old . GRAPH ?g { ?s ?p ?older } } INSERT { ?s ?p ?new . GRAPH ?g { ?s ?p ?newer } }
WHERE {
  VALUES ?p {
    dct:title dc:publisher foaf:name cg:titleAsWritten cg:exactText cg:triggerText cg:rule cg:gradeAsWritten cg:quotedText
    cg:findingText cg:purposeAsWritten cg:appointeeAsWritten cg:surfaceForm cg:reason cg:asWritten cg:extractorVersion
    skos:prefLabel cg:address
  }
  {
    ?s ?p ?old .
    FILTER(!CONTAINS(STR(?s), "/ref/") && !CONTAINS(STR(?s), "/ns"))
    BIND(STRDT(CONCAT(STR(?old), $evil), DATATYPE(?old)) AS ?typed)
    BIND(COALESCE(?typed, STRLANG(CONCAT(STR(?old), $evil), LANG(?old))) AS ?new)
  }
  UNION { GRAPH ?g { ?s ?p ?older } BIND(CONCAT(STR(?older), $evil) AS ?newer) }
}
"""
PATHS = (
    "/",
    "/council/exampleshire",
    "/council/sampleton",
    "/inspection/exampleshire-ofsted-childrens-2017-05",
    "/person/exampleshire-jane-example",
    "/document/exampleshire-news-2017",
    "/reading/365b2b2e80b2",
    "/judgements",
    "/documents",
    "/councils",
    "/search?q=exampleshire",
    "/search?q=alert",
    "/query/who-said-what?council=exampleshire",
    "/compare?council=exampleshire",
    "/changes.atom",
    "/council/exampleshire.svg",
    "/council/exampleshire.atom",
    "/person/exampleshire-jane-example.svg",
    "/reconcile/preview?id=council/exampleshire",
)


@pytest.fixture(scope="module")
def evil_client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Pages over a graph in which every text is an attack."""
    store = ox.Store()
    store.extend(list(reference_quads()[1]()))
    store.load(path=WORKED, format=ox.RdfFormat.TRIG)
    store.update(TURTLE.replace("$evil", str(ox.Literal(EVIL))))
    return make_app(store, index=tmp_path_factory.mktemp("evil")).test_client()


@pytest.mark.parametrize("path", PATHS)
def test_texts_stay_text(evil_client: FlaskClient, path: str) -> None:
    answer = evil_client.get(path, headers={"Accept": "text/html, application/atom+xml, image/svg+xml"})
    assert answer.status_code == 200
    for attack in ("<script>alert", "<img src=x", "</title></textarea>", "49}", "<!--"):
        assert attack not in answer.text
    if str(answer.mimetype).endswith("xml"):
        minidom.parseString(answer.data)


def test_attacks_are_shown_as_what_they_are(evil_client: FlaskClient) -> None:
    for path in ("/council/exampleshire", "/document/exampleshire-news-2017", "/search?q=alert"):
        assert "alert(1)" in evil_client.get(path, headers={"Accept": "text/html"}).text


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=",
        "/correct?about=",
        "/compare?council=",
        "/councils?grade=",
        "/judgements?council=",
        "/council/",
        "/query/",
        "/documents?council=",
    ],
)
def test_what_visitors_type_stays_text(client: FlaskClient, path: str) -> None:
    from urllib.parse import quote

    answer = client.get(path + quote(EVIL, safe=""), headers={"Accept": "text/html"})
    assert answer.status_code in (200, 404)
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text


def test_other_sites_are_linked_only_by_web_addresses() -> None:
    from server.pages.addresses import safe_link

    assert safe_link("https://example.org/a") == "https://example.org/a"
    assert not safe_link("javascript:alert(1)")
    assert not safe_link('https://example.org/"onclick=')


def test_values_cannot_become_syntax(client: FlaskClient) -> None:
    from server.pages.asking import query_text

    text = query_text("facts", {"this": "https://example.org/a"})
    assert "<https://example.org/a>" in text
    with pytest.raises(ValueError, match="IRI"):
        query_text("facts", {"this": "https://example.org/> } DROP ALL #"})
    assert client.get("/query/who-said-what?council=%3E%7D").status_code == 400


def test_host_header_is_escaped(client: FlaskClient) -> None:
    for path in ("/sitemap.xml", "/opensearch.xml", "/changes.atom"):
        answer = client.get(path, headers={"Host": 'evil.example"><x'})
        assert "<x" not in answer.text or answer.status_code == 400


def test_private_folders_are_not_shown(tmp_path: Path) -> None:
    from graph.state import State, Unread
    from server.pages.stored import unread

    state = State(tmp_path / "state.sqlite")
    with state:
        state.note_unread(Unread("/home/somebody/secret/a.pdf", "open", "is empty", "", "2026-01-01"))
    state.close()
    assert unread(tmp_path) == [{"source": "a.pdf", "stage": "open", "reason": "is empty", "at": "2026-01-01"}]
