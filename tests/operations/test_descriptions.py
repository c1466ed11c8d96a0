"""/openapi.json and /llms.txt: complete, valid, and true."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.saved_query import saved_queries
from server.application import create_app
from server.operations.openapi import entry, table
from server.settings import Settings


@pytest.fixture(scope="module")
def app(pattern: Path) -> Iterator[Flask]:
    """The whole application over a store with a few articles."""
    made = create_app(Settings(store=str(pattern), downloads=0))
    yield made
    made.extensions["councilgraph"].service.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_every_route_is_described(app: Flask, client: FlaskClient) -> None:
    told = client.get("/openapi.json").get_json()
    assert told["openapi"].startswith("3.1")
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:[^<>]*:)?(\w+)>", r"{\1}", rule.rule)
        methods = {method.lower() for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
        assert methods <= set(told["paths"][path]), rule.rule
        assert all(told["paths"][path][method]["summary"] for method in methods), rule.rule


def test_every_route_has_an_entry_and_every_entry_a_route(app: Flask) -> None:
    rules = [rule.rule for rule in app.url_map.iter_rules()]
    assert [rule for rule in rules if entry(rule) is None] == []
    used = {id(entry(rule)) for rule in rules}
    assert [path for path, about in table()["paths"].items() if id(about) not in used] == []


def test_the_description_is_valid(client: FlaskClient) -> None:
    schemathesis = pytest.importorskip("schemathesis")
    schema = schemathesis.openapi.from_dict(client.get("/openapi.json").get_json())
    schema.validate()
    names = [operation["operationId"] for path in schema.raw_schema["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))


def test_descriptions_have_entity_tags(client: FlaskClient) -> None:
    for path in ("/openapi.json", "/llms.txt"):
        tag = client.get(path).headers["ETag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_the_guide_for_models_leads_to_addresses_that_answer(client: FlaskClient) -> None:
    text = client.get("/llms.txt").get_data(as_text=True)
    assert text.startswith("# councilgraph\n\n> ")
    addresses = re.findall(r"\]\(http://localhost(/[^)]*)\)", text)
    assert set(saved_queries()) <= {Path(address).stem for address in addresses}
    for address in addresses:
        if not address.startswith("/downloads/latest/"):
            assert client.get(address).status_code == 200, address


def test_problems_look_as_described(client: FlaskClient) -> None:
    answer = client.get("/downloads/1/nothing", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert {"type", "title", "status", "detail"} <= set(json.loads(answer.data))
