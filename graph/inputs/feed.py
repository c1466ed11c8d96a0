"""What an Atom or RSS feed lists: the address of each article with the title, day and authors that the feed states."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser

from graph.document import Origin
from graph.errors import Unreadable, WrongContent
from graph.reading import Metadata

MOST_ENTRIES = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that a feed lists."""

    address: str
    metadata: Metadata


def entries(data: bytes, address: str) -> list[Entry]:
    """The entries of a feed that was fetched from (or says it lies at) `address`; WrongContent if it is no feed."""
    headers = {"content-location": address, "content-type": "application/xml"}
    parsed = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    if not parsed.get("version") and not parsed.entries:
        raise WrongContent("it is neither an Atom nor an RSS feed", stage="feed")
    return list(_entries(parsed.entries[:MOST_ENTRIES]))


def _entries(found: list[Any]) -> Iterator[Entry]:
    for entry in found:
        link = str(entry.get("link") or "").strip()
        if not link:
            continue
        authors = [str(author.get("name") or "") for author in entry.get("authors") or [] if author]
        values = {"title": _plain(str(entry.get("title") or "")), "date": _day(str(entry.get("published") or ""))}
        try:
            metadata = Metadata.of(Origin.MARKUP, authors=authors, **values)
        except Unreadable:
            metadata = Metadata()
        yield Entry(link, metadata)


def _plain(words: str) -> str | None:
    return " ".join(re.sub(r"<[^>]{0,200}>", " ", words).split()) or None


def _day(moment: str) -> str | None:
    """The day where the publisher is, not in Greenwich; None where it cannot be told."""
    if found := re.match(r"\s*(\d{4}-\d\d-\d\d)", moment):
        return found[1]
    try:
        return parsedate_to_datetime(moment).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None
