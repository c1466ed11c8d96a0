"""The query files of pages: they parse, ask for what is needed, and cannot cost more as the graph grows."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from server.pages.asking import names, query_text

EMPTY = ox.Store()


@pytest.mark.parametrize("name", names())
def test_it_parses_and_says_what_it_is(name: str) -> None:
    text = query_text(name)
    assert text.startswith("# ")
    EMPTY.query(text)


@pytest.mark.parametrize("name", names())
def test_an_optional_holds_one_pattern(name: str) -> None:
    """Two in one OPTIONAL make the engine join them over the whole graph first."""
    for group in re.findall(r"OPTIONAL \{([^{}]*)", query_text(name)):
        patterns = [part for part in re.split(r"\s[.;]\s", group.partition("FILTER")[0].strip()) if part.strip()]
        assert len(patterns) <= 1, group
        assert not re.search(r"[a-z]/[a-z]|[\w)]/\(", group), group


@pytest.mark.parametrize("name", [name for name in names() if not name.startswith("index-")])
def test_it_starts_from_something_named(name: str) -> None:
    assert "{ cg:nothing }" in query_text(name)


def test_values_are_put_in_everywhere() -> None:
    text = query_text("graph-of-thing", {"this": "https://example.org/a"})
    assert text.count("VALUES ?this { <https://example.org/a> }") == 2
    assert "LIMIT 5" in query_text("facts", limit=5)
    with pytest.raises(KeyError):
        query_text("facts", {"that": "https://example.org/a"})
