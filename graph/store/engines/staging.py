"""A change on its way into a remote store: items in two hidden graphs, in chunks, and one last statement.

An item is all that one subject gains (or loses) in one graph: `item store:graph <g>; store:subject <s>; <p> <o> …`. As no
item has the subject of a fact, nothing staged can be taken for a fact even where hiding fails. The last statement
(queries/switch-*.ru) moves everything at once; it does the same when it is carried out twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from graph.errors import StoreError
from graph.store.engines.engine import ADDED, DEFAULT, REMOVED, STORE, Chunk, Engine, own_query
from graph.store.protocol import Change

HOUSE = NamedNode(STORE)
NAME, VERSION, SWITCHING, HIDES, GRAPH, SUBJECT = (
    NamedNode(f"{STORE}#{name}") for name in ("name", "version", "switching", "hides", "graph", "subject")
)


def house(predicate: NamedNode, value: NamedNode | Literal) -> Quad:
    """A statement of the store about itself."""
    return Quad(HOUSE, predicate, value, HOUSE)


def write(engine: Engine, change: Change, version: int | None, now: int) -> None:
    """Make the change and the new version visible together; a kill between any two requests leaves what was visible."""
    counted = {house(VERSION, Literal(version))} if version is not None else set()
    removed = (change.removed - change.added) | counted
    added = change.added | {house(VERSION, Literal(now))}
    if not engine.reads_whole:
        engine.endpoint.update(_insert([f"{HOUSE} {SWITCHING} {Literal(now)} .\n"], HOUSE))
        removed |= {house(SWITCHING, Literal(now))}
    stage(engine, removed=removed, added=added)


def stage(engine: Engine, *, removed: frozenset[Quad], added: frozenset[Quad]) -> None:
    """Stage the quads, make them visible, and clear the stage, which must be empty before."""
    for graph, quads in ((REMOVED, removed), (ADDED, added)):
        for lines in _chunks(_items(quads), engine.chunk):
            engine.endpoint.update(_insert(lines, graph))
    engine.endpoint.update(own_query(f"{engine.switch}.ru"))
    clear(engine)


def clear(engine: Engine) -> None:
    """Drop what is staged: what a writer left that was cut off, or what has been written."""
    for name in ("clear-added", "clear-removed"):
        engine.endpoint.update(own_query(f"{name}.ru"))


def _items(quads: Iterable[Quad]) -> Iterator[str]:
    groups: dict[tuple[str, str], list[Quad]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            raise StoreError("A remote store takes no blank nodes: they cannot be taken out again by name.")
        name = DEFAULT if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name
        groups[str(name), str(quad.subject)].append(quad)
    for place, (graph, subject) in enumerate(sorted(groups)):
        item = f"<{STORE}/item/{place}>"
        yield f"{item} {GRAPH} {graph} .\n{item} {SUBJECT} {subject} .\n" + "".join(
            f"{item} {quad.predicate} {quad.object} .\n" for quad in groups[graph, subject]
        )


def _chunks(items: Iterable[str], limit: Chunk) -> Iterator[list[str]]:
    chunk: list[str] = []
    lines = size = 0
    for line in (f"{line}\n" for item in items for line in item.split("\n")[:-1]):
        length = len(line.encode())
        if chunk and (lines + 1 > limit.lines or size + length > limit.size):
            yield chunk
            chunk, lines, size = [], 0, 0
        chunk.append(line)
        lines, size = lines + 1, size + length
    if chunk:
        yield chunk


def _insert(lines: Iterable[str], graph: NamedNode) -> str:
    """Terms are written by the serialiser of pyoxigraph, so that none can break out."""
    return f"INSERT DATA {{ GRAPH {graph} {{\n{''.join(lines)}}} }}"
