"""The index beside the graph: made once, whole or not at all, replaced with the data."""

from __future__ import annotations

import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask import Flask

from server.errors import Problem
from server.pages import index as indexes
from server.pages.index_build import build, folded
from server.pages.source import Setup, StoreSource
from tests.server.pages.conftest import make_app

_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_totals_are_those_of_the_graph(app: Flask) -> None:
    with app.test_request_context("/"):
        about = indexes.index().about
        assert (about["council"], about["inspection"], about["document"]) == ("5", "10", "15")
        rows = indexes.index().rows(
            "SELECT * FROM judgement WHERE council = 'hull' AND topic = 'overall' ORDER BY fieldwork_start"
        )
        assert [(row["grade_label"], row["latest"], bool(row["before"])) for row in rows] == [
            ("Requires improvement", "0", False),
            ("Inadequate", "0", True),
            ("Requires improvement", "1", True),
        ]


def test_a_new_version_gets_an_index_of_its_own(graph: ox.Store, tmp_path: Path) -> None:
    app = make_app(graph, index=tmp_path)
    source = StoreSource(graph, 1)
    app.extensions["councilgraph.pages"] = Setup(lambda: source, None, index=tmp_path)
    with app.test_request_context("/"):
        first = indexes.index()
    source = StoreSource(graph, 2)
    with app.test_request_context("/"):
        indexes.index()
        for _ in range(200):
            if (tmp_path / "2-memory.sqlite").exists():
                break
            time.sleep(0.02)
        second = indexes.index()
    assert first.file != second.file
    assert second.about["version"] == "2"


def test_a_page_of_older_lists_is_not_one_of_the_present_data(
    graph: ox.Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(graph, index=tmp_path)
    build(StoreSource(graph), tmp_path / "1-memory.sqlite", "1-memory")
    monkeypatch.setattr(indexes, "start_building", lambda *_: None)
    assert app.test_client().get("/judgements").headers["ETag"].startswith('W/"1-memory-')
    app.extensions["councilgraph.pages"] = Setup(lambda: StoreSource(graph, 2), None, index=tmp_path)
    assert app.test_client().get("/judgements").headers["ETag"].startswith('W/"1-memory-')
    assert app.test_client().get("/api").headers["ETag"].startswith('W/"2-memory-')


def test_the_sitemap_has_parts_with_every_page(app: Flask) -> None:
    client = app.test_client()
    parts = [each.text or "" for each in ElementTree.fromstring(client.get("/sitemap.xml").data).iter(f"{_MAP}loc")]
    assert [part.partition("part=")[2] for part in parts] == [
        f"{kind}&page=1" for kind in ("council", "inspection", "person", "document")
    ]
    found = [
        each.text or "" for part in parts for each in ElementTree.fromstring(client.get(part).data).iter(f"{_MAP}loc")
    ]
    for path in ("/council/hull", "/inspection/hull-ofsted-childrens-2019-01", "/document/exampleshire-news-2017"):
        assert sum(address.endswith(path) for address in found) == 1
    assert client.get("/sitemap.xml?part=nonsense").status_code == 404


def test_a_build_that_fails_leaves_nothing_and_is_told(
    graph: ox.Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(indexes, "build", broken)
    app = make_app(graph, index=tmp_path)
    with app.test_request_context("/"), pytest.raises(Problem) as told:
        indexes.index()
    assert told.value.status == 503
    assert not list(tmp_path.glob("*.sqlite"))
    assert app.test_client().get("/").status_code == 200
    indexes._retry_at.clear()


def test_draft_is_not_seen(graph: ox.Store, tmp_path: Path) -> None:
    build(StoreSource(graph), tmp_path / "a.sqlite", "a")
    assert [file.name for file in tmp_path.iterdir()] == ["a.sqlite"]


def test_folding() -> None:
    assert folded("  Ynys Môn &  St Helen’s ") == "ynys mon and st helen's"
