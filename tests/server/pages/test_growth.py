"""No page reads more because the graph is larger: queries, rows and steps of the index are counted, not seconds.

The worked example is put in several times over: as other councils with inspections and documents of their own, and as
further documents that say the same of the same judgements.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from graph.reference_graph import reference_quads
from server.pages import index
from server.pages.evidence import MOST
from server.pages.source import KEY, Setup, StoreSource
from server.query.answer import Rows
from tests.server.pages.conftest import WORKED, make_app

pytestmark = pytest.mark.slow
FEW, MANY = 6, 18
THINGS = (
    "/council/sampleton",
    "/council/exampleshire",
    "/document/exampleshire-news-2017",
    "/inspection/hull-ofsted-childrens-2019-01",
    "/person/exampleshire-jane-example",
    "/reading/365b2b2e80b2",
    "/ref/topic",
    "/api",
    "/query",
)
LISTS = (
    "/judgements",
    "/judgements?page=2",
    "/judgements?topic=leadership",
    "/judgements?latest=1",
    "/documents",
    "/changes.atom",
    "/sitemap.xml",
    "/status",
)
OTHERS, SAYING_THE_SAME = "(?!area|organisation)[a-z-]+", "document|passage|reading|metadata|mention"
"""Kinds of things that a copy has of its own: all, or what a document brings with it."""


class Counted(StoreSource):
    """A source that counts what it is asked."""

    def __init__(self, store: ox.Store) -> None:
        super().__init__(store)
        self.queries = self.rows = 0

    def select(self, text: str, *, max_rows: int = 10_000) -> Rows:
        """As before."""
        found = super().select(text, max_rows=max_rows)
        self.queries, self.rows = self.queries + 1, self.rows + len(found)
        return found


class Site:
    """Pages over a graph, and what they cost."""

    def __init__(self, quads: list[ox.Quad], folder: Path) -> None:
        store = ox.Store()
        store.extend(quads)
        self.source = Counted(store)
        app = make_app(store, index=folder)
        app.extensions[KEY] = Setup(lambda: self.source, None, index=folder)
        self.client: FlaskClient = app.test_client()
        self.client.get("/status")

    def cost(self, path: str) -> tuple[int, int, int]:
        """Queries, rows, and hundreds of steps of the index that a page takes."""
        steps = 0

        def step() -> int:
            nonlocal steps
            steps += 1
            return 0

        opened: list[sqlite3.Connection] = [found._connection() for found in index._open.values()]
        self.source.queries = self.source.rows = 0
        for connection in opened:
            connection.set_progress_handler(step, 100)
        try:
            assert self.client.get(path).status_code == 200, path
        finally:
            for connection in opened:
                connection.set_progress_handler(None, 0)
        return self.source.queries, self.source.rows, steps


def sites_with(kinds: str, counts: Sequence[int], folder: Path) -> list[Site]:
    """Sites over the worked example with so many copies of the things of these kinds, which have other names."""
    worked = list(ox.parse(path=WORKED, format=ox.RdfFormat.TRIG))
    text = "".join(f"{quad} .\n" for quad in worked)
    found = []
    for count in counts:
        quads = [*reference_quads()[1](), *worked]
        for at in range(count):
            copy = re.sub(rf"(/id/(?:{kinds})/[^>\s]*)>", rf"\g<1>-c{at}>", text)
            quads += ox.parse(copy.encode(), format=ox.RdfFormat.N_QUADS)
        (folder / str(count)).mkdir()
        found.append(Site(quads, folder / str(count)))
    return found


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> list[Site]:
    """With other councils, few and many."""
    return sites_with(OTHERS, (FEW, MANY), tmp_path_factory.mktemp("others"))


@pytest.mark.parametrize("path", THINGS)
def test_the_page_of_a_thing_asks_nothing_of_others(others: list[Site], path: str) -> None:
    few, many = (site.cost(path) for site in others)
    assert many[:2] == few[:2]
    assert many[2] <= few[2] * 1.5 + 20


@pytest.mark.parametrize("path", LISTS)
def test_a_list_reads_what_it_shows(others: list[Site], path: str) -> None:
    few, many = (site.cost(path) for site in others)
    assert many[:2] == few[:2]
    assert many[2] <= few[2] * 1.5 + 20


def test_the_sources_of_a_fact_are_looked_at_up_to_a_bound(tmp_path: Path) -> None:
    few, many = (site.cost("/council/exampleshire") for site in sites_with(SAYING_THE_SAME, (MOST, 2 * MOST), tmp_path))
    assert many[1] <= few[1] * 1.1
