"""A backup from beside an engine, restored into a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.backup.backup import back_up
from graph.backup.restore import restore
from graph.claim import Extract
from graph.library import Library
from tests.graph.store.engines.servers import STARTERS, running
from tests.operations.conftest import article, graph_is_what_the_state_says, quads_of

pytestmark = pytest.mark.slow


def test_graph_and_state_come_back_in_a_folder(tmp_path: Path, sample_extracts: tuple[Extract, ...]) -> None:
    (tmp_path / "engine").mkdir()
    start = STARTERS["oxigraph"]
    with running(start(tmp_path / "engine")) as server:
        with Library(server.address, state=tmp_path / "state") as library:
            library.add([*sample_extracts, article(1)])
            library.drain()
            everything = frozenset(library.store.quads())
            version = library.store.version()
        made = back_up(tmp_path / "state", tmp_path / "b.tar.gz", address=server.address)
    assert made.version == version
    restore(made.path, tmp_path / "again")
    assert quads_of(tmp_path / "again") == everything
    assert graph_is_what_the_state_says(tmp_path / "again")
    with Library(str(tmp_path / "again")) as library:
        assert [added.outcome for added in library.add([article(1), article(2)])] == ["unchanged", "new"]
        library.drain()
