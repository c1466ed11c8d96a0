"""The default store: pyoxigraph on disk, one writer at a time, and snapshots for readers.

    STORE/councilgraph.json   format of the folder and the version of the program that made it
    STORE/lock                held by the process that writes
    STORE/version             number of changes so far
    STORE/graph/              RocksDB, opened by the writer only
    STORE/snapshots/<n>/      copies (hard links) that readers open; CURRENT names the newest
    STORE/state.sqlite        source texts, claims and reviews: see graph.state

Opening a RocksDB folder beside a live writer is undefined, so readers never touch `graph/`.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from importlib.metadata import version as distribution_version
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from graph.errors import BadQuery, StoreDamaged, StoreFromFuture, StoreLocked, StoreUnavailable
from graph.store.protocol import Change, Snapshot
from graph.store.update_text import change_text
from ontology import BASE

FORMAT = 1
MARKER = "councilgraph.json"
DATASET = ox.NamedNode(f"{BASE}dataset")
KEPT_SNAPSHOTS = 3
MANY = 5000  # so many quads go to files of their own, past the log and the buffers in memory, which grow with a load
DUMPS = {
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
}


class EmbeddedStore:
    """A folder on this machine, open for writing; use as a context manager or call close()."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self._path = path
        _check_format(path, create=create)
        self._lock = take_lock(path)
        try:
            self._graph = ox.Store(str(path / "graph"))
        except (OSError, RuntimeError) as error:
            self._lock.close()
            raise StoreDamaged(f"The graph in {path} cannot be opened: {error}.") from error

    def __enter__(self) -> EmbeddedStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def location(self) -> str:
        """The folder."""
        return str(self._path)

    def version(self) -> int:
        """Number of changes since the store was made; kept beside the graph, where no update can reach it."""
        try:
            return int((self._path / "version").read_text(encoding="ascii"))
        except FileNotFoundError:
            return max(_snapshot_numbers(self._path / "snapshots"), default=0)
        except ValueError as error:
            raise StoreDamaged(f"{self._path / 'version'} is not a number.") from error

    def query(self, text: str) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        """Answer a query of our own; raises BadQuery."""
        try:
            return self._graph.query(text)
        except SyntaxError as error:
            raise BadQuery(str(error)) from error

    def apply(self, change: Change) -> int:
        """Take out and put in, in one transaction; no change, no new version."""
        removed, added = change.removed - change.added, change.added
        if not removed and not added:
            return self.version()
        now = self._next_version()
        if removed:
            self._graph.update(change_text(removed, added))
        elif len(added) < MANY:
            self._graph.extend(added)
        else:
            self._graph.bulk_extend(added)
        return now

    def update(self, text: str) -> int:
        """Run an update of a trusted client in one transaction; raises BadQuery. The caller has checked LOAD and SERVICE."""
        now = self._next_version()
        try:
            self._graph.update(text)
        except SyntaxError as error:
            raise BadQuery(str(error)) from error
        return now

    def load_graph(self, data: bytes, media_format: ox.RdfFormat, graph: str | None, *, replace: bool) -> int:
        """Add a document of triples to one graph (None: the default graph), after emptying it if asked."""
        target = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        triples = ox.parse(data, format=media_format, rename_blank_nodes=True)
        added = {ox.Quad(t.subject, t.predicate, t.object, target) for t in triples}
        removed = set(self._graph.quads_for_pattern(None, None, None, target)) if replace else set()
        return self.apply(Change(frozenset(removed), frozenset(added)))

    def quads(self, graphs: Iterable[str] | None = None) -> Iterator[ox.Quad]:
        """All quads, or those of the named graphs given."""
        if graphs is None:
            yield from self._graph
            return
        for name in graphs:
            yield from self._graph.quads_for_pattern(None, None, None, ox.NamedNode(name))

    def __len__(self) -> int:
        return len(self._graph)

    def dump(self, out: IO[bytes], media_type: str) -> None:
        """Write everything as N-Quads or TriG."""
        self._graph.dump(out, DUMPS[media_type])

    def publish(self) -> Snapshot:
        """Make the present state the one that readers open; the last few snapshots stay for readers in flight."""
        version = self.version()
        folder = self._path / "snapshots"
        folder.mkdir(exist_ok=True)
        target = folder / str(version)
        if not target.exists():
            self._graph.flush()
            draft = folder / f"{version}.draft"
            shutil.rmtree(draft, ignore_errors=True)
            self._graph.backup(str(draft))
            draft.rename(target)
        write_whole(folder / "CURRENT", str(version))
        _forget_old(folder)
        return Snapshot(target, version)

    def close(self) -> None:
        """Release the graph and the lock."""
        with contextlib.suppress(AttributeError):
            del self._graph
        self._lock.close()

    def _next_version(self) -> int:
        """Counted before the change is made: after a crash between the two a number is left out, which harms nobody."""
        now = self.version() + 1
        write_whole(self._path / "version", str(now))
        return now


