"""Writing to a remote store whose plug is pulled at every request: never half visible, never apart from its state."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.errors import StoreError, StoreUnavailable
from graph.library import Library
from graph.loading.whole import graph_of
from graph.reference_graph import REFERENCE
from graph.store import current_snapshot
from graph.store.protocol import Change
from graph.store.remote import RemoteStore
from graph.store.remote_mirror import mirror
from graph.store.remote_reader import RemoteReader
from tests.graph.claims import extract, inspection, judgement
from tests.graph.resolution.test_inspections import ALL, ILACS_2019, PRESS_2019
from tests.graph.store.engines.standin import StandIn, StandInEndpoint, Unplugged

ADDRESS = "http://127.0.0.1:9/stand-in"
EX = "https://example.org/"


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> StandInEndpoint:
    found = StandInEndpoint()
    monkeypatch.setattr("graph.store.remote.connect", lambda location: StandIn(found))
    return found


def quads(*numbers: int, value: str = "x") -> frozenset[ox.Quad]:
    graphs = (ox.DefaultGraph(), ox.NamedNode(f"{EX}g"), ox.NamedNode(f"{EX}h"))
    return frozenset(
        ox.Quad(ox.NamedNode(f"{EX}{n}"), ox.NamedNode(f"{EX}p"), ox.Literal(value), graphs[n % 3]) for n in numbers
    )


def visible(endpoint: StandInEndpoint) -> frozenset[ox.Quad]:
    """What any reader sees in this moment, probes apart."""
    reader = RemoteReader(ADDRESS, StandIn(endpoint))
    return frozenset(quad for quad in reader.quads() if "/store/probe" not in str(quad))


def test_a_change_is_one_version(endpoint: StandInEndpoint, tmp_path: Path) -> None:
    with RemoteStore(ADDRESS, tmp_path / "state") as store:
        assert store.version() == 0
        assert store.apply(Change(added=quads(1, 2, 3))) == 1
        assert store.apply(Change(removed=quads(1), added=quads(4, 5))) == 2
        assert store.apply(Change()) == 2
        assert set(store.quads()) == quads(2, 3, 4, 5)
    with RemoteStore(ADDRESS, tmp_path / "state") as store:
        assert store.version() == 2
        assert set(store.quads()) == quads(2, 3, 4, 5)


def test_a_quad_in_both_parts_of_a_change_stays(endpoint: StandInEndpoint, tmp_path: Path) -> None:
    with RemoteStore(ADDRESS, tmp_path / "state") as store:
        store.apply(Change(added=quads(1)))
        store.apply(Change(removed=quads(1), added=quads(1)))
        assert set(store.quads()) == quads(1)


def test_nothing_of_the_housekeeping_is_seen(endpoint: StandInEndpoint, tmp_path: Path) -> None:
    with RemoteStore(ADDRESS, tmp_path / "state") as store:
        store.apply(Change(added=quads(1, 2)))
        found = store.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        assert isinstance(found, ox.QuerySolutions)
        assert sorted((row[0] for row in found), key=str) == [ox.NamedNode(f"{EX}g"), ox.NamedNode(f"{EX}h")]
        assert not store.query("ASK { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), 'store')) }")
        assert not store.query("ASK { ?s ?p ?o FILTER(CONTAINS(STR(?s), 'store')) }")


@pytest.mark.slow
def test_at_every_request_readers_see_all_or_nothing(endpoint: StandInEndpoint, tmp_path: Path) -> None:
    before, after = quads(*range(1, 12)), quads(*range(6, 16), value="y")
    seen: list[frozenset[ox.Quad]] = []
    with RemoteStore(ADDRESS, tmp_path / "state") as store:
        store.apply(Change(added=before))
        endpoint.sees = lambda: seen.append(visible(endpoint))
        store.apply(Change(removed=before, added=after))
    assert len(seen) > 15, "the change goes in many chunks"
    assert [len(list(group)) > 0 and key for key, group in itertools.groupby(seen)] == [before, after]


@pytest.mark.slow
@pytest.mark.parametrize("dies_after", [False, True], ids=["request lost", "answer lost"])
def test_a_writer_killed_at_any_request_leaves_all_or_nothing(
    endpoint: StandInEndpoint, tmp_path: Path, dies_after: bool
) -> None:
    before, after = quads(1, 2, 3), quads(*range(3, 12), value="y")
    endpoint.dies_after = dies_after
    with RemoteStore(ADDRESS, tmp_path / "first") as store:
        store.apply(Change(added=before))
        start = endpoint.updates
        store.apply(Change(removed=before, added=after))
        length = endpoint.updates - start
    outcomes = set()
    for place in range(1, length + 1):
        endpoint.store.clear()
        folder = tmp_path / f"at-{place}"
        with RemoteStore(ADDRESS, folder) as store:
            store.apply(Change(added=before))
            endpoint.dies_at = endpoint.updates + place
            with pytest.raises(Unplugged):
                store.apply(Change(removed=before, added=after))
        assert visible(endpoint) in (before, after)
        outcomes.add(visible(endpoint))
        with RemoteStore(ADDRESS, folder) as store:
            assert store.settle(1) in (2, 3), "the state knows of version 1 alone, so the change is taken back"
            assert set(store.quads()) == before
            store.apply(Change(removed=before, added=after))
            assert set(store.quads()) == after
            assert not [q for q in endpoint.store if "/store/added" in str(q) or "/store/removed" in str(q)]
    assert outcomes == {before, after}


@pytest.mark.slow
def test_a_library_killed_at_any_request_equals_its_documents(endpoint: StandInEndpoint, tmp_path: Path) -> None:
    state = tmp_path / "state"
    changed = extract(
        "press-2019", (inspection(fieldwork="2019-01"),), (judgement("i1", "overall", "good"),), text="New."
    )
    StandIn.chunk = type(StandIn.chunk)(400, 200_000)
    try:
        with Library(ADDRESS, state=state) as library:
            library.add([ILACS_2019])
            library.drain()
        documents = [ILACS_2019]
        for place, found in zip(range(1, 40, 4), itertools.cycle([PRESS_2019, changed]), strict=False):
            with Library(ADDRESS, state=state) as library:
                endpoint.dies_at = endpoint.updates + place
                library.add([found])
                try:
                    library.drain()
                except Unplugged:
                    pass
                finally:
                    endpoint.dies_at = 0
            documents = [ILACS_2019, found]
            with Library(ADDRESS, state=state) as library:
                other = changed if found is PRESS_2019 else PRESS_2019
                library.add([other])  # not what was being written
                library.drain()
                assert content(library) == graph_of([ILACS_2019, other])
                library.add([found])
                library.drain()
                assert content(library) == graph_of(documents)
    finally:
        StandIn.chunk = type(StandIn.chunk)(3, 2_000)


def content(library: Library) -> frozenset[ox.Quad]:
    return frozenset(library.store.quads()) - library.state.partitions.quads(REFERENCE)


def test_blank_nodes_are_refused(endpoint: StandInEndpoint, tmp_path: Path) -> None:
    blank = ox.Quad(ox.BlankNode(), ox.NamedNode(f"{EX}p"), ox.Literal("x"))
    with RemoteStore(ADDRESS, tmp_path / "state") as store, pytest.raises(StoreError, match="blank nodes"):
        store.apply(Change(added=frozenset({blank})))


@pytest.mark.parametrize("text", ["}}; DROP ALL #", '"""', "\\", "\r\n", "\u2028\x85\x0b\x1c", "'''}", "\ud7ff"])
def test_no_literal_breaks_out(endpoint: StandInEndpoint, tmp_path: Path, text: str) -> None:
    with RemoteStore(ADDRESS, tmp_path / "state") as store:
        store.apply(Change(added=quads(1, 2, value=text)))
        assert set(store.quads()) == quads(1, 2, value=text)


