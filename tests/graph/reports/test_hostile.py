"""Files that are broken, closed, empty or meant to do harm: one error of the right kind each, soon."""

from __future__ import annotations

import io
import os
import time
import zlib
from collections.abc import Callable

import pypdf
import pytest

from graph import errors
from graph.reading.pdf import read_pdf
from graph.reading.pdf_process import READER
from tests.graph.reports.printed import assembled, pdf, stream

PLAIN = pdf(["These are some words on an ordinary page."])
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>%s>>/Contents 4 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
WORDS = b"BT /F1 12 Tf (These are some words on an ordinary page.) Tj ET"


def file(
    content: bytes, *more: bytes, kids: bytes = b"3 0 R", count: int = 1, entries: bytes = b"", resources: bytes = b""
) -> bytes:
    tree = b"<</Type/Pages/Kids[%s]/Count %d%s>>" % (kids, count, entries)
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", tree, PAGE % resources, content, FONT, *more])


def encrypted(password: str) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_page(pypdf.PdfReader(io.BytesIO(PLAIN)).pages[0])
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb() -> bytes:
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(b" " * 2**20) for _ in range(800)) + packer.flush()
    return stream(zlib.compress(once, 9), b"/Filter[/FlateDecode/FlateDecode]")


FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
BAD: dict[str, tuple[Callable[[], bytes], type[errors.Unreadable]]] = {
    "empty": (lambda: b" \n", errors.EmptySource),
    "html": (lambda: b"<!DOCTYPE html><html><body>Sorry, not found</body></html>", errors.WrongContent),
    "zip": (lambda: b"PK\x03\x04 and so on", errors.WrongContent),
    "truncated": (lambda: PLAIN[: len(PLAIN) // 2], errors.Damaged),
    "garbage": (lambda: b"%PDF-1.4\n" + bytes(range(256)) * 9 + b"\n%%EOF", errors.Damaged),
    "no-pages": (lambda: assembled([b"<</Type/Catalog>>"]), errors.Damaged),
    "tree-of-itself": (lambda: file(stream(WORDS), kids=b"2 0 R"), errors.Damaged),
    "encrypted": (lambda: encrypted("secret"), errors.Encrypted),
    "scanned": (lambda: file(stream(b"0 0 9 9 re f")), errors.NoTextLayer),
    "many-pages": (lambda: file(stream(WORDS), kids=b"3 0 R " * 9_000, count=9_000), errors.TooLarge),
    "decompression-bomb": (lambda: file(bomb()), errors.Unreadable),
    "form-in-itself": (
        lambda: file(stream(b"/X Do"), stream(b"/X Do /X Do", FORM), resources=b"/XObject<</X 6 0 R>>"),
        errors.Unreadable,
    ),
}


@pytest.mark.parametrize(("make", "kind"), BAD.values(), ids=BAD.keys())
def test_one_clear_error_in_time(make: Callable[[], bytes], kind: type[errors.Unreadable]) -> None:
    data = make()
    started = time.monotonic()
    with pytest.raises(kind) as caught:
        read_pdf(data, name="folder/report.pdf", metadata=None, seconds=10)
    assert time.monotonic() - started < 12
    assert caught.value.stage == "pdf"
    assert "\n" not in caught.value.reason


@pytest.mark.parametrize(
    "data",
    [
        file(stream(WORDS), count=1_000_000_000),
        file(stream(WORDS), entries=b"/X " + b"[" * 200_000 + b"]" * 200_000),
        encrypted(""),
    ],
    ids=["huge-count", "deep-nesting", "owner-password-only"],
)
def test_what_looks_bad_but_reads(data: bytes) -> None:
    assert "ordinary page" in read_pdf(data, name="report.pdf", metadata=None).text


def test_time_limit() -> None:
    slow = zlib.compress(b"BT /F1 1 Tf " + b"1 0 Td (aaaaaaaaaa) Tj " * 400_000 + b"ET")
    with pytest.raises(errors.TimeLimit, match=r"longer than 0\.05 seconds"):
        read_pdf(file(stream(slow, b"/Filter/FlateDecode")), name="report.pdf", metadata=None, seconds=0.05)
    assert "ordinary page" in read_pdf(PLAIN, name="report.pdf", metadata=None).text


def test_a_fork_reads_with_a_child_of_its_own() -> None:
    read_pdf(PLAIN, name="report.pdf", metadata=None)
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            status = 0 if "ordinary" in read_pdf(PLAIN, name="report.pdf", metadata=None).text else 1
            READER.close()
        finally:
            os._exit(status)
    assert os.waitpid(pid, 0)[1] == 0
    assert "ordinary" in read_pdf(PLAIN, name="report.pdf", metadata=None).text
