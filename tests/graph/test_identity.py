"""Addresses: no slash in a local name, and no two documents with one slug."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity import document_slug, kind_of, slug


@given(st.text())
def test_a_slug_is_plain_whatever_the_text(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text))


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_documents_never_share_a_slug(one: str, other: str) -> None:
    assert (document_slug(one) == document_slug(other)) == (one == other)


@pytest.mark.parametrize("other", ["A-b", "a.b", "a_b", "a-b-", "a--b"])
def test_an_id_that_is_only_nearly_the_same_is_another_document(other: str) -> None:
    assert document_slug("a-b") == "a-b"
    assert document_slug(other) != "a-b"


def test_the_kind_of_an_address() -> None:
    assert kind_of("https://w3id.org/councilgraph/id/council/hull") == ("council", "hull")
    assert kind_of("https://w3id.org/councilgraph/ns#Council") is None
