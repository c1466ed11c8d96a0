"""Real engines as users meet them: the command line over an address, and what is refused with one sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import StoreUnavailable
from graph.store.protocol import Change
from graph.store.remote import RemoteStore
from tests.graph.store.engines.servers import Server, oxigraph, running, virtuoso
from tests.graph.store.engines.test_writing import quads

pytestmark = pytest.mark.slow
PROGRAM = str(Path(sys.executable).with_name("councilgraph"))


# ---- what is refused


def test_a_wrong_password_is_one_sentence(tmp_path: Path) -> None:
    with running(virtuoso(tmp_path)) as server, pytest.MonkeyPatch.context() as environment:
        environment.setenv("COUNCILGRAPH_STORE_PASSWORD", "open-sesame-17")
        with pytest.raises(StoreUnavailable, match="refuses us") as caught:
            RemoteStore(server.address, tmp_path / "state")
        assert "open-sesame-17" not in str(caught.value)


def test_virtuoso_without_credentials_may_not_be_written(tmp_path: Path) -> None:
    with running(virtuoso(tmp_path)) as server, pytest.MonkeyPatch.context() as environment:
        environment.delenv("COUNCILGRAPH_STORE_USER")
        environment.delenv("COUNCILGRAPH_STORE_PASSWORD")
        with pytest.raises(StoreUnavailable):
            RemoteStore(server.address, tmp_path / "state")


def test_answers_that_virtuoso_cuts_off_are_an_error(tmp_path: Path) -> None:
    with running(virtuoso(tmp_path, rows=150)) as server, RemoteStore(server.address, tmp_path / "state") as store:
        store.apply(Change(added=quads(*range(0, 900, 3))))
        with pytest.raises(StoreUnavailable, match="ResultSetMaxRows"):
            list(store.quads())
        with pytest.raises(StoreUnavailable, match="ResultSetMaxRows"):
            store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")


def test_an_oxigraph_server_that_shows_all_graphs_at_once_is_refused(tmp_path: Path) -> None:
    with (
        running(oxigraph(tmp_path, "--union-default-graph")) as server,
        pytest.raises(StoreUnavailable, match="cannot be used"),
    ):
        RemoteStore(server.address, tmp_path / "state")


# ---- the command line


def test_the_command_line_works_over_an_address(server: Server, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "COUNCILGRAPH_STORE"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [PROGRAM, "--store", server.address, "--state", "beside", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False
        )

    assert run("query", "ASK {}").returncode == 3
    assert "2 new" in run("load", "--samples").stderr
    assert "2 unchanged" in run("load", "--samples").stderr
    status = json.loads(run("status", "-f", "json").stdout)
    assert (status["documents"], status["waiting to be written"], status["version"] > 0) == (2, 0, True)
    for form in ("table", "json", "csv", "tsv", "xml"):
        done = run("query", "-f", form, "latest-grades")
        assert done.returncode == 0, done.stderr
        assert "Inadequate" in done.stdout
    assert "cg:Judgement" in run("query", "all-of-a-document", "--param", "document=hull-2019").stdout
    assert run("query", "SELECT * { ?s ?p }").returncode == 1
    assert "Inadequate" in run("show", "Hull").stdout
    assert "hull-2019" in run("show", "document:hull-2019").stdout
    assert "0 faults" in run("check").stderr
    assert len(run("dump").stdout.splitlines()) > 1000
    assert run("retract", "hull-2019").returncode == 0
    assert run("show", "document:hull-2019").returncode == 1
    assert run("status", "-f", "json").returncode == 0
    assert (
        server.environment.get("COUNCILGRAPH_STORE_PASSWORD", "none") not in (tmp_path / "beside" / "name").read_text()
    )
