"""A backup where the graph is on a SPARQL engine: the state beside it as it lies, the graph as N-Quads.

An engine gives no snapshots, so the writer's right is held meanwhile: loads wait, readers do not notice. What comes out can
be restored into a folder.
"""

from __future__ import annotations

import time
from pathlib import Path

from graph.errors import StoreLocked
from graph.library import Library

GRAPH = "graph.nq"
_PAUSE = 0.5


def copy_remote(address: str, folder: Path, stage: Path, wait: float) -> int:
    """Write the graph into the stage once everything that was loaded is in it; gives the version. Raises StoreError."""
    until = time.monotonic() + wait
    while True:
        try:
            with Library(address, state=folder, create=False) as library:
                library.drain()
                with (stage / GRAPH).open("wb") as out:
                    library.store.dump(out, "application/n-quads")
                return library.store.version()
        except StoreLocked:
            if time.monotonic() >= until:
                raise
            time.sleep(_PAUSE)
