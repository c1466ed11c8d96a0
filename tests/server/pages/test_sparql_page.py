"""`/sparql` for people, over real query processes: the form, tables with links, errors that keep the query."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from urllib.parse import unquote

import html5lib  # type: ignore[import-untyped]
import pytest
from flask.testing import FlaskClient

from tests.server.pages.worked_store import application

HTML = {"Accept": "text/html"}
INSPECTIONS = """PREFIX cg: <https://w3id.org/councilgraph/ns#>
SELECT ?inspection ?council WHERE { ?inspection cg:inspectedBody ?council } ORDER BY ?inspection LIMIT 3"""


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The whole application."""
    with application(tmp_path_factory.mktemp("real") / "store") as app:
        yield app.test_client()


def page(client: FlaskClient, query: str | None, status: int = 200) -> str:
    """The page after running a query."""
    answer = client.get("/sparql", query_string={"query": query} if query is not None else {}, headers=HTML)
    assert answer.status_code == status
    parser = html5lib.HTMLParser()
    parser.parse(answer.text)
    assert not parser.errors
    return answer.text


def test_form(real: FlaskClient) -> None:
    text = page(real, None)
    assert '<label for="query">SPARQL query</label>' in text
    assert "Who said what" in text
    assert "PREFIX cg:" in text


def test_table_has_links_and_ways_out(real: FlaskClient) -> None:
    text = page(real, INSPECTIONS)
    assert "<b>3 rows</b>" in text
    assert '<a href="/inspection/exampleshire-ofsted-childrens-2017-05">' in text
    assert "&amp;format=csv" in text
    assert "Copy as curl" in text


def test_a_picture_of_the_answer_can_be_downloaded(real: FlaskClient) -> None:
    counted = (
        "SELECT ?framework (COUNT(?this) AS ?number) { ?this <https://w3id.org/councilgraph/ns#framework> ?framework }"
    )
    text = page(real, f"{counted} GROUP BY ?framework")
    picture = unquote(text.partition('href="data:image/svg+xml,')[2].partition('" download="answer.svg"')[0])
    assert picture.startswith("<svg")
    assert ElementTree.fromstring(picture).tag.endswith("svg")
    assert "download=" not in page(real, INSPECTIONS)


def test_error_names_its_place_and_keeps_the_query(real: FlaskClient) -> None:
    text = page(real, "SELECT * WHERE {\n ?s a }", 400)
    assert "Line 2, column" in text
    assert "SELECT * WHERE {\n ?s a }</textarea>" in text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("ASK { ?s ?p ?o }", "<b>Yes</b>"),
        ("ASK { <http://example.org/no> ?p ?o }", "<b>No</b>"),
        ("SELECT * { <http://example.org/no> ?p ?o }", "<b>No rows</b>"),
        ("DESCRIBE <https://w3id.org/councilgraph/id/council/hull>", "Kingston upon Hull City Council"),
        ("SELECT * { ?s ?p ?o }", "<b>more than 500 rows</b>"),
    ],
)
def test_every_kind_of_answer(real: FlaskClient, query: str, told: str) -> None:
    assert told in page(real, query)


def test_refused_queries_keep_the_query(real: FlaskClient) -> None:
    text = page(real, "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", 403)
    assert "SERVICE &lt;http://example.org/&gt;" in text


def test_time_limit_is_told_and_the_query_kept(real: FlaskClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    answer = real.get("/sparql", query_string={"query": query, "timeout": "0.3"}, headers=HTML)
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
    assert query in answer.text
    assert "It ran for 0." in answer.text


def test_pages_answer_over_the_query_processes(real: FlaskClient) -> None:
    answer = real.get("/council/hull", headers=HTML)
    assert answer.status_code == 200
    assert answer.headers["ETag"].startswith(f'W/"{real.application.extensions["councilgraph"].service.tag}-')
    assert real.get("/judgements.csv").text.count("\n") == 45
    assert real.get("/nowhere", headers=HTML).status_code == 404
