"""Search forgives typing errors, knows codes and other names, and reads nothing as an operator."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


def best(client: FlaskClient, words: str) -> str:
    """Name of the first suggestion."""
    found = client.get("/suggest", query_string={"q": words}).json
    return str(found[0]["name"]) if found else ""


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("hull", "Kingston upon Hull City Council"),
        ("Kingston upon H", "Kingston upon Hull City Council"),
        ("birmingam", "Birmingham City Council"),
        ("Jane Exampel", "Jane Example"),
        ("E06000010", "Kingston upon Hull City Council"),
        ("st helens", "St Helens Council"),
        ("St. Helen’s", "St Helens Council"),
        ("cheshire west & chester", "Cheshire West and Chester Council"),
        ("gb-khl", "Kingston upon Hull City Council"),
    ],
)
def test_suggestions(client: FlaskClient, words: str, name: str) -> None:
    assert best(client, words) == name


def test_nonsense_suggests_nothing(client: FlaskClient) -> None:
    assert client.get("/suggest?q=zzqqxxjjkk").json == []
    assert client.get("/suggest?q=").json == []


@pytest.mark.parametrize(
    "words", ['"', "AND", "a OR", "NEAR(", "*", "council:", "-", "'; DROP TABLE name; --", "%", "\x00"]
)
def test_operators_are_words(client: FlaskClient, words: str) -> None:
    assert client.get("/search", query_string={"q": words}).status_code == 200
    assert client.get("/suggest", query_string={"q": words}).status_code == 200


def test_sentences_are_found_by_any_form_of_a_word(client: FlaskClient) -> None:
    found = client.get("/search.json?q=inspected+leader").json
    assert found is not None
    told = client.get("/search.json?q=visiting").json
    assert told
    assert any("visited" in row["text"] or "visit" in row["text"].lower() for row in told["sentences"])


def test_words_found_are_marked(client: FlaskClient) -> None:
    assert "<mark>outstanding</mark>" in client.get("/search?q=outstanding", headers={"Accept": "text/html"}).text


def test_empty_result_says_what_was_searched(client: FlaskClient) -> None:
    page = client.get("/search?q=zzqqxxjjkk", headers={"Accept": "text/html"}).text
    assert "Nothing was found for “zzqqxxjjkk”" in page
    assert "were searched" in page
