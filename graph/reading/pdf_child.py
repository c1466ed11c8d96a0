"""Takes PDFs on standard input and gives the text of their pages on standard output, as a process of its own.

A PDF from outside can hang, crash or fill the memory of whoever parses it, so nothing but this process does; its
parent (graph.reading.pdf_process) kills it when it takes too long. A request is eight bytes of length and the file,
an answer eight bytes of length and JSON. Runs as a script: it imports nothing of the project, which makes it start
fast, and never the modules beside it, whose names would hide those of the standard library.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import resource
import struct
import sys
from typing import Any, BinaryIO

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

MOST_PAGES = 2_000
MOST_CHARACTERS = 20_000_000
MEMORY = 480 * 2**20
LENGTH = struct.Struct(">Q")


class Refused(Exception):
    """Why there is no text: the name of an error class and a sentence."""

    def __init__(self, error: str, reason: str) -> None:
        super().__init__(reason)
        self.error, self.reason = error, reason


def answer(data: bytes) -> dict[str, Any]:
    """The pages' texts and the reader's name, or the error and its reason."""
    try:
        try:
            return {"pages": with_pdfium(data), "reader": f"pypdfium2 {pdfium.PYPDFIUM_INFO.version}"}
        except pdfium.PdfiumError as error:
            if error.err_code in (pdfium_raw.FPDF_ERR_PASSWORD, pdfium_raw.FPDF_ERR_SECURITY):
                raise Refused("Encrypted", "the PDF is encrypted and opens only with a password") from None
            return with_pypdf(data)
    except Refused as refusal:
        return {"error": refusal.error, "reason": refusal.reason}
    except MemoryError:
        return {"error": "TooLarge", "reason": "the PDF needs more memory than a report may take"}


def with_pdfium(data: bytes) -> list[str]:
    """The text of every page as PDFium sees it; a line-end hyphen comes as U+FFFE."""
    document = pdfium.PdfDocument(data)
    try:
        check_pages(len(document))
        texts: list[str] = []
        for index in range(len(document)):
            page = document[index]
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range())
            text_page.close()
            page.close()
            check_characters(texts)
        return texts
    finally:
        document.close()


def with_pypdf(data: bytes) -> dict[str, Any]:
    """The second opinion on a file whose structure PDFium rejects."""
    import pypdf  # rarely needed, slow to load

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("Encrypted", "the PDF is encrypted and opens only with a password")
        check_pages(len(reader.pages))
        texts: list[str] = []
        for page in reader.pages:
            texts.append(page.extract_text())
            check_characters(texts)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # whatever a broken file provokes is one answer
        raise Refused("Damaged", "the PDF is broken: neither reader can follow its structure") from error
    if not any(text.strip() for text in texts):
        raise Refused("Damaged", "the PDF is broken: its page tree leads to no text")
    return {"pages": texts, "reader": f"pypdf {pypdf.__version__}"}


def check_pages(count: int) -> None:
    """Refuse a page count that no report has."""
    if count > MOST_PAGES:
        raise Refused("TooLarge", f"the PDF claims {count:,} pages; the limit is {MOST_PAGES:,}")
    if count <= 0:
        raise Refused("Damaged", "the PDF has no pages")


def check_characters(texts: list[str]) -> None:
    """Refuse a text that no report has."""
    if sum(map(len, texts)) > MOST_CHARACTERS:
        raise Refused("TooLarge", f"the PDF holds more than {MOST_CHARACTERS:,} characters")


def exactly(stream: BinaryIO, size: int) -> bytes:
    """`size` bytes, or fewer at the end of the stream."""
    parts: list[bytes] = []
    while size and (part := stream.read(min(size, 2**20))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the parent closes its end."""
    while len(head := exactly(requests, LENGTH.size)) == LENGTH.size:
        (size,) = LENGTH.unpack(head)
        body = json.dumps(answer(exactly(requests, size))).encode("ascii")
        answers.write(LENGTH.pack(len(body)) + body)
        answers.flush()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        serve(sys.stdin.buffer, sys.stdout.buffer)
