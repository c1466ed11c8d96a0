"""The default store: pyoxigraph on disk, one writer at a time, and snapshots for readers.

    STORE/councilgraph.json   format of the folder and the version of the program that made it
    STORE/lock                held by the process that writes
    STORE/version             number of changes so far
    STORE/graph/              RocksDB, opened by the writer only
    STORE/snapshots/<n>/      copies (hard links) that readers open; CURRENT names the newest
    STORE/snapshots/change-<n>.ru  the update that led from the version before to this one, if it is small and can be replayed
    STORE/state.sqlite        source texts, claims and reviews: see graph.state

Opening a RocksDB folder beside a live writer is undefined, so readers never touch `graph/`.
"""

from __future__ import annotations

import contextlib
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from graph.errors import BadQuery, StoreDamaged, StoreUnavailable
from graph.store.folder import check_format, take_lock, write_whole
from graph.store.protocol import DUMPS, Change, Result, Snapshot
from graph.store.snapshots import current_snapshot, forget_old, keep_change, snapshot_numbers
from ontology import BASE

DATASET = ox.NamedNode(f"{BASE}dataset")
MANY = 5000  # so many quads go to files of their own, past the log and the buffers in memory, which grow with a load


class EmbeddedStore:
    """A folder on this machine, open for writing; use as a context manager or call close()."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self._path = path
        check_format(path, create=create)
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
            return max(snapshot_numbers(self._path / "snapshots"), default=0)
        except ValueError as error:
            raise StoreDamaged(f"{self._path / 'version'} is not a number.") from error

    def query(self, text: str) -> Result:
        """Answer a query of our own; raises BadQuery."""
        return _answer(self._graph, text)

    def apply(self, change: Change) -> int:
        """Take out and put in; no change, no new version. In one transaction unless there is much to put in, which readers
        see with the next snapshot and a caller that was killed has to give again.
        """
        removed, added = change.removed - change.added, change.added
        if not removed and not added:
            return self.version()
        now = self._next_version()
        many = len(added) >= MANY
        if removed:
            self._graph.update(change_text(removed, () if many else added))
        if many:
            self._graph.bulk_extend(added)
        elif not removed:
            self._graph.extend(added)
        if len(removed) + len(added) < MANY and "_:" not in (text := change_text(removed, added)):
            keep_change(self._path / "snapshots", now, text)
        return now

    def update(self, text: str, *, replayable: bool = False) -> int:
        """Run an update of a trusted client in one transaction; raises BadQuery. The caller has checked LOAD and SERVICE, and
        whether it does the same to any copy of the graph.
        """
        now = self._next_version()
        try:
            self._graph.update(text)
        except SyntaxError as error:
            raise BadQuery(str(error)) from error
        if replayable:
            keep_change(self._path / "snapshots", now, text)
        return now

    def quads(self) -> Iterator[ox.Quad]:
        """All quads."""
        return iter(self._graph)

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
        forget_old(folder)
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


class SnapshotReader:
    """The newest snapshot in a folder; it stays the same while the store is written."""

    def __init__(self, path: Path) -> None:
        snapshot = current_snapshot(path)
        if snapshot is None:
            raise StoreUnavailable(f"Nothing was ever loaded into {path}.")
        self.location, self.version = str(path), snapshot.version
        self._graph = ox.Store.read_only(str(snapshot.path))

    def query(self, text: str) -> Result:
        """Answer a query; raises BadQuery."""
        return _answer(self._graph, text)

    def local(self) -> ox.Store:
        """The snapshot itself."""
        return self._graph

    def dump(self, out: IO[bytes], media_type: str) -> None:
        """Write everything as N-Quads or TriG."""
        self._graph.dump(out, DUMPS[media_type])


def _answer(graph: ox.Store, text: str) -> Result:
    try:
        return graph.query(text)
    except SyntaxError as error:
        raise BadQuery(f"The query does not parse: {error}.") from error


def change_text(removed: Iterable[ox.Quad], added: Iterable[ox.Quad]) -> str:
    """A change as one update, so in one transaction; terms are written by the engine's own serialiser, so none can break out."""
    parts = []
    if body := _data(removed):
        parts.append(f"DELETE DATA {{\n{body}}}")
    if body := _data(added):
        parts.append(f"INSERT DATA {{\n{body}}}")
    return ";\n".join(parts)


def _data(quads: Iterable[ox.Quad]) -> str:
    graphs: dict[ox.NamedNode | ox.BlankNode | ox.DefaultGraph, list[str]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name].append(f"{quad.subject} {quad.predicate} {quad.object} .\n")
    return "".join(
        "".join(lines) if isinstance(graph, ox.DefaultGraph) else f"GRAPH {graph} {{\n{''.join(lines)}}}\n"
        for graph, lines in graphs.items()
    )
