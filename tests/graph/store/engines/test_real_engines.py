"""The Oxigraph server and Virtuoso 7: loads, replacements and retractions there, and the same rows as here for every query."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import ontology
from graph.errors import StoreUnavailable
from graph.facts import bundled_facts
from graph.library import Library
from graph.loading.whole import graph_of
from graph.pipeline import extract_document
from graph.reading import read_file
from graph.samples import sample_paths
from graph.store import open_reader
from graph.store.protocol import Change
from graph.store.remote import RemoteStore
from tests.graph.resolution.test_inspections import ALL
from tests.graph.store.engines.servers import Server
from tests.graph.store.engines.test_writing import content, quads

pytestmark = pytest.mark.slow


def fill(library: Library) -> None:
    """The bundled samples and the table of facts."""
    from graph.facts import read_facts

    library.add([extract_document(read_file(path, None)) for path in sample_paths()])
    library.add(read_facts(bundled_facts()))
    library.drain()


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(str(tmp_path_factory.mktemp("embedded") / "store")) as library:
        fill(library)
        yield library


@pytest.fixture(scope="module")
def remote(shared_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(shared_server.address, state=tmp_path_factory.mktemp("beside") / "state") as library:
        fill(library)
        yield library


def rows(answer: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean) -> list[str]:
    if isinstance(answer, ox.QueryBoolean):
        return [str(bool(answer))]
    if isinstance(answer, ox.QueryTriples):
        return sorted(map(str, answer))
    return sorted(" ".join("-" if term is None else str(term) for term in row) for row in answer)


def test_the_same_documents_make_the_same_quads(embedded: Library, remote: Library) -> None:
    assert set(remote.store.quads()) == set(embedded.store.quads())


@pytest.mark.parametrize("name", sorted(ontology.queries()))
def test_every_saved_query_gives_the_same_rows(embedded: Library, remote: Library, name: str) -> None:
    text = ontology.queries()[name]
    assert rows(remote.store.query(text)) == rows(embedded.store.query(text))


OWN = {
    "names of graphs": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }",
    "all in the default graph": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "all in named graphs": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "one graph by name": "SELECT ?s ?p ?o { GRAPH <https://w3id.org/councilgraph/id/reading/none> { ?s ?p ?o } }",
    "a council described": "CONSTRUCT { <https://w3id.org/councilgraph/id/council/hull> ?p ?o }"
    " WHERE { <https://w3id.org/councilgraph/id/council/hull> ?p ?o }",
    "yes": "ASK { <https://w3id.org/councilgraph/id/council/hull> ?p ?o }",
    "no": "ASK { <https://w3id.org/councilgraph/id/council/atlantis> ?p ?o }",
    "languages": "SELECT ?tag (COUNT(*) AS ?n) { ?s ?p ?l BIND(LANG(?l) AS ?tag) FILTER(?tag != '') } GROUP BY ?tag",
    "datatypes": "SELECT ?d (COUNT(*) AS ?n) { ?s ?p ?l FILTER(isLiteral(?l) && LANG(?l) = '') BIND(DATATYPE(?l) AS ?d) }"
    " GROUP BY ?d",
}


@pytest.mark.parametrize("text", OWN.values(), ids=OWN)
def test_other_questions_give_the_same_rows(embedded: Library, remote: Library, text: str) -> None:
    assert rows(remote.store.query(text)) == rows(embedded.store.query(text))


def test_loading_again_changes_nothing(remote: Library) -> None:
    version = remote.store.version()
    fill(remote)
    assert remote.store.version() == version


def test_documents_come_and_go_one_by_one(server: Server, tmp_path: Path) -> None:
    with Library(server.address, state=tmp_path / "state") as library:
        for place in range(len(ALL)):
            library.add([ALL[place]])
            library.drain()
            assert content(library) == graph_of(ALL[: place + 1])
        for gone in ("report-2022", "press-2019"):
            assert library.retract(gone, "asked to")
        rest = [found for found in ALL if found.document.key not in ("report-2022", "press-2019")]
        assert content(library) == graph_of(rest)
        library.rebuild()
        assert content(library) == graph_of(rest)
    with Library(server.address, state=tmp_path / "state") as library:
        assert content(library) == graph_of(rest)


BIG = 3_000
KILLED = """
import os, signal, sys
from pathlib import Path
from graph.store.engines.endpoint import Endpoint
from graph.store.protocol import Change
from graph.store.remote import RemoteStore
from tests.graph.store.engines.test_writing import quads