# ---- whose store it is


def test_what_was_there_before_stays_and_is_not_seen(endpoint: StandInEndpoint, tmp_path: Path) -> None:
    foreign = ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("o"), ox.NamedNode("urn:foreign"))
    endpoint.store.add(foreign)
    with RemoteStore(ADDRESS, tmp_path / "state") as store:
        store.apply(Change(added=quads(1)))
        assert set(store.quads()) == quads(1)
        assert not store.query("ASK { GRAPH ?g { <urn:s> ?p ?o } }")
    assert foreign in endpoint.store


def test_facts_of_others_are_a_reason_to_refuse(endpoint: StandInEndpoint, tmp_path: Path) -> None:
    endpoint.store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("o")))
    with pytest.raises(StoreUnavailable, match="other data"):
        RemoteStore(ADDRESS, tmp_path / "state")
    assert len(endpoint.store) == 1


def test_a_store_has_one_state(endpoint: StandInEndpoint, tmp_path: Path) -> None:
    RemoteStore(ADDRESS, tmp_path / "one").close()
    with pytest.raises(StoreUnavailable, match="another state folder"):
        RemoteStore(ADDRESS, tmp_path / "two")


def test_a_state_without_its_graph_is_refused(endpoint: StandInEndpoint, tmp_path: Path) -> None:
    with Library(ADDRESS, state=tmp_path / "state") as library:
        library.add(ALL)
        library.drain()
    endpoint.store.clear()
    with pytest.raises(StoreUnavailable, match="no store"):
        Library(ADDRESS, state=tmp_path / "state")


