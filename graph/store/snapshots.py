"""What readers open of a store on this machine, beside any writer: snapshots, and the changes between two of them."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from graph.errors import StoreDamaged, StoreUnavailable
from graph.store.folder import check_format, write_whole
from graph.store.protocol import Snapshot

GRACE = 60.0  # seconds in which a reader that has seen the name of a snapshot has opened it or its successor
LONGEST_CHANGE, KEPT_CHANGES = 1 << 20, 100


def current_snapshot(path: Path) -> Snapshot | None:
    """The newest snapshot of the store in `path`, None before the first load; raises StoreUnavailable."""
    if not path.is_dir():
        raise StoreUnavailable(f"There is no store at {path}.")
    check_format(path, create=False)
    try:
        version = int((path / "snapshots" / "CURRENT").read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise StoreDamaged(f"{path / 'snapshots' / 'CURRENT'} does not name a snapshot.") from error
    return Snapshot(path / "snapshots" / str(version), version)


def keep_change(folder: Path, version: int, text: str) -> None:
    """The update that led to a version, for copies that follow; where it is missing they are made anew."""
    if len(text) <= LONGEST_CHANGE and folder.is_dir():
        write_whole(_change(folder, version), text)


def changes_between(path: Path, old: int, new: int, most: int) -> list[Path]:
    """Files with the updates that lead a copy of version `old` to `new`, in order; none if there are more or one is missing."""
    if not 0 < new - old <= most:
        return []
    files = [_change(path / "snapshots", number) for number in range(old + 1, new + 1)]
    return files if all(file.is_file() for file in files) else []


def forget_old(folder: Path) -> None:
    """Keep two, for queries go on in the one before the newest, and the one before these if it was followed only now.

    Of the changes, the last hundred versions' are kept, whether or not each version has one.
    """
    numbers = sorted(snapshot_numbers(folder))
    fresh = len(numbers) > 2 and time.time() - (folder / str(numbers[-2])).stat().st_mtime < GRACE
    for number in numbers[: -3 if fresh else -2]:
        shutil.rmtree(folder / str(number), ignore_errors=True)
    for change in folder.glob("change-*.ru"):
        if int(change.stem.removeprefix("change-")) <= numbers[-1] - KEPT_CHANGES:
            change.unlink(missing_ok=True)


def snapshot_numbers(folder: Path) -> list[int]:
    """Versions of which there is a snapshot."""
    return [int(entry.name) for entry in folder.iterdir() if entry.name.isdigit()] if folder.is_dir() else []


def _change(folder: Path, version: int) -> Path:
    return folder / f"change-{version}.ru"
