"""A copy of a remote graph as a local snapshot, for who must answer strangers with our own limits.

The copy is complete before it is named in CURRENT, so that readers of the folder go from one version to the next; see
server.mirroring.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox

from graph.store.folder import write_whole
from graph.store.protocol import Snapshot
from graph.store.remote_reader import RemoteReader
from graph.store.snapshots import forget_old


def mirror(reader: RemoteReader, folder: Path) -> Snapshot:
    """Copy the graph to FOLDER/snapshots/<version>, unless that version is there already."""
    version, snapshots = reader.version, folder / "snapshots"
    target, draft = snapshots / str(version), snapshots / f"{version}.draft"
    if not target.is_dir():
        snapshots.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(draft, ignore_errors=True)
        store = ox.Store(str(draft))
        store.bulk_extend(reader.quads())
        store.flush()
        del store
        if reader.version != version:  # what was copied is newer than its name: take the newer one
            shutil.rmtree(draft)
            return mirror(reader, folder)
        draft.rename(target)
    write_whole(snapshots / "CURRENT", str(version))
    forget_old(snapshots)
    return Snapshot(target, version)
