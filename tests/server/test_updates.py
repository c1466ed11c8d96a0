"""Updates by /sparql: the token, other sites, graphs of the protocol, the audit log."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

import pytest

from tests.server.conftest import EX, TOKEN, Served


@pytest.mark.parametrize(
    ("token", "status"), [(None, 401), ("wrong", 401), (TOKEN, 204)], ids=["none", "wrong", "right"]
)
def test_writing_needs_the_token(served: Served, token: str | None, status: int) -> None:
    headers = {"Content-Type": "application/sparql-update"} | ({"Authorization": f"Bearer {token}"} if token else {})
    reply = served.send("POST", "/sparql", headers, "INSERT DATA { <urn:x> <urn:y> 1 }")
    assert reply.status == status
    if status == 401:
        assert reply.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("content_type", [None, "text/plain", "multipart/form-data; boundary=x"])
def test_simple_cross_site_requests_write_nothing(served: Served, content_type: str | None) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"} | ({"Content-Type": content_type} if content_type else {})
    reply = served.send("POST", "/sparql?update=" + quote("INSERT DATA { <urn:cross> <urn:site> 1 }"), headers, b"x=1")
    assert reply.status in (400, 415)
    assert json.loads(served.ask("ASK { <urn:cross> ?p ?o }").body)["boolean"] is False


def test_updates_over_graphs_of_the_protocol(served: Served) -> None:
    served.write(f"INSERT DATA {{ GRAPH <{EX}u1> {{ <{EX}a> <{EX}b> 1 }} GRAPH <{EX}u2> {{ <{EX}a> <{EX}b> 2 }} }}")
    headers = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {TOKEN}"}
    path = "/sparql?" + urlencode({"using-graph-uri": f"{EX}u2"})
    text = f"INSERT {{ GRAPH <{EX}u3> {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}"
    assert served.send("POST", path, headers, text).status == 204
    rows = served.ask(f"SELECT ?o {{ GRAPH <{EX}u3> {{ ?s ?p ?o }} }}", "text/csv").text.split()
    assert rows == ["o", "2"]
    conflict = f"INSERT {{ ?s ?p ?o }} USING <{EX}u1> WHERE {{ ?s ?p ?o }}"
    assert served.send("POST", path, headers, conflict).status == 400
    assert served.send("POST", path, headers, "DELETE WHERE { ?s ?p ?o }").status == 400


def test_every_write_leaves_a_line(served: Served) -> None:
    served.write("INSERT DATA { <urn:audit> <urn:is> 1 }")
    served.write("INSERT DATA { broken")
    lines = [json.loads(line) for line in (served.store / "audit.jsonl").read_text().splitlines()]
    done, failed = lines[-2:]
    assert (done["operation"], done["client"], done["problem"]) == ("update", "127.0.0.1", None)
    assert done["version"] > 0
    assert len(done["sha256"]) == 64
    assert failed["problem"]
    assert failed["version"] is None
    assert TOKEN not in (served.store / "audit.jsonl").read_text()
