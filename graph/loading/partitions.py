"""Who put which quads into the graph: one partition a document, a council's agreed view, the reference data.

Partitions are kept as sorted lines of N-Quads, packed. Most lines have one partition; those that several may hold, such as
the type of a person, are counted, and are in the graph for as long as one of them holds them.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, parse, serialize

_END = b" .\n"
Lines = frozenset[bytes]


def packed(quads: Iterable[Quad]) -> bytes:
    """Quads as a partition is kept; nothing for none."""
    lines = sorted((serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True))
    return zlib.compress(b"".join(lines), 6) if lines else b""


def lines_of(partition: bytes) -> Lines:
    """The lines of a packed partition."""
    return frozenset(zlib.decompress(partition).splitlines(keepends=True)) if partition else frozenset()


def quads_of(lines: Iterable[bytes]) -> frozenset[Quad]:
    """The quads that lines of our own write down."""
    return frozenset(parse(b"".join(lines), format=RdfFormat.N_QUADS, lenient=True))


class Partitions:
    """Two tables of the state; the caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def lines(self, name: str) -> Lines:
        """What was last written under this name."""
        row = self._db.execute("SELECT quads FROM partition WHERE name = ?", (name,)).fetchone()
        return lines_of(row[0]) if row else frozenset()

    def quads(self, name: str) -> frozenset[Quad]:
        """The same as quads."""
        return quads_of(self.lines(name))

    def names(self) -> tuple[str, ...]:
        """All names, sorted."""
        return tuple(name for (name,) in self._db.execute("SELECT name FROM partition ORDER BY name"))

    def save(self, name: str, partition: bytes) -> None:
        """Remember what was written under this name; an empty partition is forgotten."""
        if partition:
            self._db.execute("INSERT OR REPLACE INTO partition VALUES (?, ?)", (name, partition))
        else:
            self._db.execute("DELETE FROM partition WHERE name = ?", (name,))

    def count(self, removed: Counter[bytes], added: Counter[bytes]) -> tuple[set[bytes], set[bytes]]:
        """Count by how many more or fewer partitions lines are held; gives those that disappear and those that appear."""
        step = {line: added[line] - removed[line] for line in added.keys() | removed.keys()}
        text = {line: line.removesuffix(_END).decode() for line in step}
        query = "SELECT quad, n FROM shared WHERE quad IN (SELECT value FROM json_each(?))"
        held = dict(self._db.execute(query, (json.dumps(list(text.values())),)).fetchall())
        now = {line: held.get(text[line], 0) + change for line, change in step.items()}
        left = [(text[line], count) for line, count in now.items() if count > 0]
        self._db.executemany("INSERT OR REPLACE INTO shared VALUES (?, ?)", left)
        gone = {line for line, count in now.items() if count <= 0}
        self._db.executemany("DELETE FROM shared WHERE quad = ?", [(text[line],) for line in gone])
        return gone, {line for line, count in now.items() if count > 0 and text[line] not in held}
