"""Queries mended for engines: nothing else changes, and the mended query means the same."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ontology
from graph.errors import BadQuery
from graph.store.engines.rewriting import (
    dataset_clauses,
    rows_behind,
    with_bound_starts,
    with_plain_comparisons,
    with_plain_optional_steps,
    with_variable_graphs,
    without_graphs,
)
from graph.store.engines.tokens import boolean_columns, form_of, tokens

EX = "https://example.org/"
ALL = {**ontology.queries(), **ontology.checks()}


@given(st.text())
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


@pytest.mark.parametrize("name", sorted(ALL))
def test_tokens_of_every_saved_query_are_its_text(name: str) -> None:
    assert "".join(tokens(ALL[name])) == ALL[name]
    assert ox.Store().query(without_graphs(ALL[name], [f"{EX}hidden"])) is not None


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("ASK {}", "ASK"),
        ("# SELECT?\nPREFIX select: <urn:ask> ask { ?s select:x 'CONSTRUCT' }", "ASK"),
        ("BASE <urn:x> CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("describe <urn:x>", "DESCRIBE"),
        ("nonsense", "SELECT"),
    ],
)
def test_the_form_of_a_query(text: str, form: str) -> None:
    assert form_of(text) == form


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SELECT (?a = ?b AS ?same) {}", {"same"}),
        ("SELECT * { BIND(EXISTS { ?a ?b ?c } AS ?yes) BIND(?x + 1 AS ?n) }", {"yes"}),
        (
            "SELECT * { BIND(!(?a) AS ?not) BIND(IF(?a, ?b, ?c) AS ?any) BIND(IF(?a, true, false) AS ?if) }",
            {"not", "if"},
        ),
        ("SELECT * { BIND(?a IN (1, 2) AS ?in) BIND(STR(?a = ?b) AS ?text) }", {"in"}),
        ("SELECT (COUNT(*) AS ?n) (CONTAINS(?t, 'a=b') AS ?c) (CONCAT('a=b') AS ?d) {}", {"c"}),
        ("SELECT * { BIND(<urn:a=b> AS ?iri) BIND((?a && ?b) AS ?both) }", {"both"}),
    ],
)
def test_columns_that_are_truth_values(text: str, found: set[str]) -> None:
    assert boolean_columns(text) == found


@pytest.fixture(scope="module")
def store() -> ox.Store:
    found = ox.Store()
    data = f"""BASE <{EX}> <a> <p> <b> . <b> <q> <c> . <c> <q> <d> . <g> <from> "x" .
    GRAPH <g> {{ <a> <p> <g1> }} GRAPH <h> {{ <a> <p> <h1> }} GRAPH <hidden> {{ <a> <p> <no> }}"""
    found.load(data, format=ox.RdfFormat.TRIG)
    return found


def rows(store: ox.Store, text: str) -> list[str]:
    found = store.query(f"BASE <{EX}> {text}")
    assert isinstance(found, ox.QuerySolutions)
    kept = [v for v in found.variables if not v.value.startswith("councilgraph_")]
    return sorted(" ".join(str(row[v]) for v in kept) for row in found)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { GRAPH ?g { <a> <p> ?o } }",
        "SELECT * { <b> <q> ?x GRAPH ?g { ?a <p> ?o } ?g <from> ?f }",
        "SELECT * { <b> <q> ?x OPTIONAL { GRAPH ?g { <a> <p> ?o } } }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { <a> <p> ?o } } GROUP BY ?g",
        "SELECT * { ?s <q> ?o FILTER NOT EXISTS { GRAPH ?g { <a> <p> <no> } } }",
        "SELECT * { { GRAPH $g { <a> <p> ?o } } UNION { GRAPH # here\n ?g { <a> <p> ?o } } }",
    ],
)
def test_hidden_graphs_are_as_if_they_were_not(store: ox.Store, text: str) -> None:
    clean = ox.Store()
    clean.extend(quad for quad in store if quad.graph_name != ox.NamedNode(f"{EX}hidden"))
    assert rows(store, without_graphs(text, [f"{EX}hidden"])) == rows(clean, text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?x <p>/<q>? ?y }",
        "SELECT * { ?x <p> / <q> ? ?y }",
        "SELECT * { ?x <p>/<q>/<q>? ?y . ?y ?r ?z }",
        "SELECT * { ?x <p>/<q>/<q> ?y }",
        "SELECT * { ?x <q>? ?y }",
        "SELECT * { GRAPH <g> { <a> <p> ?o } }",
        "SELECT * { ?s <q> ?t OPTIONAL { GRAPH <h> { <a> <p> ?o } } }",
        "SELECT * { VALUES ?x { <b> } ?x <q>* ?y }",
        "SELECT * { VALUES ?z { 1 } VALUES ?x { <b> } ?x (<q>|<p>)* ?y }",
    ],
)
def test_a_mended_query_means_the_same(store: ox.Store, text: str) -> None:
    mended = with_variable_graphs(with_bound_starts(with_plain_optional_steps(text)))
    assert rows(store, mended) == rows(store, text)


def test_mending_does_what_it_is_for() -> None:
    assert with_plain_optional_steps("?x <p>/a:q? ?y") == "?x (<p>|(<p>/a:q)) ?y"
    assert "BIND(<b> AS ?x)" in with_bound_starts("{ VALUES ?x { <b> } ?x <q>* ?y }")
    assert "VALUES" in with_bound_starts("{ VALUES ?x { <b> <c> } ?x <q>+ ?y }")
    assert "GRAPH ?" in with_variable_graphs("{ GRAPH <g> { ?s ?p ?o } }")


@pytest.mark.parametrize("text", ["{ VALUES ?x { <a> <b> } ?x <q>* ?y }", "{ ?x <p> ?z VALUES ?x { <a> } ?x <q>* ?y }"])
def test_a_query_that_would_be_answered_wrongly_is_refused(text: str) -> None:
    with pytest.raises(BadQuery, match=r"path .* from \?x"):
        with_bound_starts(text)


def test_text_within_strings_is_left_alone() -> None:
    text = 'SELECT * { ?s ?p \'GRAPH ?g { }\', """VALUES ?x { <a> <b> } ?x <q>* ?y""" } # GRAPH ?g'
    assert without_graphs(text, ["urn:h"]) == text
    assert with_bound_starts(text) == text


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("FILTER(?a <= ?b)", "FILTER(!(?a > ?b))"),
        ("FILTER(?a >= ?b && ?c <= ?d)", "FILTER(!(?a < ?b) && !(?c > ?d))"),
        ("FILTER(?a <= '2019-01-01'^^xsd:date)", "FILTER(!(?a > '2019-01-01'^^xsd:date))"),
        ("FILTER('2019-01-01'^^<urn:d> <= ?a)", "FILTER(!('2019-01-01'^^<urn:d> > ?a))"),
        ("IF(?a <= ?b, ?c, ?d)", "IF(!(?a > ?b), ?c, ?d)"),
        ("FILTER(?a + ?b <= ?c)", "FILTER(?a + ?b <= ?c)"),
        ("FILTER(?a <= ?b * 2)", "FILTER(?a <= ?b * 2)"),
        ("FILTER(YEAR(?a) <= ?b)", "FILTER(YEAR(?a) <= ?b)"),
        ("FILTER(!?a <= ?b)", "FILTER(!?a <= ?b)"),
        ("'?a <= ?b'", "'?a <= ?b'"),
    ],
)
def test_comparisons_are_turned_round_where_that_is_safe(text: str, mended: str) -> None:
    assert with_plain_comparisons(text) == mended


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "PREFIX : <urn:x> CONSTRUCT { ?s :p [ :q ?o ] } WHERE { ?s :r ?o }",
            "PREFIX : <urn:x> SELECT * WHERE { ?s :r ?o }",
        ),
        ("CONSTRUCT WHERE { ?s ?p '}' }", "SELECT * WHERE { ?s ?p '}' }"),
    ],
)
def test_the_rows_behind_a_graph(text: str, rows: str) -> None:
    assert rows_behind(text) == rows


def test_dataset_clauses() -> None:
    assert dataset_clauses("SELECT * FROM <urn:a> {}") == (True, False)
    assert dataset_clauses("SELECT * FROM NAMED <urn:a> {}") == (False, True)
    assert dataset_clauses("SELECT * { ?s ?p 'FROM <urn:a>' }") == (False, False)
