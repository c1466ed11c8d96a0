"""The processes behind a QueryService: kills, generations, snapshots on disk, the end."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.errors import BadQuery, StoreUnavailable
from graph.store import Change, open_store
from server.query import QueryService, wire
from server.query.failures import DeadlinePassed, Forbidden, QueryFailure
from server.query.limits import QueryLimits
from server.query.link import Link
from tests.server.conftest import CROSS_PRODUCT, make_store, start_service


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
    with pytest.raises(StoreUnavailable, match="not running"):
        Link(tmp_path).call(wire.Call("report"))


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
