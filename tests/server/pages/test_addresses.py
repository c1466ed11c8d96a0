"""IRIs lead to pages, former names and codes to what replaced them, unknown ones to near names."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    ("path", "status", "target"),
    [
        ("/id/council/hull", 303, "/council/hull"),
        ("/id/council/hull.ttl", 303, "/council/hull.ttl"),
        ("/id/person/exampleshire-jane-example", 303, "/person/exampleshire-jane-example"),
        ("/id/council/E06000010", 301, "/id/council/hull"),
        ("/council/E06000010", 301, "/council/hull"),
        ("/council/810", 301, "/council/hull"),
        ("/council/GB-KHL.csv", 301, "/council/hull.csv"),
        ("/council/80477", 301, "/council/hull"),
        ("/council/kingston-upon-hull", 301, "/council/hull"),
        ("/council/hull-city-council?on=2020-01-01", 301, "/council/hull?on=2020-01-01"),
        (
            "/inspection/testbridge-ofsted-childrens-undated-testbridge-release.ttl",
            301,
            "/inspection/testbridge-ofsted-childrens-2022-11.ttl",
        ),
        (
            "/id/inspection/testbridge-ofsted-childrens-undated-testbridge-release",
            301,
            "/id/inspection/testbridge-ofsted-childrens-2022-11",
        ),
    ],
)
def test_redirects(client: FlaskClient, path: str, status: int, target: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (status, target)


@pytest.mark.parametrize(
    "path",
    [
        "/council/nonsuch",
        "/id/council/nonsuch",
        "/person/x",
        "/ref/grade/x",
        "/ref/x/y",
        "/council/a%20b",
        "/inspection/%3E",
        "/ns.exe",
    ],
)
def test_unknown_things_are_404(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "<h1>" in answer.text


def test_unknown_council_suggests_near_names(client: FlaskClient) -> None:
    answer = client.get("/council/birmingam", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "Birmingham City Council" in answer.text


def test_near_names_of_people(client: FlaskClient) -> None:
    answer = client.get("/person/jane-exampel", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.json
    assert "Jane Example" in answer.json["near"]


def test_post_is_refused(client: FlaskClient) -> None:
    assert client.post("/council/hull").status_code == 405
