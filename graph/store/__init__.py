"""Where the graph is kept: one protocol, an embedded implementation and remote ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph.store.credentials import is_address
from graph.store.embedded import EmbeddedStore, SnapshotReader
from graph.store.protocol import Change, Reader, Snapshot, Store
from graph.store.remote_folder import state_folder
from graph.store.snapshots import changes_between, current_snapshot

if TYPE_CHECKING:
    from graph.store.remote import RemoteStore

__all__ = [
    "Change",
    "EmbeddedStore",
    "Reader",
    "Snapshot",
    "Store",
    "changes_between",
    "current_snapshot",
    "is_address",
    "open_reader",
    "open_store",
    "open_writer",
    "state_folder",
]


def open_store(location: str, *, create: bool = True) -> EmbeddedStore:
    """Open the store at a path for writing; raises StoreError with one clear sentence."""
    return EmbeddedStore(Path(location), create=create)


def open_writer(location: str, state: Path | None = None, *, create: bool = True) -> EmbeddedStore | RemoteStore:
    """Open the store at a path or an address for writing; `state` is the folder beside a remote one."""
    if is_address(location):
        from graph.store.remote import RemoteStore  # brings rdflib along, which takes half a second

        return RemoteStore(location, state_folder(location, state), create=create)
    return open_store(location, create=create)


def open_reader(location: str) -> Reader:
    """The graph at a path or an address as its readers see it; raises StoreUnavailable where nothing was ever loaded."""
    if is_address(location):
        from graph.store.remote_reader import RemoteReader

        return RemoteReader(location)
    return SnapshotReader(Path(location))
