"""Where the graph is kept: one protocol, an embedded implementation and remote ones."""

from __future__ import annotations

from pathlib import Path

from graph.store.embedded import EmbeddedStore, current_snapshot
from graph.store.protocol import Change, Snapshot, Store

__all__ = ["Change", "EmbeddedStore", "Snapshot", "Store", "current_snapshot", "open_store"]


def open_store(location: str, *, create: bool = True) -> EmbeddedStore:
    """Open the store at a path for writing; raises StoreError with one clear sentence."""
    return EmbeddedStore(Path(location), create=create)
