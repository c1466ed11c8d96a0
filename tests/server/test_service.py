"""QueryService over real processes: answers, failures, deadlines, kills, generations."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.errors import BadQuery
from graph.store import Change, open_store
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
from server.query.link import Link
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
    outcomes: list[tuple[type[BaseException] | None, float]] = []

    def heavy(number: int) -> None:
        began = time.monotonic()
        failed: type[BaseException] | None = None
        try:
            service.query(f"{CROSS_PRODUCT} # {number}", client=f"heavy {number}").read()
        except QueryFailure as error:
            failed = type(error)
        outcomes.append((failed, time.monotonic() - began))

    threads = [threading.Thread(target=heavy, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    light = [_timed(lambda: service.ask("ASK { ?s ?p 4 }", client="light")) for _ in range(30)]
    for thread in threads:
        thread.join()
    assert all(failed in (DeadlinePassed, Refused) for failed, _ in outcomes)
    assert DeadlinePassed in [failed for failed, _ in outcomes]
    assert max(seconds for _, seconds in outcomes) < 2.0
    assert sorted(light)[15] < 0.2
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


def test_killed_workers_are_replaced(service: QueryService) -> None:
    for _ in range(5):
        assert service.ask("ASK {}")
        for pid in _workers():
            _kill(pid)
        outcomes = [_answered(service) for _ in range(4)]
        assert outcomes[-1]
    assert service.ask("ASK {}")


def test_a_killed_nursery_is_replaced(tmp_path: Path) -> None:
    service = start_service(make_store(tmp_path / "store"))
    try:
        assert service.ask("ASK {}")
        for pid in _children(_children(os.getpid(), b"query.broker")[-1], b"query.nursery"):
            _kill(pid)
        time.sleep(0.1)
        assert _eventually(lambda: _answered(service))
    finally:
        service.close()


@pytest.mark.slow
def test_generations_change_under_load_and_nothing_fails(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store")
    service = start_service(folder, QueryLimits(deadline=10))
    errors: list[BaseException] = []
    seen: list[int] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                rows = service.select("SELECT ?n { <urn:counter> <urn:at> ?n }")
                seen.append(int(str(rows.rows[0]["n"]).split('"')[1]) if rows.rows else 0)
            except BaseException as error:
                errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for thread in readers:
        thread.start()
    for number in range(1, 9):
        counter = ox.Quad(ox.NamedNode("urn:counter"), ox.NamedNode("urn:at"), ox.Literal(number), ox.DefaultGraph())
        with open_store(str(folder)) as store:
            old = {quad for quad in store.quads() if quad.subject == counter.subject}
            store.apply(Change(frozenset(old), frozenset({counter})))
            version = store.publish().version
        if number % 2:
            assert service.wait_for(version, 10)
    assert service.wait_for(version, 10)
    time.sleep(0.5)
    stop.set()
    for thread in readers:
        thread.join()
    try:
        assert errors == []
        assert seen[-1] == 8
        assert set(seen) <= set(range(9))
        assert _eventually(lambda: len(_children(_children(os.getpid(), b"query.broker")[-1], b"query.nursery")) == 1)
    finally:
        service.close()


def test_writes_are_seen_by_the_next_query(tmp_path: Path) -> None:
    service = start_service(make_store(tmp_path / "store"))
    try:
        before = service.version
        written = service.update("INSERT DATA { <urn:a> <urn:b> 1 }")
        assert written.version > before
        assert service.version >= written.version
        assert service.ask("ASK { <urn:a> <urn:b> 1 }")
        with pytest.raises(BadQuery) as caught:
            service.update("INSERT DATA { <urn:a> }")
        assert caught.value.line == 1
        with pytest.raises(Forbidden):
            service.update("LOAD <http://127.0.0.1:1/>")
        assert service.update("DROP ALL").version > written.version
        assert len(service.select("SELECT * { ?s ?p ?o }")) == 0
    finally:
        service.close()


def test_a_large_snapshot_is_read_from_disk(tmp_path: Path) -> None:
    service = start_service(make_store(tmp_path / "store"), QueryLimits(in_memory_mb=0, deadline=1.0))
    try:
        assert len(service.select("SELECT * { ?s ?p ?o }")) == 266
        condition = service.condition()
        assert not condition.in_memory
        assert condition.isolation.get("network", True)
        with pytest.raises(DeadlinePassed):
            service.select(CROSS_PRODUCT)
        assert service.ask("ASK { ?s ?p 4 }")
    finally:
        service.close()


def test_an_empty_store_answers(tmp_path: Path) -> None:
    open_store(str(tmp_path / "store")).close()
    service = start_service(tmp_path / "store", QueryLimits())
    try:
        assert len(service.select("SELECT * { ?s ?p ?o }")) == 0
        assert service.update("INSERT DATA { <urn:a> <urn:b> 1 }").version
        assert service.ask("ASK { <urn:a> <urn:b> 1 }")
    finally:
        service.close()


def test_closing_leaves_no_process(tmp_path: Path) -> None:
    before = set(_descendants(os.getpid()))
    service = start_service(make_store(tmp_path / "store"))
    service.ask("ASK {}")
    mine = set(_descendants(os.getpid())) - before
    assert len(mine) >= 3
    service.close()
    assert _eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in mine))


def test_links_refuse_politely_when_the_broker_is_gone(tmp_path: Path) -> None:
    from graph.errors import StoreUnavailable
    from server.query import wire

    with pytest.raises(StoreUnavailable, match="not running"):
        Link(tmp_path).call(wire.Report())


def _timed(action: Callable[[], object]) -> float:
    began = time.monotonic()
    action()
    return time.monotonic() - began


def _answered(service: QueryService) -> bool:
    try:
        return service.ask("ASK {}")
    except QueryFailure:
        return False


def _eventually(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.1)
    return False


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _children(parent: int, mark: bytes) -> list[int]:
    found = Path(f"/proc/{parent}/task").glob("*/children")
    children = [int(pid) for path in found for pid in path.read_text().split()]
    return sorted(pid for pid in children if mark in _command_of(pid))


def _command_of(pid: int) -> bytes:
    """The process may have ended since it was listed."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def _descendants(parent: int) -> list[int]:
    children = _children(parent, b"")
    return children + [pid for child in children for pid in _descendants(child)]


def _workers() -> list[int]:
    """Grandchildren of every broker of this process: the forks of its nurseries."""
    brokers = _children(os.getpid(), b"query.broker")
    nurseries = [pid for broker in brokers for pid in _children(broker, b"query.nursery")]
    return [pid for nursery in nurseries for pid in _children(nursery, b"")]
