"""Finds what stands between quotation marks: curly or straight, single or double, over several paragraphs.

Takes the text and the paragraphs in reading order; gives quotation blocks. A paragraph that does not close is carried on
by the next one that opens again, as newspapers do. A closing single mark is told from an apostrophe and from the
possessive of a plural by what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.document import Span

_DOUBLE, _SINGLE = '“”"„', "‘’'‛"
_MARK = re.compile("[“”\"„‘’'‛]")
_FUNCTION_WORD = re.compile(
    r"\s+(?:and|or|but|in|by|for|to|as|on|of|at|with|from|since|when|while|after|before|because|which|who|that"
    r"|than|is|are"
    r"|was|were|has|have|had|he|she|it|they|said|says|rating|ratings?|judge?ments?|grades?|the|a|an|this"
    r"|overall|under|if)\b"
)
_SAID = re.compile(r"\b(?:said|says|added|told|wrote|explained|warned|replied)\b")
_DECADE = re.compile(r"\d0s|tis\b|em\b|til\b|cos\b|n\b")
_SENTENCE_END = frozenset(".!?…:")
_NESTED = re.compile("[“‘\"'](?=\\w)[^“”\"„‘’'‛.!?\n]{2,60}(?P<close>[”’\"'])(?!\\w)")
"""A few words between marks of their own inside a quotation."""
_SHORTEST_CUT = 40
_BEFORE_SPEECH = frozenset(".!?…:,–-([")


@dataclass(frozen=True, slots=True)
class QuoteBlock:
    """Quoted words: one span a paragraph (or re-opening), the first paragraph's number, and whether it was closed."""

    parts: tuple[Span, ...]
    paragraph: int
    last_paragraph: int
    closed: bool

    @property
    def outer(self) -> Span:
        """From before the first mark to behind the last."""
        return Span(self.parts[0].start - 1, self.parts[-1].end + 1)


def quote_blocks(text: str, paragraphs: Sequence[Span]) -> list[QuoteBlock]:
    """The quotation blocks of a document in reading order."""
    blocks: list[QuoteBlock] = []
    carried: QuoteBlock | None = None
    for number, paragraph in enumerate(paragraphs):
        position = paragraph.start
        if carried is not None:
            if text[paragraph.start] in _family(text[carried.parts[0].start - 1]):
                run = _run(text, paragraph.start, paragraph)
                carried = QuoteBlock((*carried.parts, *run[0]), carried.paragraph, number, run[1])
                position = run[0][-1].end + 1
                if not run[1]:
                    continue
            blocks.append(carried)
            carried = None
        last = number == len(paragraphs) - 1
        for block in _in_paragraph(text, position, paragraph, number, cut_off=last):
            if block.closed:
                blocks.append(block)
            else:
                carried = block
    if carried is not None:
        blocks.append(carried)
    return blocks


def _family(mark: str) -> str:
    return _DOUBLE if mark in _DOUBLE else _SINGLE


def _in_paragraph(text: str, position: int, paragraph: Span, number: int, *, cut_off: bool) -> Iterator[QuoteBlock]:
    """The blocks that begin in a paragraph; `cut_off` says that the text may break off with it, as teasers do."""
    unclosed: set[str] = set()
    while (mark := _MARK.search(text, position, paragraph.end)) is not None:
        position = mark.end()
        if _family(mark.group()) in unclosed or not _opens(text, mark.start(), paragraph):
            continue
        parts, closed = _run(text, mark.start(), paragraph)
        if parts[0].start >= parts[0].end:
            continue
        if not (closed or _carries_on(text, parts, paragraph) or (cut_off and _introduced(text, parts, paragraph))):
            unclosed.add(_family(mark.group()))
            continue
        yield QuoteBlock(tuple(parts), number, number, closed)
        position = parts[-1].end + 1


def _carries_on(text: str, parts: Sequence[Span], paragraph: Span) -> bool:
    """Whether an unclosed mark can be speech that runs to the end of the paragraph, not a stray mark."""
    words = parts[-1].of(text).rstrip()
    long = parts[-1].end - parts[0].start > 25
    return long and words[-1:] in ".!?…" and (text[parts[0].start].isupper() or parts[0].start - 1 == paragraph.start)


