"""Takes the raw text of the pages of a PDF, gives one text without running headers and footers, and where pages start.

Sentences run on from page to page, so what is printed at the edge of every page (page number, title, dates) is left
out before the pages are joined: a line at the edge goes when its page number counts with the pages or, the first page
(where it may be the title) excepted, when most pages repeat it. Bullets of the Symbol and Wingdings fonts come in
private code points and are given their Unicode ones; ligatures are taken apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

HYPHEN_AT_LINE_END = "\ufffe"
_EDGE = 4
_NUMBERED_PAGES = 3
_SHARE_OF_PAGES = 0.6
_DIGITS = re.compile(r"\d+")
_NUMBER_AT_EITHER_END = re.compile(r"^\d{1,4}(?!\S)|(?<!\S)\d{1,4}$")
_CONTROL = dict.fromkeys(code for code in range(32) if code not in (9, 10, 13))
_SYMBOLS = {
    0xF02D: "–",
    0xF0B7: "•",
    0xF06E: "■",
    0xF06F: "□",
    0xF071: "❑",
    0xF075: "◆",
    0xF076: "❖",
    0xF0A7: "▪",
    0xF0A8: "◻",
    0xF0B0: "°",
    0xF0BE: "–",
    0xF0D8: "➢",
    0xF0E0: "→",
    0xF0FC: "✓",
}
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFF))
_TRANSLATION = _CONTROL | _LIGATURES | _INVISIBLE | _SYMBOLS | {0x02: "-", ord(HYPHEN_AT_LINE_END): "-"}


@dataclass(frozen=True, slots=True)
class PagedText:
    """The text of all pages and the offset at which each page starts."""

    text: str
    starts: tuple[int, ...]


def join_pages(pages: Sequence[str]) -> PagedText:
    """One text out of many pages, each line ended by a line feed."""
    lines = [_lines(page) for page in pages]
    starts: list[int] = []
    parts: list[str] = []
    offset = 0
    for page, running in zip(lines, _running(lines), strict=True):
        starts.append(offset)
        body = "".join(line + "\n" for number, line in enumerate(page) if number not in running)
        parts.append(body)
        offset += len(body)
    return PagedText("".join(parts), tuple(starts))


def _lines(page: str) -> list[str]:
    clean = page.translate(_TRANSLATION).encode("utf-8", "ignore").decode("utf-8")
    return [line.strip() for line in clean.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]


def _running(pages: Sequence[Sequence[str]]) -> Iterator[frozenset[int]]:
    """For each page the numbers of its lines that are running headers or footers."""
    counting: Counter[tuple[str, int]] = Counter()
    repeated: Counter[str] = Counter()
    for number, page in enumerate(pages, 1):
        edges = {page[index] for index in (*_top(page), *_bottom(page))}
        counting.update({key for line in edges for key in _page_number_keys(line, number)})
        repeated.update({_masked(line) for line in edges})
    often = max(_NUMBERED_PAGES, len(pages) * _SHARE_OF_PAGES)

    def runs(number: int, line: str) -> bool:
        if number > 1 and repeated[_masked(line)] >= often and _has_words(line):
            return True
        return any(
            counting[key] >= (2 if key == ("#", 0) else _NUMBERED_PAGES) for key in _page_number_keys(line, number)
        )

    for number, page in enumerate(pages, 1):
        found: set[int] = set()
        for edge in (_top(page), _bottom(page)):
            for index in edge:
                if not runs(number, page[index]):
                    break
                found.add(index)
        yield frozenset(found)


def _top(page: Sequence[str]) -> range:
    return range(min(_EDGE, len(page)))


def _bottom(page: Sequence[str]) -> range:
    return range(len(page) - 1, max(len(page) - 1 - _EDGE, -1), -1)


def _masked(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split()))


def _has_words(line: str) -> bool:
    """Bullets and numbers repeat on many pages without being headers."""
    return sum(character.isalpha() for character in line) >= 3


def _page_number_keys(line: str, page: int) -> set[tuple[str, int]]:
    """What a line would be called if it bore the number of its page: its wording and the distance of the two numbers."""
    masked = _masked(line)
    return {(masked, page - int(number)) for number in _NUMBER_AT_EITHER_END.findall(line.strip())}
