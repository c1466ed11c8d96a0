"""Files of the whole dataset: what is in them, how they are made, how they are fetched."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.library import Library
from graph.store import current_snapshot
from server.operations.making import make
from server.operations.shelf import Edition, Shelf
from server.operations.table import tables
from tests.operations.conftest import article, quads_of
from tests.server.conftest import Served, serve

ROOM = 64 << 20


@pytest.fixture
def edition(store: Path) -> Edition:
    """The files of a store with a few articles."""
    made = make(store, ROOM)
    assert made is not None
    return made


def _content(store: Path, edition: Edition, key: str) -> bytes:
    name = next(item.name for item in edition.items if item.key == key)
    return Shelf.of(store).path(edition.version, name).read_bytes()


def _rows(store: Path, edition: Edition, name: str) -> list[dict[str, str]]:
    text = _content(store, edition, f"{name}-v1.csv").decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_graphs_hold_everything(store: Path, edition: Edition) -> None:
    everything = quads_of(store)
    for key, form in (("councilgraph.nq.gz", ox.RdfFormat.N_QUADS), ("councilgraph.trig.gz", ox.RdfFormat.TRIG)):
        data = gzip.decompress(_content(store, edition, key))
        assert frozenset(ox.parse(data, form)) == everything


def test_tables_have_the_columns_that_are_documented(store: Path, edition: Edition) -> None:
    for table in tables():
        assert table.columns
        lines = _content(store, edition, table.key).decode().splitlines()
        assert lines[0].split(",") == [name for name, _ in table.columns]
        declared = set(ox.Store().query(table.query).variables)  # type: ignore[union-attr]
        assert {variable.value for variable in declared} == {name for name, _ in table.columns}, table.name
        assert all(meaning for _, meaning in table.columns)


def test_the_tables_say_what_the_articles_say(store: Path, edition: Edition) -> None:
    judgements = {row["judgement"]: row for row in _rows(store, edition, "judgements")}
    assert len(judgements) == len(_rows(store, edition, "judgements"))
    hull = [row for row in judgements.values() if row["council_name"] == "Kingston upon Hull City Council"]
    assert {"Good", "Inadequate"} <= {row["grade_name"] for row in hull}
    assert all(int(row["sources"]) >= 1 for row in hull)
    evidence = _rows(store, edition, "evidence")
    assert set(judgements) <= {row["judgement"] for row in evidence}
    assert all(row["sentence"] for row in evidence)
    inspections = {row["inspection"] for row in _rows(store, edition, "inspections")}
    assert {row["inspection"] for row in judgements.values()} <= inspections
    assert "Jane Example" in {row["name"] for row in _rows(store, edition, "people")}
    money = {(row["kind"], row["amount"], row["additional"]) for row in _rows(store, edition, "funding")}
    assert ("funding commitment", "2000000", "true") in money
    councils = {row["slug"]: row for row in _rows(store, edition, "councils")}
    assert councils["hull"]["gss"] == "E06000010"
    assert councils["northamptonshire"]["abolished"]


def test_checksums_are_true_and_dates_are_in_the_names(store: Path, edition: Edition) -> None:
    folder = Shelf.of(store).folder / str(edition.version)
    sums = {line.split("  ")[1]: line.split("  ")[0] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    for item in edition.items:
        data = (folder / item.name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (item.size, item.sha256)
        assert sums[item.name] == item.sha256
        assert edition.date in item.name


def test_files_are_made_once_for_a_version_and_the_one_before_is_kept(store: Path, edition: Edition) -> None:
    assert make(store, ROOM) == edition
    for number in (60, 61):
        with Library(str(store)) as library:
            library.add([article(number)])
            library.drain()
        newest = make(store, ROOM)
        assert newest is not None
    assert newest is not None
    assert newest.version > edition.version
    assert len(Shelf.of(store).versions()) == 2
    assert edition.version not in Shelf.of(store).versions()
    assert not list(Shelf.of(store).folder.glob("*.draft"))


def test_what_does_not_fit_is_left_out_and_said(store: Path) -> None:
    made = make(store, 300_000)
    assert made is not None
    assert {item.key for item in made.items} >= {"councils-v1.csv", "judgements-v1.csv"}
    assert "councilgraph.nq.gz" in {each.key for each in made.left_out}
    folder = Shelf.of(store).folder
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 310_000
    assert make(store, 0) is None


def test_a_store_without_data_has_none(tmp_path: Path) -> None:
    with Library(str(tmp_path / "new")):
        pass
    assert current_snapshot(tmp_path / "new") is None
    assert make(tmp_path / "new", ROOM) is None


@pytest.fixture(scope="module")
def served(pattern: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over a store with a few articles."""
    store = Path(shutil.copytree(pattern, tmp_path_factory.mktemp("downloads") / "store"))
    server = serve(store, log_requests="false")
    yield server
    server.stop()


def _ready(served: Served) -> dict[str, object]:
    for _ in range(600):
        told: dict[str, object] = json.loads(served.send("GET", "/downloads").body)
        if told["ready"]:
            return told
        time.sleep(0.1)
    raise AssertionError("the files were not made")


@pytest.mark.slow
def test_files_are_made_when_somebody_asks_and_fetched_in_parts(served: Served) -> None:
    early = served.send("GET", "/downloads/latest/judgements-v1.csv")
    assert early.status in (302, 503)
    assert early.status == 302 or early.headers["retry-after"] == "5"
    told = _ready(served)
    assert told["up_to_date"]
    moved = served.send("GET", "/downloads/latest/councils-v1.csv")
    assert moved.status == 302
    path = moved.headers["location"]
    whole = served.send("GET", path, {"Accept-Encoding": "gzip"})
    assert (whole.status, whole.media_type) == (200, "text/csv")
    assert "content-encoding" not in whole.headers
    digest = hashlib.sha256(whole.body).hexdigest()
    assert whole.headers["etag"] == f'"{digest}"'
    part = served.send("GET", path, {"Range": "bytes=10-19", "Accept-Encoding": "gzip"})
    assert (part.status, part.body) == (206, whole.body[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole.body)}"
    rest = served.send("GET", path, {"Range": f"bytes={len(whole.body) - 5}-", "If-Range": whole.headers["etag"]})
    assert rest.body == whole.body[-5:]
    changed = served.send("GET", path, {"Range": "bytes=0-1", "If-Range": '"another"'})
    assert (changed.status, len(changed.body)) == (200, len(whole.body))
    assert served.send("GET", path, {"If-None-Match": whole.headers["etag"]}).status == 304
    assert served.send("GET", path, {"Range": f"bytes={len(whole.body)}-"}).status == 416
    assert served.send("GET", path, {"Range": "bytes=0-1,5-6"}).body == whole.body
    assert served.send("HEAD", path).headers["content-length"] == str(len(whole.body))
    sums = served.send("GET", "/downloads/latest/SHA256SUMS")
    assert digest in served.send("GET", sums.headers["location"]).text


@pytest.mark.slow
def test_the_list_is_a_page_for_browsers(served: Served) -> None:
    _ready(served)
    page = served.send("GET", "/downloads", {"Accept": "text/html"})
    assert (page.status, page.media_type) == (200, "text/html")
    assert "judgements-v1.csv" in page.text
    assert "sources agree on" in page.text
    assert served.send("GET", "/downloads", {"Accept": "image/png"}).status == 406


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    ["/downloads/1/nothing", "/downloads/99/a.csv", "/downloads/latest/nothing", "/downloads/1/..%2f..%2fversion"],
)
def test_there_is_nothing_else(served: Served, path: str) -> None:
    _ready(served)
    assert served.send("GET", path).status == 404
