"""Looking for the names of councils in running text: a trie of tokens, leftmost and longest first.

The work is linear in the text: each word is looked up once, and a name has at most a dozen tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from graph.document import Span
from graph.register.aliases import Entry, normal

WORD: Final = re.compile(r"[^\W_]+")
_STEP: Final = re.compile(r"(?:[^\S\n]{0,9}\n?[^\S\n]{0,9}|[-‐‑])([’'ʼ]s\b|[^\W_]+|[&,.])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A name of the table somewhere in a text; `tokens` is the name as the table keeps it."""

    span: Span
    tokens: tuple[str, ...]
    entries: tuple[Entry, ...]


class _Node:
    __slots__ = ("children", "entries", "tokens")

    def __init__(self, tokens: tuple[str, ...]) -> None:
        self.tokens = tokens
        self.children: dict[str, _Node] = {}
        self.entries: tuple[Entry, ...] = ()

    def child(self, token: str) -> _Node:
        """The node below, made if it is not there."""
        if token not in self.children:
            self.children[token] = _Node((*self.tokens, token))
        return self.children[token]


class Gazetteer:
    """Token sequences, each with the councils it may stand for."""

    def __init__(self, entries: Iterable[tuple[tuple[str, ...], Entry]]) -> None:
        root = _Node(())
        for sequence, entry in entries:
            node = root
            for token in sequence:
                node = node.child(token)
            if entry not in node.entries:
                node.entries += (entry,)
        firsts = [*root.children.items(), ("saint", root.child("st"))]
        self._starts = {form: node for word, node in firsts for form in (word, word.capitalize(), word.upper())}

    def places(self, text: str, span: Span) -> Iterator[Place]:
        """The names in the span, without overlap, whatever their case and surroundings."""
        done = span.start
        starts = self._starts
        for word in WORD.finditer(text, span.start, span.end):
            node = starts.get(word[0])
            if node is None or word.start() < done:
                continue
            place = _longest(text, Span(*word.span()), span.end, node)
            if place:
                done = place.span.end
                yield place


def _longest(text: str, first: Span, limit: int, node: _Node) -> Place | None:
    at, best = first.end, None
    while True:
        if node.entries:
            best = Place(Span(first.start, at), node.tokens, node.entries)
        step = _STEP.match(text, at, limit) if node.children else None
        below = node.children.get(normal(step[1])) if step else None
        if step is None or below is None:
            return best
        at, node = step.end(), below
