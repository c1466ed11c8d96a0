"""Cuts plain text into paragraphs: by blank lines, by line breaks, and not by the line breaks of hard-wrapped text."""

from __future__ import annotations

import re
from itertools import pairwise

from graph.document import Span

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
BULLET = re.compile(r"\s*(?:[-–—•*▪●◦‣·]\s+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+)\S")
_BY = re.compile(r"by:? (?:[A-Z][\w'’.-]+ ?){2,4}$")
_ENDS = (".", "!", "?", ":", ";", "”", "’", '"', "'", ")", "…")


def paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs, without the white space around them."""
    trimmed = (_trimmed(text, found.start(), found.end()) for found in _LINE.finditer(text))
    lines = [line for line in trimmed if line.start < line.end]
    width = _wrap_width(text, lines)
    result: list[Span] = []
    last_line = 0
    for line in lines:
        if result and _continues(text, result[-1].end, line, last_line, width):
            result[-1] = Span(result[-1].start, line.end)
        else:
            result.append(line)
        last_line = line.end - line.start
    return result


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _wrap_width(text: str, lines: list[Span]) -> int:
    """The width at which the text was wrapped by hand, 0 if it was not."""
    lengths = [line.end - line.start for line in lines]
    if len(lines) < 6 or max(lengths) > 110:
        return 0
    width = sorted(lengths)[-max(1, len(lengths) // 10)]
    pairs = wrapped = 0
    for first, second in pairwise(lines):
        if len(_BREAK.findall(text, first.end, second.start)) == 1:
            pairs += 1
            full = first.end - first.start >= width * 0.7
            broken = not text[first.start : first.end].endswith(_ENDS)
            wrapped += full and broken and not BULLET.match(text, second.start, second.end)
    return width if pairs >= 4 and wrapped >= pairs * 0.4 else 0


def _continues(text: str, end: int, line: Span, last_line: int, width: int) -> bool:
    """Whether `line` goes on with the paragraph that ends at `end`."""
    if len(_BREAK.findall(text, end, line.start)) != 1 or BULLET.match(text, line.start, line.end):
        return False
    if text[end - 1] not in ".!?:;" and text[line.start].islower():
        return not _BY.match(text, line.start, line.end)
    return bool(width) and last_line >= width * 0.55 and text[end - 1] not in ".!?:;"
