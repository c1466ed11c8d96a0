"""Makes the downloads of the present snapshot: `python -m server.operations.making STORE MEGABYTES`.

A process of its own, with low priority, one at a time. It keeps the version before, so that a download under way can be
resumed, and never takes more room than it is given: what does not fit is left out and said so in the index.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import gzip
import hashlib
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import msgspec
import pyoxigraph as ox

from graph.backup.backup import hold_files
from graph.errors import CouncilgraphError
from graph.store import current_snapshot
from graph.store.protocol import Snapshot
from ontology import NS
from server.operations import log
from server.operations.shelf import INDEX, SUMS, Edition, Item, LeftOut, Shelf
from server.operations.table import Table, tables, write_table

GRAPHS = {"nq": (ox.RdfFormat.N_QUADS, "N-Quads"), "trig": (ox.RdfFormat.TRIG, "TriG")}
Writer = Callable[[IO[bytes]], int | None]


class _Full(Exception):
    """No room is left."""


class _Measured(io.RawIOBase):
    """Passes on what is written while there is room, and takes its checksum."""

    def __init__(self, out: IO[bytes], room: int) -> None:
        self._out, self._room = out, room
        self.size, self.digest = 0, hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        chunk = bytes(data)  # type: ignore[call-overload]
        self.size += len(chunk)
        if self.size > self._room:
            raise _Full
        self.digest.update(chunk)
        return self._out.write(chunk)


def make(store: Path, room: int) -> Edition | None:
    """The edition of the present snapshot, made if it is not there; None if another process is making it or there are no data."""
    snapshot = current_snapshot(store)
    shelf = Shelf.of(store)
    if snapshot is None or not room:
        return None
    if found := shelf.edition(snapshot.version):
        return found
    shelf.folder.mkdir(exist_ok=True)
    with _only_one(shelf) as mine:
        if not mine:
            return None
        _forget(shelf, room)
        held = shelf.folder / "snapshot.draft"
        while not hold_files(snapshot, held):
            snapshot = current_snapshot(store) or snapshot
        try:
            return _edition(snapshot, held, shelf, room)
        finally:
            shutil.rmtree(held, ignore_errors=True)


def _edition(snapshot: Snapshot, held: Path, shelf: Shelf, room: int) -> Edition:
    room -= sum(path.stat().st_size for path in shelf.folder.glob("*/*") if path.is_file() and path.parent != held)
    draft = shelf.folder / f"{snapshot.version}.draft"
    draft.mkdir()
    date = dt.datetime.fromtimestamp(snapshot.path.stat().st_mtime, dt.UTC).date().isoformat()
    graph = ox.Store.read_only(str(held))
    items: list[Item] = []
    left_out: list[LeftOut] = []
    for key, media_type, content, write in _wanted(graph):
        name = key.replace(".", f"-{date}.", 1)
        try:
            with (draft / name).open("xb") as out:
                measured = _Measured(out, room)
                rows = write(measured)  # type: ignore[arg-type]
        except (_Full, OSError) as error:
            (draft / name).unlink(missing_ok=True)
            reason = error.strerror if isinstance(error, OSError) else "it is larger than the room for downloads"
            left_out.append(LeftOut(key, reason or str(error)))
            continue
        items.append(Item(key, name, media_type, measured.size, measured.digest.hexdigest(), content, rows))
        room -= measured.size
    made = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    edition = Edition(snapshot.version, date, made, tuple(items), tuple(left_out))
    (draft / SUMS).write_text("".join(f"{item.sha256}  {item.name}\n" for item in items), encoding="ascii")
    (draft / INDEX).write_bytes(msgspec.json.format(msgspec.json.encode(edition), indent=1) + b"\n")
    draft.rename(shelf.folder / str(snapshot.version))
    return edition


def _wanted(graph: ox.Store) -> Iterator[tuple[str, str, str, Writer]]:
    """Key, media type, content and writer of every file, the small ones first."""
    for table in tables():
        yield table.key, "text/csv", f"{table.row}, as CSV", _table_writer(table, graph)
    for ending, (form, name) in GRAPHS.items():
        content = f"Everything: register, schemes, documents, readings as named graphs, agreed view; {name}, gzipped"
        yield f"councilgraph.{ending}.gz", "application/gzip", content, _graph_writer(form, graph)


def _table_writer(table: Table, graph: ox.Store) -> Writer:
    def write(out: IO[bytes]) -> int:
        buffered = io.BufferedWriter(out, 1 << 16)
        with io.TextIOWrapper(buffered, encoding="utf-8", newline="", write_through=False) as text:
            return write_table(table, graph, text)

    return write


def _graph_writer(form: ox.RdfFormat, graph: ox.Store) -> Writer:
    def write(out: IO[bytes]) -> None:
        with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=6, mtime=0, filename="") as packed:
            graph.dump(cast("IO[bytes]", packed), form, prefixes=dict(NS) if form == ox.RdfFormat.TRIG else None)

    return write


def _forget(shelf: Shelf, room: int) -> None:
    """Drop drafts of processes that died and all versions but the newest; that one too if it takes more than half."""
    for path in shelf.folder.glob("*.draft"):
        shutil.rmtree(path, ignore_errors=True)
    for place, version in enumerate(shelf.versions()):
        folder = shelf.folder / str(version)
        size = sum(path.stat().st_size for path in folder.iterdir())
        if place or size > room // 2:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _only_one(shelf: Shelf) -> Iterator[bool]:
    with (shelf.folder / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


def main() -> None:
    """The process; ends with 1 if nothing could be made."""
    os.nice(10)
    try:
        make(Path(sys.argv[1]), int(sys.argv[2]) << 20)
    except (CouncilgraphError, OSError) as error:
        log.write_line("downloads", {"problem": str(error)})
        sys.exit(1)


if __name__ == "__main__":
    main()
