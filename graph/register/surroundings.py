"""What stands around a place and makes it part of another name: a police force, a hospital, a club, a street, a peer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.document import Span
from graph.register.gazetteer import Place
from graph.register.words import GAP, before_in, last_word

_COMPOUND: Final = re.compile(
    r"[-‐‑](?:on|upon|under|in|le|by|next|the|super|y)[-‐‑]|[@_]|\.(?:gov|com?|org|ac|net|uk)\b", re.IGNORECASE
)
_GLUED: Final = re.compile(
    r"(?:(?<=\w)(?<!\bex)(?<!\bnon)(?<!\banti)(?<!\bpro)(?<!\bpan)[-‐‑]|(?<=\w)[’']|(?<=www)\.|[@#_]|(?<=/)/|(?<=\.\w\w)/|(?<=\.\w\w\w)/)\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Denial:
    """Whether a place is part of another name, and whether that name takes in the list of places it stands in."""

    denied: bool
    whole_list: bool = False


CLEAR: Final = Denial(denied=False)
_IN_TOWN = re.compile(r"\b(?:in|at|near|from|to|around|across)\s\Z")
_NEAR = 8


class Surroundings:
    """The deny-list as regular expressions that look a bounded way to each side, never beyond the span or a blank line."""

    def __init__(self, deny: Mapping[str, Sequence[str]]) -> None:
        directions = _either(deny["directions"])
        self._direction = re.compile(rf"(?<![\w-]){directions}(?:ern)?(?:{GAP}|-)\Z")
        self._direction_any_case = re.compile(self._direction.pattern, re.IGNORECASE)
        self._before = re.compile(rf"(?<![\w-]){_either(deny['before'])}{GAP}\Z")
        self._before_list = re.compile(rf"(?<![\w-]){_either(deny['before_list'])}{GAP}(?:the{GAP})?\Z")
        self._after_list = re.compile(rf"{GAP}{_either(deny['after_list'])}(?!\w)", re.IGNORECASE)
        self._after = re.compile(rf"{GAP}{_either(deny['after'])}(?!\w)", re.IGNORECASE)
        self._after_capital = re.compile(rf"{GAP}{_either(deny['after_capital'])}(?!\w)")
        self._kind = re.compile(rf"{GAP}{_either(deny['kinds'])}(?!\w)(?!{GAP}{_either(deny['work'])}(?!\w))")
        self._reading = re.compile(rf"{GAP}{_either(deny['reading'])}(?!\w)")
        self._never_bare = frozenset(name.lower() for name in deny["never_bare"])
        phrases = (
            *deny["directions"],
            *(f"{each}ern" for each in deny["directions"]),
            *deny["before"],
            *deny["before_list"],
        )
        self._last_words = frozenset(last_word(f"{phrase} ") for phrase in phrases) | {"the"}

    def never_bare(self, tokens: Sequence[str]) -> bool:
        """Whether the name is also a common word."""
        return " ".join(tokens) in self._never_bare

    def splits(self, text: str, place: Span, span: Span) -> bool:
        """Whether the place is a piece of a longer word, address or name ("Sutton-in-Ashfield", "South Lincolnshire")."""
        left = before_in(text, place.start, span.start)
        if left and not left[-1].isspace() and _GLUED.search(left):
            return True
        if _COMPOUND.match(text, place.end, span.end):
            return True
        return last_word(left) in self._last_words and self._direction.search(left) is not None

    def left(self, text: str, place: Span, span: Span) -> Denial:
        """What the words before a bare place say."""
        left = before_in(text, place.start, span.start)
        if last_word(left) not in self._last_words:
            return CLEAR
        if self._before_list.search(left):
            return Denial(denied=True, whole_list=True)
        return Denial(bool(self._before.search(left) or self._direction_any_case.search(left)))

    def right(self, text: str, place: Place, span: Span) -> Denial:
        """What the words after a bare place say."""
        at, end = place.span.end, span.end
        if self._after_list.match(text, at, end):
            return Denial(denied=True, whole_list=True)
        in_town = _IN_TOWN.search(text, max(0, place.span.start - _NEAR), place.span.start)
        if place.tokens == ("reading",) and self._reading.match(text, at, end) and not in_town:
            return Denial(denied=True)
        return Denial(any(each.match(text, at, end) for each in (self._after, self._after_capital, self._kind)))


def _either(phrases: Iterable[str]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    written = (re.escape(phrase).replace(r"\ ", GAP).replace("'", "['’]") for phrase in longest_first)
    return f"(?:{'|'.join(written)})"
