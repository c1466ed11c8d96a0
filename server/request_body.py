"""Reading what a client sends: unpacked within bounds, as text in UTF-8, as form fields, as a refused DOCTYPE."""

from __future__ import annotations

import contextlib
import re
import zlib
from functools import lru_cache
from urllib.parse import parse_qsl
from xml.parsers import expat

from flask import Request

from server.errors import Problem

MOST_FIELDS = 200
FORM = "application/x-www-form-urlencoded"
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*"|([\[{])|([\]}])', re.DOTALL)
DEEPEST = 100
"""Levels of JSON and XML; the engine's parsers take time by the square of them, or crash."""


def read_body(request: Request, limit: int) -> bytes:
    """The body, with gzip or deflate undone; never more than `limit` bytes of it."""
    if request.content_length is not None and request.content_length > limit:
        raise Problem(413, f"The limit is {limit:,} bytes.")
    data = request.stream.read(limit + 1)
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding in ("gzip", "x-gzip", "deflate"):
        data = _unpacked(data, 47 if encoding != "deflate" else 15, limit)
    elif encoding not in ("identity", ""):
        raise Problem(415, f"Content-Encoding {encoding} is not supported; gzip and deflate are.")
    if len(data) > limit:
        raise Problem(413, f"The limit is {limit:,} bytes.")
    return data


def read_text(data: bytes, charset: str | None = None) -> str:
    """SPARQL travels in UTF-8 and in nothing else."""
    if charset and charset.lower().replace("_", "-") not in ("utf-8", "utf8", "us-ascii"):
        raise Problem(400, f"The character set must be UTF-8, not {charset}.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, "The text is not UTF-8.") from error


def read_fields(text: str) -> list[tuple[str, str]]:
    """The fields of a query string or form, in order, a limited number of them."""
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except UnicodeDecodeError as error:
        raise Problem(400, "A parameter is not UTF-8.") from error
    except ValueError as error:
        raise Problem(400, f"More than {MOST_FIELDS} parameters.") from error


@lru_cache(maxsize=1024)
def fields_of(sent: bytes) -> tuple[tuple[str, str], ...]:
    """The same, from bytes as they were sent, and remembered: the cache and the query need them both."""
    return tuple(read_fields(sent.decode("latin-1")))


def check_document(data: bytes, media_type: str) -> None:
    """Refuse what is known to hurt a parser: document types and entities in XML, deep nesting in XML and JSON."""
    if media_type.endswith("xml"):
        if data[:2] in (b"\xfe\xff", b"\xff\xfe") or b"\0" in data[:64]:
            raise Problem(400, "XML must be UTF-8.")
        if _DOCTYPE.search(data):
            raise Problem(400, "XML with a DOCTYPE or with entities is refused.")
        _check_depth_of_xml(data)
    if media_type.endswith("json"):
        depth = 0
        for match in _BRACKETS.finditer(data):
            depth += bool(match[1]) - bool(match[2])
            _keep_shallow(depth)


def _check_depth_of_xml(data: bytes) -> None:
    depth = 0

    def opened(*_: object) -> None:
        nonlocal depth
        depth += 1
        _keep_shallow(depth)

    def closed(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    with contextlib.suppress(expat.ExpatError):  # the engine says better what is wrong
        parser.Parse(data, True)


def _keep_shallow(depth: int) -> None:
    if depth > DEEPEST:
        raise Problem(400, f"What is nested deeper than {DEEPEST} levels is refused.")


def _unpacked(data: bytes, window: int, limit: int) -> bytes:
    for bits in (window, -15) if window == 15 else (window,):
        engine = zlib.decompressobj(bits)
        try:
            return engine.decompress(data, limit + 1)
        except zlib.error:
            continue
    raise Problem(400, "The body cannot be decompressed.")
