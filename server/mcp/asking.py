"""Where answers come from: the query workers over a store, or somebody's endpoint. Both are bounded and say when they cut."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from graph.errors import BadQuery, BadSetting, StoreUnavailable
from server.query import Kind, QueryService
from server.query.answer import rows_from
from server.query.failures import QueryFailure

ROWS, CELL, TOTAL = 200, 2_000, 100_000
"""Most rows of an answer, characters of a cell and of all of it."""
CLIENT = "mcp"
LARGEST = 16 << 20
TSV, JSON, TRIPLES = "text/tab-separated-values", "application/sparql-results+json", "application/n-triples"


@dataclass(frozen=True, slots=True)
class Found:
    """Rows as text, or a graph in N-Triples; `truncated` says that there is more."""

    columns: tuple[str, ...] = ()
    rows: tuple[dict[str, str], ...] = ()
    graph: str = ""
    truncated: bool = False
    version: int | None = None


class Asking(Protocol):
    """Something that answers SPARQL."""

    def ask(self, query: str, rows: int = ROWS) -> Found:
        """The answer, never more than `rows` of it; raises CouncilgraphError."""


class StoreAsking:
    """Over a store, through the killable workers and their limits."""

    def __init__(self, service: QueryService) -> None:
        self._service = service

    def ask(self, query: str, rows: int = ROWS) -> Found:
        """As the protocol says."""
        answer = self._service.query(query, table_format=TSV, graph_format=TRIPLES, client=CLIENT, max_rows=rows)
        body = answer.read()
        if answer.kind is Kind.GRAPH:
            return _graph(body.decode(), rows, answer.version, truncated=answer.truncated)
        if answer.kind is Kind.BOOLEAN:
            return Found(("answer",), ({"answer": body.decode().strip()},), version=answer.version)
        found = rows_from(body, answer.version, truncated=answer.truncated)
        table = [{name: str(term.value) for name, term in row.items() if hasattr(term, "value")} for row in found]
        return bounded(found.variables, table, answer.version, truncated=answer.truncated)


class EndpointAsking:
    """Over HTTP; the endpoint's own limits hold as well."""

    def __init__(self, address: str, seconds: float = 60.0) -> None:
        if urlsplit(address).scheme not in ("http", "https"):
            raise BadSetting(f"{address} is not the address of an endpoint.")
        self._address, self._seconds = address, seconds

    def ask(self, query: str, rows: int = ROWS) -> Found:
        """As the protocol says."""
        headers = {"Accept": f"{JSON}, {TRIPLES};q=0.9", "Content-Type": "application/x-www-form-urlencoded"}
        data = urlencode({"query": query}).encode()
        request = urllib.request.Request(self._address, data, headers)  # noqa: S310 - http or https, see above
        try:
            with urllib.request.urlopen(request, timeout=self._seconds) as answer:  # noqa: S310
                kind, body = answer.headers.get_content_type(), answer.read(LARGEST + 1)
        except urllib.error.HTTPError as error:
            raise _refusal(error) from error
        except OSError as error:
            raise StoreUnavailable(f"{self._address} does not answer: {error}.") from error
        if len(body) > LARGEST:
            raise QueryFailure(f"The answer is larger than {LARGEST:,} bytes; ask for less with LIMIT.")
        if kind == TRIPLES:
            return _graph(body.decode(), rows, None)
        return _results(body, rows)


def bounded(columns: tuple[str, ...], table: list[dict[str, str]], version: int | None, *, truncated: bool) -> Found:
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


def _results(body: bytes, rows: int) -> Found:
    try:
        told = json.loads(body)
        if "boolean" in told:
            return Found(("answer",), ({"answer": str(told["boolean"]).lower()},))
        columns = tuple(told["head"]["vars"])
        bindings = told["results"]["bindings"]
        table = [{name: str(cell["value"]) for name, cell in binding.items()} for binding in bindings[:rows]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise QueryFailure("The endpoint's answer is no SPARQL result.") from error
    return bounded(columns, table, None, truncated=len(bindings) > rows)


def _refusal(error: urllib.error.HTTPError) -> BadQuery | QueryFailure:
    with error:
        detail = error.read(4_000).decode("utf-8", "replace")
    try:
        detail = str(json.loads(detail)["detail"])
    except (ValueError, KeyError, TypeError):
        detail = detail.strip()[:500]
    return BadQuery(detail) if error.code == 400 else QueryFailure(f"The endpoint answers {error.code}: {detail}")
