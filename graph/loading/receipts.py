"""Which sources are stored as they were last seen, so that loading them again need not read them again.

A receipt falls with its document: when that is replaced from another source, changed by a review or retracted.
"""

from __future__ import annotations

import sqlite3

from graph.inputs.source import Receipt


class Receipts:
    """A table of the state; its caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def find(self, name: str) -> tuple[Receipt, str, str] | None:
        """The receipt of a source, the document it is stored as (a feed is none), and the digest of what was replayed on it."""
        query = "SELECT sha256, grounds, etag, modified, slug, reviews FROM receipt WHERE name = ?"
        row = self._db.execute(query, (name,)).fetchone()
        return (Receipt(*row[:4]), row[4], row[5]) if row else None

    def keep(self, name: str, slug: str, reviews: str, receipt: Receipt) -> None:
        """The source is stored as this document; a feed, which is none, has no slug."""
        values = (name, slug, reviews, receipt.sha256, receipt.grounds, receipt.etag, receipt.modified)
        self._db.execute("INSERT OR REPLACE INTO receipt VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def drop(self, slug: str) -> None:
        """The document is another one now, or gone."""
        self._db.execute("DELETE FROM receipt WHERE slug = ?", (slug,))
