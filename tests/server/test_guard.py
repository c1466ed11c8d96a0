"""The guard: what is refused before a parser sees it, and what must not be."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.query.failures import Forbidden, QueryFailure, TooComplex
from server.query.guard import Bounds, check_query, check_update, tokens

BOUNDS = Bounds()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { service silent ?e { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://example.org/> { } }",
        "SELECT * { \\U00000053ERVICE <http://example.org/> { } }",
        "SELECT * { FILTER(?a<?b)SERVICE<http://example.org/>{} }",
        "SELECT * { # comment\nSERVICE<http://example.org/>{} }",
        "ASK { FILTER EXISTS { SERVICE <http://example.org/> { } } }",
    ],
)
def test_calling_out_is_refused(text: str) -> None:
    with pytest.raises(Forbidden):
        check_query(text, BOUNDS)


def test_load_is_refused_in_updates() -> None:
    with pytest.raises(Forbidden, match="LOAD"):
        check_update("load silent <http://example.org/x>", BOUNDS)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s ?p "SERVICE" , \'LOAD\' , """a SERVICE "quoted" b""" }',
        "SELECT ?service { ?s ex:service ?service ; service:x ?load }",
        "SELECT * { ?s ?p <http://example.org/SERVICE> } # SERVICE",
        'SELECT * { ?s ?p "x"@load }',
        "SELECT * { ?s ?p _:service }",
        'SELECT * { ?s ?p "a \\" SERVICE { " }',
    ],
)
def test_the_words_elsewhere_are_no_calls(text: str) -> None:
    assert check_query(text, BOUNDS).text == text


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * " + "{" * 5_000 + "}" * 5_000,
        "SELECT (" + "(" * 5_000 + "1" + ")" * 5_000 + " AS ?x) {}",
        "ASK { " + "[ <urn:p> " * 1_000 + "1" + "]" * 1_000 + " }",
        "SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 20_000) + " }",
        "SELECT (" + "+".join(["1"] * 20_000) + " AS ?x) {}",
        "SELECT (" + "!" * 20_000 + "true AS ?x) {}",
        "ASK { ?s " + "|".join(["<urn:p>"] * 20_000) + " ?o }",
        "SELECT * { " + "OPTIONAL { ?s ?p ?o } " * 2_000 + "}",
        "SELECT * { " + "<<( ?a ?b " * 300 + "1" + " )>>" * 300 + "}",
        "# " + "x" * 200_000,
    ],
    ids=["groups", "parentheses", "blank nodes", "unions", "sum", "not", "path", "optionals", "triple terms", "length"],
)
def test_bombs_are_refused_quickly(text: str) -> None:
    began = time.perf_counter()
    with pytest.raises(TooComplex, match="limit"):
        check_query(text, Bounds(characters=100_000) if text.startswith("#") else Bounds(characters=10_000_000))
    assert time.perf_counter() - began < 1


def test_long_but_flat_queries_pass() -> None:
    check_query("SELECT * { VALUES ?x { " + "<http://example.org/some-thing> " * 2_000 + "} }", BOUNDS)
    check_query("SELECT * { ?s ?p ?o FILTER(?o IN (" + ",".join(["1"] * 5_000) + ")) }", BOUNDS)


def test_the_normal_form_ignores_layout_and_comments_only() -> None:
    one = check_query('SELECT  *\n{ ?s ?p "a  b" } # why', BOUNDS)
    two = check_query('SELECT *{?s ?p "a  b"}', BOUNDS)
    other = check_query('SELECT *{?s ?p "a b"}', BOUNDS)
    assert one.normal == two.normal != other.normal


@pytest.mark.parametrize(("text", "repeatable"), [("SELECT (RAND() AS ?r) {}", False), ("SELECT ?rand {}", True)])
def test_queries_that_change_by_themselves_are_noticed(text: str, *, repeatable: bool) -> None:
    assert check_query(text, BOUNDS).repeatable is repeatable


@given(st.text(alphabet=st.sampled_from(list("{}()[]<>\"'\\#?:. \nSERVICEaé1@_-|&=!\t")), max_size=300))
def test_any_text_is_scanned_whole(text: str) -> None:
    assert "".join(token for _, token in tokens(text)) == text
    with contextlib.suppress(QueryFailure):
        check_query(text, BOUNDS)


@pytest.mark.parametrize("piece", ['"""', "'''", '"', "'", '"\n', "<", "\\", '"""a', "@a-", "a:", "ex:a\\", "_:"])
def test_no_text_takes_long(piece: str) -> None:
    began = time.perf_counter()
    list(tokens(piece * (100_000 // len(piece))))
    assert time.perf_counter() - began < 2
