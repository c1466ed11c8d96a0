"""What is kept beside the graph, in SQLite: source texts, their claims, decisions of resolution, what is still to be done.

A document is acknowledged once its row is committed here; its quads follow. Rows marked `pending` and scopes marked dirty
are taken up again by the next writer, so that a kill at any moment neither loses a document nor leaves one half visible.
A scope is what resolution looks at as a whole: the inspections of one council.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
from pyoxigraph import Quad, RdfFormat, parse, serialize

from graph.claim import Extract
from graph.errors import StoreDamaged
from graph.receipts import Receipts
from graph.store.protocol import Change

SCHEMA = """
CREATE TABLE IF NOT EXISTS document (
    slug TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, extractor TEXT NOT NULL,
    pending INTEGER NOT NULL, text BLOB NOT NULL, extract BLOB NOT NULL, unreviewed BLOB, loaded TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS document_pending ON document (pending) WHERE pending;
CREATE TABLE IF NOT EXISTS document_scope (
    scope TEXT NOT NULL, slug TEXT NOT NULL, PRIMARY KEY (scope, slug)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS document_scope_slug ON document_scope (slug);
CREATE TABLE IF NOT EXISTS dirty_scope (scope TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS assignment (
    slug TEXT NOT NULL, scope TEXT NOT NULL, decisions BLOB NOT NULL, PRIMARY KEY (slug, scope)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS partition (name TEXT PRIMARY KEY, quads BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shared (quad TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tombstone (
    kind TEXT NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (kind, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS removed (slug TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unread (
    path TEXT PRIMARY KEY, stage TEXT NOT NULL, reason TEXT NOT NULL, hint TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
"""

GRAPH_VERSION = "graph version"
"""Setting: the version of the graph after the last change that was made from here; graph.backup compares by it."""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What is known of a stored document without unpacking it."""

    slug: str
    key: str
    sha256: str
    extractor: str
    pending: bool
    loaded: str


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
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.executescript(SCHEMA)
            self.receipts = Receipts(self._db)
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
        query = f"SELECT slug, key, sha256, extractor, pending, loaded FROM document {clause}"  # noqa: S608 - our own clauses
        for slug, key, sha256, extractor, pending, loaded in self._db.execute(query, values):
            yield StoredDocument(slug, key, sha256, extractor, bool(pending), loaded)

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
                _pack(extract.document.text.encode("utf-8", "surrogatepass")),
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

    def mark_written(self, slugs: Iterable[str]) -> None:
        """Documents whose quads are in the graph."""
        self._db.executemany("UPDATE document SET pending = 0 WHERE slug = ?", [(slug,) for slug in slugs])

    def removed(self) -> tuple[str, ...]:
        """Documents that are gone but whose quads are still in the graph, sorted."""
        return tuple(slug for (slug,) in self._db.execute("SELECT slug FROM removed ORDER BY slug"))

    def mark_forgotten(self, slug: str) -> None:
        """The quads of a removed document are out of the graph."""
        self._db.execute("DELETE FROM removed WHERE slug = ?", (slug,))

    def dirty_scopes(self) -> tuple[str, ...]:
        """Scopes to be resolved and agreed again, sorted."""
        return tuple(scope for (scope,) in self._db.execute("SELECT scope FROM dirty_scope ORDER BY scope"))

    def mark_dirty(self, scopes: Iterable[str]) -> None:
        """Have the scopes resolved and agreed again."""
        self._db.executemany("INSERT OR IGNORE INTO dirty_scope VALUES (?)", [(scope,) for scope in scopes])

    def mark_clean(self, scope: str) -> None:
        """The agreed view of the scope is in the graph."""
        self._db.execute("DELETE FROM dirty_scope WHERE scope = ?", (scope,))

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

    # ---- partitions of the graph: who put which quads there

    def partition(self, name: str) -> frozenset[Quad]:
        """The quads last written under this name."""
        row = self._db.execute("SELECT quads FROM partition WHERE name = ?", (name,)).fetchone()
        return frozenset(parse(_unpack(row[0]), format=RdfFormat.N_QUADS)) if row else frozenset()

    def save_partition(self, name: str, quads: frozenset[Quad]) -> None:
        """Remember what was written under this name."""
        if not quads:
            self._db.execute("DELETE FROM partition WHERE name = ?", (name,))
            return
        lines = sorted((serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True))
        self._db.execute("INSERT OR REPLACE INTO partition VALUES (?, ?)", (name, _pack(b"".join(lines))))

    def partitions(self, prefix: str = "") -> tuple[str, ...]:
        """Names of partitions, sorted."""
        rows = self._db.execute(
            "SELECT name FROM partition WHERE substr(name, 1, ?) = ? ORDER BY name", (len(prefix), prefix)
        )
        return tuple(name for (name,) in rows)

    def save_shared(self, removed: Iterable[Quad], added: Iterable[Quad]) -> Change:
        """Count who says a quad that several partitions may hold; gives what appears and disappears by that."""
        gone, new = set(), set()
        for quad in removed:
            row = self._db.execute("UPDATE shared SET n = n - 1 WHERE quad = ? RETURNING n", (str(quad),)).fetchone()
            if row is None or row[0] <= 0:
                self._db.execute("DELETE FROM shared WHERE quad = ?", (str(quad),))
                gone.add(quad)
        for quad in added:
            insert = "INSERT INTO shared VALUES (?, 1) ON CONFLICT (quad) DO UPDATE SET n = n + 1 RETURNING n"
            if self._db.execute(insert, (str(quad),)).fetchone()[0] == 1:
                new.add(quad)
        return Change(frozenset(gone), frozenset(new))

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
    return _pack(msgspec.json.encode(replace(extract, document=replace(extract.document, text=""))))


def _unpack_extract(packed: bytes, text: bytes | None) -> Extract:
    bare = msgspec.json.decode(_unpack(packed), type=Extract)
    if text is None:
        return bare
    return replace(bare, document=replace(bare.document, text=_unpack(text).decode("utf-8", "surrogatepass")))


def _pack(data: bytes) -> bytes:
    return zlib.compress(data, 6)


def _unpack(data: bytes) -> bytes:
    return zlib.decompress(data)
