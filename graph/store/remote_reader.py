"""Reading a graph that is kept by somebody else's engine.

Where one query of the engine may see half of a write, a reader looks at the version before and after: a writer announces
each last statement, so that a query that overlapped one is found out and asked again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import pyoxigraph as ox

from graph.errors import StoreUnavailable
from graph.store.engines import Engine, connect
from graph.store.engines.endpoint import Answer
from graph.store.engines.engine import STORE, own_query
from graph.store.protocol import DUMPS, Result

ATTEMPTS, PAUSE = 20, 0.1


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a store stands: the name it was given when it was made, its version, the write that is about to show."""

    name: str
    version: int
    switching: str


class RemoteReader:
    """The graph behind an address, as its last finished write left it."""

    def __init__(self, location: str, engine: Engine | None = None) -> None:
        self._engine = engine or connect(location)
        mark = self.mark()
        if mark is None:
            raise StoreUnavailable(f"Nothing was ever loaded into {self.location}.")
        self._engine.hide(graph for (graph,) in self._engine.rows("foreign.rq"))

    @property
    def location(self) -> str:
        """The address."""
        return self._engine.address

    @property
    def version(self) -> int:
        """Number of changes so far."""
        mark = self.mark()
        return mark.version if mark else 0

    def mark(self) -> Mark | None:
        """Where the store stands, None if it is not one of ours."""
        return read_mark(self._engine)

    def query(self, text: str) -> Result:
        """Answer a query; raises BadQuery, StoreUnavailable or TimeLimit."""
        return self._engine.read(text, self._whole(text))

    def _whole(self, text: str) -> Answer:
        if self._engine.reads_whole:
            return self._engine.ask(text)
        last: Answer | None = None
        for _ in range(ATTEMPTS):
            before = self.mark()
            answer = self._engine.ask(text)
            after = self.mark()
            if before == after and not (after and after.switching):
                return answer
            if before == after and last and last.body == answer.body:
                return answer  # announced long ago and never done: that writer was cut off
            last = answer if before == after else None
            time.sleep(PAUSE)
        raise StoreUnavailable(f"{self.location} is being changed all the time; ask again.")

    def quads(self) -> Iterator[ox.Quad]:
        """All quads, as they were at one moment."""
        for _ in range(ATTEMPTS):
            before = self.mark()
            found = [_quad(row) for name in ("default-triples.rq", "named-quads.rq") for row in self._solutions(name)]
            if before == self.mark():
                return iter(found)
        raise StoreUnavailable(f"{self.location} is being changed all the time; ask again.")

    def dump(self, out: IO[bytes], media_type: str) -> None:
        """Write everything as N-Quads or TriG."""
        ox.serialize(self.quads(), out, DUMPS[media_type])

    def local(self) -> ox.Store:
        """Everything, in memory: for what asks too much of a foreign engine."""
        store = ox.Store()
        store.bulk_extend(self.quads())
        return store

    def _solutions(self, name: str) -> ox.QuerySolutions:
        found = self.query(own_query(name))
        assert isinstance(found, ox.QuerySolutions)
        return found


def _quad(row: ox.QuerySolution) -> ox.Quad:
    subject, predicate, value, *name = row
    assert isinstance(subject, ox.NamedNode | ox.BlankNode)
    assert isinstance(predicate, ox.NamedNode)
    assert value is not None
    graph = name[0] if name else ox.DefaultGraph()
    assert isinstance(graph, ox.NamedNode | ox.BlankNode | ox.DefaultGraph)
    return ox.Quad(subject, predicate, value, graph)


def read_mark(engine: Engine) -> Mark | None:
    """What the store behind an engine says of itself."""
    rows = list(engine.rows("version.rq"))
    if not rows:
        return None
    if len({row[1] for row in rows}) > 1:
        raise StoreUnavailable(f"{engine.address} has two versions of <{STORE}>; it was written by two hands.")
    name, version, _ = rows[0]
    return Mark(name, int(version), max(row[2] for row in rows))
