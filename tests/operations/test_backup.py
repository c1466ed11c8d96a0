"""Backups: whole, equal, made while loads run, and refused rather than half-made."""

from __future__ import annotations

import gzip
import io
import json
import resource
import sqlite3
import subprocess
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.backup.backup import back_up
from graph.backup.restore import restore, verify
from graph.errors import StoreDamaged, StoreFromFuture, StoreLocked, StoreUnavailable
from graph.library import Library
from graph.loading.drain import write
from graph.loading.drain_work import Piece, Worker
from graph.store import current_snapshot
from tests.operations.conftest import PROGRAM, article, graph_is_what_the_state_says, quads_of


@pytest.mark.slow
def test_a_restored_store_equals_the_one_backed_up(store: Path, tmp_path: Path) -> None:
    (store / "reviews.jsonl").write_text('{"whole": 1}\n{"half', encoding="utf-8")
    (store / "audit.jsonl").write_text('{"operation": "update"}\n', encoding="utf-8")
    made = back_up(store, tmp_path / "kept.tar.gz")
    found = restore(made.path, tmp_path / "again")
    assert found.version == made.version
    assert quads_of(tmp_path / "again") == quads_of(store)
    assert (tmp_path / "again" / "reviews.jsonl").read_text() == '{"whole": 1}\n'
    assert (tmp_path / "again" / "audit.jsonl").read_bytes() == (store / "audit.jsonl").read_bytes()
    (tmp_path / "again" / "reviews.jsonl").unlink()
    with Library(str(tmp_path / "again")) as library:
        assert [added.outcome for added in library.add([article(1), article(100)])] == ["unchanged", "new"]
        library.drain()
    assert graph_is_what_the_state_says(tmp_path / "again")


