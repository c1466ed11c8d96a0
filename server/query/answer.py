"""What comes back from a query: bytes on their way to a client, or rows for our own pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import pyoxigraph as ox

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = Mapping[str, Term]


class Kind(StrEnum):
    """What sort of result a query has."""

    ROWS = "rows"
    BOOLEAN = "boolean"
    GRAPH = "graph"


@dataclass(slots=True)
class Answer:
    """A result in one format: complete in `body` if it is small; else iterate `chunks`, which raises if it breaks off."""

    kind: Kind
    media_type: str
    version: int
    body: bytes | None
    chunks: Iterator[bytes]
    truncated: bool = False
    size: int | None = None
    """In bytes, where the answer is complete."""

    def read(self) -> bytes:
        """All of it; raises QueryFailure if it breaks off."""
        return self.body if self.body is not None else b"".join(self.chunks)


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of terms; an unbound variable has no key in its row."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]
    version: int
    truncated: bool = False
    """There were more than was asked for."""

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def rows_from(body: bytes, version: int, *, truncated: bool) -> Rows:
    """Rows out of SPARQL's tab separated values."""
    solutions = ox.parse_query_results(body, ox.QueryResultsFormat.TSV)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError("a SELECT query was expected")
    names = tuple(variable.value for variable in solutions.variables)
    rows = tuple({name: term for name in names if (term := solution[name]) is not None} for solution in solutions)
    return Rows(names, rows, version, truncated)
