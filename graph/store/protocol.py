"""What the rest of the program may ask of a triple store.

Two families of stores keep to it: the embedded one (pyoxigraph on disk) and remote SPARQL 1.1 endpoints. Queries and
updates of the public never come here: they run in the killable workers of server.query over a snapshot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from pyoxigraph import Quad, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat
from pyoxigraph import Store as OxStore

Result = QuerySolutions | QueryTriples | QueryBoolean
DUMPS = {"application/n-quads": RdfFormat.N_QUADS, "application/trig": RdfFormat.TRIG}
"""The media types in which a whole graph is written."""


@dataclass(frozen=True, slots=True)
class Change:
    """Quads to take out and to put in, in one transaction; a quad in both stays."""

    removed: frozenset[Quad] = frozenset()
    added: frozenset[Quad] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A consistent copy of the graph that readers may open: a RocksDB folder that is never written again."""

    path: Path
    version: int


class Reader(Protocol):
    """The graph as the last load left it, for who only reads."""

    @property
    def location(self) -> str:
        """Path or address, for messages."""

    @property
    def version(self) -> int:
        """Number of changes so far."""

    def query(self, text: str) -> Result:
        """Answer a query; raises BadQuery for one that does not parse."""

    def local(self) -> OxStore:
        """Everything in the embedded engine, for what asks too much of a foreign one."""

    def dump(self, out: IO[bytes], media_type: str) -> None:
        """Write everything in a quad format."""


class Store(Protocol):
    """A graph with a version that grows with every change."""

    @property
    def location(self) -> str:
        """Path or address, for messages."""

    def version(self) -> int:
        """Number of changes so far."""

    def query(self, text: str) -> Result:
        """Answer a query of our own; the default graph is the unnamed one."""

    def apply(self, change: Change) -> int:
        """Make the change visible as a whole or not at all; returns the new version."""

    def quads(self) -> Iterator[Quad]:
        """All quads."""

    def dump(self, out: IO[bytes], media_type: str) -> None:
        """Write everything in a quad format."""

    def publish(self) -> object:
        """Make the present state the one that readers see."""

    def close(self) -> None:
        """Release what is held."""
