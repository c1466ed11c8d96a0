"""Names in running text read with the words around them: strong with council words, weak as a bare place, or passed over.

Places in a list ("Kent and Medway councils", "Avon and Somerset Police") are read together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.document import Span
from graph.register import words as council_words
from graph.register.aliases import Use
from graph.register.gazetteer import WORD, Gazetteer, Place
from graph.register.surroundings import CLEAR, Surroundings
from graph.register.words import NAKED, Dress

_SMALL: Final = frozenset({"and", "upon", "on", "of", "the", "in", "with", "under", "le", "nan", "h", "y", "ar", "s"})
_LINK: Final = re.compile(
    r"(?:\s+(?:City|County|Borough|District))?(?:\s*,\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+|&)(?:the\s+)?(?:(?:City|County)\s+of\s+)?"
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place with the council words before and after it; `listed` when a plural ("councils") speaks for it."""

    place: Place
    prefix: Dress = NAKED
    suffix: Dress = NAKED
    listed: bool = False

    @property
    def strong(self) -> bool:
        """Whether the words prove a council."""
        return self.listed or self.prefix.proof or self.suffix.proof or self.named_outright

    @property
    def named_outright(self) -> bool:
        """Whether the name by itself is the council's ("BCP Council", "RBKC")."""
        return any(entry.use is Use.COUNCIL for entry in self.place.entries)

    @property
    def words(self) -> frozenset[str]:
        """All council words beside the name."""
        return self.prefix.words | self.suffix.words

    @property
    def span(self) -> Span:
        """The name with its council words."""
        return Span(self.place.span.start - self.prefix.length, self.place.span.end + self.suffix.length)


class Spotter:
    """Reads a text with a gazetteer and a deny-list."""

    def __init__(self, gazetteer: Gazetteer, surroundings: Surroundings) -> None:
        self._gazetteer = gazetteer
        self._around = surroundings

    def sightings(self, text: str, span: Span) -> Iterator[Sighting]:
        """What may be a council in the span, in reading order."""
        run: list[Sighting] = []
        for place in self._gazetteer.places(text, span):
            seen = self._dressed(text, place, span)
            if run and not _linked(text, run[-1], seen):
                yield from self._read(text, run, span)
                run = []
            run.append(seen)
        if run:
            yield from self._read(text, run, span)

    def _dressed(self, text: str, place: Place, span: Span) -> Sighting:
        prefix = council_words.before(text, place.span.start, span.start)
        suffix = council_words.after(text, place.span.end, span.end)
        if prefix.plural:
            return Sighting(place, NAKED, suffix, listed=True)
        meaningful = prefix.proof or suffix.proof or "city" in prefix.words
        return Sighting(place, prefix if meaningful else NAKED, suffix)

    def _read(self, text: str, run: Sequence[Sighting], span: Span) -> Iterator[Sighting]:
        first, last = run[0].place, run[-1].place
        if run[0].listed or council_words.councils_after(text, last.span.end, span.end):
            run = [replace(seen, listed=True) for seen in run]
        left = CLEAR if run[0].strong else self._around.left(text, first.span, span)
        right = CLEAR if run[-1].strong else self._around.right(text, last, span)
        for seen in run:
            if seen.strong:
                allowed = not self._around.splits(text, seen.place.span, span)
            else:
                allowed = not (left.whole_list or right.whole_list or self._denied(text, seen, span))
            if allowed and self._is_written_as_name(text, seen):
                yield seen

    def _denied(self, text: str, seen: Sighting, span: Span) -> bool:
        place, around = seen.place, self._around
        return (
            around.never_bare(place.tokens)
            or around.splits(text, place.span, span)
            or around.left(text, seen.span, span).denied
            or around.right(text, place, span).denied
        )

    def _is_written_as_name(self, text: str, seen: Sighting) -> bool:
        """Capitals, or a full council title in lower case for a name that is no common word."""
        words = (word[0] for word in WORD.finditer(text, seen.place.span.start, seen.place.span.end))
        if all(word in _SMALL or not word[0].islower() for word in words):
            return True
        common = self._around.never_bare(seen.place.tokens) or seen.place.tokens == ("reading",)
        return seen.strong and bool(seen.words) and not common


def _linked(text: str, before: Sighting, after: Sighting) -> bool:
    gap = Span(before.place.span.end, after.span.start)
    plain = before.suffix is NAKED and not before.named_outright and gap.end - gap.start <= council_words.REACH
    return plain and _LINK.fullmatch(text, gap.start, gap.end) is not None
