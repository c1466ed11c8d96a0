"""The text of a page by its tags alone: for pages that defeat better extraction. Linear in the size of the page."""

from __future__ import annotations

from html.parser import HTMLParser

from graph.document import Zone

Piece = tuple[str, Zone | None]
"""A paragraph and the zone its tag gives it, if any."""

_SKIPPED = frozenset(
    "script style noscript nav aside footer form svg template iframe button select head".split()  # noqa: SIM905
)
_BLOCKS = frozenset(
    "p div section article main header h1 h2 h3 h4 h5 h6 li ul ol table tr td th blockquote br dt dd pre hr figure".split()  # noqa: SIM905
)
_ZONES = {f"h{level}": Zone.HEADING for level in range(1, 7)} | {"li": Zone.LIST, "td": Zone.TABLE, "th": Zone.TABLE}


class _Walker(HTMLParser):
    """Gathers text between block tags; what is skipped is counted by depth."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._words: list[str] = []
        self._zone: Zone | None = None
        self._skipping = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipping:
            self._depth += tag == self._skipping
        elif tag in _SKIPPED:
            self._skipping, self._depth = tag, 1
        elif tag in _BLOCKS:
            self._end_block()
            self._zone = _ZONES.get(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            self._depth -= tag == self._skipping
            if not self._depth:
                self._skipping = ""
        elif tag in _BLOCKS:
            self._end_block()
            self._zone = None

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._words.append(data)

    def _end_block(self) -> None:
        words = " ".join("".join(self._words).split())
        if words:
            self.pieces.append((words, self._zone))
        self._words = []

    def close(self) -> None:
        super().close()
        self._end_block()


def plain_pieces(page: str) -> list[Piece]:
    """The paragraphs of a page in order."""
    walker = _Walker()
    try:
        walker.feed(page)
        walker.close()
    except (AssertionError, ValueError):
        walker._end_block()
    return walker.pieces
