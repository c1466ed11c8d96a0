"""A web page to a Document: the article's own text, cut as the page cuts it, and what the page says of itself.

The main text comes from trafilatura; where that finds nothing, or the page is too deep or too large for it, a plain
walk over the tags takes its place, so that any page gives text or one clear error. Document.text is what was
extracted; the digest is that of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from graph.document import Document, Span, Zone
from graph.errors import EmptySource
from graph.reading.assembly import Found, assemble
from graph.reading.decoding import Decoded, decode
from graph.reading.html_metadata import page_metadata
from graph.reading.html_plain import Piece, plain_pieces
from graph.reading.metadata import Metadata

READER = f"trafilatura/{trafilatura.__version__}"
PLAIN_READER = "tags/1"
_MAX_TAGS = 40_000
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,24})""", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\f\v\n]+")
_ZONES = {"head": Zone.HEADING, "item": Zone.LIST, "row": Zone.TABLE}


def read_html(data: bytes, *, name: str = "", metadata: Metadata | None = None) -> Document:
    """A Document of a web page; EmptySource if there is no text on it, NotText if it is no page after all."""
    decoded = _decode(data)
    tree = _tree(decoded.text)
    pieces: list[Piece] = []
    reader = READER
    if tree is not None and decoded.text.count("<") <= _MAX_TAGS:
        pieces = _main_text(decoded.text)
    if not any(words for words, _ in pieces):
        pieces, reader = plain_pieces(decoded.text), PLAIN_READER
    text, spans, hints = _joined(pieces)
    if not spans:
        raise EmptySource("there is no text on the page")
    markup = page_metadata(tree) if tree is not None else Metadata()
    found = Found(text, spans, "text/html", reader, decoded.problems, hints, markup)
    return assemble(data, found, name=name, metadata=metadata)


def _decode(data: bytes) -> Decoded:
    stated = _CHARSET.search(data[:4096])
    if stated and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        encoding = stated.group(1).decode("ascii", "replace").lower()
        if encoding not in ("utf-8", "utf8"):
            try:
                return Decoded(data.decode(encoding), encoding, ())
            except (LookupError, UnicodeDecodeError, ValueError):
                pass
    return decode(data)


def _tree(page: str) -> Any:
    """The page as a tree, None where there is none to build."""
    try:
        return lxml_html.document_fromstring(page.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _main_text(page: str) -> list[Piece]:
    try:
        found = trafilatura.bare_extraction(page, include_comments=False, include_formatting=False, with_metadata=False)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, etree.LxmlError):
        return []
    body = getattr(found, "body", None)
    return list(_pieces(body)) if body is not None else []


def _pieces(body: Any) -> Iterator[Piece]:
    """The paragraphs of trafilatura's tree, in order, with the zones their tags give."""
    claimed: set[Any] = set()
    for element in body.iter("head", "p", "item", "row", "quote", "code"):
        if any(ancestor in claimed for ancestor in element.iterancestors()):
            continue
        if element.tag == "quote" and element.find(".//p") is not None:
            continue
        claimed.add(element)
        cells = list(element.iter("cell")) if element.tag == "row" else [element]
        words = "\t".join(_words(cell) for cell in cells)
        if words.strip():
            yield words.strip(), _ZONES.get(element.tag)


def _words(element: Any) -> str:
    for line_break in element.iter("lb"):
        line_break.tail = f" {line_break.tail or ''}"
    return _SPACE.sub(" ", "".join(element.itertext())).strip()


def _joined(pieces: list[Piece]) -> tuple[str, tuple[Span, ...], dict[int, Zone]]:
    """One text of all the paragraphs, a blank line between two."""
    spans, hints, offset = [], {}, 0
    for number, (words, kind) in enumerate(pieces):
        spans.append(Span(offset, offset + len(words)))
        if kind is not None:
            hints[number] = kind
        offset += len(words) + 2
    return "\n\n".join(words for words, _ in pieces), tuple(spans), hints
