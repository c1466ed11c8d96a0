"""The register of principal councils of the United Kingdom since 2013: codes, names and dates, and whom a name means on a day.

Names, codes and dates are facts published by the Office for National Statistics, the Ministry of Housing, Communities
and Local Government and Ofsted (Open Government Licence v3.0), checked against the list of councils of mySociety
(CC BY 4.0). The table, its slugs and its map of tiles are the project's own. A name that two councils share is settled
by the date, or by today's council if no date is known; what stays ambiguous is said, never guessed.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from types import MappingProxyType
from typing import Final

from graph.document import Span
from graph.register import words as council_words
from graph.register.aliases import AliasTable, Use
from graph.register.council import Council, read_councils
from graph.register.gazetteer import Gazetteer, Place
from graph.register.sightings import Sighting, Spotter
from graph.register.surroundings import Surroundings

__all__ = ["Council", "Found", "Naming", "Register", "load_register"]


_INVERTED: Final = re.compile(
    r"(?P<place>[^,]{3,60}?),? (?P<kind>(?:LONDON |ROYAL |METROPOLITAN |COUNTY )?(?:BOROUGH|CITY|COUNTY) OF)(?: THE)?"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """Whom a name means: one council is settled, several are ambiguous, none is unknown; the reason says why."""

    councils: tuple[Council, ...]
    reason: str

    @property
    def council(self) -> Council | None:
        """The council, if there is exactly one."""
        return self.councils[0] if len(self.councils) == 1 else None


@dataclass(frozen=True, slots=True)
class Found:
    """A name in running text with the slugs it may mean; weak when it is a bare place.

    A `divided` one is that of a county which several councils share since, none of which goes by it.
    """

    span: Span
    councils: tuple[str, ...]
    strong: bool
    reason: str
    divided: bool = False


class Register:
    """All councils with their codes and names."""

    def __init__(self, councils: Mapping[str, Council]) -> None:
        self.councils: Mapping[str, Council] = MappingProxyType(dict(councils))

    def by_code(self, code: str) -> tuple[Council, ...]:
        """Every council that has or had the code (GSS, ISO 3166-2, DfE, Ofsted), newest first."""
        return self._codes.get(code.strip().upper(), ())

    def named(self, text: str, on: date | None = None) -> Naming:
        """Whom a whole string means as a name on a day; case, apostrophes, & and council words may vary."""
        written = _upright(text)
        for place in self._gazetteer.places(written, Span(0, len(written))):
            for seen in _whole(written, place):
                slugs, why = self._meant(seen, on)
                if slugs:
                    return Naming(tuple(self.councils[slug] for slug in slugs), why)
        return Naming((), "no council of the register has this name")

    def near(self, text: str, limit: int = 5) -> tuple[str, ...]:
        """Official names that look or sound like the text, best first, for a message."""
        close = difflib.get_close_matches(
            council_words.stripped(text[:100]).casefold(), self._spoken, n=limit * 3, cutoff=0.6
        )
        return tuple(dict.fromkeys(name for place in close for name in self._spoken[place]))[:limit]

    def find(self, text: str, span: Span, on: date | None = None) -> Iterator[Found]:
        """Names of councils in a part of a text, in reading order; offsets are those of the whole text."""
        for seen in self._spotter.sightings(text, span):
            slugs, why = self._meant(seen, on)
            if not seen.strong:
                slugs = tuple(slug for slug in slugs if self._may_be_bare(self.councils[slug], on))
            if slugs:
                yield Found(seen.span, slugs, seen.strong, why, self._is_divided(seen))

    def aliases(self, slug: str) -> tuple[str, ...]:
        """Names besides the official one that mean this council and no other on any day."""
        council = self.councils[slug]
        return tuple(name for name in self._table.written(council) if self._only(name, slug))

    def welsh_names(self, slug: str) -> tuple[str, ...]:
        """The short names among the aliases that are Welsh."""
        return self._table.welsh(self.councils[slug])

    def _only(self, name: str, slug: str) -> bool:
        written = name.replace("-", " ").upper()
        for place in self._gazetteer.places(written, Span(0, len(written))):
            for seen in _whole(written, place):
                return self._candidates(seen) == (slug,)
        return False

    def _is_divided(self, seen: Sighting) -> bool:
        shared = self._table.shared.get(" ".join(seen.place.tokens))
        return shared is not None and not (shared.council or seen.strong or seen.words)

    def _meant(self, seen: Sighting, on: date | None) -> tuple[tuple[str, ...], str]:
        shared = self._table.shared.get(" ".join(seen.place.tokens))
        if shared and not seen.strong and not seen.words:
            return shared.councils, shared.why
        candidates = self._candidates(seen)
        if len(candidates) < 2:
            return candidates, "the only council of that name"
        return self._settled(candidates, on)

    def _candidates(self, seen: Sighting) -> tuple[str, ...]:
        entries = seen.place.entries
        outright = tuple(entry.slug for entry in entries if entry.use is Use.COUNCIL)
        if outright:
            return outright
        uses = {Use.PLACE, Use.DRESSED} if seen.strong or seen.words else {Use.PLACE}
        slugs = dict.fromkeys(entry.slug for entry in entries if entry.use in uses)
        fits = {slug: council_words.fit(self.councils[slug], self._table.words[slug], seen.words) for slug in slugs}
        best = max(fits.values(), default=0)
        return tuple(slug for slug, fit in fits.items() if fit == best > 0)

    def _settled(self, slugs: tuple[str, ...], on: date | None) -> tuple[tuple[str, ...], str]:
        """The one that existed on the day, or today's; else all, with the reason."""
        names = " and ".join(self.councils[slug].name for slug in slugs)
        if on:
            alive = tuple(slug for slug in slugs if self.councils[slug].existed(on))
            why = f"of {names}, the one that existed on {on.isoformat()}"
        else:
            alive = tuple(slug for slug in slugs if self.councils[slug].status == "current")
            why = f"of {names}, the one that exists today; the date is not known"
        return (alive, why) if len(alive) == 1 else (alive or slugs, f"{names} share the name")

    def _may_be_bare(self, council: Council, on: date | None) -> bool:
        """A bare place counts as long as its council lives; of those abolished, only former children's services authorities."""
        if on is None:
            return council.status == "current" or council.childrens_services
        return council.existed(on) or (council.childrens_services and council.end is not None and council.end < on)

    @cached_property
    def _codes(self) -> dict[str, tuple[Council, ...]]:
        found: dict[str, list[Council]] = defaultdict(list)
        for council in self.councils.values():
            for code in council.codes:
                found[code].append(council)
        return {
            code: tuple(sorted(councils, key=lambda council: council.start or date.min, reverse=True))
            for code, councils in found.items()
        }

    @cached_property
    def _table(self) -> AliasTable:
        return AliasTable(self.councils)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer(self._table.entries())

    @cached_property
    def _spotter(self) -> Spotter:
        return Spotter(self._gazetteer, Surroundings(self._table.deny))

    @cached_property
    def _spoken(self) -> dict[str, list[str]]:
        spoken: dict[str, list[str]] = defaultdict(list)
        for council in sorted(self.councils.values(), key=lambda council: council.status == "abolished"):
            for place in self._table.places(council):
                spoken[place.casefold()].append(council.name)
        return spoken


def _upright(text: str) -> str:
    """A name in capitals with single spaces, "Bristol, City of" turned into "City of Bristol"."""
    plain = " ".join(text.replace("-", " ").split()).strip(" .,;:'’\"“”‘").upper()
    plain = plain.removesuffix("’S").removesuffix("'S").removesuffix(", THE").removeprefix("THE ")
    inverted = _INVERTED.fullmatch(plain)
    return f"{inverted['kind']} {inverted['place']}" if inverted else plain


def _whole(text: str, place: Place) -> Iterator[Sighting]:
    """The readings of a text as one name with council words and nothing else."""
    prefix = council_words.before(text, place.span.start)
    if prefix.length != place.span.start:
        return
    for suffix in (
        council_words.after(text, place.span.end, len(text)),
        council_words.kind_after(text, place.span.end),
    ):
        if place.span.end + suffix.length == len(text):
            yield Sighting(place, prefix, suffix)


@cache
def load_register() -> Register:
    """The register; read once a process."""
    return Register(read_councils())
