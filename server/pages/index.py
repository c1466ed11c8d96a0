"""The index of the pages at work: lists and search in a file of SQLite, one for each version of the data.

A new version is indexed in the background, by one process for all; until it is there the last one answers. Without any, a
request waits a moment and then gets 503.
"""

from __future__ import annotations

import difflib
import fcntl
import logging
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from flask import g

from graph.errors import StoreError
from graph.store import current_snapshot
from server.errors import Problem
from server.pages.index_build import build, folded
from server.pages.source import Setup, StoreSource, setup

PATIENCE = 8.0
"""Seconds that a request waits for the first index of all."""
MANY_DOCUMENTS = 200
"""From so many on, the answers to saved questions are worked out before anybody asks."""
LOOKED_AT, TELLING = 3000, 8
"""Names that are ranked at most, and runs of letters by which they are found."""
_busy = threading.Lock()
_retry_at: dict[str, float] = {}


class Index:
    """An index file, open for reading by whichever thread asks."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._threads = threading.local()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[dict[str, str]]:
        """Rows with every value as text, NULL as the empty text."""
        cursor = self._connection().execute(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, ("" if value is None else str(value) for value in row), strict=True)) for row in cursor]

    def number(self, sql: str, values: Sequence[object] = ()) -> int:
        """The one number a query gives."""
        return int(self._connection().execute(sql, values).fetchone()[0] or 0)

    @cached_property
    def about(self) -> dict[str, str]:
        """Totals, and what it was made from."""
        return {row["key"]: row["value"] for row in self.rows("SELECT key, value FROM about")}

    def _connection(self) -> sqlite3.Connection:
        found = getattr(self._threads, "connection", None)
        if found is None:
            found = sqlite3.connect(
                f"{self.file.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self._threads.connection = found
        assert isinstance(found, sqlite3.Connection)
        return found


_open: dict[Path, Index] = {}


def index() -> Index:
    """The newest index there is; 503 where there is none yet."""
    found = index_or_none()
    if found is None:
        raise Problem(
            503, "Lists and search are being made ready; try again in a moment.", headers={"Retry-After": "2"}
        )
    return found


def index_or_none() -> Index | None:
    """The newest index, after a moment's patience where there is none at all."""
    here = setup()
    folder = folder_of(here)
    tag = here.source.tag
    wanted = folder / f"{tag}.sqlite"
    if not wanted.exists():
        start_building(here, wanted, tag)
        deadline = time.monotonic() + PATIENCE
        while _busy.locked() and not wanted.exists() and newest(folder) is None and time.monotonic() < deadline:
            time.sleep(0.03)
    file = wanted if wanted.exists() else newest(folder)
    if file is None:
        return None
    g.index_tag = file.stem
    if file not in _open:
        _open[file] = Index(file)
    g.loaded = _open[file].about.get("made", "")[:10]
    return _open[file]


def folder_of(here: Setup) -> Path:
    """Beside the graph, or in a folder for this run where that cannot be written."""
    if here.index is not None:
        here.index.mkdir(parents=True, exist_ok=True)
    else:
        place = here.store / "index" if here.store else None
        try:
            if place is None:
                raise OSError
            place.mkdir(exist_ok=True)
            (place / "lock").touch()
            here.index = place
        except OSError:
            here.index = Path(tempfile.mkdtemp(prefix="councilgraph-index-"))
    return here.index


def start_building(here: Setup, file: Path, tag: str) -> None:
    """Have the index made, unless somebody is at it; of failures one is tried again each minute."""
    if _retry_at.get(tag, 0) > time.monotonic() or not _busy.acquire(blocking=False):
        return
    threading.Thread(target=_build, args=(here, file, tag), name="index", daemon=True).start()


def _build(here: Setup, file: Path, tag: str) -> None:
    made = False
    try:
        with _only_one(file.parent):
            if not file.exists():
                _make(here, file, tag)
                _forget_old(file)
                made = True
    except (OSError, StoreError, subprocess.SubprocessError, sqlite3.Error) as error:
        _retry_at[tag] = time.monotonic() + 60
        logging.getLogger(__name__).error("The index for data version %s could not be made: %s", tag, error)
    finally:
        _busy.release()
    if made and int(Index(file).about["document"]) >= MANY_DOCUMENTS:
        from server.pages.kept_answers import work_out_missing

        work_out_missing(here, file.parent, tag)


def _make(here: Setup, file: Path, tag: str) -> None:
    place = snapshot_of(here)
    if place is None:
        build(here.source, file, tag)
        return
    command = [sys.executable, "-m", "server.pages.index_program", str(place), str(file), tag]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=3600)  # noqa: S603


def snapshot_of(here: Setup) -> Path | None:
    """The folder of the present version, which another process may open; None where the graph is not on this machine."""
    snapshot = current_snapshot(here.store) if here.store and not isinstance(here.source, StoreSource) else None
    return snapshot.path.with_name(str(here.source.version)) if snapshot else None


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Of all processes that serve the same store."""
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def newest(folder: Path, pattern: str = "*.sqlite") -> Path | None:
    """The latest file of a folder that need not be there."""
    files = sorted(folder.glob(pattern), key=lambda file: file.stat().st_mtime)
    return files[-1] if files else None


def _forget_old(newest: Path) -> None:
    """All but the newest and the one before, which requests may still be reading."""
    files = sorted(
        (file for file in newest.parent.glob("*.sqlite") if file != newest), key=lambda file: file.stat().st_mtime
    )
    for file in files[:-1]:
        file.unlink(missing_ok=True)
        _open.pop(file, None)


def near_names(words: str, limit: int = 5) -> tuple[str, ...]:
    """Labels that look like the words, for messages; none while there is no index."""
    found = index_or_none()
    if found is None:
        return ()
    names = [row["label"] for row in candidates(found, words, 40)]
    return tuple(dict.fromkeys(difflib.get_close_matches(words, names, limit, 0.5)))


def candidates(found: Index, words: str, limit: int, kind: str = "") -> list[dict[str, str]]:
    """Names that share the most runs of three letters with the words, councils first."""
    plain = folded(words).replace("\0", " ")[:100]
    grams = list(dict.fromkeys(plain[at : at + 3] for at in range(len(plain) - 2)))
    condition, given = ("folded LIKE ?", plain.replace("%", "").replace("_", "") + "%") if not grams else ("", "")
    rows: list[dict[str, str]] = []
    for table in ("council_name", "name") if plain else ():
        if kind and (kind == "council") != (table == "council_name"):
            continue
        if grams:
            condition, given = f"{table} MATCH ?", _match(_rarest(found, grams) if table == "name" else grams)
        sql = (
            "SELECT folded, kind, path, label, told, weight FROM (SELECT *, rank AS place"  # noqa: S608 - our own tables
            f" FROM {table} WHERE {condition} AND (? = '' OR kind = ?) LIMIT {LOOKED_AT}) ORDER BY place LIMIT ?"
        )
        rows += found.rows(sql, (given, kind, kind, limit))
    return rows


def _rarest(found: Index, grams: list[str]) -> list[str]:
    """The telling ones: what half of all names share finds too many and says nothing."""
    places = ", ".join("?" * len(grams))
    counts = found.rows(f"SELECT term, doc FROM gram WHERE term IN ({places})", grams)  # noqa: S608 - places only
    return [row["term"] for row in sorted(counts, key=lambda row: int(row["doc"]))[:TELLING]] or grams


def _match(grams: list[str]) -> str:
    return " OR ".join('"' + gram.replace('"', '""') + '"' for gram in grams)
