"""What the processes do that a test kills without warning: they load articles or carry out updates, one after another, and
say of each when it is done.
"""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from graph.library import Library
from server.query import wire
from server.query.writer import carry_out
from tests.operations.conftest import article

ARTICLES = tuple(article(number) for number in range(60))
BATCH = 40
"""Statements of one update in the default graph, and as many in a named one."""
EX = "http://example.org/batch/"


def load(store: str, first: int, said: Connection) -> None:
    """Add and drain articles from a number on; each number is said when the article is acknowledged."""
    with Library(store) as library:
        for number in range(first, len(ARTICLES)):
            library.add([ARTICLES[number]])
            said.send(number)
            if number % 2:
                library.drain()
        library.drain()


def update(store: str, first: int, said: Connection) -> None:
    """Put one batch in the place of another, as /sparql does it; each number is said when the update is acknowledged."""
    for number in range(first, first + 10_000):
        written = carry_out(wire.Operation(verb="update", text=batch(number)), store)
        assert isinstance(written, wire.Written), written
        said.send(number)


def batch(number: int) -> str:
    """The update that replaces whatever batch there is with this one."""
    rows = "\n".join(f"<{EX}{row}> <{EX}number> {number} ." for row in range(BATCH))
    return f"""DELETE {{ ?s <{EX}number> ?n }} WHERE {{ ?s <{EX}number> ?n }} ;
        DROP SILENT GRAPH <{EX}graph> ;
        INSERT DATA {{ {rows} GRAPH <{EX}graph> {{ {rows} }} }}"""


def whole_batch(store: Path) -> int:
    """The number of the batch that readers see, -1 for none; raises AssertionError if they see a part of one."""
    from graph.store import current_snapshot, open_reader

    if not store.is_dir() or current_snapshot(store) is None:
        return -1
    graph = open_reader(str(store)).local()
    seen = [quad.object.value for quad in graph]
    assert len(seen) in (0, 2 * BATCH), len(seen)
    assert len(set(seen)) <= 1, set(seen)
    return int(seen[0]) if seen else -1
