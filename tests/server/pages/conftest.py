"""An application with nothing but the pages, over the worked example in memory."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.reference_graph import reference_quads
from server.errors import register_errors
from server.pages import blueprint
from server.pages.source import KEY, Setup, StoreSource

WORKED = Path(__file__).parents[2] / "ontology" / "worked.trig"


@pytest.fixture(scope="session")
def graph() -> ox.Store:
    """Register, schemes, ontology and the worked example."""
    store = ox.Store()
    store.extend(list(reference_quads()[1]()))
    store.load(path=WORKED, format=ox.RdfFormat.TRIG)
    return store


def make_app(store: ox.Store, folder: Path | None = None, *, index: Path | None = None) -> Flask:
    """Pages over a store."""
    app = Flask("pages-under-test")
    app.extensions["councilgraph"] = SimpleNamespace(
        html_error=None, query_page=None, settings=SimpleNamespace(store=str(folder or "absent"), public_url="")
    )
    app.extensions[KEY] = Setup(lambda: StoreSource(store), folder, index=index)
    app.register_blueprint(blueprint)
    register_errors(app)
    return app


@pytest.fixture(scope="session")
def app(graph: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Pages over the worked example."""
    return make_app(graph, index=tmp_path_factory.mktemp("index"))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript."""
    return app.test_client()
