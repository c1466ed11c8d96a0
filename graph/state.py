"""What is kept beside the graph, in SQLite: source texts, their claims, decisions of resolution, what is still to be done.

A document is acknowledged once its row is committed here; its quads follow. Rows marked `pending` and scopes marked dirty
are taken up again by the next writer, so that a kill at any moment neither loses a document nor leaves one half visible.
A scope is what resolution looks at as a whole: the inspections of one council.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import compress, decompress

import msgspec

from graph.claim import Extract
from graph.errors import StoreDamaged
from graph.loading.partitions import Partitions
from graph.loading.receipts import Receipts

SCHEMA = Path(__file__).with_name("state.sql")
GRAPH_VERSION = "graph version"
"""Setting: the version of the graph after the last change that was made from here; graph.backup.backup compares by it."""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What is known of a stored document without unpacking it."""

    slug: str
    key: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A source that could not be read."""

    path: str
    stage: str
    reason: str
    hint: str
    at: str


class State:
    """The SQLite file of a store; every public method is one transaction unless inside `with state:`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.executescript(SCHEMA.read_text(encoding="utf-8"))
            self.receipts, self.partitions = Receipts(self._db), Partitions(self._db)
        except sqlite3.DatabaseError as error:
            raise StoreDamaged(f"{path} cannot be opened: {error}.") from error

    def __enter__(self) -> State:
        self._db.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._db.execute("ROLLBACK" if kind else "COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    # ---- documents

    def find(self, key: str) -> StoredDocument | None:
        """The document with this identity."""
        return next(self._documents("WHERE key = ?", key), None)

    def documents(self) -> Iterator[StoredDocument]:
        """All documents, by slug."""
        return self._documents("ORDER BY slug")

    def by_slug(self, slug: str) -> StoredDocument | None:
        """The document with this slug."""
        return next(self._documents("WHERE slug = ?", slug), None)

    def _documents(self, clause: str, *values: str) -> Iterator[StoredDocument]:
        query = f"SELECT slug, key, sha256 FROM document {clause}"  # noqa: S608 - our own clauses
        return (StoredDocument(*row) for row in self._db.execute(query, values))

    def put(
        self, slug: str, extract: Extract, scopes: Iterable[str], loaded: str, *, unreviewed: Extract | None = None
    ) -> None:
        """Store a document and its claims as pending; the scopes it had and the ones it has now become dirty.

        `unreviewed` are the claims as they were read, where people's decisions changed some.
        """
        self._touch(slug)
        self.receipts.drop(slug)
        self._db.execute(
            "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?)",
            (
                slug,
                extract.document.key,
                extract.document.sha256,
                extract.extractor,
                compress(extract.document.text.encode("utf-8", "surrogatepass")),
                _pack_extract(extract),
                _pack_extract(unreviewed) if unreviewed and unreviewed != extract else None,
                loaded,
            ),
        )
        self._db.execute("DELETE FROM document_scope WHERE slug = ?", (slug,))
        self._db.executemany("INSERT OR IGNORE INTO document_scope VALUES (?, ?)", [(scope, slug) for scope in scopes])
        self._touch(slug)

    def remove(self, slug: str) -> None:
        """Forget a document; its scopes become dirty, its quads are to be taken out."""
        self._touch(slug)
        self._db.execute("INSERT OR IGNORE INTO removed VALUES (?)", (slug,))
        self.receipts.drop(slug)
        for table in ("document", "document_scope", "assignment"):
            self._db.execute(f"DELETE FROM {table} WHERE slug = ?", (slug,))  # noqa: S608 - fixed names

    def _touch(self, slug: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO dirty_scope SELECT scope FROM document_scope WHERE slug = ?", (slug,))

    def extract(self, slug: str, *, with_text: bool = True) -> Extract:
        """The claims of a document as reviewed; without its text where only the claims matter."""
        packed, text = self._db.execute("SELECT extract, text FROM document WHERE slug = ?", (slug,)).fetchone()
        return _unpack_extract(packed, text if with_text else None)

    def unreviewed(self, slug: str) -> Extract:
        """The claims of a document as they were read, before people's decisions."""
        query = "SELECT COALESCE(unreviewed, extract), text FROM document WHERE slug = ?"
        return _unpack_extract(*self._db.execute(query, (slug,)).fetchone())

    def scopes_of(self, slug: str) -> tuple[str, ...]:
        """The scopes a document belongs to, sorted."""
        rows = self._db.execute("SELECT scope FROM document_scope WHERE slug = ? ORDER BY scope", (slug,))
        return tuple(scope for (scope,) in rows)

    def slugs_in(self, scope: str) -> tuple[str, ...]:
        """The documents of a scope, sorted."""
        rows = self._db.execute("SELECT slug FROM document_scope WHERE scope = ? ORDER BY slug", (scope,))
        return tuple(slug for (slug,) in rows)

    def count(self) -> int:
        """Number of documents."""
        return int(self._db.execute("SELECT count(*) FROM document").fetchone()[0])

    # ---- work to be done

    def pending(self) -> tuple[str, ...]:
        """Documents whose quads are not yet written, sorted."""
        return tuple(slug for (slug,) in self._db.execute("SELECT slug FROM document WHERE pending ORDER BY slug"))

    def mark_pending(self, slugs: Iterable[str]) -> None:
        """Documents whose quads must be written anew."""
        self._db.executemany("UPDATE document SET pending = 1 WHERE slug = ?", [(slug,) for slug in slugs])

    def mark_done(self, partition: str, *, empty: bool) -> None:
        """What `document:<slug>` or `scope:<name>` says is in the graph, or is out of it."""
        kind, _, name = partition.partition(":")
        if kind == "scope":
            self._db.execute("DELETE FROM dirty_scope WHERE scope = ?", (name,))
        elif empty:
            self._db.execute("DELETE FROM removed WHERE slug = ?", (name,))
        else:
            self._db.execute("UPDATE document SET pending = 0 WHERE slug = ?", (name,))

    def removed(self) -> tuple[str, ...]:
        """Documents that are gone but whose quads are still in the graph, sorted."""
        return tuple(slug for (slug,) in self._db.execute("SELECT slug FROM removed ORDER BY slug"))

    def dirty_scopes(self) -> tuple[str, ...]:
        """Scopes to be resolved and agreed again, sorted."""
        return tuple(scope for (scope,) in self._db.execute("SELECT scope FROM dirty_scope ORDER BY scope"))

    def mark_dirty(self, scopes: Iterable[str]) -> None:
        """Have the scopes resolved and agreed again."""
        self._db.executemany("INSERT OR IGNORE INTO dirty_scope VALUES (?)", [(scope,) for scope in scopes])

    # ---- decisions of resolution, as JSON of their own record

    def decisions(self, slug: str) -> dict[str, bytes]:
        """Decisions on a document, by scope."""
        return dict(self._db.execute("SELECT scope, decisions FROM assignment WHERE slug = ?", (slug,)).fetchall())

    def save_decisions(self, slug: str, scope: str, decisions: bytes) -> bool:
        """Keep decisions; says whether they differ from what was kept."""
        row = self._db.execute(
            "SELECT decisions FROM assignment WHERE slug = ? AND scope = ?", (slug, scope)
        ).fetchone()
        if row and row[0] == decisions:
            return False
        self._db.execute("INSERT OR REPLACE INTO assignment VALUES (?, ?, ?)", (slug, scope, decisions))
        return True

    # ---- settings of the store itself

    def setting(self, name: str) -> str:
        """A remembered value, empty if there is none."""
        row = self._db.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def save_setting(self, name: str, value: str) -> None:
        """Remember a value."""
        self._db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    # ---- tombstones and failures

    def bury(self, kind: str, name: str, reason: str, at: str) -> None:
        """Keep a document (`document`, its key) or a person (`person`, their slug) from ever being loaded again."""
        self._db.execute("INSERT OR REPLACE INTO tombstone VALUES (?, ?, ?, ?)", (kind, name, reason, at))

    def buried(self, kind: str) -> dict[str, str]:
        """Names under tombstones with the reasons."""
        return dict(self._db.execute("SELECT name, reason FROM tombstone WHERE kind = ?", (kind,)).fetchall())

    def note_unread(self, failure: Unread) -> None:
        """Keep why a source could not be read; a later success at the same path clears it."""
        self._db.execute(
            "INSERT OR REPLACE INTO unread VALUES (?, ?, ?, ?, ?)",
            (failure.path, failure.stage, failure.reason, failure.hint, failure.at),
        )

    def clear_unread(self, path: str) -> None:
        """The source at this path was read after all."""
        self._db.execute("DELETE FROM unread WHERE path = ?", (path,))

    def unread(self) -> tuple[Unread, ...]:
        """What could not be read, by path."""
        return tuple(Unread(*row) for row in self._db.execute("SELECT * FROM unread ORDER BY path"))


def _pack_extract(extract: Extract) -> bytes:
    return compress(msgspec.json.encode(replace(extract, document=replace(extract.document, text=""))))


def _unpack_extract(packed: bytes, text: bytes | None) -> Extract:
    bare = msgspec.json.decode(decompress(packed), type=Extract)
    if text is None:
        return bare
    return replace(bare, document=replace(bare.document, text=decompress(text).decode("utf-8", "surrogatepass")))
