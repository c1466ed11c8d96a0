"""A backup of a store in one file, consistent while a load is running and while the server serves.

Graph and state must be of one moment. Every change of the graph by the library leaves the graph's version in the state, in
the transaction that records the change; so a snapshot that is at least as new as the version found in the state, and was
published before the state was looked at, holds exactly what the state says. Between the drains of a load this is so at
once; during one the backup waits for its end.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
import shutil
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version as distribution_version
from pathlib import Path

from graph.backup import archive as backup_archive
from graph.backup.archive import Manifest, entry_of, write_archive
from graph.backup.remote import GRAPH, copy_remote
from graph.errors import StoreLocked, StoreUnavailable
from graph.library import Library
from graph.state import GRAPH_VERSION
from graph.store.folder import FORMAT
from graph.store.protocol import Snapshot
from graph.store.snapshots import current_snapshot

STATE = "state.sqlite"
DERIVED = frozenset({"graph", "snapshots", "downloads", "lock", "version", "undo"})
"""What a backup need not hold, or holds in another way."""
_NOT_DATA = ("LOG", "LOCK")
_PAUSE = 0.2


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup."""

    path: Path
    version: int
    size: int


def back_up(
    store: Path, target: Path, *, wait: float = 600.0, also: Mapping[str, Path] | None = None, address: str = ""
) -> Backup:
    """Write the store to `target`, a new file or a folder; `also` are files elsewhere, by the name they have in a store.

    With `address` the graph is on an engine there and `store` the folder beside it. Waits up to `wait` seconds for a drain
    to end. Raises StoreError; then nothing is left at the target.
    """
    if not address:
        current_snapshot(store)
    path = target / _file_name() if target.is_dir() else target
    if path.exists():
        raise StoreUnavailable(f"There is already a file at {path}; a backup never overwrites.")
    draft, stage = path.with_name(f"{path.name}.{os.getpid()}.draft"), store / f"backup-{os.getpid()}.draft"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stage.mkdir()
        copied = path.with_name(f"{path.name}.{os.getpid()}.state.draft")
        try:
            if address:
                version = copy_remote(address, store, stage, wait)
                _copy_state(store, copied)
            else:
                version = _copy_at_one_moment(store, stage, copied, wait)
            (stage / "version").write_text(str(version), encoding="ascii")
            files = {STATE: copied, "version": stage / "version", **_graph_files(stage), **_other_files(store, stage)}
            files |= {name: _whole_lines(place, stage / name) for name, place in (also or {}).items()}
            _write(draft, files, version)
        finally:
            copied.unlink(missing_ok=True)
        draft.rename(path)
    except (OSError, sqlite3.Error) as error:
        raise StoreUnavailable(f"No backup was made at {path}: {_reason(error)}.") from error
    finally:
        draft.unlink(missing_ok=True)
        shutil.rmtree(stage, ignore_errors=True)
    return Backup(path, version, path.stat().st_size)


def _copy_at_one_moment(store: Path, stage: Path, state: Path, wait: float) -> int:
    """The snapshot as links (or copies) in the stage, and the state that belongs to it; gives the version."""
    until = time.monotonic() + wait
    while True:
        snapshot = current_snapshot(store)
        with closing(sqlite3.connect(store / STATE, isolation_level=None, timeout=wait or 1.0)) as source:
            source.execute("BEGIN")
            if snapshot and snapshot.version >= _written(source) and hold_files(snapshot, stage / "graph"):
                with closing(sqlite3.connect(state)) as copy:
                    source.backup(copy)
                    copy.execute("PRAGMA journal_mode=DELETE")
                return snapshot.version
        with contextlib.suppress(StoreLocked), Library(str(store), create=False) as library:
            library.drain()  # nobody writes: a load was cut off here
            continue
        if time.monotonic() >= until:
            raise StoreLocked(f"The store in {store} was being written all the time; no backup was made.")
        time.sleep(_PAUSE)


def _written(state: sqlite3.Connection) -> int:
    row = state.execute("SELECT value FROM setting WHERE name = ?", (GRAPH_VERSION,)).fetchone()
    return int(row[0]) if row else 0


def hold_files(snapshot: Snapshot, folder: Path) -> bool:
    """Keep the files of a snapshot in a folder of our own, as links where possible; False if it has just been deleted."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        for entry in snapshot.path.iterdir():
            if not entry.name.startswith(_NOT_DATA):
                _link(entry, folder / entry.name)
    except FileNotFoundError:
        return False
    return True


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(source, target)


def _copy_state(store: Path, copied: Path) -> None:
    with closing(sqlite3.connect(store / STATE)) as source, closing(sqlite3.connect(copied)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _graph_files(stage: Path) -> dict[str, Path]:
    if (stage / GRAPH).is_file():
        return {GRAPH: stage / GRAPH}
    return {f"graph/{entry.name}": entry for entry in sorted((stage / "graph").iterdir())}


def _other_files(store: Path, stage: Path) -> dict[str, Path]:
    """Reviews, audit log, index and whatever else lies in the folder, each as it is now."""
    found: dict[str, Path] = {}
    for path in sorted(store.rglob("*")):
        name = path.relative_to(store)
        if name.parts[0] in DERIVED or name.parts[0].endswith(".draft") or not path.is_file() or path.is_symlink():
            continue
        if name.parts[0].startswith(STATE) or path.name.endswith(("-wal", "-shm", "-journal", ".draft")):
            continue
        copy = stage / "other" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".sqlite":
            with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
                source.backup(target)
        elif path.suffix == ".jsonl":
            _whole_lines(path, copy)
        else:
            shutil.copyfile(path, copy)
        found[name.as_posix()] = copy
    return found


def _whole_lines(source: Path, copy: Path) -> Path:
    """Lines that are written to the end; somebody may be appending."""
    data = source.read_bytes() if source.is_file() else b""
    copy.write_bytes(data[: data.rfind(b"\n") + 1])
    return copy


def _write(draft: Path, files: Mapping[str, Path], version: int) -> None:
    manifest = Manifest(
        backup_archive.FORMAT,
        FORMAT,
        version,
        dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        distribution_version("councilgraph"),
        tuple(entry_of(name, path) for name, path in files.items()),
    )
    with draft.open("xb") as out:
        write_archive(out, manifest, files)
        out.flush()
        os.fsync(out.fileno())


def _file_name() -> str:
    return f"councilgraph-{dt.datetime.now(dt.UTC):%Y-%m-%dT%H%M%SZ}.tar.gz"


def _reason(error: OSError | sqlite3.Error) -> str:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "no space is left there"
    return error.strerror or str(error) if isinstance(error, OSError) else f"the state could not be copied ({error})"
