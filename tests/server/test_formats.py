"""Formats of /sparql: by Accept, by parameter, and what cannot be given."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from tests.server.conftest import EX, Served

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
SELECT = f"SELECT ?s ?n {{ ?s <{EX}value> ?n }} ORDER BY ?n LIMIT 3"
CONSTRUCT = f"CONSTRUCT WHERE {{ ?s <{EX}value> 4 }}"


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("", JSON),
        ("*/*", JSON),
        (JSON, JSON),
        ("application/json", JSON),
        (XML, XML),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        (f"{XML};q=0.3, {JSON};q=0.2, text/csv;q=0.9", "text/csv"),
        ("text/csv;q=0, */*", JSON),
        ("text/html;q=0.1, application/sparql-results+xml", XML),
        ("text/turtle, application/sparql-results+json;q=0.4", JSON),
    ],
)
def test_tables_by_accept(served: Served, accept: str, given: str) -> None:
    reply = served.ask(SELECT, accept)
    assert (reply.status, reply.media_type) == (200, given)


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("", "text/turtle"),
        ("text/turtle", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("application/trig", "application/trig"),
        ("application/n-quads", "application/n-quads"),
    ],
)
def test_graphs_by_accept(served: Served, accept: str, given: str) -> None:
    reply = served.ask(CONSTRUCT, accept)
    assert (reply.status, reply.media_type) == (200, given)
    assert len(list(ox.parse(reply.body, ox.RdfFormat.from_media_type(given)))) == 1


@pytest.mark.parametrize(
    ("parameters", "given"),
    [
        ({"format": "csv"}, "text/csv"),
        ({"output": "xml"}, XML),
        ({"format": "json", "output": "json", "results": "json"}, JSON),
        ({"format": "text/csv"}, "text/csv"),
        ({"format": "unheard-of"}, XML),
    ],
)
def test_the_format_parameter_wins(served: Served, parameters: dict[str, str], given: str) -> None:
    assert served.ask(SELECT, XML, **parameters).media_type == given


def test_what_cannot_be_given_is_406_with_what_can(served: Served) -> None:
    reply = served.ask(SELECT, "text/turtle")
    assert reply.status == 406
    assert "text/csv" in json.loads(reply.body)["detail"]
