"""A change as one SPARQL Update request, which the engines we use carry out in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad


def change_text(removed: Iterable[Quad], added: Iterable[Quad]) -> str:
    """`DELETE DATA` and `INSERT DATA` of the quads; terms are written by the engine's own serialiser, so none can break out."""
    parts = []
    if body := _data(removed):
        parts.append(f"DELETE DATA {{\n{body}}}")
    if body := _data(added):
        parts.append(f"INSERT DATA {{\n{body}}}")
    return ";\n".join(parts)


def _data(quads: Iterable[Quad]) -> str:
    graphs: dict[NamedNode | BlankNode | DefaultGraph, list[str]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name].append(f"{quad.subject} {quad.predicate} {quad.object} .\n")
    return "".join(
        "".join(lines) if isinstance(graph, DefaultGraph) else f"GRAPH {graph} {{\n{''.join(lines)}}}\n"
        for graph, lines in graphs.items()
    )
