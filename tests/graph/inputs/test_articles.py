"""JSON Lines: good lines become documents, bad ones are named by their number."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from graph.document import Origin, Rights
from graph.inputs.address import canonical
from graph.inputs.failure import Failure
from graph.inputs.json_lines import articles
from graph.inputs.limits import Limits
from graph.inputs.opening import Opening
from graph.inputs.source import Source
from graph.pipeline import read
from graph.reading import Metadata


def lines(*records: object, given: Metadata | None = None, limits: Limits | None = None) -> list[Source | Failure]:
    data = b"".join((found if isinstance(found, bytes) else json.dumps(found).encode()) + b"\n" for found in records)
    return list(articles("a.jsonl", io.BytesIO(data), given, limits or Limits()))


def test_all_that_is_known_of_an_article() -> None:
    record = {
        "id": "story-1",
        "text": "Example story\n\nNothing happened.",
        "title": "A title",
        "url": "HTTPS://News.Example:443/story?utm_source=x&page=2#top",
        "date": "2019-05-20T08:30:00+01:00",
        "publisher": "The Example",
        "authors": ["Jane Example"],
        "rights": "own",
        "more": {"not": "read"},
    }
    (source,) = lines(record)
    assert isinstance(source, Source)
    (extract,) = read(source).found
    assert not isinstance(extract, Failure)
    document = extract.document
    assert (document.key, document.issued, document.rights) == ("story-1", "2019-05-20", Rights.OWN)
    assert document.url is not None
    assert document.url.value == "https://news.example/story?page=2"
    assert [author.value for author in document.authors] == ["Jane Example"]
    assert document.path == "a.jsonl:1"


def test_identity_is_the_id_else_the_address_else_the_digest() -> None:
    keys = []
    for record in ({"text": "x y", "id": 7}, {"text": "x y", "url": "http://A.example"}, {"text": "x y"}):
        (source,) = lines(record)
        assert isinstance(source, Source)
        (extract,) = read(source).found
        assert not isinstance(extract, Failure)
        keys.append(extract.document.key[:20])
    assert keys[:2] == ["7", "http://a.example/"]
    assert keys[2].startswith("sha256:")


def test_flags_go_before_the_record() -> None:
    (source,) = lines({"text": "x", "date": "2019"}, given=Metadata.of(Origin.FLAG, date="2020"))
    assert isinstance(source, Source)
    assert source.metadata is not None
    assert source.metadata.date is not None
    assert source.metadata.date.value == "2020"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"nonsense", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[" * 1400, "not JSON"),
        ([], "not a JSON object"),
        ({}, "neither text nor html"),
        ({"text": "  "}, "neither text nor html"),
        ({"text": 7}, "text and html must be text"),
        ({"text": "x", "title": 7}, "title must be text"),
        ({"text": "x", "id": True}, "id must be text"),
        ({"text": "x", "authors": [1]}, "authors must be text"),
        ({"text": "x", "date": "last May"}, "is not a date"),
        ({"text": "x", "rights": "all"}, "is no right"),
        (b'{"text": "' + b"x" * 2000 + b'"}', "is not read"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_line_is_named_and_costs_no_other(line: object, told: str) -> None:
    found = lines({"text": "x"}, line, b"", {"text": "y"}, limits=Limits(line=1500))
    assert [type(item).__name__ for item in found] == ["Source", "Failure", "Source"]
    failure = found[1]
    assert isinstance(failure, Failure)
    assert failure.path == "a.jsonl:2"
    assert told in failure.reason
    assert isinstance(found[2], Source)
    assert found[2].name == "a.jsonl:4"


def test_a_piece_of_html_is_read_as_html() -> None:
    (source,) = lines({"html": "<b>Example story</b><p>Nothing &amp; nobody.</p>"})
    assert isinstance(source, Source)
    (extract,) = read(source).found
    assert not isinstance(extract, Failure)
    assert "Nothing & nobody." in extract.document.text


@pytest.mark.parametrize("suffix", ["jsonl", "ndjson", "jsonl.gz"])
def test_lines_in_a_file_packed_or_not(tmp_path: Path, suffix: str) -> None:
    data = b'\xef\xbb\xbf{"text": "x"}\n\n{"text": "y"}'
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(gzip.compress(data) if suffix.endswith("gz") else data)
    assert [getattr(item, "data", item) for item in Opening().items([str(path)])] == [b"x", b"y"]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("http://Example.org", "http://example.org/"),
        ("https://example.org:443/a#b", "https://example.org/a"),
        ("http://example.org:8080/a?b=1&fbclid=2", "http://example.org:8080/a?b=1"),
        ("http://example.org/a?fbclid=2&gclid=3", "http://example.org/a"),
        ("http://[2001:DB8::1]/a", "http://[2001:db8::1]/a"),
        ("urn:example:1", "urn:example:1"),
        ("http://[", "http://["),
    ],
)
def test_one_form_for_an_address(given: str, wanted: str) -> None:
    assert canonical(given) == wanted
    assert canonical(wanted) == wanted
