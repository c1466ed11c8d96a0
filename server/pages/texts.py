"""Full texts of documents whose rights allow them to be shown, out of the file beside the graph, opened for reading only."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from graph.claim import Extract
from graph.document import Document, Rights

SHOWN = frozenset({Rights.OWN, Rights.OGL})


@dataclass(frozen=True, slots=True)
class StoredText:
    """A document with its text where that may be shown; `loaded` is when it was read."""

    document: Document
    loaded: str
    shown: bool


def stored_text(store: Path | None, slug: str) -> StoredText | None:
    """The document of that slug; None where the store keeps no texts or has no such document."""
    path = store / "state.sqlite" if store else None
    if path is None or not path.is_file():
        return None
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
        row = database.execute("SELECT extract, text, loaded FROM document WHERE slug = ?", (slug,)).fetchone()
    if row is None:
        return None
    document = msgspec.json.decode(zlib.decompress(row[0]), type=Extract).document
    if document.rights not in SHOWN:
        return StoredText(document, row[2], shown=False)
    text = zlib.decompress(row[1]).decode("utf-8", "surrogatepass")
    return StoredText(replace(document, text=text), row[2], shown=True)
