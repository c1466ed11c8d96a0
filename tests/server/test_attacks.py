"""Attacks on a running server, by anybody and by who holds the write token: each is refused or stopped, nobody else notices."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import time
from urllib.parse import urlencode, urlsplit

import pytest

from tests.server.conftest import EX, TOKEN, Served

REFUSED = {400, 403, 404, 405, 408, 413, 414, 415, 429, 431, 503}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BEARER = {"Authorization": f"Bearer {TOKEN}"}
QUERY = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update", **BEARER}

QUERIES = {
    "20,000 unions": "SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 20_000) + " }",
    "a sum of 20,000": "SELECT (" + "+".join(["1"] * 20_000) + " AS ?x) {}",
    "20,000 alternatives": "ASK { ?s " + "|".join(["<urn:p>"] * 20_000) + " ?o }",
    "20,000 groups": "SELECT * { " + "{" * 20_000 + "}" * 20_000 + " }",
    "unions below the limit": "SELECT * { " + " UNION ".join(["{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"] * 700) + " }",
    "a text doubled forty times": "SELECT (STRLEN(?x40) AS ?n) { BIND('x' AS ?x0) "
    + "".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(40))
    + "}",
    "replacing without end": "SELECT (SUM(STRLEN(REPLACE('" + "a" * 20_000 + "', '(a*)*b|a', '$0$0$0$0'))) AS ?n)"
    " { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }",
    "paths over everything": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|!^<urn:x>)* ?b . ?c (!<urn:x>|!^<urn:x>)* ?d ."
    " ?e (!<urn:x>|!^<urn:x>)* ?f }",
}


HARMLESS = {
    "an expression that costs others much": f"ASK {{ FILTER(REGEX('{'a' * 5_000}!', '^(a+)+$')) }}",
    "a large repetition in an expression": "ASK { FILTER(REGEX('aaa', '((a{1,1000}){1,1000}){1,1000}')) }",
    "alternatives again and again": f"ASK {{ FILTER(REGEX('{'ab' * 2_000}', '(a|ab|abab|b|ba)*c')) }}",
    "a long format": "ASK {}",
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_what_is_an_attack_elsewhere_is_answered_at_once(served: Served, text: str) -> None:
    """The engine's expressions take linear time, and one that grows too large is an error of the filter."""
    reply = served.ask(text, format="x" * 50_000)
    assert reply.status == 200
    assert '"boolean":false' in reply.text or text == "ASK {}"


@pytest.mark.parametrize("text", QUERIES.values(), ids=QUERIES)
def test_a_query_hurts_only_itself(served: Served, text: str) -> None:
    statuses: list[int] = []
    attack = threading.Thread(target=lambda: statuses.append(served.send("POST", "/sparql", QUERY, text).status))
    attack.start()
    others = [served.ask(f"ASK {{ <{EX}thing/{n}> ?p ?o }} #{text[:9]}").status for n in range(10)]
    attack.join()
    assert set(others) == {200}
    assert statuses[0] in REFUSED


DOCUMENTS = {
    "deep JSON-LD": ("application/ld+json", '{"urn:p":' * 100_000 + "1" + "}" * 100_000),
    "deep lists in JSON-LD": ("application/ld+json", '{"@id":"urn:a","urn:p":' + '{"@list":[' * 50_000 + "1"),
    "contexts in contexts": ("application/ld+json", '{"@context":' * 20_000 + "{}" + "}" * 20_000),
    "deep Turtle": ("text/turtle", "<urn:a> <urn:b> " + "[<urn:p> " * 60_000 + "1" + "]" * 60_000 + " <urn:c>"),
    "deep quoted triples": ("text/turtle", "<< " * 50_000 + "<urn:a> <urn:b> 1" + " >>" * 50_000 + " <urn:c> 2 ."),
    "deep XML": (
        "application/rdf+xml",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">' + "<u:a><u:b>" * 60_000,
    ),
}


@pytest.mark.parametrize(("media_type", "body"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_hurts_only_itself(served: Served, media_type: str, body: str) -> None:
    reply = served.send("PUT", f"/graph-store?graph={EX}attack", {"Content-Type": media_type, **BEARER}, body)
    assert 400 <= reply.status < 600
    assert served.send("GET", f"/graph-store?graph={EX}attack").status == 404
    assert served.write(f"INSERT DATA {{ <{EX}still> <{EX}writes> 1 }}").status == 204


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://127.0.0.1:1/x>",
        "INSERT { ?a <urn:p> ?d } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . SERVICE <http://127.0.0.1:1/> {} }",
        "DELETE DATA { " + "{" * 20_000,
        " ; ".join(["DELETE WHERE { ?s <urn:none> ?o }"] * 3_000),
    ],
    ids=["load", "service", "groups", "many operations"],
)
def test_an_update_hurts_only_itself(served: Served, text: str) -> None:
    assert served.send("POST", "/sparql", UPDATE, text).status in REFUSED | {204}
    assert served.ask("ASK {}").status == 200


@pytest.mark.parametrize("number", [200, 5_000])
def test_a_flood_of_headers_is_refused_or_ignored(served: Served, number: int) -> None:
    with contextlib.suppress(OSError, http.client.HTTPException):
        headers = {f"X-Flood-{place}": "x" * 200 for place in range(number)}
        assert served.send("GET", "/sparql?query=ASK%7B%7D", headers).status in REFUSED | {200}
    assert served.ask("ASK {}").status == 200


@pytest.mark.parametrize(
    "fields",
    [
        [(f"p{number}", "x") for number in range(10_000)],
        [("query", "ASK {}"), *(("default-graph-uri", f"{EX}{number}") for number in range(5_000))],
        [("query", "ASK {}"), *(("timeout", value) for value in ("nan", "inf", "-1", "1e999"))],
    ],
    ids=["many", "graphs", "numbers"],
)
def test_a_flood_of_parameters_is_refused(served: Served, fields: list[tuple[str, str]]) -> None:
    assert served.send("POST", "/sparql", FORM, urlencode(fields)).status in REFUSED | {406}
    with contextlib.suppress(OSError, http.client.HTTPException):
        assert served.send("GET", "/sparql?" + urlencode(fields)).status in REFUSED | {406}
    assert served.ask("ASK {}").status == 200


def test_clients_that_read_slowly_hold_no_worker(served: Served) -> None:
    parts = urlsplit(served.url)
    with contextlib.ExitStack() as stack:
        for number in range(30):
            reader = stack.enter_context(socket.create_connection((parts.hostname or "", parts.port or 0), timeout=30))
            query = urlencode({"query": f"SELECT * {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {9_000 + number}"})
            reader.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode())
        until, answered = time.monotonic() + 30, 0  # and nothing is read
        while answered < 10:
            assert time.monotonic() < until
            answered = answered + 1 if served.ask(f"ASK {{ ?s ?p {answered} }} #slow").status == 200 else 0
