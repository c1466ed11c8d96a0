"""Which sources are stored as they were last seen, so that loading them again need not read them again.

A receipt falls with its document: when that is replaced from another source, changed by a review or retracted.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from graph.identity import digest
from graph.inputs.source import Receipt
from graph.review import ReviewDecision


class Receipts:
    """A table of the state; its caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def find(self, name: str) -> tuple[Receipt, str] | None:
        """The receipt of a source and the digest of the decisions that were replayed on its document."""
        query = "SELECT sha256, grounds, etag, modified, reviews FROM receipt WHERE name = ?"
        row = self._db.execute(query, (name,)).fetchone()
        return (Receipt(*row[:4]), row[4]) if row else None

    def slug_of(self, name: str) -> str:
        """The document that the source is stored as; empty for a feed or without a receipt."""
        row = self._db.execute("SELECT slug FROM receipt WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def keep(self, name: str, slug: str, reviews: str, receipt: Receipt) -> None:
        """The source is stored as this document; a feed, which is none, has no slug."""
        values = (name, slug, reviews, receipt.sha256, receipt.grounds, receipt.etag, receipt.modified)
        self._db.execute("INSERT OR REPLACE INTO receipt VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def drop(self, slug: str) -> None:
        """The document is another one now, or gone."""
        self._db.execute("DELETE FROM receipt WHERE slug = ?", (slug,))


def digests(decisions: Iterable[ReviewDecision]) -> dict[str, str]:
    """A digest of the decisions on each document, by its identity."""
    found: dict[str, list[str]] = defaultdict(list)
    for decision in decisions:
        found[decision.document].append(repr(decision))
    return {key: digest(*parts) for key, parts in found.items()}
