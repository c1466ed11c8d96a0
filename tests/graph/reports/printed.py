"""Makes small PDFs out of lines of text, so that tests need no report of anybody's."""

from __future__ import annotations

from collections.abc import Sequence

Page = Sequence[str]


def pdf(*pages: Page) -> bytes:
    """A PDF with a page for each list of lines, set in Helvetica; characters are those of Windows-1252."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica" + _ENCODING + b">>",
    ]
    kids: list[bytes] = []
    for lines in pages:
        content = len(objects) + 2
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 1008]/Resources<</Font<</F1 3 0 R>>>>"
            b"/Contents %d 0 R>>" % content
        )
        kids.append(b"%d 0 R" % (content - 1))
        objects.append(stream(_content(lines)))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    return assembled(objects)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), entries, data)


def assembled(objects: Sequence[bytes]) -> bytes:
    """A file of these objects, the first of which is the catalogue."""
    out = b"%PDF-1.7\n"
    offsets: list[int] = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + head + table + trailer


_ENCODING = b"/Encoding/WinAnsiEncoding"


def _content(lines: Page) -> bytes:
    shown = [_escaped(line) for line in lines]
    return b"BT /F1 10 Tf 14 TL 50 970 Td\n" + b"".join(b"(%s) Tj T*\n" % line for line in shown) + b"ET"


def _escaped(line: str) -> bytes:
    return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
