"""Names and texts that are no proper text: files are read all the same, and nothing steers a terminal."""

from __future__ import annotations

import io
import json
import os
import tarfile
from pathlib import Path

import pytest

from graph.errors import TooLarge
from graph.inputs.failure import Failure, printable
from graph.inputs.opening import Opening, expand
from graph.inputs.source import Item, Source
from graph.library import Library
from graph.loading.loading import load
from graph.loading.spread import read_all
from graph.pipeline import with_bytes
from tests.graph.inputs.test_archives import STORY, names, tarred


def items(*places: str | Path) -> list[Item]:
    return list(Opening().items(expand(map(str, places))))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("café – 1.txt", "café – 1.txt"),
        ("caf\udce9.txt", "caf\\xe9.txt"),
        ("a\nb\x1b[31m.txt", "a\\nb\\x1b[31m.txt"),
        ("a\u202etxt.exe", "a\\u202etxt.exe"),
        ("a\u00a0b.txt", "a\u00a0b.txt"),
    ],
)
def test_names_are_spelled_out(name: str, shown: str) -> None:
    assert printable(name) == shown


def test_files_whose_names_are_no_text_are_stored_with_what_stands_beside_them(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for number, name in enumerate([b"caf\xe9.txt", b"line\nbreak.txt", b"plain.txt"]):
        (folder / os.fsdecode(name)).write_bytes(STORY + b"Number %d.\n" % number)
    (folder / os.fsdecode(b"caf\xe9.meta.json")).write_text('{"id": "the-first"}')
    (folder / os.fsdecode(b"empty\xff.txt")).touch()

    class Silent:
        def step(self, count: int = 1) -> None: ...
        def stage(self, name: str, done: int, total: int) -> None: ...
        def say(self, sentence: str) -> None: ...

    with Library(str(tmp_path / "store")) as library:
        assert load(library, read_all(iter(items(folder))), Silent()) == {"new": 3, "unread": 1}
        assert library.state.find("the-first")
        assert [unread.path for unread in library.state.unread()] == [f"{folder}/empty\\xff.txt"]


def test_a_tar_archive_with_names_of_another_age(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT, encoding="latin-1") as archive:
        info = tarfile.TarInfo("résumé.txt")
        info.size = len(STORY)
        archive.addfile(info, io.BytesIO(STORY))
    (tmp_path / "old.tar").write_bytes(out.getvalue())
    assert names(items(tmp_path / "old.tar")) == {"r\\xe9sum\\xe9.txt": "read"}


@pytest.mark.parametrize("size", [512 + 512, 512 + 512 + 200, 512 + 512 + 512 + 10], ids=["end", "header", "content"])
def test_a_tar_archive_that_is_cut_off_gives_what_is_whole_and_says_so(tmp_path: Path, size: int) -> None:
    (tmp_path / "cut.tar").write_bytes(tarred({"a.txt": STORY, "b.txt": STORY * 9})[:size])
    first, *rest = items(tmp_path / "cut.tar")
    assert isinstance(first, Source)
    assert first.name.endswith("!a.txt")
    assert rest
    assert all(isinstance(item, Failure) for item in rest)


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.jsonl", "a.warc", "a.urls", "a.atom", "a.txt.gz"])
def test_containers_without_a_byte_are_empty(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    (found,) = items(tmp_path / name)
    assert isinstance(found, Failure)
    assert (found.reason, found.kind) == ("it is empty", "EmptySource")


def test_half_a_character_does_not_cost_the_article(tmp_path: Path) -> None:
    told = '{"text": "Cut \\ud83d off", "title": "\\udc00", "authors": ["J\\ud800"], "id": "x"}'
    (tmp_path / "a.jsonl").write_text(told + "\n" + json.dumps({"text": "Whole 😀"}))
    first, second = items(tmp_path / "a.jsonl")
    assert isinstance(first, Source)
    assert isinstance(second, Source)
    assert (first.data, second.data) == ("Cut \ufffd off".encode(), "Whole 😀".encode())
    assert first.metadata is not None
    assert str(first.metadata).encode()


def test_a_file_that_never_ends_is_too_large() -> None:
    with pytest.raises(TooLarge):
        with_bytes(Source("/dev/zero"))
