"""Formats of stores: a made-up older one, steps that crash, and what refuses to open."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.errors import StoreDamaged, StoreFromFuture, StoreUnavailable
from graph.library import Library
from graph.migration import STEPS, migrate
from graph.store import current_snapshot
from graph.store.folder import FORMAT, MARKER
from tests.operations.conftest import quads_of


def _mark(store: Path, number: int) -> None:
    (store / MARKER).write_text(json.dumps({"format": number}))


def test_there_is_a_step_for_every_format_ever_released() -> None:
    assert set(STEPS) == set(range(1, FORMAT))


def test_a_store_of_an_older_format_is_brought_up_to_date(store: Path) -> None:
    before = quads_of(store)
    _mark(store, FORMAT - 2)
    (store / "state.sqlite").rename(store / "texts.sqlite")

    def rename(folder: Path) -> None:
        if (folder / "texts.sqlite").exists():
            (folder / "texts.sqlite").rename(folder / "state.sqlite")

    with pytest.raises(StoreUnavailable, match="councilgraph migrate"):
        Library(str(store))
    with pytest.raises(StoreUnavailable, match="councilgraph migrate"):
        current_snapshot(store)
    steps = {FORMAT - 2: rename, FORMAT - 1: lambda folder: None}
    assert migrate(store, steps=steps) == (FORMAT - 2, FORMAT - 1)
    assert quads_of(store) == before
    assert migrate(store, steps=steps) == ()


def test_a_step_that_crashes_is_run_again(store: Path) -> None:
    _mark(store, FORMAT - 1)
    tries: list[int] = []

    def step(folder: Path) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("the machine went down")

    with pytest.raises(OSError, match="went down"):
        migrate(store, steps={FORMAT - 1: step})
    assert json.loads((store / MARKER).read_text())["format"] == FORMAT - 1
    assert migrate(store, steps={FORMAT - 1: step}) == (FORMAT - 1,)


def test_what_cannot_be_migrated_is_left_alone(store: Path, tmp_path: Path) -> None:
    _mark(store, FORMAT + 1)
    with pytest.raises(StoreFromFuture):
        migrate(store)
    _mark(store, -3)
    with pytest.raises(StoreDamaged, match="no way"):
        migrate(store)
    assert json.loads((store / MARKER).read_text())["format"] == -3
    with pytest.raises(StoreUnavailable):
        migrate(tmp_path / "nothing")
