"""Web archives: pages by their address, nothing else, and no day of publication out of the day of archiving."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from graph.inputs.failure import Failure
from graph.inputs.limits import Limits
from graph.inputs.opening import Opening
from graph.inputs.source import Source
from graph.pipeline import read

PAGE = b"<!doctype html><html><body><p>Example story.</p></body></html>"


def record(kind: str, address: str, payload: bytes) -> bytes:
    """One record of WARC 1.0."""
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-02-03T04:05:06Z\r\n"
    head += f"Content-Type: application/http;msgtype={kind}\r\nContent-Length: {len(payload)}\r\n\r\n"
    return head.encode() + payload + b"\r\n\r\n"


def archive(path: Path, *pages: tuple[str, str, str, bytes]) -> Path:
    """Responses: address, status, content type, body; packed record by record, as the format wants it."""
    records = []
    for address, status, kind, body in pages:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        records += [
            record("request", address, b"GET / HTTP/1.1\r\n\r\n"),
            record("response", address, head.encode() + body),
        ]
    pack = gzip.compress if path.suffix == ".gz" else bytes
    path.write_bytes(b"".join(map(pack, records)))
    return path


PAGES = [
    ("http://news.example/a?utm_source=b", "200 OK", "text/html; charset=utf-8", PAGE),
    ("http://news.example/gone", "404 Not Found", "text/html", PAGE),
    ("http://news.example/moved", "301 Moved", "text/html", b""),
    ("http://news.example/picture", "200 OK", "image/png", b"x"),
    ("ftp://news.example/b", "200 OK", "text/html", PAGE),
    ("http://news.example/c.txt", "200 OK", "text/plain", b"Example story\n\nNothing happened.\n"),
]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_and_texts_by_their_address(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path / name, *PAGES)
    found = list(Opening().items([str(path)]))
    assert [getattr(item, "name", item) for item in found] == [f"{path}!{PAGES[0][0]}", f"{path}!{PAGES[5][0]}"]
    first = found[0]
    assert isinstance(first, Source)
    assert first.data == PAGE
    (extract,) = read(first).found
    assert not isinstance(extract, Failure)
    assert extract.document.key == "http://news.example/a"
    assert extract.document.date is None, "the day of archiving is not that of publication"


def test_a_page_that_is_too_large_costs_no_other(tmp_path: Path) -> None:
    large = ("http://news.example/large", "200 OK", "text/html", b"<p>" * 4000)
    path = archive(tmp_path / "a.warc.gz", PAGES[0], large, PAGES[5])
    found = list(Opening(limits=Limits(member=5000)).items([str(path)]))
    assert [type(item).__name__ for item in found] == ["Source", "Failure", "Source"]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_an_archive_that_is_cut_off(tmp_path: Path, name: str, share: float) -> None:
    path = archive(tmp_path / name, *PAGES * 3)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    found = list(Opening().items([str(path)]))
    assert sum(isinstance(item, Failure) for item in found) <= 1
