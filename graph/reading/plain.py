"""Plain text to a Document: decoded, cut into paragraphs, zoned; the text itself is never edited."""

from __future__ import annotations

from graph.document import Document
from graph.reading.assembly import Found, assemble
from graph.reading.decoding import decode
from graph.reading.metadata import Metadata
from graph.reading.paragraphs import paragraphs

READER = "plain/1"


def read_plain(data: bytes, *, name: str = "", metadata: Metadata | None = None) -> Document:
    """A Document of plain text; EmptySource or NotText if it holds none."""
    decoded = decode(data)
    found = Found(
        text=decoded.text,
        spans=tuple(paragraphs(decoded.text)),
        media_type="text/plain",
        reader=f"{READER} ({decoded.encoding})",
        problems=decoded.problems,
    )
    return assemble(data, found, name=name, metadata=metadata)