def test_a_state_that_is_older_than_its_graph_is_refused(endpoint: StandInEndpoint, tmp_path: Path) -> None:
    with RemoteStore(ADDRESS, tmp_path / "state") as store:
        for number in range(1, 4):
            store.apply(Change(added=quads(number)))
    (tmp_path / "state" / "undo").unlink()
    with RemoteStore(ADDRESS, tmp_path / "state") as store, pytest.raises(StoreUnavailable, match="restored without"):
        store.settle(1)


def test_reading_an_empty_endpoint_is_one_sentence(endpoint: StandInEndpoint) -> None:
    with pytest.raises(StoreUnavailable, match="Nothing was ever loaded"):
        RemoteReader(ADDRESS, StandIn(endpoint))


def test_a_missing_state_is_one_sentence(endpoint: StandInEndpoint, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="--state"):
        RemoteStore(ADDRESS, tmp_path / "state", create=False)
    assert not (tmp_path / "state").exists()


def test_a_mirror_is_a_snapshot_of_each_version(endpoint: StandInEndpoint, tmp_path: Path) -> None:
    with RemoteStore(ADDRESS, tmp_path / "state") as store:
        store.apply(Change(added=quads(1, 2)))
        reader = RemoteReader(ADDRESS, StandIn(endpoint))
        first = mirror(reader, tmp_path / "state")
        assert set(ox.Store.read_only(str(first.path))) == quads(1, 2)
        assert mirror(reader, tmp_path / "state") == first == current_snapshot(tmp_path / "state")
        store.apply(Change(added=quads(3)))
        second = mirror(reader, tmp_path / "state")
        assert second.version == first.version + 1
        assert set(ox.Store.read_only(str(second.path))) == quads(1, 2, 3)


def test_two_that_mirror_into_one_folder_do_not_disturb_each_other(endpoint: StandInEndpoint, tmp_path: Path) -> None:
    class Slow(RemoteReader):
        def quads(self) -> Iterator[ox.Quad]:
            for found in super().quads():
                time.sleep(0.05)
                yield found

    with RemoteStore(ADDRESS, tmp_path / "state") as store:
        store.apply(Change(added=quads(1, 2, 3)))
    with ThreadPoolExecutor() as threads:
        done = [threads.submit(mirror, Slow(ADDRESS, StandIn(endpoint)), tmp_path / "copy") for _ in range(3)]
        (snapshot,) = {each.result() for each in done}
    assert set(ox.Store.read_only(str(snapshot.path))) == quads(1, 2, 3)