def current_snapshot(path: Path) -> Snapshot | None:
    """The newest snapshot of the store in `path`, None before the first load; raises StoreUnavailable."""
    if not path.is_dir():
        raise StoreUnavailable(f"There is no store at {path}.")
    _check_format(path, create=False)
    try:
        version = int((path / "snapshots" / "CURRENT").read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise StoreDamaged(f"{path / 'snapshots' / 'CURRENT'} does not name a snapshot.") from error
    return Snapshot(path / "snapshots" / str(version), version)


def found_format(path: Path) -> int | None:
    """Format of the store in a folder, None where there is none; raises StoreDamaged."""
    marker = path / MARKER
    if not marker.is_file():
        return None
    try:
        return int(json.loads(marker.read_text(encoding="utf-8"))["format"])
    except (ValueError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise StoreDamaged(f"{marker} cannot be read, so nothing in {path} was touched.") from error


def _check_format(path: Path, *, create: bool) -> None:
    if path.exists() and not path.is_dir():
        raise StoreUnavailable(f"{path} is a file, not the folder of a store.")
    found = found_format(path)
    if found is not None:
        if found > FORMAT:
            raise StoreFromFuture(
                f"The store in {path} was written by a newer version of councilgraph (format {found})."
            )
        if found < FORMAT:
            raise StoreUnavailable(
                f"The store in {path} has format {found} of an older version: copy it, then run `councilgraph migrate`."
            )
        return
    if not create:
        raise StoreUnavailable(f"There is no store at {path}.")
    if path.is_dir() and any(entry.name != "lock" for entry in path.iterdir()):
        raise StoreUnavailable(f"{path} is not empty and not a store of councilgraph.")
    try:
        path.mkdir(parents=True, exist_ok=True)
        write_whole(
            path / MARKER, json.dumps({"format": FORMAT, "made by": distribution_version("councilgraph")}) + "\n"
        )
    except OSError as error:
        raise StoreUnavailable(f"No store can be made at {path}: {error.strerror}.") from error


def take_lock(path: Path) -> IO[str]:
    """The right to write, held until the file is closed; raises StoreLocked with the holder."""
    try:
        handle = (path / "lock").open("a+", encoding="ascii")
    except OSError as error:
        raise StoreUnavailable(f"The store in {path} is not writable: {error.strerror}.") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        handle.seek(0)
        holder = handle.read().strip()
        handle.close()
        raise StoreLocked(
            f"The store in {path} is being written by another process ({holder or 'unknown'})."
        ) from error
    handle.truncate(0)
    handle.write(f"process {os.getpid()}")
    handle.flush()
    return handle


def write_whole(path: Path, text: str) -> None:
    """Write a file so that after a crash it is the old one or the new one."""
    draft = path.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(path)


def _forget_old(folder: Path) -> None:
    for number in sorted(_snapshot_numbers(folder), reverse=True)[KEPT_SNAPSHOTS:]:
        shutil.rmtree(folder / str(number), ignore_errors=True)


def _snapshot_numbers(folder: Path) -> list[int]:
    return [int(entry.name) for entry in folder.iterdir() if entry.name.isdigit()] if folder.is_dir() else []
