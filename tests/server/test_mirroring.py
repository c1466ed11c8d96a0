"""`serve` over a graph that a SPARQL engine keeps: the same answers as over a folder, new data soon, and plain refusals."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import ontology
from graph.library import Library
from graph.pipeline import extract_document
from graph.reading import read_file
from graph.samples import sample_paths
from tests.graph.store.engines.servers import STARTERS, Server, running
from tests.server.conftest import TOKEN, Served, serve, wait_until_ready

pytestmark = pytest.mark.slow
PROGRAM = str(Path(sys.executable).with_name("councilgraph"))


@pytest.fixture(scope="module", params=sorted(STARTERS))
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(STARTERS[request.param](tmp_path_factory.mktemp(request.param))) as found:
        yield found


def start(address: str, state: Path) -> subprocess.Popen[str]:
    command = [PROGRAM, "--store", address, "--state", str(state), "serve", "--port", "0"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "COUNCILGRAPH_WRITE_TOKEN": TOKEN}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


@pytest.fixture(scope="module")
def state(engine: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder beside a graph that holds the samples."""
    folder = tmp_path_factory.mktemp("beside") / "state"
    with Library(engine.address, state=folder) as library:
        library.add([extract_document(read_file(path, None)) for path in sample_paths()])
        library.drain()
    return folder


@pytest.fixture(scope="module")
def over_engine(engine: Server, state: Path) -> Iterator[Served]:
    process = start(engine.address, state)
    assert process.stdout is not None
    assert process.stderr is not None
    line = process.stdout.readline()
    assert "answers at " in line, process.stderr.read()
    served = Served(process, line.rpartition(" ")[2].strip().rstrip("/"), state)
    assert wait_until_ready(served)
    yield served
    served.stop()
    process.stderr.close()


@pytest.fixture(scope="module")
def over_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("folder") / "store"
    with Library(str(folder)) as library:
        library.add([extract_document(read_file(path, None)) for path in sample_paths()])
        library.drain()
    served = serve(folder)
    yield served
    served.stop()


def test_every_saved_query_gives_the_same_rows(over_engine: Served, over_folder: Served) -> None:
    for name, text in ontology.queries().items():
        accept = "text/csv, application/n-triples"
        there, here = over_engine.ask(text, accept), over_folder.ask(text, accept)
        assert there.status == here.status == 200, name
        assert sorted(there.text.splitlines()) == sorted(here.text.splitlines()), name


def test_texts_come_from_the_state(over_engine: Served) -> None:
    page = over_engine.send("GET", "/document/hull-2019", {"Accept": "text/html"})
    assert page.status == 200
    assert "inadequate" in page.text


def test_nothing_is_written_over_http(over_engine: Served) -> None:
    assert over_engine.write("INSERT DATA { <urn:a> <urn:b> 1 }").status == 403


def test_what_is_loaded_is_seen_soon(over_engine: Served, engine: Server, state: Path) -> None:
    query = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    before = over_engine.ask(query, "text/csv").text
    with Library(engine.address, state=state, create=False) as library:
        assert library.retract("hull-2019", "asked to")
        library.drain()
    until = time.monotonic() + 30
    while over_engine.ask(query, "text/csv").text == before:
        assert time.monotonic() < until
        time.sleep(0.2)


def test_a_folder_of_something_else_is_one_sentence(engine: Server, state: Path, tmp_path: Path) -> None:
    for folder in (tmp_path / "nothing", tmp_path):
        process = start(engine.address, folder)
        out, problems = process.communicate(timeout=60)
        assert process.returncode == 3
        assert out == ""
        assert len(problems.splitlines()) == 1, problems
        assert "--state" in problems


def test_no_engine_is_one_sentence(state: Path) -> None:
    process = start("http://127.0.0.1:9/", state)
    _, problems = process.communicate(timeout=60)
    assert process.returncode == 3
    assert "cannot be reached" in problems
    assert len(problems.splitlines()) == 1
