"""Takes the bytes of a PDF, gives a Document: text without running headers, blocks, page offsets, date and number.

What is no PDF, is broken, encrypted, scanned or hostile becomes one error with a reason, within a time limit.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath

from graph import errors
from graph.document import Block, Document, DocumentKind, Origin, Rights, Span, Stated, Zone
from graph.reading import pdf_name
from graph.reading.metadata import Metadata, best
from graph.reading.pdf_blocks import find_blocks
from graph.reading.pdf_pages import join_pages
from graph.reading.pdf_process import READER, SECONDS
from graph.reading.pdf_report import is_inspection_report, printed_date, printed_title

MOST_BYTES = 64 * 2**20
_HEADER_WITHIN = 1024
_TRAILER_WITHIN = 4096
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml)", re.IGNORECASE | re.DOTALL)
_LETTERS_A_PAGE = 10


def read_pdf(data: bytes, *, name: str, metadata: Metadata | None, seconds: float = SECONDS) -> Document:
    """The document in a PDF of that file name; raises a subclass of graph.errors.Unreadable."""
    known = metadata or Metadata()
    _check(data, name)
    raw = READER.read(data, seconds)
    paged = join_pages(raw.pages)
    if sum(character.isalnum() for character in paged.text) < _LETTERS_A_PAGE * min(len(raw.pages), 3):
        raise errors.NoTextLayer(
            "the PDF has no text layer: its pages are pictures",
            stage="pdf",
            hint="run it through character recognition first",
        )
    text = paged.text
    report = is_inspection_report(text)
    blocks = find_blocks(text)
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        key=known.key or (known.url.value if known.url else f"sha256:{digest}"),
        text=text,
        sha256=digest,
        media_type="application/pdf",
        reader=raw.reader,
        kind=known.kind or (DocumentKind.INSPECTION_REPORT if report else DocumentKind.DOCUMENT),
        title=best(known.title, printed_title(text) if report else _first_heading(text, blocks)),
        date=best(known.date, printed_date(text) if report else None, pdf_name.date(name)),
        authors=known.authors,
        publisher=best(known.publisher, _ofsted(text) if report else None),
        url=known.url,
        provider_number=best(known.provider_number, pdf_name.provider_number(name)),
        rights=known.rights or (Rights.OGL if report else Rights.QUOTE),
        blocks=blocks,
        pages=paged.starts,
        path=name,
    )


def _check(data: bytes, name: str) -> None:
    """Refuse what the first and last bytes give away."""
    suffix = PurePath(name).suffix.lower() or "that"
    if not data.strip():
        raise errors.EmptySource("the file is empty", stage="pdf")
    if len(data) > MOST_BYTES:
        raise errors.TooLarge(f"the file has {len(data):,} bytes; the limit is {MOST_BYTES:,}", stage="pdf")
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        if _HTML.match(data.removeprefix(b"\xef\xbb\xbf")[:_TRAILER_WITHIN]):
            raise errors.WrongContent(
                f"the content is a web page (HTML), saved with a {suffix} name",
                stage="pdf",
                hint="download the report itself; the page probably says why it could not be had",
            )
        raise errors.WrongContent(f"the content is not a PDF, in spite of its {suffix} name", stage="pdf")
    if b"%%EOF" not in data[-_TRAILER_WITHIN:]:
        raise errors.Damaged(
            "the PDF is cut off: its end is missing", stage="pdf", hint="the download may have stopped; try it again"
        )


def _first_heading(text: str, blocks: tuple[Block, ...]) -> Stated | None:
    for block in blocks[:3]:
        if block.zone is Zone.HEADING:
            return Stated(" ".join(block.span.of(text).split()), Origin.TEXT, block.span)
    return None


def _ofsted(text: str) -> Stated | None:
    match = re.search(r"\bOfsted\b", text)
    return Stated("Ofsted", Origin.TEXT, Span(*match.span())) if match else None
