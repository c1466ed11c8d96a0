"""Remote triple stores by engine: which one answers at an address, and how it must be spoken to."""

from __future__ import annotations

import os

from graph.errors import BadSetting
from graph.store.credentials import checked_address, read_credentials
from graph.store.engines.endpoint import Endpoint
from graph.store.engines.engine import Engine
from graph.store.engines.oxigraph import Oxigraph
from graph.store.engines.virtuoso import Virtuoso

__all__ = ["Engine", "Oxigraph", "Virtuoso", "connect"]

ENGINES: dict[str, type[Engine]] = {"oxigraph": Oxigraph, "virtuoso": Virtuoso, "standard": Engine}
CHOICE = "COUNCILGRAPH_STORE_ENGINE"


def connect(location: str) -> Engine:
    """The adapter for what answers at the address: by COUNCILGRAPH_STORE_ENGINE, else by what the server calls itself."""
    address = checked_address(location)
    chosen = os.environ.get(CHOICE, "").lower()
    if not chosen:
        server = Endpoint(address).server().lower()
        chosen = next((name for name in ENGINES if server.startswith(name)), "standard")
    if chosen not in ENGINES:
        raise BadSetting(f"{CHOICE} is one of {', '.join(ENGINES)}, not {chosen}.")
    return ENGINES[chosen](address, read_credentials())
