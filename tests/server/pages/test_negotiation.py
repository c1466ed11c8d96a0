"""Formats of a page: extension, `?format=`, Accept with q-values, and what is said where none fits."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "text/html"),
        ("*/*", "text/html"),
        (BROWSER, "text/html"),
        ("text/turtle", "text/turtle"),
        ("text/turtle;q=0.5, application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/n-triples, text/turtle;q=0.9", "application/n-triples"),
        ("text/csv", "text/csv"),
        ("application/json, text/html;q=0.1", "application/json"),
        ("text/html;q=0, text/turtle", "text/turtle"),
        ("image/svg+xml", "image/svg+xml"),
    ],
)
def test_accept_decides(client: FlaskClient, accept: str | None, media_type: str) -> None:
    answer = client.get("/council/hull", headers={"Accept": accept} if accept else {})
    assert answer.mimetype == media_type
    assert "Accept" in answer.headers["Vary"]


def test_extension_beats_format_beats_accept(client: FlaskClient) -> None:
    assert client.get("/council/hull.ttl?format=csv", headers={"Accept": BROWSER}).mimetype == "text/turtle"
    assert client.get("/council/hull?format=csv", headers={"Accept": BROWSER}).mimetype == "text/csv"
    assert client.get("/council/hull?format=text/turtle", headers={"Accept": BROWSER}).mimetype == "text/turtle"


def test_406_lists_formats(client: FlaskClient) -> None:
    answer = client.get("/council/hull", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in json.loads(answer.data)["available"]
    assert client.get("/person/exampleshire-jane-example.csv").status_code == 406


def test_alternates_are_told_in_header_and_page(client: FlaskClient) -> None:
    answer = client.get("/council/hull?on=2019-12-31", headers={"Accept": "text/html"})
    assert '</council/hull.ttl?on=2019-12-31>; rel="alternate"; type="text/turtle"' in answer.headers["Link"]
    assert 'rel="canonical"' in answer.headers["Link"]
    assert '<link rel="alternate" type="text/turtle"' in answer.text
    assert '<link rel="canonical" href="http://localhost/council/hull">' in answer.text


def test_entity_tags(client: FlaskClient) -> None:
    first = client.get("/council/hull.ttl")
    tag = first.headers["ETag"]
    assert tag.startswith('W/"1-memory-')
    again = client.get("/council/hull.ttl", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert not again.data
    assert client.get("/council/hull.nt").headers["ETag"] != tag
    assert client.get("/council/hull.nt", headers={"If-None-Match": tag}).status_code == 200


def test_head_has_headers_and_no_body(client: FlaskClient) -> None:
    answer = client.head("/council/hull.csv")
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    assert not answer.data
