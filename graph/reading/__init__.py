"""Readers: bytes to Document. What the bytes are is decided by looking at them, never by the file name alone."""

from __future__ import annotations

import re
from pathlib import Path

from graph.document import Document
from graph.errors import EmptySource, TooLarge, Unreadable, WrongContent
from graph.reading.metadata import Metadata, read_sidecar
from graph.reading.plain import read_plain

__all__ = ["MAX_BYTES", "MAX_TEXT_BYTES", "Metadata", "read_bytes", "read_file"]

MAX_BYTES = 64 * 1024 * 1024
MAX_TEXT_BYTES = 8 * 1024 * 1024
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|section|meta|title|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def read_file(path: Path | str, metadata: Metadata | None = None) -> Document:
    """The Document of a file and of the sidecar beside it; any of graph.errors.Unreadable if it cannot be read."""
    path = Path(path)
    try:
        if path.is_dir():
            raise Unreadable(f"{path.name} is a directory")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _too_large(size, MAX_BYTES)
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"the file cannot be opened: {error.strerror or error}") from error
    given = (metadata or Metadata()).over(read_sidecar(path))
    return read_bytes(data, name=str(path), metadata=given)


def read_bytes(data: bytes, *, name: str = "", metadata: Metadata | None = None) -> Document:
    """The Document of some bytes: PDF, HTML or plain text; any of graph.errors.Unreadable if they are none of these."""
    if len(data) > MAX_BYTES:
        raise _too_large(len(data), MAX_BYTES)
    if not data.strip():
        raise EmptySource("it is empty")
    if b"%PDF-" in data[:1024]:
        from graph.reading.pdf import read_pdf  # loading PDFium costs more than reading an article

        return read_pdf(data, name=name, metadata=metadata)
    html = is_html(data)
    if name.lower().endswith(".pdf"):
        kind = "a web page" if html else "no PDF"
        raise WrongContent(f"the name says PDF, but the content is {kind}", hint="download the report again")
    if len(data) > MAX_TEXT_BYTES:
        raise _too_large(len(data), MAX_TEXT_BYTES)
    if html:
        from graph.reading.html import read_html  # loading trafilatura costs more than reading an article

        return read_html(data, name=name, metadata=metadata)
    return read_plain(data, name=name, metadata=metadata)


def is_html(data: bytes) -> bool:
    """Whether the bytes begin as a web page does."""
    start = data[:4096]
    encoding = _UTF16.get(start[:2])
    if encoding:
        start = start[2:].decode(encoding, "replace").encode()
    return bool(_HTML.match(start))


def _too_large(size: int, limit: int) -> TooLarge:
    return TooLarge(f"it has {size / 1e6:.0f} MB; more than {limit / 1e6:.0f} MB are not read", hint="split it")
