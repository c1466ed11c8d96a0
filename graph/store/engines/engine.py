"""What differs between engines: where their default graph lies, how a query must be put, how an answer is to be read.

The plain `Engine` follows the recommendations to the letter; oxigraph.py and virtuoso.py say where theirs depart from it.
Every graph that begins with `…/store` is our own housekeeping and hidden from callers, whatever the engine:

    …/store            which store this is and its version; the graphs that were there before us
    …/store/added      quads staged to be put in, one item for each graph and subject
    …/store/removed    quads staged to be taken out
    …/store/default    our default graph, in engines that offer no default graph apart from the named ones
    …/store/probe/…    two graphs that hold something while an engine is tried out
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pyoxigraph as ox

from graph.errors import StoreUnavailable
from graph.store.credentials import Credentials
from graph.store.engines.endpoint import RESULTS, TRIPLES, Answer, Endpoint
from graph.store.engines.rewriting import without_graphs
from graph.store.engines.tokens import form_of
from graph.store.protocol import Result
from ontology import BASE

STORE = f"{BASE}store"
DEFAULT, ADDED, REMOVED = (ox.NamedNode(f"{STORE}/{name}") for name in ("default", "added", "removed"))
PROBE_GRAPHS = frozenset({f"{STORE}/probe/one", f"{STORE}/probe/two"})
HOUSEKEEPING = frozenset({STORE, DEFAULT.value, ADDED.value, REMOVED.value}) | PROBE_GRAPHS


@dataclass(frozen=True, slots=True)
class Chunk:
    """The largest piece of a write: lines of staged triples, and bytes."""

    lines: int
    size: int


class Engine:
    """An endpoint that does what SPARQL 1.1 says; an unknown one must prove it (see probe.py)."""

    name: ClassVar[str] = "standard"
    switch: ClassVar[str] = "switch-unnamed"
    chunk: ClassVar[Chunk] = Chunk(400, 200_000)
    reads_whole: ClassVar[bool] = False
    """Does one query see the graph as it was at one moment? Where it may not, readers look for a write that overlaps."""

    def __init__(self, address: str, credentials: Credentials | None) -> None:
        self.address = address
        self.hidden = HOUSEKEEPING
        self.endpoint = self._endpoint(address, credentials)

    def _endpoint(self, address: str, credentials: Credentials | None) -> Endpoint:
        return Endpoint(address, credentials=credentials)

    def hide(self, graphs: Iterable[str]) -> None:
        """Graphs of others, which callers shall not see."""
        self.hidden = HOUSEKEEPING | frozenset(graphs)

    def put(self, text: str) -> str:
        """The query as this engine must be asked it."""
        return without_graphs(text, self.hidden)

    def ask(self, text: str, *, housekeeping: bool = False) -> Answer:
        """Send a query; one of our own that looks into the hidden graphs is sent as it stands."""
        accept = RESULTS if form_of(text) in {"SELECT", "ASK"} else TRIPLES
        answer = self.endpoint.ask(text if housekeeping else self.put(text), accept)
        self.check(answer)
        return answer

    def check(self, answer: Answer) -> None:
        """Raise StoreUnavailable for an answer that is not the whole one."""

    def read(self, text: str, answer: Answer) -> Result:
        """The answer to a query in the terms of pyoxigraph."""
        try:
            if form_of(text) in {"SELECT", "ASK"}:
                return self.read_results(text, answer.body)
            return _triples(answer.body)
        except (SyntaxError, ValueError) as error:
            raise StoreUnavailable(f"{self.address} answers with something that is not a result: {error}.") from error

    def rows(self, name: str) -> Iterator[list[str]]:
        """The answer to one of our own queries that looks into the hidden graphs, as the values of its terms."""
        text = own_query(name)
        found = self.read(text, self.ask(text, housekeeping=True))
        assert isinstance(found, ox.QuerySolutions)
        return ([getattr(term, "value", "") for term in row] for row in found)

    def read_results(self, text: str, body: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
        """Rows or a truth value."""
        return ox.parse_query_results(body, ox.QueryResultsFormat.JSON)


def own_query(name: str) -> str:
    """One of the queries and updates in `queries/`."""
    return (Path(__file__).parent / "queries" / name).read_text(encoding="utf-8")


def _triples(body: bytes) -> ox.QueryTriples:
    store = ox.Store()
    store.bulk_load(body, format=ox.RdfFormat.N_TRIPLES)
    found = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(found, ox.QueryTriples)
    return found
