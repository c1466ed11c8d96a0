"""Which content types can be documents, and which can be feeds."""

from __future__ import annotations

DOCUMENTS = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf", "application/x-pdf"})
FEEDS = frozenset({"application/atom+xml", "application/rss+xml", "application/rdf+xml", "application/xml", "text/xml"})


def plain(content_type: str) -> str:
    """Without parameters, in lower case."""
    return content_type.split(";", maxsplit=1)[0].strip().lower()


def is_document(content_type: str) -> bool:
    """Whether it can be read; a server that says nothing leaves it to the bytes."""
    return not plain(content_type) or plain(content_type) in DOCUMENTS


def may_be_feed(content_type: str, data: bytes) -> bool:
    """Whether it is a feed: by its type, or by its first element where the type leaves it open."""
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    opens = any(mark in start for mark in (b"<rss", b"<feed", b"<rdf:rdf")) and b"<html" not in start
    kind = plain(content_type)
    return opens and (kind in FEEDS or kind in {"", "text/plain", "text/html", "application/octet-stream"})
