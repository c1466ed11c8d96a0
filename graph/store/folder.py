"""What makes a folder a store: its format, the lock of who writes, and files that are whole or not there."""

from __future__ import annotations

import fcntl
import json
import os
from importlib.metadata import version as distribution_version
from pathlib import Path
from typing import IO

from graph.errors import StoreDamaged, StoreFromFuture, StoreLocked, StoreUnavailable

FORMAT = 1
MARKER = "councilgraph.json"


def found_format(path: Path) -> int | None:
    """Format of the store in a folder, None where there is none; raises StoreDamaged."""
    marker = path / MARKER
    if not marker.is_file():
        return None
    try:
        return int(json.loads(marker.read_text(encoding="utf-8"))["format"])
    except (ValueError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise StoreDamaged(f"{marker} cannot be read, so nothing in {path} was touched.") from error


def check_format(path: Path, *, create: bool) -> None:
    """Make the folder if need be; raises StoreUnavailable, StoreDamaged or StoreFromFuture for one that is not ours to use."""
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
        mark(path)
    except OSError as error:
        raise StoreUnavailable(f"No store can be made at {path}: {error.strerror}.") from error


def mark(path: Path, number: int = FORMAT, **more: str) -> None:
    """Say in a folder that it is a store, of which format, and made by which version of the program."""
    made = {"format": number, "made by": distribution_version("councilgraph"), **more}
    write_whole(path / MARKER, json.dumps(made) + "\n")


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
