"""A hundred processes killed at any moment of a load or an update: nothing acknowledged is lost, nothing shows by half."""

from __future__ import annotations

import logging
import multiprocessing
import random
import shutil
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox
import pytest

import ontology
from graph.identity import document_slug
from graph.library import Library
from graph.store import current_snapshot, open_reader
from tests.operations.conftest import graph_is_what_the_state_says, quads_of
from tests.operations.cut_off import ARTICLES, load, update, whole_batch

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
KILLS = 50
"""Of each kind."""
HALVES = ("reading-without-graph", "graph-without-reading", "grade-without-reading")
"""Checks that find something where only a part of a document is in the graph."""
Work = Callable[[str, int, Connection], None]


@pytest.fixture(scope="module")
def chance() -> random.Random:
    seed = time.time_ns() % 1_000_000
    logging.getLogger(__name__).warning("seed %d", seed)  # shown where a test fails
    return random.Random(seed)


def cut_off(work: Work, store: Path, first: int, seconds: float) -> int:
    """Let it work for a while, kill it; the last number that it said was done, else the one before the first."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.operations.cut_off"])
    hears, says = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(str(store), first, says))
    process.start()
    says.close()
    process.join(seconds)
    process.kill()
    process.join()
    done = first - 1
    try:
        while True:
            done = hears.recv()
    except EOFError:
        pass
    assert process.exitcode in (0, -9), process.exitcode
    return done


def test_loads(tmp_path: Path, chance: random.Random) -> None:
    store, done, shown = tmp_path / "store", -1, 0
    for number in range(KILLS):
        if done == len(ARTICLES) - 1:
            shutil.rmtree(store)
            done = -1
        done = max(done, cut_off(load, store, done + 1, chance.uniform(0.02, 1.2)))
        shown += nothing_shows_by_half(store)
        if number % 5 == 4:
            everything_acknowledged_is_there(store, done)
    assert shown > KILLS // 2  # else nothing was tested
    with Library(str(store)) as library:
        library.add(ARTICLES)
        library.drain()
    with Library(str(tmp_path / "fresh")) as library:
        library.add(ARTICLES)
        library.drain()
    assert quads_of(store) == quads_of(tmp_path / "fresh")


def nothing_shows_by_half(store: Path) -> bool:
    """What readers see right after the kill; False where there is nothing to be seen yet."""
    if not (store / "councilgraph.json").is_file() or current_snapshot(store) is None:
        return False
    graph = open_reader(str(store)).local()
    for name in HALVES:
        found = graph.query(ontology.checks()[name])
        assert isinstance(found, ox.QuerySolutions)
        assert [str(row) for row in found] == [], name
    return True


def everything_acknowledged_is_there(store: Path, done: int) -> None:
    """After the next writer has taken up what was cut off."""
    with Library(str(store)) as library:
        library.drain()
        for each in ARTICLES[: done + 1]:
            slug = document_slug(each.document.key)
            assert library.state.by_slug(slug), slug
            assert library.store.query(f"ASK {{ <{ontology.BASE}id/document/{slug}> ?p ?o }}"), slug
    assert graph_is_what_the_state_says(store)


def test_updates(tmp_path: Path, chance: random.Random) -> None:
    store, done = tmp_path / "store", -1
    for _ in range(KILLS):
        done = max(done, cut_off(update, store, done + 1, chance.uniform(0.02, 0.8)))
        assert done <= whole_batch(store) <= done + 1  # the last one may have been carried out and not said
        done = whole_batch(store)
    assert done > KILLS // 5  # else nothing was tested
