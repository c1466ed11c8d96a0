"""Under which words a council is known: rules over its short name, and the hand-kept list.

A *place* is a name without council words ("Hull", "East Riding"). It is kept as normalised tokens, so that spelling
variants (and/&, St/St./Saint, hyphens, apostrophes, upon/on) need no entry of their own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import product
from typing import Any, Final

import ontology
from graph.register.council import Council
from graph.register.words import official_words

TOKEN: Final = re.compile(r"[’'ʼ]s\b|[^\W_]+|[&,.]")
"""A word, a possessive s, an ampersand, a comma or a full stop."""

_WORDING: Final = (
    ("London Borough of ", ("London Borough of {}", "{} Borough Council")),
    ("Royal Borough of ", ("Royal Borough of {}", "{} Borough Council")),
    ("City of ", ("City of {}", "{} City Council")),
    (" Metropolitan Borough Council", ("{} Metropolitan Borough Council", "{} Borough Council", "{} MBC")),
    (" County Council", ("{} County Council", "{} CC")),
    (" City Council", ("{} City Council", "City of {}")),
)
"""Ways to say a name that holds the words on the left; every council is also called by its place and "Council"."""


class Use(Enum):
    """What a name may be: a place, a council only when dressed in council words, never a council, one outright."""

    PLACE = "place"
    DRESSED = "dressed"
    NEVER = "never"
    COUNCIL = "council"


@dataclass(frozen=True, slots=True)
class Entry:
    """One council that a sequence of tokens may stand for."""

    slug: str
    use: Use


@dataclass(frozen=True, slots=True)
class Shared:
    """A bare name that several places share, with the reason it is never settled by itself."""

    councils: tuple[str, ...]
    council: tuple[str, ...]
    why: str


class AliasTable:
    """The names of all councils."""

    def __init__(self, councils: Mapping[str, Council]) -> None:
        table: dict[str, Any] = tomllib.loads(ontology.alias_table())
        self._councils = councils
        self._places: dict[str, list[str]] = table["places"]
        self._welsh: dict[str, list[str]] = table["welsh"]
        self._unmistakable: dict[str, list[str]] = table["unmistakable"]
        self._former: dict[str, list[str]] = table["former_names"]
        self.deny: dict[str, list[str]] = table["deny"]
        self.shared = {
            key(name): Shared(tuple(entry["councils"]), tuple(entry.get("council", ())), entry["why"])
            for name, entry in table["shared"].items()
        }
        self._shared_names = tuple(table["shared"])

    def places(self, council: Council) -> tuple[str, ...]:
        """Its short name, then its other names without council words."""
        return (council.short_name, *self._places.get(council.slug, ()), *self.welsh(council))

    def welsh(self, council: Council) -> tuple[str, ...]:
        """Its short names in Welsh, where they differ from the English."""
        return tuple(self._welsh.get(council.slug, ()))

    def names(self, council: Council) -> tuple[str, ...]:
        """Its official name, then those it had under the law before, then what else means nothing but this council."""
        slug = council.slug
        return (council.name, *self._former.get(slug, ()), *self._unmistakable.get(slug, ()))

    @cached_property
    def words(self) -> Mapping[str, frozenset[str]]:
        """The council words each council is entitled to."""
        return {
            slug: official_words((council.name, *self._former.get(slug, ())), council.kind)
            for slug, council in self._councils.items()
        }

    def entries(self) -> Iterator[tuple[tuple[str, ...], Entry]]:
        """Every token sequence to look for."""
        for slug, council in self._councils.items():
            for name in self._unmistakable.get(slug, ()):
                yield from ((tokens, Entry(slug, Use.COUNCIL)) for tokens in spellings(name))
            for name in self.places(council):
                yield from ((tokens, Entry(slug, Use.PLACE)) for tokens in spellings(name))
        for name in self._shared_names:
            shared = self.shared[key(name)]
            for slug in shared.councils:
                use = Use.DRESSED if slug in shared.council else Use.NEVER
                yield from ((tokens, Entry(slug, use)) for tokens in spellings(name))

    def written(self, council: Council) -> tuple[str, ...]:
        """Aliases of a council to show and to store: whole names first, then places; the official name is not among them."""
        wordings = ["{} Council", *(way for words, ways in _WORDING if words in council.name for way in ways)]
        shown = [place for place in self.places(council) if key(place) not in self.shared]
        names = [*self.names(council)[1:], *(wording.format(shown[0]) for wording in wordings), *shown]
        names += [name.replace(" and ", " & ") for name in (council.name, council.short_name)]
        return tuple(dict.fromkeys(name for name in names if name != council.name))


def spellings(name: str) -> Iterable[tuple[str, ...]]:
    """The token sequences under which a name may be written."""
    choices = [_choices(token) for token in tokens(name)]
    for combination in product(*choices):
        yield tuple(token for part in combination for token in part)
    if "'" in name:
        yield from spellings(name.replace("'", ""))


def tokens(text: str) -> tuple[str, ...]:
    """The normalised tokens of a text: lower case, `and` for &, a straight apostrophe, saints shortened."""
    return tuple(normal(match[0]) for match in TOKEN.finditer(text))


def key(name: str) -> str:
    """A name as one normalised string."""
    return " ".join(tokens(name))


def normal(token: str) -> str:
    """One token as the table keeps it."""
    low = token.lower()
    if low[0] in "’ʼ":
        return "'s"
    return {"&": "and", "saint": "st"}.get(low, low)


def _choices(token: str) -> tuple[tuple[str, ...], ...]:
    if token == ",":
        return ((",",), ())
    if token == "st":
        return (("st",), ("st", "."))
    if token in {"upon", "on"}:
        return (("upon",), ("on",))
    return ((token,),)
