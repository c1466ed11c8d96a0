"""An engine within the process: SPARQL over pyoxigraph, with faults that real engines have and a hand that pulls the plug."""

from __future__ import annotations

import email.message
from collections.abc import Callable

import pyoxigraph as ox

from graph.errors import BadQuery
from graph.store.engines.endpoint import Answer, Endpoint
from graph.store.engines.engine import Chunk, Engine


class Unplugged(Exception):
    """The process ends here."""


class StandInEndpoint(Endpoint):
    """What an endpoint would do; `fault` changes a query's text and the bytes of its answer."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:9/stand-in")
        self.store = ox.Store()
        self.updates = 0
        self.dies_at, self.dies_after = 0, False
        self.fault: Callable[[bytes], bytes] = lambda body: body
        self.union = False
        self.sees: Callable[[], None] = lambda: None

    def ask(self, text: str, accept: str = "") -> Answer:
        try:
            found = self.store.query(text, use_default_graph_as_union=self.union)
        except SyntaxError as error:
            raise BadQuery(str(error)) from error
        if isinstance(found, ox.QueryTriples):
            body = ox.serialize(found, format=ox.RdfFormat.N_TRIPLES)
        else:
            body = found.serialize(format=ox.QueryResultsFormat.JSON)
        return Answer("", self.fault(body or b""), email.message.Message())

    def update(self, text: str) -> None:
        self.updates += 1
        dies = self.updates == self.dies_at
        if not dies or self.dies_after:
            self.store.update(text)
        self.sees()
        if dies:
            raise Unplugged


class StandIn(Engine):
    """A standard engine with small chunks."""

    chunk = Chunk(3, 2_000)

    def __init__(self, endpoint: StandInEndpoint) -> None:
        super().__init__(endpoint.query_address, None)
        self.endpoint = endpoint
