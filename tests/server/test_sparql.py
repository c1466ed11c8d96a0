"""/sparql of a running server: the protocol, errors, datasets, cross-origin questions, the description."""

from __future__ import annotations

import csv
import io
import json
import socket
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from tests.server.conftest import EX, Served

SELECT = f"SELECT ?s ?n {{ ?s <{EX}value> ?n }} ORDER BY ?n LIMIT 3"


@pytest.mark.parametrize("method", ["form", "direct", "get"])
def test_three_ways_to_ask(served: Served, method: str) -> None:
    if method == "get":
        reply = served.ask(SELECT, "text/csv")
    elif method == "form":
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/csv"}
        reply = served.send("POST", "/sparql", headers, urlencode({"query": SELECT}))
    else:
        headers = {"Content-Type": "application/sparql-query; charset=UTF-8", "Accept": "text/csv"}
        reply = served.send("POST", "/sparql", headers, SELECT)
    assert [row["n"] for row in csv.DictReader(io.StringIO(reply.text))] == ["1", "2", "4"]


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status"),
    [
        ("GET", "/sparql?query=", {}, None, 400),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {}, None, 400),
        ("GET", "/sparql?update=DROP%20ALL", {}, None, 400),
        ("GET", "/sparql?query=DROP%20ALL", {}, None, 400),
        ("GET", "/sparql?query=%FF", {}, None, 400),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=relative", {}, None, 400),
        ("GET", "/sparql?query=ASK%7B%7D&timeout=soon", {}, None, 400),
        ("GET", "/sparql?query=ASK%7B%7D" + "&a=1" * 300, {}, None, 400),
        ("POST", "/sparql", {"Content-Type": "text/plain"}, "ASK {}", 415),
        ("POST", "/sparql", {}, "ASK {}", 415),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"ASK {} # " + b"\xff", 400),
        (
            "POST",
            "/sparql",
            {"Content-Type": "application/sparql-query; charset=utf-16"},
            "ASK {}".encode("utf-16"),
            400,
        ),
        ("DELETE", "/sparql", {}, None, 405),
        ("GET", "/nowhere", {}, None, 404),
    ],
)
def test_bad_requests(
    served: Served, method: str, path: str, headers: dict[str, str], body: str | bytes | None, status: int
) -> None:
    reply = served.send(method, path, headers, body)
    assert reply.status == status
    assert reply.media_type == "application/problem+json"
    assert json.loads(reply.body)["status"] == status
    if status == 405:
        assert "GET" in reply.headers["allow"]


def test_syntax_errors_say_where_in_three_forms(served: Served) -> None:
    wrong = 'SELECT * {\n ?s ?p "<script>" <b> }'
    as_json = json.loads(served.ask(wrong).body)
    assert (as_json["status"], as_json["line"]) == (400, 2)
    as_text = served.ask(wrong, "text/plain")
    assert as_text.media_type == "text/plain"
    assert "line 2, column" in as_text.text
    as_page = served.ask(wrong, "text/html,application/xhtml+xml,*/*;q=0.8")
    assert (as_page.status, as_page.media_type) == (400, "text/html")
    assert "&lt;script&gt;" in as_page.text
    assert "<script>" not in as_page.text


def test_datasets_of_the_protocol(served: Served) -> None:
    graph = f"{EX}graph/0"
    inside = f"ASK {{ <{EX}thing/0> ?p ?o }}"
    assert json.loads(served.ask(inside).body)["boolean"] is False
    assert json.loads(served.ask(inside, **{"default-graph-uri": graph}).body)["boolean"] is True
    named = f"ASK {{ GRAPH <{graph}> {{ <{EX}thing/0> ?p ?o }} }}"
    assert json.loads(served.ask(named, **{"named-graph-uri": graph}).body)["boolean"] is True
    assert json.loads(served.ask(named, **{"named-graph-uri": f"{EX}graph/1"}).body)["boolean"] is False
    assert json.loads(served.ask(named, **{"default-graph-uri": graph}).body)["boolean"] is False


def test_from_names_stored_graphs_only(served: Served) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.3)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/x.ttl"
        for query in (f"SELECT * FROM <{address}> {{ ?s ?p ?o }}", "SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }"):
            assert json.loads(served.ask(query).body)["results"]["bindings"] == []
        assert served.ask(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}").status == 403
        assert served.write(f"LOAD <{address}>").status == 403
        with pytest.raises(TimeoutError):
            listener.accept()


def test_preflight_allows_reading_and_no_token(served: Served) -> None:
    headers = {"Origin": "http://elsewhere.example", "Access-Control-Request-Method": "POST"}
    reply = served.send("OPTIONS", "/sparql", headers)
    assert reply.status == 204
    assert "authorization" not in reply.headers["access-control-allow-headers"].lower()


def test_description_of_the_service(served: Served) -> None:
    endpoint = ox.NamedNode("http://www.w3.org/ns/sparql-service-description#endpoint")
    for media_type in ("text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples"):
        reply = served.send("GET", "/sparql", {"Accept": media_type})
        assert (reply.status, reply.media_type) == (200, media_type)
        quads = list(ox.parse(reply.body, ox.RdfFormat.from_media_type(media_type)))
        assert [q.object for q in quads if q.predicate == endpoint] == [ox.NamedNode(f"{served.url}/sparql")]
    assert served.send("GET", "/sparql", {"Accept": "image/png"}).status == 406


def test_an_empty_wish_for_time_is_none(served: Served) -> None:
    assert served.ask("ASK { ?s ?p 4 }", timeout="").headers["x-deadline-seconds"] == "1"
