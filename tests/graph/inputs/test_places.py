"""What a user may name: files, folders, patterns."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from graph.inputs.counting import count
from graph.inputs.failure import Failure
from graph.inputs.opening import Opening, expand
from graph.inputs.source import Source
from graph.pipeline import read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.html", "in/c.pdf", "in/d.JSONL", "e.zip", "f.tar.gz", "g.warc", "h.txt.gz"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    for name in (".hidden.txt", "picture.png", "feed.rss", "list.urls", "data.gz", "b.meta.json", "facts.csv"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_bytes(b"x")
    return tmp_path


def test_a_folder_is_walked_and_asks_nothing_of_the_web(folder: Path) -> None:
    found = [str(Path(place).relative_to(folder)) for place in expand([str(folder)])]
    assert found == ["a.html", "b.txt", "e.zip", "f.tar.gz", "g.warc", "h.txt.gz", "in/c.pdf", "in/d.JSONL"]


def test_patterns_are_filled_in(folder: Path) -> None:
    assert list(expand([f"{folder}/*.txt"])) == [f"{folder}/b.txt"]
    assert list(expand([f"{folder}/**/*.pdf"])) == [f"{folder}/in/c.pdf"]
    (folder / "[1].txt").write_bytes(b"x")
    assert list(expand([f"{folder}/[1].txt"])) == [f"{folder}/[1].txt"], "a file of that name is that file"


def test_a_pattern_that_fits_nothing_and_a_file_that_is_not_there_are_failures(tmp_path: Path) -> None:
    for place in (f"{tmp_path}/*.txt", f"{tmp_path}/none.txt", f"{tmp_path}/none.zip"):
        (item,) = Opening().items(expand([place]))
        outcome = read(item).found[0] if isinstance(item, Source) else item
        assert isinstance(outcome, Failure)
        assert "cannot be opened" in outcome.reason


def test_addresses_are_left_as_they_are() -> None:
    assert list(expand(["https://news.example/a//b?c=*"])) == ["https://news.example/a//b?c=*"]


def test_how_many_documents_there_are(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"{}\n{}\n{}")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for name in ("a.txt", "a.meta.json", "b.html", "c.png", "d/"):
            archive.writestr(name, "x")
    (tmp_path / "c.tar").write_bytes(b"x")
    names = [str(tmp_path / name) for name in ("a.jsonl", "b.zip", "one.txt")]
    assert count(names) == 3 + 2 + 1
    assert count([*names, str(tmp_path / "c.tar")]) is None
    assert count([*names, "https://news.example/"]) is None
