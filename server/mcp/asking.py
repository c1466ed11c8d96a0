"""Where answers come from: the query workers over a store, bounded for an agent and with a word where they were cut."""

from __future__ import annotations

from dataclasses import dataclass

from server.query import Kind, QueryService
from server.query.answer import rows_from

ROWS, CELL, TOTAL = 200, 2_000, 100_000
"""Most rows of an answer, characters of a cell and of all of it."""
CLIENT = "mcp"
TSV, TRIPLES = "text/tab-separated-values", "application/n-triples"


@dataclass(frozen=True, slots=True)
class Found:
    """Rows as text, or a graph in N-Triples; `truncated` says that there is more."""

    columns: tuple[str, ...] = ()
    rows: tuple[dict[str, str], ...] = ()
    graph: str = ""
    truncated: bool = False
    version: int | None = None


class Asking:
    """Over a store, through the killable workers and their limits."""

    def __init__(self, service: QueryService) -> None:
        self._service = service

    def ask(self, query: str, rows: int = ROWS) -> Found:
        """The answer, never more than `rows` of it; raises CouncilgraphError."""
        answer = self._service.query(query, table_format=TSV, graph_format=TRIPLES, client=CLIENT, max_rows=rows)
        body = answer.read()
        if answer.kind is Kind.GRAPH:
            return _graph(body.decode(), rows, answer.version, truncated=answer.truncated)
        if answer.kind is Kind.BOOLEAN:
            return Found(("answer",), ({"answer": body.decode().strip()},), version=answer.version)
        found = rows_from(body, answer.version, truncated=answer.truncated)
        table = [{name: str(term.value) for name, term in row.items() if hasattr(term, "value")} for row in found]
        return _bounded(found.variables, table, answer.version, truncated=answer.truncated)


def _bounded(columns: tuple[str, ...], table: list[dict[str, str]], version: int | None, *, truncated: bool) -> Found:
    """Rows with long cells cut, and no more rows than an agent can read."""
    kept: list[dict[str, str]] = []
    room = TOTAL
    for row in table:
        short = {name: value if len(value) <= CELL else value[:CELL] + " […]" for name, value in row.items()}
        room -= sum(len(name) + len(value) for name, value in short.items())
        if room < 0:
            return Found(columns, tuple(kept), truncated=True, version=version)
        kept.append(short)
    return Found(columns, tuple(kept), truncated=truncated, version=version)


def _graph(text: str, rows: int, version: int | None, *, truncated: bool = False) -> Found:
    """Whole lines, which in N-Triples are whole statements however many there are."""
    lines = text.splitlines(keepends=True)
    kept: list[str] = []
    room = TOTAL
    for line in lines[:rows]:
        room -= len(line)
        if room < 0:
            break
        kept.append(line)
    return Found(graph="".join(kept), truncated=truncated or len(kept) < len(lines), version=version)
