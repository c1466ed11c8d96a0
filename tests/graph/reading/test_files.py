"""Files, their sidecars, and what cannot be opened."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.document import DocumentKind, Origin
from graph.errors import Unreadable
from graph.reading import Metadata, read_file

TEXT = "Sampleton Council has put things right, says a report that came out on Monday.\n"


@pytest.mark.parametrize("name", ["article.meta.json", "article.txt.meta.json"])
def test_a_sidecar_supplies_what_the_text_does_not_say(tmp_path: Path, name: str) -> None:
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    sidecar = {
        "date": "2019-05-20",
        "authors": ["Alex Writer"],
        "url": "https://example.org/1",
        "kind": "PressRelease",
        "id": "a1",
    }
    (tmp_path / name).write_text(json.dumps(sidecar), encoding="utf-8")
    document = read_file(tmp_path / "article.txt")
    assert document.date
    assert (document.key, document.issued, document.date.origin) == ("a1", "2019-05-20", Origin.SIDECAR)
    assert document.kind is DocumentKind.PRESS_RELEASE
    flags = Metadata.of(Origin.FLAG, date="2020")
    assert read_file(tmp_path / "article.txt", flags).issued == "2020"


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"date": "last Tuesday"}', '{"title": 3}', '{"kind": "Poem"}', '{"authors": [1]}']
)
def test_a_wrong_sidecar_is_one_clear_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "article.meta.json").write_text(content, encoding="utf-8")
    with pytest.raises(Unreadable) as caught:
        read_file(tmp_path / "article.txt")
    assert caught.value.stage == "metadata"


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.txt"):
        with pytest.raises(Unreadable):
            read_file(path)
