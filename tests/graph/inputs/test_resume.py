"""A second load reads nothing that is stored as it is, and everything that is not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.inputs.opening import Opening, expand
from graph.inputs.source import Receipt
from graph.library import Library
from graph.loading import loading
from graph.loading.spread import read_all
from graph.pipeline import Outcome
from graph.reading import Metadata
from graph.review import Verdict, decide, reviewables
from tests.generate.__main__ import write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(4, tmp_path / "in")
    return tmp_path / "in"


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "store")


class Quiet:
    """Listens and says nothing."""

    def step(self, count: int = 1) -> None: ...
    def stage(self, name: str, done: int, total: int) -> None: ...
    def say(self, sentence: str) -> None: ...


def load(store: str, *places: Path, known: Metadata | None = None, jobs: int = 1) -> Counter[str]:
    """Load, and give the outcomes by kind; `skipped` was not even read."""
    skipped = 0

    def counted(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        nonlocal skipped
        for outcome in outcomes:
            skipped += outcome.unchanged
            yield outcome

    with Library(store) as library:
        items = Opening(known, library.receipt).items(expand(map(str, places)))
        counts = loading.load(library, counted(read_all(items, jobs)), Quiet())
    counts["skipped"] += skipped
    counts["unchanged"] -= skipped
    return +counts


def test_nothing_is_read_twice(store: str, folder: Path) -> None:
    assert load(store, folder) == {"new": 4}
    assert load(store, folder) == {"skipped": 4}


def test_what_changed_is_read(store: str, folder: Path) -> None:
    load(store, folder)
    first, second, *_ = sorted(folder.rglob("*.txt"))
    first.write_text(first.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
    beside = second.with_suffix(".meta.json")
    beside.write_text(json.dumps({**json.loads(beside.read_text()), "date": "2001-02-03"}), encoding="utf-8")
    assert load(store, folder) == {"replaced": 2, "skipped": 2}
    assert load(store, folder) == {"skipped": 4}


def test_other_metadata_and_another_extractor_are_other_grounds(
    store: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graph.document import Origin

    load(store, folder)
    known = Metadata.of(Origin.FLAG, publisher="The Example")
    assert load(store, folder, known=known) == {"replaced": 4}
    monkeypatch.setattr("graph.inputs.grounds.readers_version", lambda: "another")
    assert load(store, folder, known=known) == {"unchanged": 4}
    assert load(store, folder, known=known) == {"skipped": 4}


def test_the_same_document_at_two_places_is_stored_once(store: str, folder: Path) -> None:
    copy = folder / "copy"
    copy.mkdir()
    for path in folder.rglob("example-000001.*"):
        (copy / path.name).write_bytes(path.read_bytes())
    assert load(store, folder) == {"new": 4, "unchanged": 1}
    assert load(store, folder) == {"skipped": 5}


def test_of_two_versions_of_a_document_the_last_one_counts_at_every_load(store: str, folder: Path) -> None:
    """Although it had been found stored before the first one took its place."""
    other = folder / "zz" / "other.txt"
    other.parent.mkdir()
    other.write_text("Example story\n\nAnother version.\n", encoding="utf-8")
    other.with_suffix(".meta.json").write_text('{"id": "example-000001"}', encoding="utf-8")
    assert load(store, folder) == {"new": 4, "replaced": 1}
    for jobs in (1, 2):
        load(store, folder, jobs=jobs)
        with Library(store) as library:
            assert "Another version." in library.state.extract("example-000001").document.text
    first = next(folder.rglob("example-000001.txt"))
    assert load(store, first) == {"replaced": 1}, "asked for alone, the first one is loaded again"


def test_a_retracted_document_is_not_taken_for_stored(store: str, folder: Path) -> None:
    load(store, folder)
    with Library(store) as library:
        assert library.retract("example-000002", "asked to")
    assert load(store, folder) == {"skipped": 3, "buried": 1}


def test_a_decision_is_replayed_although_nothing_else_changed(store: str, folder: Path) -> None:
    load(store, folder)
    with Library(store) as library:
        extract = library.state.extract("example-000003")
        item = next(reviewables(extract))
        library.reviews.append(decide(extract, item, Verdict.REJECT, {}, "2024-01-01T00:00:00+00:00"))
    assert load(store, folder) == {"skipped": 3, "replaced": 1}
    assert load(store, folder) == {"skipped": 4}


def test_a_feed_is_remembered(store: str) -> None:
    receipt = Receipt("digest", "grounds", '"tag"', "yesterday")
    with Library(store) as library:
        library.settle("https://news.example/rss", receipt)
    with Library(store) as library:
        assert library.receipt("https://news.example/rss") == receipt
        assert library.receipt("https://news.example/other") is None
        library.settle("https://news.example/rss", replace(receipt, etag='"new"'))
        assert library.receipt("https://news.example/rss") == replace(receipt, etag='"new"')
