"""The embedded store: one writer, versions, snapshots, and one clear sentence for every place that is no store."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadQuery, StoreDamaged, StoreFromFuture, StoreLocked, StoreUnavailable
from graph.store import Change, EmbeddedStore, changes_between, current_snapshot, open_store
from graph.store.embedded import DATASET, change_text


def quad(number: int, graph: str | None = None) -> ox.Quad:
    target = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    return ox.Quad(
        ox.NamedNode(f"https://example.org/{number}"), ox.NamedNode("https://example.org/p"), ox.Literal("x"), target
    )


def facts(store: EmbeddedStore) -> set[ox.Quad]:
    return {found for found in store.quads() if found.subject != DATASET}


def test_a_change_is_one_version(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "s")) as store:
        before = store.version()
        assert store.apply(Change(added=frozenset({quad(1), quad(2, "https://example.org/g")}))) == before + 1
        assert store.apply(Change(removed=frozenset({quad(1)}), added=frozenset({quad(3)}))) == before + 2
        assert facts(store) == {quad(2, "https://example.org/g"), quad(3)}


def test_no_change_is_no_version(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "s")) as store:
        store.apply(Change(added=frozenset({quad(1)})))
        assert store.apply(Change()) == store.version() == 1
        assert store.apply(Change(removed=frozenset({quad(1)}), added=frozenset({quad(1)}))) == 2
        assert facts(store) == {quad(1)}


def test_a_failed_update_leaves_everything_as_it_was(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "s")) as store:
        store.apply(Change(added=frozenset({quad(1)})))
        with pytest.raises(BadQuery):
            store.update("INSERT DATA { <https://example.org/2> <https://example.org/p> ")
        with pytest.raises(RuntimeError):
            store.update(
                "INSERT DATA { <https://example.org/2> <https://example.org/p> 1 } ; CLEAR GRAPH <https://example.org/none>"
            )
        assert facts(store) == {quad(1)}


def test_snapshots_stay_as_they_were(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    with open_store(str(folder)) as store:
        assert current_snapshot(folder) is None
        store.apply(Change(added=frozenset({quad(1)})))
        first = store.publish()
        reader = ox.Store.read_only(str(first.path))
        store.apply(Change(added=frozenset({quad(2)})))
        second = store.publish()
        assert current_snapshot(folder) == second
        assert second.version == first.version + 1
        assert len(reader) == 1
        assert len(ox.Store.read_only(str(second.path))) == 2


@pytest.mark.parametrize(("grace", "expected"), [(60, [4, 5, 6]), (0, [5, 6])], ids=["quickly", "slowly"])
def test_only_the_last_snapshots_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, grace: int, expected: list[int]
) -> None:
    monkeypatch.setattr("graph.store.snapshots.GRACE", grace)
    with open_store(str(tmp_path / "s")) as store:
        for number in range(6):
            store.apply(Change(added=frozenset({quad(number)})))
            store.publish()
    kept = sorted(int(entry.name) for entry in (tmp_path / "s" / "snapshots").iterdir() if entry.is_dir())
    assert kept == expected


def test_changes_do_not_pile_up_where_versions_have_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.snapshots.KEPT_CHANGES", 3)
    folder = tmp_path / "s"
    with open_store(str(folder)) as store:
        store.publish()
        for number in range(3):
            store.apply(Change(added=frozenset({quad(number)})))
        assert len(changes_between(folder, 0, 3, 100)) == 3
        monkeypatch.setattr("graph.store.snapshots.LONGEST_CHANGE", 0)
        for number in range(3, 6):
            store.apply(Change(added=frozenset({quad(number)})))
        store.publish()
    assert not list((folder / "snapshots").glob("change-*"))


def test_a_dump_reads_back(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "s")) as store:
        store.apply(Change(added=frozenset({quad(1), quad(2, "https://example.org/g")})))
        out = io.BytesIO()
        store.dump(out, "application/n-quads")
        assert set(ox.parse(out.getvalue(), format=ox.RdfFormat.N_QUADS)) == set(store.quads())


def test_a_second_writer_is_told_who_holds_the_store(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    code = f"from graph.store import open_store; open_store({str(folder)!r})"
    with open_store(str(folder)):
        with pytest.raises(StoreLocked, match=str(os.getpid())):
            open_store(str(folder))
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert "StoreLocked" in done.stderr
    open_store(str(folder)).close()


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("x")
    with pytest.raises(StoreUnavailable, match="is a file"):
        open_store(str(tmp_path / "s"))


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("x")
    with pytest.raises(StoreUnavailable, match="not empty"):
        open_store(str(tmp_path))
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_newer_store_is_not_touched(tmp_path: Path) -> None:
    open_store(str(tmp_path / "s")).close()
    (tmp_path / "s" / "councilgraph.json").write_text(json.dumps({"format": 99}))
    with pytest.raises(StoreFromFuture, match="newer version"):
        open_store(str(tmp_path / "s"))
    with pytest.raises(StoreFromFuture):
        current_snapshot(tmp_path / "s")


def test_a_damaged_marker_is_said(tmp_path: Path) -> None:
    open_store(str(tmp_path / "s")).close()
    (tmp_path / "s" / "councilgraph.json").write_text("{")
    with pytest.raises(StoreDamaged):
        open_store(str(tmp_path / "s"))


def test_a_damaged_graph_is_said(tmp_path: Path) -> None:
    open_store(str(tmp_path / "s")).close()
    (tmp_path / "s" / "graph" / "CURRENT").write_text("rubbish")
    with pytest.raises(StoreDamaged, match="cannot be opened"):
        open_store(str(tmp_path / "s"))


def test_a_store_that_must_exist(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="no store"):
        open_store(str(tmp_path / "s"), create=False)
    assert not (tmp_path / "s").exists()


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)


@given(st.lists(st.tuples(WORDS, st.booleans()), max_size=8))
def test_no_literal_breaks_out_of_an_update(rows: list[tuple[str, bool]]) -> None:
    subject, predicate = ox.NamedNode("https://example.org/s"), ox.NamedNode("https://example.org/p")
    graphs: dict[bool, ox.NamedNode | ox.DefaultGraph] = {
        True: ox.NamedNode("https://example.org/g"),
        False: ox.DefaultGraph(),
    }
    quads = frozenset(ox.Quad(subject, predicate, ox.Literal(text), graphs[named]) for text, named in rows)
    store = ox.Store()
    if quads:
        store.update(change_text((), quads))
    assert set(store) == quads
    if quads:
        store.update(change_text(quads, ()))
    assert len(store) == 0
