"""A store out of a backup, into an empty place, as a whole or not at all."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox

from graph.backup.archive import Manifest, read_archive
from graph.backup.backup import STATE
from graph.backup.remote import GRAPH
from graph.errors import StoreDamaged, StoreUnavailable
from graph.migration import migrate
from graph.store.embedded import EmbeddedStore
from graph.store.folder import FORMAT, found_format, mark


def verify(archive: Path) -> Manifest:
    """Read a backup to its end and check every checksum; writes nothing."""
    return read_archive(archive, None, newest_store=FORMAT)


def restore(archive: Path, store: Path) -> Manifest:
    """Make the store at a path that is empty or not there; a backup of an older format is brought up to date.

    Raises StoreDamaged, StoreFromFuture, StoreUnavailable; then the place is as it was.
    """
    draft = store.with_name(f"{store.name}.{os.getpid()}.draft")
    try:
        if store.exists() and (not store.is_dir() or any(store.iterdir())):
            raise StoreUnavailable(f"{store} is not empty; restore into an empty place.")
        draft.mkdir(parents=True)
        manifest = read_archive(archive, draft, newest_store=FORMAT)
        _take_in(draft)
        migrate(draft)
        _check_state(draft / STATE)
        with EmbeddedStore(draft, create=False) as opened:
            opened.publish()
        if store.is_dir():
            store.rmdir()
        draft.rename(store)
    except OSError as error:
        raise StoreUnavailable(f"No store can be made at {store}: {error.strerror}.") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return manifest


def _take_in(draft: Path) -> None:
    """The graph of a backup from beside an engine comes as N-Quads: make the folder one of the embedded kind."""
    if not (draft / GRAPH).is_file():
        return
    graph = ox.Store(str(draft / "graph"))
    graph.bulk_load(path=str(draft / GRAPH), format=ox.RdfFormat.N_QUADS)
    graph.flush()
    del graph
    (draft / GRAPH).unlink()
    mark(draft, found_format(draft) or FORMAT)


def _check_state(path: Path) -> None:
    if not path.is_file():
        raise StoreDamaged("The backup holds no state of a store.")
    try:
        with closing(sqlite3.connect(path)) as state:
            found = state.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        found = str(error)
    if found != "ok":
        raise StoreDamaged(f"The state in the backup is damaged: {found}.")
