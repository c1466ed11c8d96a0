"""Bringing a graph up to date: by several processes as by one, again after it broke off, and with its writers' end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import StoreUnavailable
from graph.library import Library
from graph.loading import drain, drain_work
from graph.loading.drain_work import Piece
from graph.loading.whole import graph_of
from graph.mapping.document import shared
from ontology import BASE
from tests.graph.resolution.test_inspections import ALL
from tests.graph.test_library import content

PERSON = f"<{BASE}id/person/leeds-jane-example> <http://xmlns.com/foaf/0.1/name> "
READING = f"<{BASE}id/reading/0123456789abcdef>"
NOTHING_LEFT = (
    "import sys, time; from graph.loading.drain_work import Workers; from graph.state import State; from pathlib import Path\n"
    "with Workers(State(Path(sys.argv[1])), 2) as workers:\n"
    "    list(workers.resolve(['x'] * 4)); print(*workers._pool._processes, flush=True); time.sleep(60)\n"
)


@pytest.mark.slow
def test_several_processes_make_the_same_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drain, "MANY", 1)
    monkeypatch.setattr(drain, "WRITE_BYTES", 1)
    with Library(str(tmp_path / "store"), processes=2) as library:
        library.add(ALL)
        library.drain()
        assert content(library) == graph_of(ALL)
        assert library.state.pending() == library.state.dirty_scopes() == ()


@pytest.mark.slow
def test_a_process_that_dies_is_told_and_the_next_load_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drain, "MANY", 1)
    with Library(str(tmp_path / "store"), processes=2) as library:
        library.add(ALL)
        with monkeypatch.context() as broken:
            broken.setattr("graph.loading.drain_work._do", _die_mapping)
            with pytest.raises(StoreUnavailable, match="load again"):
                library.drain()
        library.drain()
        assert content(library) == graph_of(ALL)


@pytest.mark.slow
def test_processes_end_with_a_loader_that_was_killed(tmp_path: Path) -> None:
    loader = subprocess.Popen(
        [sys.executable, "-c", NOTHING_LEFT, str(tmp_path / "state.sqlite")], stdout=subprocess.PIPE, text=True
    )
    assert loader.stdout
    workers = [int(word) for word in loader.stdout.readline().split()]
    loader.send_signal(signal.SIGKILL)
    loader.communicate()
    until = time.monotonic() + 30
    while time.monotonic() < until and any(_lives(worker) for worker in workers):
        time.sleep(0.1)
    assert len(workers) == 2
    assert not [worker for worker in workers if _lives(worker)]


def _die_mapping(task: Callable[[drain_work.Worker, object], object], item: object) -> object:
    if isinstance(item, Piece):
        os._exit(9)
    return drain_work._do(task, item)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_a_write_that_is_done_again_changes_nothing(tmp_path: Path) -> None:
    with Library(str(tmp_path / "store")) as library:
        library.add(ALL)
        version = library.drain()
        library.state.mark_pending([document.slug for document in library.state.documents()])
        assert library.drain() == version
        assert content(library) == graph_of(ALL)


@pytest.mark.parametrize(
    ("line", "counted"),
    [
        (f'{PERSON}"Jane Example" .\n', True),
        (f'{PERSON}"Jane Example" {READING} .\n', False),
        (f"<{BASE}id/disagreement/x> <{BASE}ns#conflictingReading> {READING} .\n", False),
        (f"<{BASE}id/document/a> <{BASE}ns#nearDuplicateOf> <{BASE}id/document/b> .\n", True),
        (f"<{BASE}id/document/a> <{BASE}ns#address> <{BASE}id/document/b> .\n", False),
        (f"<{BASE}id/council/leeds> <{BASE}ns#about> <{BASE}id/person/leeds-jane-example> .\n", False),
    ],
)
def test_what_several_documents_may_state_is_told_by_its_line(line: str, counted: bool) -> None:
    assert bool(shared([line.encode()])) is counted


def test_a_line_stays_for_as_long_as_somebody_holds_it(tmp_path: Path) -> None:
    line, other = b"<urn:a> <urn:b> <urn:c> .\n", b"<urn:d> <urn:b> <urn:c> .\n"
    none: Counter[bytes] = Counter()
    with Library(str(tmp_path / "store")) as library:
        partitions = library.state.partitions
        assert partitions.count(none, Counter({line: 2, other: 1})) == (set(), {line, other})
        assert partitions.count(Counter({line: 1}), none) == (set(), set())
        assert partitions.count(Counter({line: 1, other: 1}), Counter({other: 1})) == ({line}, set())
        assert partitions.count(none, Counter({line: 1})) == (set(), {line})
