"""The worked example as a store on disk with the whole application over it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
from flask import Flask

from graph.reference_graph import reference_quads
from graph.store.embedded import EmbeddedStore
from graph.store.protocol import Change
from server.application import create_app
from server.settings import Settings
from tests.server.pages.conftest import WORKED


@contextmanager
def application(folder: Path) -> Iterator[Flask]:
    """The application with query processes of its own; they end with it."""
    quads = frozenset(reference_quads()[1]()) | frozenset(ox.parse(path=WORKED, format=ox.RdfFormat.TRIG))
    with EmbeddedStore(folder) as store:
        store.apply(Change(added=quads))
        store.publish()
    app = create_app(Settings.load({"store": str(folder)}, environment={}))
    service = app.extensions["councilgraph"].service
    assert service.wait_for(1, 20)
    try:
        yield app
    finally:
        service.close()
