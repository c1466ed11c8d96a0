"""Reading the last snapshot of a store on this machine, beside any writer."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import pyoxigraph as ox

from graph.errors import BadQuery, StoreUnavailable
from graph.store.embedded import DUMPS
from graph.store.snapshots import current_snapshot


class SnapshotReader:
    """The newest snapshot in a folder; it stays the same while the store is written."""

    def __init__(self, path: Path) -> None:
        snapshot = current_snapshot(path)
        if snapshot is None:
            raise StoreUnavailable(f"Nothing was ever loaded into {path}.")
        self.location, self.version = str(path), snapshot.version
        self._graph = ox.Store.read_only(str(snapshot.path))

    def query(self, text: str) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        """Answer a query; raises BadQuery."""
        try:
            return self._graph.query(text)
        except SyntaxError as error:
            raise BadQuery(f"The query does not parse: {error}.") from error

    def local(self) -> ox.Store:
        """The snapshot itself."""
        return self._graph

    def dump(self, out: IO[bytes], media_type: str) -> None:
        """Write everything as N-Quads or TriG."""
        self._graph.dump(out, DUMPS[media_type])
