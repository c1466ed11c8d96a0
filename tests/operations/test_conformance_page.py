"""/conformance tells what the committed file says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from server.application import create_app
from server.operations.conformance import last_run
from server.settings import Settings


@pytest.fixture(scope="module")
def client(pattern: Path) -> Iterator[FlaskClient]:
    made = create_app(Settings(store=str(pattern), downloads=0))
    yield made.test_client()
    made.extensions["councilgraph"].service.close()


def test_page_and_json_say_the_same(client: FlaskClient) -> None:
    page, told = client.get("/conformance", headers={"Accept": "text/html"}), client.get("/conformance.json").get_json()
    assert page.mimetype == "text/html"
    assert client.get("/conformance", headers={"Accept": "application/json"}).get_json() == told
    assert len(told["suites"]) == len(last_run().suites) > 3
    for suite in told["suites"]:
        assert f"<td>{suite['passed']}</td><td>{suite['tests']}</td>" in page.text
        assert suite["tests"] - suite["passed"] == len(suite["deviations"])
        assert all(each["test"] in page.text for each in suite["deviations"])


def test_it_has_an_entity_tag(client: FlaskClient) -> None:
    tag = client.get("/conformance").headers["ETag"]
    assert client.get("/conformance", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/conformance.txt").status_code == 404
