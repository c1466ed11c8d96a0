"""A copy of a remote graph as a local snapshot, for who must answer strangers with our own limits.

The copy is complete before it is named in CURRENT, so that readers of the folder go from one version to the next; see
server.mirroring.
"""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path

import pyoxigraph as ox

from graph.store.folder import write_whole
from graph.store.protocol import Snapshot
from graph.store.remote_reader import RemoteReader
from graph.store.snapshots import forget_old


def mirror(reader: RemoteReader, folder: Path) -> Snapshot:
    """Copy the graph to FOLDER/snapshots/<version>, unless that version is there already.

    Of two that copy into one folder, as servers do while one takes over from the other, the second waits for the first.
    """
    snapshots = folder / "snapshots"
    snapshots.mkdir(parents=True, exist_ok=True)
    with (snapshots / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        version = reader.version
        while not (snapshots / str(version)).is_dir():
            draft = snapshots / f"{version}.draft"
            shutil.rmtree(draft, ignore_errors=True)
            store = ox.Store(str(draft))
            store.bulk_extend(reader.quads())
            store.flush()
            del store
            copied, version = version, reader.version
            if copied == version:
                draft.rename(snapshots / str(version))
            else:  # what was copied is newer than its name: take the newer one
                shutil.rmtree(draft)
        write_whole(snapshots / "CURRENT", str(version))
        forget_old(snapshots)
    return Snapshot(snapshots / str(version), version)
