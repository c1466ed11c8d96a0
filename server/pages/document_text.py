"""A document's text cut into blocks, and blocks into plain text and sentences from which something was read.

Long texts come in parts of bounded size, so that no page grows with the document; a part begins with a block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from graph.document import Block, Document, Span, Zone
from server.pages.claims import Passage
from server.pages.evidence import mark_words

PART = 45_000
"""Characters of a part."""
_CSS = {
    Zone.HEADLINE: "headline",
    Zone.HEADING: "heading",
    Zone.BYLINE: "muted",
    Zone.CAPTION: "muted small",
    Zone.PROMO: "muted small",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of a block, of a passage where something was read in it."""

    text: Markup
    passage: Passage | None = None


@dataclass(slots=True)
class Part:
    """A block as shown: pieces, the passages that begin in it, the page that begins with it."""

    pieces: list[Piece]
    css: str = ""
    quiet: bool = False
    leaf: str = ""
    passages: list[Passage] = field(default_factory=list)


def part_count(document: Document) -> int:
    """Number of parts in which the text is shown."""
    return len(_parts(document))


def part_of(document: Document, offset: int) -> int:
    """The number, from 1, of the part that holds an offset."""
    parts = _parts(document)
    return next(
        (number for number, blocks in enumerate(parts, 1) if blocks and offset < blocks[-1].span.end), len(parts)
    )


def whole_text(document: Document, passages: Sequence[Passage], number: int) -> list[Part]:
    """The blocks of one part with their passages."""
    blocks = _parts(document)[number - 1]
    shown: list[Part] = []
    page = document.page_of(blocks[0].span.start) if blocks and number > 1 else None
    for block in blocks:
        mine = [p for p in passages if block.span.start <= p.start < block.span.end]
        part = Part(
            _pieces(document.text, block.span, mine), _CSS.get(block.zone, ""), block.zone is Zone.PROMO, passages=mine
        )
        now = document.page_of(block.span.start)
        if now and now != page:
            page, part.leaf = now, str(now)
        if any(piece.text.strip() for piece in part.pieces):
            shown.append(part)
    return shown


def sentences_alone(passages: Sequence[Passage]) -> list[Part]:
    """A part a passage, where nothing else may be shown."""
    shown = []
    page = ""
    for passage in passages:
        part = Part([Piece(mark_words(passage.text, passage.triggers), passage)], passages=[passage])
        if passage.page and passage.page != page:
            page = part.leaf = passage.page
        shown.append(part)
    return shown


def _parts(document: Document) -> list[list[Block]]:
    blocks = list(document.blocks) or [Block(Span(0, len(document.text)), Zone.BODY)]
    found: list[list[Block]] = [[]]
    size = 0
    for block in blocks:
        length = block.span.end - block.span.start
        if found[-1] and size + length > PART:
            found.append([])
            size = 0
        found[-1].append(block)
        size += length
    return found


def _pieces(text: str, span: Span, passages: Sequence[Passage]) -> list[Piece]:
    """The block in order; a passage inside another is told in the margin only."""
    pieces: list[Piece] = []
    at = span.start
    for passage in sorted(passages, key=lambda each: (each.start, -each.end)):
        if passage.start < at:
            continue
        end = min(passage.end, span.end)
        pieces += [
            Piece(escape(text[at : passage.start])),
            Piece(mark_words(text[passage.start : end], passage.triggers), passage),
        ]
        at = end
    return [*(piece for piece in pieces if piece.text), Piece(escape(text[at : span.end]))]
