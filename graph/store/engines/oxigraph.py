"""The Oxigraph server: its default graph is its own, and one query sees one moment.

It hides all named graphs once `default-graph-uri` is given, so none is ever given; the housekeeping graphs are hidden by a
filter at each `GRAPH ?g` instead.
"""

from __future__ import annotations

from typing import ClassVar

from graph.store.credentials import Credentials
from graph.store.engines.endpoint import Endpoint
from graph.store.engines.engine import Chunk, Engine


class Oxigraph(Engine):
    """`http://host:port`, or the same with /query or /sparql."""

    name: ClassVar[str] = "Oxigraph"
    chunk: ClassVar[Chunk] = Chunk(5_000, 2_000_000)
    reads_whole: ClassVar[bool] = True

    def _endpoint(self, address: str, credentials: Credentials | None) -> Endpoint:
        root = address.removesuffix("/query").removesuffix("/sparql").removesuffix("/update")
        return Endpoint(f"{root}/query", f"{root}/update", credentials=credentials)
