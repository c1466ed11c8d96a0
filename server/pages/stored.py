"""What the file beside the graph tells pages: texts that may be shown, and what could not be read. Opened for reading only."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from graph.claim import Extract
from graph.document import Document, Rights

SHOWN = frozenset({Rights.OWN, Rights.OGL})
_MOST = 500


def shown_text(store: Path | None, slug: str) -> Document | None:
    """The document with its text, where its rights allow that to be shown."""
    for extract, packed in _rows(store, "SELECT extract, text FROM document WHERE slug = ?", slug):
        document = msgspec.json.decode(zlib.decompress(extract), type=Extract).document
        if document.rights in SHOWN:
            return replace(document, text=zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    return None


def unread(store: Path | None) -> list[dict[str, str]]:
    """Sources that could not be read with the reason, without the folders of the machine they lie in."""
    rows = _rows(store, "SELECT path, stage, reason, at FROM unread ORDER BY path LIMIT ?", _MOST)
    return [
        {"source": Path(name).name, "stage": stage, "reason": reason, "at": at[:10]} for name, stage, reason, at in rows
    ]


def _rows(store: Path | None, sql: str, value: object) -> list[tuple[Any, ...]]:
    path = store / "state.sqlite" if store else None
    if path is None or not path.is_file():
        return []
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
        return database.execute(sql, (value,)).fetchall()
