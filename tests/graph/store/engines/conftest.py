"""One server of each kind for a test module, emptied for each test; and the stand-in engine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.graph.store.engines.servers import STARTERS, Server, running


@pytest.fixture(params=sorted(STARTERS))
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A fresh engine of each kind."""
    folder = tmp_path / "engine"
    folder.mkdir()
    with running(STARTERS[request.param](folder)) as found:
        yield found
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module", params=sorted(STARTERS))
def shared_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One engine of each kind for the tests of a module, which must not mind each other."""
    with running(STARTERS[request.param](tmp_path_factory.mktemp(request.param))) as found:
        yield found
