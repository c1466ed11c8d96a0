"""Copies in memory follow the store: by replaying what can be replayed, else by loading; either way they equal it."""

from __future__ import annotations

import os
import random
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.store import changes_between, open_reader, open_store
from server.query import QueryService, wire
from server.query.replaying import is_replayable
from tests.server.conftest import EX, make_store

EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g {} }"
UPDATES = (
    f"INSERT DATA {{ <{EX}a> <{EX}p> %d, 'x\"y', 'é'@cy . GRAPH <{EX}g> {{ <{EX}a> <{EX}q> %d }} }}",
    f"DELETE DATA {{ <{EX}thing/%d> <{EX}value> %d }}",
    f"DELETE {{ ?s <{EX}value> ?o }} INSERT {{ ?s <{EX}old> ?o }} WHERE {{ ?s <{EX}value> ?o FILTER(?o < %d && ?o > %d) }}",
    f"DELETE WHERE {{ GRAPH <{EX}graph/%d> {{ ?s ?p ?o }} }} ; CREATE SILENT GRAPH <{EX}empty/%d>",
    f"COPY SILENT <{EX}graph/%d> TO <{EX}graph/%d>",
    f"INSERT DATA {{ <{EX}a> <{EX}r> [ <{EX}s> %d, %d ] }}",
    f"INSERT {{ <{EX}a> <{EX}t> ?x }} WHERE {{ BIND(CONCAT('%d', STR(RAND()), '%d') AS ?x) }}",
)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[QueryService]:
    found = QueryService(make_store(tmp_path / "store", 60))
    assert found.ask("ASK {}")
    yield found
    found.close()


def same_as_the_store(service: QueryService, store: Path) -> bool:
    durable = open_reader(str(store)).local()
    there = {str(triple) for triple in service.construct(EVERYTHING) if "_:" not in str(triple)}
    here = {str(quad.triple) for quad in durable if not isinstance(quad.object, ox.BlankNode) and "_:" not in str(quad)}
    graphs = {str(row["g"]) for row in service.select(GRAPHS)}
    (counted,) = service.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    in_default = len(list(durable.quads_for_pattern(None, None, None, ox.DefaultGraph())))
    return (there, graphs, counted["n"]) == (
        here,
        {str(name) for name in durable.named_graphs()},
        ox.Literal(in_default),
    )


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_copies_equal_the_store_after_any_updates(service: QueryService, tmp_path: Path) -> None:
    chance = random.Random(5)
    for number in range(70):  # more than are replayed in a row
        text = chance.choice(UPDATES) % (chance.randrange(60), chance.randrange(60))
        assert service.update(text).version <= service.version
        if number % 10 == 9:
            assert same_as_the_store(service, tmp_path / "store")


@pytest.mark.slow
def test_documents_are_followed_too(service: QueryService, tmp_path: Path) -> None:
    for content in (b"<urn:a> <urn:b> 'one', 2 .", b"<urn:a> <urn:b> [] .", b""):
        service.write(wire.Operation(verb="put", graph=f"{EX}new", documents=(("text/turtle", content),)))
        assert same_as_the_store(service, tmp_path / "store")


@pytest.mark.slow
@pytest.mark.parametrize("spoilt", ["no update", None])
def test_where_a_change_cannot_be_replayed_the_snapshot_is_loaded(
    service: QueryService, tmp_path: Path, spoilt: str | None
) -> None:
    with open_store(str(tmp_path / "store")) as store:
        before, now = store.version(), store.update(f"INSERT DATA {{ <{EX}a> <{EX}b> 1 }}", replayable=True)
        (file,) = changes_between(tmp_path / "store", before, now, 1)
        file.write_text(spoilt) if spoilt else file.unlink()
        store.publish()
    assert service.wait_for(now, 20)
    assert same_as_the_store(service, tmp_path / "store")


@pytest.mark.slow
def test_a_nursery_that_dies_is_replaced_also_when_it_was_forked(service: QueryService) -> None:
    for number in range(3):
        service.update(f"INSERT DATA {{ <{EX}a> <{EX}b> {number} }}")
        answer = service.select(f"SELECT ?o {{ <{EX}a> <{EX}b> ?o }}")
        assert len(answer) == number + 1
        for pid in _nurseries(os.getpid()):
            os.kill(pid, signal.SIGKILL)
    assert service.update(f"INSERT DATA {{ <{EX}a> <{EX}b> 9 }}").version == service.version
    assert service.ask(f"ASK {{ <{EX}a> <{EX}b> 9 }}")


def _nurseries(pid: int, above: str = "") -> list[int]:
    found = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            line = Path(f"/proc/{child}/cmdline").read_bytes().decode()
            if "server.query.broker" in above and "server.query.nursery" in line:
                found.append(child)
            found += _nurseries(child, line)
    return found


@pytest.mark.parametrize(
    ("text", "replayable"),
    [
        ("INSERT DATA { <urn:a> <urn:b> 'x (', \"[\" }", True),
        ("DELETE WHERE { ?s ?p ?o }", True),
        ("INSERT { ?s <urn:p> ?n } WHERE { ?s <urn:q> ?o BIND(IF(?o > 1, ?o * (2 + 1), 0) AS ?n) }", True),
        ("INSERT DATA { <urn:a> <urn:b> [] }", False),
        ("INSERT DATA { <urn:a> <urn:b> (1 2) }", False),
        ("PREFIX e: <urn:> INSERT DATA { e:a e:b (1 2) }", False),
        ("INSERT DATA { (1) <urn:b> 2 }", False),
        ("INSERT DATA { <urn:b> a (1 2) }", False),
        ("INSERT DATA { _:x <urn:b> 2 }", False),
        ("INSERT { ?s <urn:t> ?n } WHERE { ?s ?p ?o BIND(NOW() AS ?n) }", False),
        ("INSERT { ?s <urn:t> ?n } WHERE { ?s ?p ?o BIND(uuid() AS ?n) }", False),
        ("INSERT { ?s <urn:t> 1 } WHERE { SELECT ?s { ?s ?p ?o } LIMIT 1 }", False),
        ("INSERT DATA { <urn:a> <urn:b> '\\u005B' }", False),
    ],
)
def test_what_can_be_replayed(text: str, *, replayable: bool) -> None:
    assert is_replayable(text) is replayable


@pytest.mark.slow
def test_writes_at_once_are_all_seen(service: QueryService) -> None:
    texts = [f"INSERT DATA {{ <{EX}many> <{EX}b> {number} }}" for number in range(8)]
    writers = [threading.Thread(target=service.update, args=(text,)) for text in texts]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(service.select(f"SELECT ?o {{ <{EX}many> <{EX}b> ?o }}")) == 8