def test_a_folder_gets_a_dated_file_and_nothing_else(store: Path, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    place.mkdir()
    made = back_up(store, place)
    assert [entry.name for entry in place.iterdir()] == [made.path.name]
    assert not list(store.glob("*.draft"))
    assert verify(made.path).version == made.version


def test_what_was_written_over_http_is_in_it(store: Path, tmp_path: Path) -> None:
    with Library(str(store)) as library:
        library.store.update("INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 1 } }; CREATE GRAPH <urn:empty>")
        library.store.publish()
    restore(back_up(store, tmp_path / "b.tar.gz").path, tmp_path / "again")
    with Library(str(tmp_path / "again")) as library:
        assert bool(library.store.query("ASK { GRAPH <urn:g> { <urn:s> <urn:p> 1 } GRAPH <urn:empty> {} }"))


def test_a_load_that_was_cut_off_is_finished_first(store: Path, tmp_path: Path) -> None:
    with Library(str(store)) as library:
        library.add([article(50)])
        slug = next(iter(library.state.pending()))
        write(library.state, library.store, Worker(library.state).map(Piece("", (slug,))))
    restore(back_up(store, tmp_path / "b.tar.gz").path, tmp_path / "again")
    assert graph_is_what_the_state_says(tmp_path / "again")


@pytest.mark.slow
def test_backups_during_a_load_are_each_of_one_moment(store: Path, tmp_path: Path) -> None:
    stop = threading.Event()
    failures: list[BaseException] = []

    def load() -> None:
        try:
            with Library(str(store)) as library:
                for number in range(10, 400):
                    library.add([article(number)])
                    if number % 3 == 0:
                        library.drain()
                    if stop.is_set():
                        break
        except BaseException as error:
            failures.append(error)

    loader = threading.Thread(target=load)
    loader.start()
    try:
        made = [back_up(store, tmp_path / f"{number}.tar.gz", wait=60) for number in range(4)]
    finally:
        stop.set()
        loader.join()
    assert not failures
    assert made[0].version < made[-1].version
    for number, each in enumerate(made):
        restore(each.path, tmp_path / f"again-{number}")
        assert graph_is_what_the_state_says(tmp_path / f"again-{number}")


def test_a_store_that_is_never_quiet_gives_up_in_time(store: Path, tmp_path: Path) -> None:
    with Library(str(store)) as library:
        write(library.state, library.store, [("document:x", b"")])
        library.state.save_setting("graph version", str(library.store.version() + 1))
        with pytest.raises(StoreLocked, match="no backup was made"):
            back_up(store, tmp_path / "b.tar.gz", wait=0.3)
    assert [entry.name for entry in tmp_path.iterdir()] == ["store"]


def test_nothing_is_overwritten(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.tar.gz"
    target.write_text("mine")
    with pytest.raises(StoreUnavailable, match="never overwrites"):
        back_up(store, target)
    assert target.read_text() == "mine"
    target.unlink()
    back_up(store, target)
    with pytest.raises(StoreUnavailable, match="not empty"):
        restore(target, store)


@pytest.mark.parametrize("room", [200_000, 1_000_000], ids=["for nothing", "for the state"])
def test_a_full_disk_is_one_sentence_and_leaves_nothing(store: Path, tmp_path: Path, room: int) -> None:
    place = tmp_path / "small"
    place.mkdir()
    done = subprocess.run(
        [PROGRAM, "--store", str(store), "backup", str(place / "b.tar.gz")],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr.startswith("councilgraph: No backup was made at")
    assert len(done.stderr.splitlines()) == 1
    assert list(place.iterdir()) == []
    assert not list(store.glob("*.draft"))
    assert current_snapshot(store)


Spoil = Callable[[bytes], bytes]


def _repacked(data: bytes, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(data)) as old, tarfile.open(fileobj=out, mode="w:gz") as new:
        for member in old:
            content = old.extractfile(member)
            assert content is not None
            changed = change(member.name, content.read())
            if changed:
                info = tarfile.TarInfo(changed[0])
                info.size = len(changed[1])
                new.addfile(info, io.BytesIO(changed[1]))
    return out.getvalue()


def _manifest(**values: object) -> Spoil:
    def change(name: str, data: bytes) -> tuple[str, bytes]:
        return name, json.dumps(json.loads(data) | values).encode() if name == "manifest.json" else data

    return lambda data: _repacked(data, change)


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        pytest.param(lambda data: data[: len(data) // 2], StoreDamaged, id="cut off"),
        pytest.param(lambda data: data[:-2000] + bytes(2000), StoreDamaged, id="zeros at the end"),
        pytest.param(lambda data: b"not a backup at all", StoreDamaged, id="text"),
        pytest.param(lambda data: gzip.compress(b"neither"), StoreDamaged, id="gzip of text"),
        pytest.param(lambda data: b"", StoreDamaged, id="empty"),
        pytest.param(
            lambda data: _repacked(data, lambda n, d: (n, d[:-1] + b"?") if n == "state.sqlite" else (n, d)),
            StoreDamaged,
            id="a byte changed",
        ),
        pytest.param(
            lambda data: _repacked(data, lambda n, d: None if n == "version" else (n, d)),
            StoreDamaged,
            id="a file lost",
        ),
        pytest.param(
            lambda data: _repacked(data, lambda n, d: ("../outside", d) if n == "version" else (n, d)),
            StoreDamaged,
            id="a way out",
        ),
        pytest.param(_manifest(format=99), StoreFromFuture, id="newer backup"),
        pytest.param(_manifest(store_format=99), StoreFromFuture, id="newer store"),
    ],
)
def test_a_spoilt_backup_is_refused_and_leaves_nothing(
    store: Path, tmp_path: Path, spoil: Spoil, error: type[Exception]
) -> None:
    good = back_up(store, tmp_path / "good.tar.gz").path
    bad = tmp_path / "bad.tar.gz"
    bad.write_bytes(spoil(good.read_bytes()))
    with pytest.raises(error):
        verify(bad)
    with pytest.raises(error):
        restore(bad, tmp_path / "again")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["bad.tar.gz", "good.tar.gz", "store"]


def test_the_state_in_it_opens_on_its_own(store: Path, tmp_path: Path) -> None:
    with tarfile.open(back_up(store, tmp_path / "b.tar.gz").path) as archive:
        archive.extract("state.sqlite", tmp_path, filter="data")
    with sqlite3.connect(tmp_path / "state.sqlite") as state:
        assert state.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert state.execute("SELECT count(*) FROM document").fetchone()[0] == 8
    state.close()
