"""The words around a name that make it a council ("City Council", "London Borough of"), or something else (police).

Prefixes and suffixes are bounded regular expressions, so that reading a name costs the same whatever stands around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from graph.register.council import Council

REACH: Final = 64
"""How many characters before a name are looked at."""

GAP: Final = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
"""White space within a paragraph: a regular expression."""

_KIND: Final = r"(?:metropolitan|london|royal|county|city|borough|boro|district|unitary|local|principal)"
_KINDS: Final = rf"{_KIND}(?:{GAP}(?:(?:and|&){GAP})?{_KIND}){{0,3}}"
_PREFIX: Final = re.compile(
    rf"(?<![\w-])(?:"
    rf"(?P<kinds>{_KINDS})(?P<council>{GAP}council)?{GAP}(?:of|for){GAP}(?:the{GAP})?"
    rf"|(?P<plain>council{GAP}of{GAP}the){GAP}"
    rf"|(?P<plural>(?:london{GAP})?(?:boroughs|councils){GAP}of){GAP}"
    rf"|(?P<short>(?-i:LBC?|RB|MBC)){GAP}(?:of{GAP})?"
    rf"|(?P<welsh>cyngor){GAP}(?:(?:sir|dinas|bwrdeistref|bwrdeistref{GAP}sirol){GAP})?"
    r")\Z",
    re.IGNORECASE,
)
_NO_COUNCIL: Final = rf"(?!{GAP}(?:tax|house|houses|housing|estate|flat|flats|home|homes)\b)"
_SUFFIX: Final = re.compile(
    rf"(?:{GAP}|-)(?:(?:(?P<kinds>{_KINDS}){GAP})?(?P<council>council(?!s)|corporation)\b{_NO_COUNCIL}"
    rf"|(?P<authority>(?:unitary|local){GAP}authority)\b"
    r"|(?P<short>(?-i:MBC|MDC|LBC|CBC|CC|BC|DC|UA))\b)",
    re.IGNORECASE,
)
_PLURAL: Final = re.compile(rf"(?:{GAP}(?:{_KINDS}))?{GAP}(?:councils|authorities)\b", re.IGNORECASE)
_BARE_KIND: Final = re.compile(rf"{GAP}(?P<kinds>{_KINDS}|UA|LA)\Z", re.IGNORECASE)
_ANY: Final = re.compile(rf"\b(?:{_KIND}|council|corporation|authority|of|the)\b", re.IGNORECASE)
_SHORT: Final = {
    "MBC": "metropolitan borough",
    "MDC": "metropolitan district",
    "LBC": "london borough",
    "LB": "london borough",
    "RB": "royal borough",
    "CBC": "borough",
    "CC": "cc",
    "BC": "borough",
    "DC": "district",
    "UA": "",
}
_LAST_WORDS: Final = frozenset(
    {"of", "for", "the", "cyngor", "sir", "dinas", "bwrdeistref", "sirol", "lb", "lbc", "rb", "mbc"}
)
_SCALES: Final = frozenset({"city", "county", "borough", "district"})


@dataclass(frozen=True, slots=True)
class Dress:
    """Council words beside a name: how many characters they take, what they say, whether they prove a council."""

    length: int
    words: frozenset[str]
    proof: bool
    plural: bool = False


NAKED: Final = Dress(0, frozenset(), proof=False)


def before_in(text: str, end: int, start: int) -> str:
    """The few characters before `end` that are looked at, none of them before `start`."""
    return text[max(start, end - REACH) : end]


def last_word(left: str) -> str:
    """The word before a name, in lower case: a cheap test whether a regular expression is worth its while."""
    words = left[-24:].replace("-", " ").rsplit(None, 1)
    return words[-1].lower().lstrip("(‘’“'\"") if words else ""


def before(text: str, end: int, start: int = 0) -> Dress:
    """The council words that end at `end`, where a name begins; nothing before `start` is read."""
    left = before_in(text, end, start)
    if last_word(left) not in _LAST_WORDS:
        return NAKED
    found = _PREFIX.search(left)
    if not found:
        return NAKED
    kinds = _SHORT.get((found["short"] or "").upper(), "") or found["kinds"] or ""
    words = _words(kinds)
    proof = bool(found["council"] or found["plain"] or found["short"] or found["welsh"] or found["plural"])
    return Dress(len(found[0]), words, proof or "borough" in words or "london" in words, plural=bool(found["plural"]))


def after(text: str, start: int, end: int) -> Dress:
    """The council words that begin at `start`, where a name ends; nothing from `end` on is read."""
    found = _SUFFIX.match(text, start, end)
    if not found:
        return NAKED
    words = _SHORT[found["short"]] if found["short"] else found["kinds"] or ""
    return Dress(len(found[0]), _words(words), proof=True)


def councils_after(text: str, start: int, end: int) -> bool:
    """Whether the plural "councils" follows, as in "Kent and Medway councils"."""
    return _PLURAL.match(text, start, end) is not None


def kind_after(text: str, start: int) -> Dress:
    """The bare kind that ends the text ("Derbyshire county", "Hartlepool UA"): enough for a name asked for alone."""
    found = _BARE_KIND.match(text, start)
    if not found:
        return NAKED
    return Dress(len(found[0]), _words(found["kinds"]) - {"ua", "la", "unitary", "local"}, proof=True)


def stripped(text: str) -> str:
    """A text without any council word, for comparing names that were mistyped."""
    return " ".join(_ANY.sub(" ", text).split())


def official_words(names: tuple[str, ...], kind: str) -> frozenset[str]:
    """The council words that a body's names and its kind entitle it to."""
    words = {word for name in names for word in name.lower().replace(",", "").split()}
    by_kind = {"london_borough": {"london", "borough"}, "metropolitan_district": {"metropolitan"}}
    return frozenset(words & (_SCALES | {"royal", "metropolitan"}) | by_kind.get(kind, set()))


def fit(council: Council, official: frozenset[str], words: frozenset[str]) -> int:
    """How well council words go with a council: 0 against it, 1 not against it, 2 its own.

    "City" and "Royal" must be its own; "County" may stand beside a unitary council whose name has no such word
    ("Wiltshire"), never beside a city or a borough ("Leicester"); county councils take no other word.
    """
    if words & {"london", "royal", "metropolitan", "city"} - official:
        return 0
    if "cc" in words:
        return 2 if official & {"city", "county"} else 0
    asked = words & _SCALES
    if not asked or asked & official:
        return 2 if asked else 1
    if "county" in asked and not asked & {"borough"}:
        return int(council.kind in {"unitary", "scottish_council", "welsh_council"} and not official & _SCALES)
    return int("county" not in official)


def _words(kinds: str) -> frozenset[str]:
    return frozenset(
        "borough" if word == "boro" else word for word in kinds.lower().split() if word not in {"and", "&"}
    )
