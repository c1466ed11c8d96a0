"""Where answers come from: the query workers over a store, bounded for an agent and with a word where they were cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TypeVar

from typing_extensions import TypedDict

from server.query import Kind, QueryService
from server.query.answer import rows_from

T = TypeVar("T")
ROWS, CELL, TOTAL = 200, 2_000, 100_000
"""Most rows of an answer, characters of a cell and of all of it."""
CLIENT = "mcp"
TSV, TRIPLES = "text/tab-separated-values", "application/n-triples"
MORE = "There is more than is shown: ask for less, narrow the question, or page with LIMIT and OFFSET."


class Answer(TypedDict):
    """Rows of text by column, or a graph in N-Triples."""

    columns: list[str]
    rows: list[dict[str, str]]
    graph: str
    truncated: bool
    note: str
    dataset_version: int | None


class Asking:
    """Over a store, through the killable workers and their limits."""

    def __init__(self, service: QueryService) -> None:
        self._service = service

    def ask(self, query: str, rows: int = ROWS) -> Answer:
        """The answer, never more than `rows` of it; raises CouncilgraphError."""
        found = self._service.query(query, table_format=TSV, graph_format=TRIPLES, client=CLIENT, max_rows=rows)
        body = found.read()
        if found.kind is Kind.GRAPH:
            lines = body.decode().splitlines(keepends=True)
            kept = _within(lines[:rows], list(map(len, lines)))  # whole lines are whole statements
            graph = "".join(kept)
            return answer(found.version, graph=graph, truncated=found.truncated or len(kept) < len(lines))
        if found.kind is Kind.BOOLEAN:
            return answer(found.version, ("answer",), [{"answer": body.decode().strip()}])
        table = rows_from(body, found.version, truncated=found.truncated)
        short = [{name: _cut(str(term.value)) for name, term in row.items() if hasattr(term, "value")} for row in table]
        readable = _within(short, [sum(map(len, (*row, *row.values()))) for row in short])
        return answer(found.version, table.variables, readable, truncated=found.truncated or len(readable) < len(short))


def answer(
    version: int | None,
    columns: Sequence[str] = (),
    rows: Sequence[dict[str, str]] = (),
    *,
    graph: str = "",
    truncated: bool = False,
) -> Answer:
    """An answer with a note where it was cut."""
    return Answer(
        columns=list(columns),
        rows=list(rows),
        graph=graph,
        truncated=truncated,
        note=MORE if truncated else "",
        dataset_version=version,
    )


def _cut(value: str) -> str:
    return value if len(value) <= CELL else value[:CELL] + " […]"


def _within(items: list[T], sizes: Iterable[int]) -> list[T]:
    """As many of the items as an agent can read."""
    return [item for item, until in zip(items, accumulate(sizes), strict=False) if until <= TOTAL]
