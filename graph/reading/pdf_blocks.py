"""Takes the joined text of a PDF, gives its blocks: headings, numbered paragraphs, list items, table rows, prose.

The text layer knows lines only. A block starts at a bullet, at the next paragraph number, at a heading (a line that is
no sentence and follows a finished one) and after a finished sentence that leaves its line short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.document import Block, Span, Zone

BULLET = re.compile(r"[■□❑◆❖▪◻➢→✓•●◼◾▪➤*o–−-](?=\s|$)\s*|[nl](?=\s+[A-Z])\s*|[\ue000-\uf8ff]\s*")
NUMBER = re.compile(r"(\d{1,3})[.)](?!\d)\s*(?=\S)")
_SUB_NUMBER = re.compile(r"\d\.\d\.?\s+[A-Z]")
_GRADE = r"(?:outstanding|good|adequate|inadequate|not judged|requires improvement(?: to be good)?)"
_GRADE_LINE = re.compile(rf"(?:{_GRADE}|to be good|improvement(?: to be good)?|requires)\s*", re.IGNORECASE)
_GRADE_CELL = re.compile(rf"(?:.*\s)?{_GRADE}\s*", re.IGNORECASE)
_TABLE_START = re.compile(
    r"(?:key )?judge?ment\s+(?:judge?ment )?grade\s*|record of main findings\s*|1\. children who need help and protection.*",
    re.IGNORECASE,
)
_FINISHED = re.compile(r"[.!?:;](?:[\d’”\"')\]])*$")
_LEADER = re.compile(r"\D\s?\d{1,3}$")
_CHARACTERS_IN_HEADING = 110
_LINES_IN_TABLE = 24


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def find_blocks(text: str) -> tuple[Block, ...]:
    """The blocks in reading order; they do not overlap, and what lies between them is white space."""
    return tuple(_blocks(list(_lines(text))))


def _lines(text: str) -> Iterator[_Line]:
    offset = 0
    for line in text.split("\n"):
        if line.strip():
            yield _Line(offset, offset + len(line.rstrip()), line.strip())
        offset += len(line) + 1


def _blocks(lines: list[_Line]) -> Iterator[Block]:
    width = _usual_width(lines)
    number = 0
    index = 0
    while index < len(lines):
        if _TABLE_START.fullmatch(lines[index].text) and (rows := list(_table(lines, index))):
            for first, last in rows:
                yield Block(Span(lines[first].start, lines[last].end), Zone.TABLE)
            index = rows[-1][1] + 1
            continue
        zone, number = _opening(lines, index, number)
        last = index
        while last + 1 < len(lines) and not _breaks(lines, last, zone, number, width):
            last += 1
        yield Block(Span(lines[index].start, lines[last].end), zone)
        index = last + 1


def _usual_width(lines: list[_Line]) -> int:
    widths = sorted(len(line.text) for line in lines)
    return widths[len(widths) * 9 // 10] if widths else 0


def _opening(lines: list[_Line], index: int, number: int) -> tuple[Zone, int]:
    """What kind of block a line opens, and the paragraph number reached."""
    text = lines[index].text
    if _next_number(text, number):
        match = NUMBER.match(text)
        return Zone.BODY, int(match[1]) if match else number
    if BULLET.match(text) or _SUB_NUMBER.match(text):
        return Zone.LIST, number
    return (Zone.HEADING if _is_heading(lines, index) else Zone.BODY), number


def _breaks(lines: list[_Line], last: int, zone: Zone, number: int, width: int) -> bool:
    """Whether a new block starts after line `last` of a block of this zone."""
    here, following = lines[last].text, lines[last + 1].text
    if BULLET.match(following) or _SUB_NUMBER.match(following) or _TABLE_START.fullmatch(following):
        return True
    if _next_number(following, number):
        return True
    if zone is Zone.HEADING:
        return not (following[:1].islower() or _GRADE_LINE.fullmatch(following))
    if not _FINISHED.search(here):
        return _LEADER.search(here) is not None and len(here) < 0.9 * width and _is_heading(lines, last + 1)
    return following[:1].isupper() and (len(here) < 0.8 * width or _is_heading(lines, last + 1))


def _next_number(text: str, number: int) -> bool:
    match = NUMBER.match(text)
    return match is not None and (int(match[1]) == 1 or 0 < int(match[1]) - number <= 3)


def _is_heading(lines: list[_Line], index: int) -> bool:
    text = lines[index].text
    if not text[:1].isupper() or len(text) > _CHARACTERS_IN_HEADING or _FINISHED.search(text.rstrip("?")):
        return False
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    if following[:1].islower():
        after = lines[index + 2].text if index + 2 < len(lines) else ""
        return not _FINISHED.search(following) and len(following) < 40 and not after[:1].islower()
    return True


def _table(lines: list[_Line], start: int) -> Iterator[tuple[int, int]]:
    """First and last line of each row: a row is closed by its grade, the grade by the start of another label."""
    first = index = start
    head = lines[start].text
    if not _GRADE_CELL.fullmatch(head) and not NUMBER.match(head):
        yield start, start
        first = index = start + 1
    while index < len(lines) and index - start < _LINES_IN_TABLE:
        text = lines[index].text
        if _FINISHED.search(text) or len(text) > _CHARACTERS_IN_HEADING:
            return
        closed = _GRADE_CELL.fullmatch(text) or _GRADE_LINE.fullmatch(text)
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        if closed and not _GRADE_LINE.fullmatch(following):
            yield first, index
            first = index + 1
        elif index - first > 4:
            return
        index += 1
