"""Reading over processes and over a cluster: in order, the same as alone, and no source costs another."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.claim import Extract
from graph.errors import BadSetting, StoreUnavailable
from graph.inputs.failure import Failure
from graph.inputs.source import Item, Receipt, Settled, Source, Unchanged
from graph.loading.spread import AHEAD, FEW, read_all, spread
from graph.loading.spread_process import ReaderProcess
from graph.pipeline import Outcome, read
from tests.generate.articles import articles

SAMPLE = [Source(f"story:{article.key}", article.text.encode()) for article in articles(20)]


def test_the_same_outcomes_in_the_same_order_whoever_reads() -> None:
    alone = [read(source) for source in SAMPLE]
    assert all(isinstance(outcome.found[0], Extract) for outcome in alone)
    assert list(read_all(SAMPLE, 1)) == alone
    assert list(read_all(SAMPLE, 3)) == alone
    assert list(read_all(SAMPLE[:FEW], 3)) == alone[:FEW]


def test_what_needs_no_reading_keeps_its_place() -> None:
    receipt = Receipt("digest", "grounds")
    stored = Source("s", SAMPLE[0].data, stored=read(SAMPLE[0]).receipt)
    given: list[Item] = [
        SAMPLE[0],
        Failure("f", "fetch", "no"),
        stored,
        Unchanged("u"),
        Settled("feed", receipt),
        *SAMPLE,
    ]
    found = list(read_all(given, 2))
    assert [outcome.name for outcome in found[:5]] == [SAMPLE[0].name, "f", "s", "u", "feed"]
    assert [outcome.unchanged for outcome in found[:5]] == [False, False, True, True, False]
    assert (found[4].receipt, found[4].found) == (receipt, ())


def test_sources_are_taken_only_as_they_are_needed() -> None:
    taken = 0

    def endless() -> Iterator[Source]:
        nonlocal taken
        while True:
            taken += 1
            yield SAMPLE[taken % len(SAMPLE)]

    outcomes = spread(endless(), 2)
    for _ in range(5):
        next(outcomes)
    assert taken <= 5 + 2 * AHEAD
    outcomes.close()  # type: ignore[attr-defined]


@pytest.mark.slow
def test_a_source_that_hangs_is_a_failure_and_the_others_go_on(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    given = [*SAMPLE[:3], Source(str(tmp_path / "pipe.txt")), *SAMPLE[3:8]]
    read(SAMPLE[0])  # so that the time limit is not spent on loading the lexicon
    for found in (list(spread(given, 2, 5)), list(read_all(given[2:5], 1, 4))):
        (place,) = (number for number, outcome in enumerate(found) if outcome.name.endswith("pipe.txt"))
        failure = found[place].found[0]
        assert isinstance(failure, Failure)
        assert failure.kind == "TimeLimit"
        assert "longer than" in failure.reason
        assert all(isinstance(outcome.found[0], Extract) for outcome in found if outcome is not found[place])


@pytest.mark.parametrize(
    ("blow", "kind"), [(signal.SIGKILL, "Damaged"), (signal.SIGSEGV, "Damaged"), (signal.SIGSTOP, "TimeLimit")]
)
def test_a_process_that_dies_or_stops_is_replaced(
    tmp_path: Path, blow: signal.Signals, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.loading.spread_process.GRACE", 0.2)
    os.mkfifo(tmp_path / "pipe.txt")
    reader = ReaderProcess(4.0)
    assert reader.read(SAMPLE[0]) == read(SAMPLE[0])
    assert reader._child is not None
    threading.Timer(0.3, os.kill, [reader._child.pid, blow]).start()
    (failure,) = reader.read(Source(str(tmp_path / "pipe.txt"))).found
    assert isinstance(failure, Failure)
    assert failure.kind == kind
    assert reader.read(SAMPLE[1]) == read(SAMPLE[1])
    reader.close()


def test_a_reader_that_stumbles_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("graph.pipeline.extract_document", stumble)
    (failure,) = read(SAMPLE[0]).found
    assert isinstance(failure, Failure)
    assert "ZeroDivisionError" in failure.reason


def test_processes_end_with_the_reading() -> None:
    before = set(_children())
    outcomes = spread(SAMPLE * 10, 2)
    next(outcomes)
    assert set(_children()) - before
    outcomes.close()  # type: ignore[attr-defined]
    deadline = time.monotonic() + 5
    while set(_children()) - before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not set(_children()) - before


def _children() -> list[str]:
    """Processes that any thread of this one has started."""
    tasks = Path("/proc/self/task").glob("*/children")
    return [child for task in tasks for child in task.read_text(encoding="ascii").split()]


# ---- Dask


def test_a_scheduler_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("graph.loading.spread_cluster.CONNECT", 0.5)
    with pytest.raises(StoreUnavailable, match="no Dask scheduler"):
        list(read_all(SAMPLE, "dask://127.0.0.1:9"))


def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(BadSetting, match=r"councilgraph\[dask\]"):
        list(read_all(SAMPLE, "dask://127.0.0.1:9"))


@pytest.mark.slow
def test_a_cluster_of_two_workers_reads_the_same(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "large.txt").write_bytes(SAMPLE[0].data + b"\nMore of the example.\n" * 60_000)  # type: ignore[operator]
    (folder / "empty.txt").write_bytes(b"")
    given = [*SAMPLE, *(Source(str(path)) for path in sorted(folder.iterdir())), *SAMPLE]
    alone = [read(source) for source in given]
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, protocol="tcp") as cluster:
        address = cluster.scheduler_address.replace("tcp://", "dask://")
        assert list(read_all(given, address)) == alone
        assert _one_failure(list(read_all([*SAMPLE, Source(str(folder / "gone.txt"))], address)))


def _one_failure(found: list[Outcome]) -> bool:
    return [type(outcome.found[0]).__name__ for outcome in found] == ["Extract"] * len(SAMPLE) + ["Failure"]
