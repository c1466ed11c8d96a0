"""`using-graph-uri` of the SPARQL Protocol: the engine takes no dataset for an update, so USING clauses are put in.

The text is split by the guard's tokens; every IRI that goes in is written by the engine.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from server.errors import Problem
from server.query.guard import tokens


def with_dataset(text: str, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> str:
    """The update with the dataset in each of its WHERE clauses; 400 if it names one itself."""
    if not default_graphs and not named_graphs:
        return text
    clause = _clause(default_graphs, named_graphs)
    pieces: list[str] = []
    depth = 0
    previous = ""
    for kind, token in tokens(text):
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        word = token.upper() if kind == "word" and depth == 0 else ""
        if word in ("USING", "WITH"):
            raise Problem(400, "using-graph-uri and using-named-graph-uri cannot be combined with USING or WITH.")
        if word == "WHERE":
            if previous == "DELETE":
                raise Problem(400, "using-graph-uri does not go with DELETE WHERE; write DELETE { … } WHERE { … }.")
            pieces.append(clause)
        pieces.append(token)
        if kind not in ("space", "comment"):
            previous = word
    return "".join(pieces)


def _clause(default_graphs: Sequence[str], named_graphs: Sequence[str]) -> str:
    try:
        plain = [f"USING {ox.NamedNode(name)}" for name in default_graphs]
        named = [f"USING NAMED {ox.NamedNode(name)}" for name in named_graphs]
    except ValueError as error:
        raise Problem(400, f"A graph name is not an absolute IRI: {error}") from error
    return " ".join([*plain, *named]) + " "