address, state, place = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
with RemoteStore(address, state) as store:
    update, sent = Endpoint.update, [0]
    def counted(self, text):
        update(self, text)
        sent[0] += 1
        if sent[0] == place:
            os.kill(os.getpid(), signal.SIGKILL)
    Endpoint.update = counted
    store.apply(Change(removed=quads(*range(3000)), added=quads(*range(3000), value="y")))
print("done")
"""


def test_a_writer_killed_between_chunks_shows_nothing_by_half(server: Server, tmp_path: Path) -> None:
    before, after = quads(*range(BIG)), quads(*range(BIG), value="y")
    state = tmp_path / "state"
    with RemoteStore(server.address, state) as store:
        store.apply(Change(added=before))
    for place in (2, 4):
        command = [sys.executable, "-c", KILLED, server.address, str(state), str(place)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == -signal.SIGKILL, done.stderr
        reader = open_reader(server.address)
        assert set(reader.local()) == before
    with RemoteStore(server.address, state) as store:
        assert store.settle(1) == 2
        assert set(store.quads()) == before
        store.apply(Change(removed=before, added=after))
        assert set(store.quads()) == after


def test_readers_see_all_or_nothing_while_a_large_change_is_written(server: Server, tmp_path: Path) -> None:
    text = """PREFIX : <https://example.org/>
    SELECT ?o (COUNT(*) AS ?n) { { ?s :p ?o } UNION { GRAPH ?g { ?s :p ?o } } } GROUP BY ?o"""
    old, new = quads(*range(BIG)), quads(*range(BIG), value="y")
    seen: list[list[str]] = []
    failed: list[BaseException] = []
    stop = threading.Event()

    def look() -> None:
        try:
            reader = open_reader(server.address)
            while not stop.is_set():
                seen.append(rows(reader.query(text)))
        except BaseException as error:
            failed.append(error)

    with RemoteStore(server.address, tmp_path / "state") as store:
        store.apply(Change(added=old))
        watcher = threading.Thread(target=look)
        watcher.start()
        time.sleep(0.3)
        for _ in range(2):
            store.apply(Change(removed=old, added=new))
            old, new = new, old
        stop.set()
        watcher.join(timeout=60)
    assert not failed
    assert {tuple(found) for found in seen} == {
        (f'"{value}" "{BIG}"^^<http://www.w3.org/2001/XMLSchema#integer>',) for value in "xy"
    }


def test_a_server_killed_while_it_is_written_keeps_what_was_acknowledged(server: Server, tmp_path: Path) -> None:
    state = tmp_path / "state"
    with RemoteStore(server.address, state) as store:
        store.apply(Change(added=quads(*range(BIG))))
    old, new = quads(*range(BIG)), quads(*range(BIG), value="y")
    for wait in (0.2, 0.7):
        store = RemoteStore(server.address, state)
        version = store.version()
        killer = threading.Timer(wait, server.kill)
        killer.start()
        try:
            store.apply(Change(removed=old, added=new))
            acknowledged = True
        except StoreUnavailable:
            acknowledged = False
        killer.join()
        store.close()
        server.start()
        with RemoteStore(server.address, state) as again:
            found = set(again.quads())
            assert found in (old, new)
            assert found == new or not acknowledged
            if not acknowledged:
                again.settle(version)
                assert set(again.quads()) == old
            else:
                old, new = new, old
