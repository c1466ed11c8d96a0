"""Bytes to text, once and for all: which encoding, and what is suspicious about the result.

The text is what the bytes say, a byte order mark aside; nothing is repaired. Problems found are sentences for the
document's `problems`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.errors import EmptySource, NotText

_MAGIC = {
    b"PK\x03\x04": "a zip archive (perhaps a Word or OpenDocument file)",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"BZh": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x9f]")
_MOJIBAKE = re.compile(r"â€[™˜œ\x9d“”¦]|Ã[©¨¡ª±¶¼]|Â[£ ’]|ï¿½")
_INVISIBLE = re.compile(r"[\s\ufeff\u200b-\u200f\u2060]*")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the name of its encoding and what is odd about it."""

    text: str
    encoding: str
    problems: tuple[str, ...]


def decode(data: bytes) -> Decoded:
    """The text of `data`; EmptySource if there is none, NotText if it is binary or in another encoding."""
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise NotText(f"this is {kind}, not text", hint="save it as text, HTML or PDF")
    text, encoding, problems = _decoded(data)
    if _INVISIBLE.fullmatch(text):
        raise EmptySource("there is nothing in it but white space" if data else "it is empty")
    if len(_CONTROL.findall(text)) > len(text) // 200:
        raise NotText("this is binary data, not text", hint="save it as text, HTML or PDF")
    if _MOJIBAKE.search(text):
        problems.append("the text looks as if UTF-8 had been read as Windows-1252 somewhere (’ turned into â€™)")
    if "\ufffd" in text:
        problems.append("the text holds characters that got lost in an earlier conversion")
    return Decoded(text, encoding, tuple(problems))


def _decoded(data: bytes) -> tuple[str, str, list[str]]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            body = data[len(mark) :]
            try:
                return body.decode(encoding), encoding, []
            except UnicodeDecodeError:
                return body.decode(encoding, "replace"), encoding, [f"some bytes are not {encoding.upper()}"]
    if b"\x00" in data[:65536]:
        raise NotText("this is binary data, not text", hint="save it as text, HTML or PDF")
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError as error:
        return _damaged(data, error)


def _damaged(data: bytes, error: UnicodeDecodeError) -> tuple[str, str, list[str]]:
    """UTF-8 with a few bad bytes or cut short, else Windows-1252."""
    repaired = data.decode("utf-8", "replace")
    bad = repaired.count("\ufffd")
    good = sum(character > "\x7f" for character in repaired) - bad
    if good > bad or (error.start >= len(data) - 3 and good >= bad):
        return repaired, "utf-8", ["the file is not clean UTF-8: it may be cut off or mixed"]
    try:
        return data.decode("cp1252"), "windows-1252", []
    except UnicodeDecodeError:
        raise NotText("the encoding is neither UTF-8 nor Windows-1252", hint="save it as UTF-8") from error
