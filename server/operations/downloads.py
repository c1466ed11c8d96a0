"""What /downloads tells, and the process that makes the files when somebody asks for them."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from server.operations.shelf import SUMS, Edition, Shelf
from server.operations.table import tables
from server.query.program import program

KEY: Final = "councilgraph.downloads"
PAUSE_SECONDS: Final = 60.0
"""Between two makings, however often the data change and people ask."""
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"


class Maker:
    """Starts the making of files, once for a version of the data; one for each HTTP process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._tried: tuple[int, float] | None = None

    def ensure(self, store: Path, megabytes: int, version: int) -> str:
        """Have the files of this version made; says what went wrong the last time, empty if nothing."""
        with self._lock:
            failed = self._process is not None and self._process.poll() not in (None, 0)
            newest = Shelf.of(store).newest()
            if not (newest and newest.version >= version) and self._may_try(version):
                self._tried = (version, time.monotonic())
                command = program("server.operations.making", str(store), str(megabytes))
                self._process = subprocess.Popen(  # noqa: S603 - our own module
                    command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
                )
            return "The files could not be made; the log of the service says why." if failed and not newest else ""

    def _may_try(self, version: int) -> bool:
        if self._process is not None and self._process.poll() is None:
            return False
        return self._tried is None or time.monotonic() - self._tried[1] >= PAUSE_SECONDS


class Patience:
    """Waiting for the first files of a store, for a few requests and a few seconds."""

    def __init__(self, places: int = 4, seconds: float = 10.0) -> None:
        self._places, self._seconds = threading.Semaphore(places), seconds

    def wait(self, shelf: Shelf) -> Edition | None:
        """The files, if they come in time."""
        if not self._places.acquire(blocking=False):
            return None
        try:
            until = time.monotonic() + self._seconds
            while not (found := shelf.newest()) and time.monotonic() < until:
                time.sleep(0.1)
            return found
        finally:
            self._places.release()


def listing(shelf: Shelf, root: str, version: int, *, problem: str = "") -> Mapping[str, object]:
    """The newest edition with addresses, and every table with its columns."""
    newest = shelf.newest()
    return {
        "dataset_version": version,
        "ready": newest is not None,
        "up_to_date": newest is not None and newest.version >= version,
        "problem": problem or None,
        "edition": _edition(newest, root) if newest else None,
        "tables": [
            {
                "name": table.name,
                "version": table.version,
                "key": table.key,
                "row": table.row,
                "latest": f"{root}/downloads/latest/{table.key}",
                "columns": [{"name": name, "meaning": meaning} for name, meaning in table.columns],
            }
            for table in tables()
        ],
        "licence": LICENCE,
    }


def _edition(edition: Edition, root: str) -> Mapping[str, object]:
    return {
        "version": edition.version,
        "date": edition.date,
        "made": edition.made,
        "checksums": f"{root}/downloads/{edition.version}/{SUMS}",
        "files": [
            {
                "key": item.key,
                "name": item.name,
                "content": item.content,
                "address": f"{root}/downloads/{edition.version}/{item.name}",
                "latest": f"{root}/downloads/latest/{item.key}",
                "media_type": item.media_type,
                "bytes": item.size,
                "sha256": item.sha256,
                "rows": item.rows,
            }
            for item in edition.items
        ],
        "left_out": [{"key": each.key, "reason": each.reason} for each in edition.left_out],
    }
