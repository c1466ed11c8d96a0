"""QueryService over real processes: answers, failures, deadlines, kills, generations."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from graph.errors import BadQuery
from server.query import Kind, QueryService
from server.query.failures import (
    AnswerTooLarge,
    DeadlinePassed,
    Forbidden,
    MemoryExhausted,
    NotAcceptable,
    QueryFailure,
    Refused,
    Unserialisable,
    WorkerLost,
)
from server.query.limits import QueryLimits
from tests.server.conftest import CROSS_PRODUCT, EX, make_store, start_service


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QueryService]:
    """A service whose deadline is far away, for what takes long on a machine that has other things to do."""
    store = make_store(tmp_path_factory.mktemp("patient") / "store")
    found = start_service(store, QueryLimits(deadline=30.0, memory_mb=256))
    yield found
    found.close()


def test_rows_are_terms(service: QueryService) -> None:
    rows = service.select("SELECT ?s ?n ?none { ?s ?p ?n } ORDER BY ?n LIMIT 2")
    assert rows.variables == ("s", "n", "none")
    assert [row["n"] for row in rows] == [ox.Literal(1), ox.Literal(2)]
    assert rows.rows[0]["s"] == ox.NamedNode(f"{EX}thing/1")
    assert "none" not in rows.rows[0]
    assert not rows.truncated


@pytest.mark.parametrize(("most", "truncated"), [(1, True), (265, True), (266, False), (267, False)])
def test_more_rows_than_wanted_are_left_out_and_that_is_said(
    service: QueryService, most: int, *, truncated: bool
) -> None:
    rows = service.select("SELECT * { ?s ?p ?o }", max_rows=most)
    assert (len(rows), rows.truncated) == (min(most, 266), truncated)


def test_values_are_terms_and_never_syntax(service: QueryService) -> None:
    text = "SELECT * { ?s ?p ?n }"
    thing = ox.NamedNode(f"{EX}thing/4")
    assert [row["n"] for row in service.select(text, substitutions={"s": thing})] == [ox.Literal(4)]
    nasty = ox.Literal('" } UNION { ?a ?b ?c')
    assert len(service.select(text, substitutions={"n": nasty})) == 0


def test_the_default_graph_is_not_the_union(service: QueryService) -> None:
    assert not service.ask("ASK { <http://example.org/thing/3> ?p ?o }")
    assert service.ask("ASK { GRAPH ?g { <http://example.org/thing/3> ?p ?o } }")


def test_graphs_come_as_triples(service: QueryService) -> None:
    assert len(service.construct("CONSTRUCT WHERE { ?s ?p 4 }")) == 1
    answer = service.query("DESCRIBE <http://example.org/thing/4>", graph_format="text/turtle", abbreviate=True)
    assert answer.kind is Kind.GRAPH
    assert f"<{EX}value> 4".encode() in answer.read()


def test_errors_have_their_place(service: QueryService) -> None:
    with pytest.raises(BadQuery) as caught:
        service.select("SELECT * {\n  ?s ?p }")
    assert (caught.value.line, caught.value.column) == (2, 10)


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { } }", Forbidden),
        ("CONSTRUCT WHERE { ?s ?p ?o }", NotAcceptable),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", AnswerTooLarge),
        (CROSS_PRODUCT, DeadlinePassed),
    ],
)
def test_failures_say_which(service: QueryService, query: str, error: type[QueryFailure]) -> None:
    with pytest.raises(error):
        service.query(query, graph_format="").read()


def test_memory_has_a_limit(patient: QueryService) -> None:
    doubling = "SELECT (STRLEN(?z) AS ?n) { BIND('" + "x" * 1000 + "' AS ?a) "
    for one, two in zip("abcdefg", "bcdefgz", strict=True):
        doubling += f"BIND(CONCAT({', '.join([f'?{one}'] * 8)}) AS ?{two}) "
    with pytest.raises((MemoryExhausted, WorkerLost)):
        patient.select(doubling + "}")
    assert patient.ask("ASK {}")


def test_a_format_that_cannot_hold_the_answer_says_so(service: QueryService) -> None:
    query = "CONSTRUCT { ?s ?p <<( ?s ?p ?o )>> } WHERE { ?s ?p ?o }"
    with pytest.raises(Unserialisable):
        service.query(query, graph_format="application/ld+json").read()


def test_the_deadline_holds_and_others_are_answered(service: QueryService) -> None:
    outcomes: list[type[BaseException] | None] = []

    def heavy(number: int) -> None:
        failed: type[BaseException] | None = None
        try:
            service.query(f"{CROSS_PRODUCT} # {number}", client=f"heavy {number}").read()
        except QueryFailure as error:
            failed = type(error)
        outcomes.append(failed)

    threads = [threading.Thread(target=heavy, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    assert all(service.ask("ASK { ?s ?p 4 }", client="light") for _ in range(30))
    for thread in threads:
        thread.join()
    assert set(outcomes) <= {DeadlinePassed, Refused}
    assert DeadlinePassed in outcomes
    assert service.condition().slow_running == 0


def test_a_known_long_query_of_one_client_is_refused_when_it_has_enough(patient: QueryService) -> None:
    errors: list[QueryFailure] = []

    def ask() -> None:
        try:
            patient.query(CROSS_PRODUCT, client="greedy", deadline=3.0).read()
        except QueryFailure as error:
            errors.append(error)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = [error for error in errors if isinstance(error, Refused)]
    assert any(error.own_fault and error.retry_after > 0 for error in refused)
