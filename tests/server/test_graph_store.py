"""/graph-store of a running server: documents in, documents out, and what is refused."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from rdflib import Graph

from tests.server.conftest import EX, TOKEN, Served

BEARER = {"Authorization": f"Bearer {TOKEN}"}
TURTLE = {"Content-Type": "text/turtle", **BEARER}


def place(name: str) -> str:
    return "/graph-store?graph=" + quote(f"{EX}{name}", safe="")


def test_put_get_post_delete(served: Served) -> None:
    here = place("life")
    assert served.send("GET", here).status == 404
    assert served.send("PUT", here, TURTLE, "<urn:a> <urn:b> [ <urn:c> 1 ] .").status == 201
    assert served.send("PUT", here, TURTLE, "<urn:a> <urn:b> 2 .").status == 204
    assert served.send("POST", here, TURTLE, "<urn:a> <urn:b> 3 .").status == 204
    reply = served.send("GET", here, {"Accept": "text/turtle"})
    assert len(Graph().parse(data=reply.text, format="turtle")) == 2
    assert served.send("GET", here, {"If-None-Match": reply.headers["etag"]}).status == 304
    head = served.send("HEAD", here, {"Accept": "text/turtle"})
    assert (head.status, head.body, head.media_type) == (200, b"", "text/turtle")
    assert served.send("DELETE", here, BEARER).status == 204
    assert served.send("DELETE", here, BEARER).status == 404
    assert served.send("HEAD", here).status == 404


def test_an_empty_graph_is_a_graph(served: Served) -> None:
    assert served.send("PUT", place("empty"), TURTLE, "").status == 201
    assert served.send("GET", place("empty")).status == 200


def test_graphs_below_the_address(served: Served) -> None:
    assert served.send("PUT", "/graph-store/people/caf%C3%A9.ttl", TURTLE, "<> <urn:b> 1 .").status == 201
    reply = served.send("GET", "/graph-store/people/caf%C3%A9.ttl", {"Accept": "application/n-triples"})
    assert reply.text.startswith(f"<{served.url}/graph-store/people/caf%C3%A9.ttl> ")


def test_a_new_graph_gets_a_name(served: Served) -> None:
    reply = served.send("POST", "/graph-store", TURTLE, "<urn:a> <urn:b> 1 .")
    assert reply.status == 201
    assert served.send("GET", reply.headers["location"].removeprefix(served.url)).status == 200


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("text/turtle", "<urn:a> <urn:b> 1 ."),
        ("application/n-triples", '<urn:a> <urn:b> "1" .'),
        ("application/ld+json", '{"@id": "urn:a", "urn:b": 1}'),
        (
            "application/rdf+xml",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
            '<rdf:Description rdf:about="urn:a"><u:b>1</u:b></rdf:Description></rdf:RDF>',
        ),
    ],
)
def test_formats_that_are_read(served: Served, media_type: str, body: str) -> None:
    assert served.send("PUT", place("formats"), {"Content-Type": media_type, **BEARER}, body).status in (201, 204)
    assert len(served.send("GET", place("formats"), {"Accept": "application/n-triples"}).text.splitlines()) == 1


@pytest.mark.parametrize(
    ("path", "headers", "body", "status"),
    [
        (place("bad"), TURTLE, "<a> <b", 400),
        (place("bad"), {"Content-Type": "application/x-nonsense", **BEARER}, "x", 415),
        (place("bad"), {"Content-Type": "text/turtle"}, "<urn:a> <urn:b> 1 .", 401),
        (place("bad") + "&default", TURTLE, "<urn:a> <urn:b> 1 .", 400),
        ("/graph-store?graph=relative", TURTLE, "<urn:a> <urn:b> 1 .", 400),
        ("/graph-store?other=1", TURTLE, "<urn:a> <urn:b> 1 .", 400),
        (place("bad"), TURTLE, "<urn:a> <urn:b> '" + "x" * (2 << 20) + "' .", 413),
    ],
    ids=["broken", "unknown type", "no token", "two names", "relative", "no name", "too large"],
)
def test_what_is_refused_changes_nothing(
    served: Served, path: str, headers: dict[str, str], body: str, status: int
) -> None:
    reply = served.send("PUT", path, headers, body)
    assert reply.status == status
    assert json.loads(reply.body)["status"] == status
    assert served.send("GET", place("bad")).status == 404


@pytest.mark.parametrize(
    "body",
    [
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><r>&x;</r>',
        '<?xml version="1.0"?><!doctype r SYSTEM "http://127.0.0.1:1/x.dtd"><r/>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE r><r/>'.encode("utf-16"),
    ],
)
def test_document_types_are_refused(served: Served, body: str | bytes) -> None:
    reply = served.send("PUT", place("xml"), {"Content-Type": "application/rdf+xml", **BEARER}, body)
    assert reply.status == 400


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/ld+json", '{"urn:p":' * 5_000 + "1" + "}" * 5_000),
        ("application/ld+json", '{"@context": "http://127.0.0.1:1/ctx", "@id": "urn:q", "name": "x"}'),
        ("text/turtle", "<urn:a> <urn:b> " + "[ <urn:p> " * 200_000),
        ("text/turtle", "<urn:a> <urn:b> " + "( " * 200_000),
    ],
    ids=["nested JSON", "remote context", "nested Turtle", "nested lists"],
)
def test_documents_that_hurt_parsers_hurt_nobody(served: Served, media_type: str, body: str) -> None:
    reply = served.send("PUT", place("bomb"), {"Content-Type": media_type, **BEARER}, body)
    assert 400 <= reply.status < 600
    assert served.ask("ASK {}").status == 200
    assert served.write("INSERT DATA { <urn:still> <urn:writes> 1 }").status == 204