def _introduced(text: str, parts: Sequence[Span], paragraph: Span) -> bool:
    """Whether an unclosed mark begins speech for sure: behind a colon, or a double one at the start of the paragraph."""
    mark = parts[0].start - 1
    if parts[-1].end - mark < _SHORTEST_CUT or not text[mark + 1].isupper():
        return False
    return text[:mark].endswith(": ") if mark > paragraph.start else text[mark] in _DOUBLE


def _opens(text: str, at: int, paragraph: Span) -> bool:
    mark = text[at]
    if at + 1 >= paragraph.end or (text[at + 1].isspace() and mark in "\"'’"):
        return False
    before = text[at - 1] if at > paragraph.start else " "
    if mark in "“„‘":
        return not (before.isalnum() and (at + 1 >= paragraph.end or text[at + 1].isspace()))
    if not (before.isspace() or before in "([{—–-/“‘\"'"):
        return False
    if mark == "”" or (mark == "’" and _DECADE.match(text, at + 1)) or (mark == "'" and _DECADE.match(text, at + 1)):
        return False
    return text[at + 1].isalnum() or text[at + 1] in "£“‘\"'[(…."


def _run(text: str, at: int, paragraph: Span) -> tuple[list[Span], bool]:
    """The parts that begin with the mark at `at`, up to the closing mark or the end of the paragraph."""
    family = _family(text[at])
    parts: list[Span] = []
    start = at + 1
    inner = 0
    for mark in _MARK.finditer(text, start, paragraph.end):
        here = mark.start()
        if mark.group() not in family or here < inner:
            continue
        if nested := _NESTED.match(text, here, paragraph.end):
            within_sentence = text[here - 1].isspace() and text[:here].rstrip()[-1] not in _BEFORE_SPEECH
            inner = nested.end() if within_sentence and nested["close"] in family else inner
            if inner > here:
                continue
        if family is _DOUBLE and _reopens(text, here):
            parts.append(_trimmed(text, start, here))
            start = here + 1
        elif (family is _DOUBLE and _closes_double(text, here, paragraph)) or (
            family is _SINGLE and _closes_single(text, at, here, paragraph)
        ):
            parts.append(_trimmed(text, start, here))
            return parts, True
    parts.append(_trimmed(text, start, paragraph.end))
    return parts, False


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _reopens(text: str, at: int) -> bool:
    """A mark that opens inside an open quotation after a full stop: the paragraph breaks were lost."""
    lead = text[max(0, at - 3) : at]
    stops = bool(lead.strip()) and lead != lead.rstrip() and lead.rstrip()[-1] in _SENTENCE_END
    return text[at] in '“"' and stops and at + 1 < len(text) and text[at + 1].isalnum()


def _closes_double(text: str, at: int, paragraph: Span) -> bool:
    after = text[at + 1] if at + 1 < paragraph.end else " "
    if after.isalnum():
        return text[at] == "”"
    return not text[at - 1].isspace() or after.isspace() or after in ".,;:!?)"


def _closes_single(text: str, opened: int, at: int, paragraph: Span) -> bool:
    """Whether a single mark closes what was opened at `opened`, and is no apostrophe or plural possessive."""
    after = text[at + 1] if at + 1 < paragraph.end else " "
    before = text[at - 1]
    if after.isalnum() or text[at] in "‘‛" or before.isspace():
        return False
    if before == "s" and after.isspace() and not _FUNCTION_WORD.match(text, at + 1):
        speech = opened == paragraph.start or text[opened - 2 : opened] == ": "
        if speech and not _SAID.search(text, at, paragraph.end):
            return False
        return not _closed_later(text, at + 1, paragraph)
    return True


def _closed_later(text: str, position: int, paragraph: Span) -> bool:
    """Whether a better closing mark follows before anything opens: then this one is a possessive."""
    for mark in _MARK.finditer(text, position, paragraph.end):
        at = mark.start()
        after = text[at + 1] if at + 1 < paragraph.end else " "
        if mark.group() in "‘‛" or (text[at - 1].isspace() and not after.isspace()):
            return False
        if mark.group() in "’'" and not after.isalnum():
            return True
    return False
