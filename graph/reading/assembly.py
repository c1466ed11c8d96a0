"""Puts a Document together from its text, its zones and all that is known of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.document import Document, DocumentKind, Rights, Span, Stated, Zone
from graph.reading.masthead import Masthead
from graph.reading.metadata import Metadata, best
from graph.reading.zones import zone

_RELEASE = re.compile(
    r"^\W*(?:press|news|media) release\b|\bfor immediate release\b|^\W*ends\W*$|^\W*notes? (?:to|for) editors?\b",
    re.IGNORECASE | re.MULTILINE,
)
_RELEASE_SIGNS = ("release", "ends", "editor")  # a look for these spares most texts the pattern
_COUNCIL_HOST = re.compile(
    r"https?://(?:www\.|news\.|newsroom\.|media\.|[\w-]+\.)*[\w-]+\.(?:gov\.uk|gov\.wales|gov\.scot)(?:[/:?#]|$)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader made of the bytes: text, paragraphs, and what the mark-up says of both."""

    text: str
    spans: tuple[Span, ...]
    media_type: str
    reader: str
    problems: tuple[str, ...] = ()
    hints: Mapping[int, Zone] = field(default_factory=dict)
    markup: Metadata = field(default_factory=Metadata)


def assemble(data: bytes, found: Found, *, name: str, metadata: Metadata | None) -> Document:
    """The Document; where several sources speak of the same thing the best origin wins."""
    given = metadata or Metadata()
    digest = hashlib.sha256(data).hexdigest()
    blocks, head = zone(found.text, found.spans, found.hints)
    url = best(given.url, found.markup.url)
    return Document(
        key=given.key or (url.value if url else f"sha256:{digest}"),
        text=found.text,
        sha256=digest,
        media_type=found.media_type,
        reader=found.reader,
        kind=given.kind or found.markup.kind or _kind(found.text, url),
        title=best(given.title, head.title, found.markup.title),
        date=best(given.date, head.date, found.markup.date),
        authors=given.authors or _authors(head, found.markup),
        publisher=best(given.publisher, head.publisher, found.markup.publisher),
        url=url,
        provider_number=best(given.provider_number, found.markup.provider_number),
        rights=given.rights or Rights.QUOTE,
        blocks=blocks,
        path=name,
        problems=found.problems,
    )


def _authors(head: Masthead, markup: Metadata) -> tuple[Stated, ...]:
    return tuple(head.authors) or markup.authors


def _kind(text: str, url: Stated | None) -> DocumentKind:
    """A press release only where the text or the address says so."""
    edges = f"{text[:400]}\n{text[-1500:]}"
    told = any(sign in edges.lower() for sign in _RELEASE_SIGNS) and _RELEASE.search(edges)
    if told or (url and _COUNCIL_HOST.match(url.value)):
        return DocumentKind.PRESS_RELEASE
    return DocumentKind.NEWS_ARTICLE
