"""Rules on the tape, read from rules/*.toml.

A rule is a bounded regular expression with a name, a priority (lower first), a confidence, a sentence in which it must
fire and one in which it must not. In patterns `<GRADE g>` binds a mention as group g (`<GRADE! g>` a strong one,
`<GRADE=good g>` one of that value, `<AREA|SERVICE a>` either), `~` is a short gap without mentions, `~~` a longer one
that no grade interrupts, `~,~` one that stays in its clause, `~~~` one that only a full stop interrupts, and `{word}` is
a macro of macros.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from graph.extraction.analysis import Mention
from graph.extraction.tape.literals import Index, literals
from graph.extraction.tape.needs import Need, needs
from graph.extraction.tape.tape import Tape

FOLDER = Path(__file__).parents[1] / "rules"
_DETERMINER = r"(?:(?:the|an?|its|their|both|all|our|his|her|this|that|some|any|last|early|late|mid) )*"
_SLOT = re.compile(r"<([A-Z|]+)(!?)(?:=([\w|]+))? ?(\w*)>")
_GAPS = (
    ("~~~", r"[^.;]{0,120}?"),
    (
        "~,~",
        r"(?:(?!, (?:and|but|while|which|whose|where|with|so)\b)(?! (?:as|while|when) ⟦(?:council|service))"
        r"(?:[^⟦⟧.;:]|⟦(?!grade|area)[^⟧]*⟧)){0,70}?",
    ),
    ("~~", r"(?:[^⟦⟧.;:]|⟦(?!grade)[^⟧]*⟧){0,70}?"),
    ("~", r"[^⟦⟧.;:]{0,40}?"),
)


class Binding:
    """One firing of a rule: the mentions it has bound, by the names of the pattern."""

    __slots__ = ("_places", "found", "tape")

    def __init__(self, tape: Tape, found: re.Match[str]) -> None:
        self.tape, self.found = tape, found
        self._places: dict[str, tuple[str, int]] = {}
        for group, numbers in found.groupdict().items():
            if numbers:
                self._places.setdefault(group.partition("__")[0], (numbers, found.start(group)))

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def numbers(self) -> tuple[str, ...]:
        """The numbers of all mentions that are bound by any name."""
        return tuple(numbers for numbers, _ in self._places.values())

    def number(self, name: str) -> str:
        """The numbers bound by a name, such as `3` or `1+2`; empty if there are none."""
        return self._places[name][0] if name in self._places else ""

    def mentions(self, name: str) -> tuple[Mention, ...]:
        """The mentions bound by a name."""
        return self.tape.mentions(self.number(name))

    def place(self, name: str) -> int:
        """Where the token bound by a name begins on the tape; for plain words, where they begin."""
        start = self._places[name][1]
        token = self.tape.text.rfind("⟦", 0, start)
        return token if token >= 0 and "⟧" not in self.tape.text[token:start] else start


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Every sentence it fires in has all that it `needs`, and one of each of the `pieces` of words, which are bits of the
    index; `options` holds what its family understands besides (area, when, veto …).
    """

    name: str
    family: str
    pattern: re.Pattern[str]
    priority: int
    confidence: float
    example: str
    counter_example: str
    needs: tuple[Need, ...]
    pieces: tuple[int, ...]
    options: dict[str, Any] = field(default_factory=dict, hash=False)

    def bindings(self, tape: Tape) -> Iterator[Binding]:
        """What the rule binds, wherever it fires, in a sentence that has all that it needs."""
        for found in self.pattern.finditer(tape.text):
            yield Binding(tape, found)

    def may_fire(self, keys: frozenset[str]) -> bool:
        """Whether a sentence with mentions of some kinds and values has all that the pattern needs."""
        return all(need & keys for need in self.needs)


def fired(family: str, tape: Tape, *, having: str = "", lacking: str = "") -> Iterator[tuple[Rule, Binding]]:
    """What the rules of a family bind in a sentence, in order of priority; if wanted only those with(out) a name."""
    applicable = _applicable(family, tape.keys & _keys_of(family), having, lacking)
    held = _held(tape.text) if applicable else 0
    for rule in applicable:
        for needed in rule.pieces:
            if not needed & held:
                break
        else:
            for binding in rule.bindings(tape):
                yield rule, binding


@lru_cache(maxsize=16)
def _held(text: str) -> int:
    """The pieces of words that rules ask for and a tape has; kept for those who ask again."""
    return _index().held(text)


@lru_cache(maxsize=4096)
def _applicable(family: str, keys: frozenset[str], having: str, lacking: str) -> tuple[Rule, ...]:
    """The rules of a family that sentences with certain mentions can satisfy; few such sets make up all the news."""
    rules = (rule for rule in load_rules(family) if rule.may_fire(keys))
    return tuple(
        rule
        for rule in rules
        if (not having or having in rule.pattern.groupindex) and (not lacking or lacking not in rule.pattern.groupindex)
    )


@cache
def _keys_of(family: str) -> frozenset[str]:
    """All that the rules of a family ask for."""
    return frozenset(key for rule in load_rules(family) for need in rule.needs for key in need)


@cache
def load_rules(family: str) -> tuple[Rule, ...]:
    """The rules of one file of the folder, in order of priority."""
    return tuple(sorted((_rule(family, each) for each in _written(family)), key=lambda rule: rule.priority))


@cache
def _written(family: str) -> tuple[dict[str, Any], ...]:
    with (FOLDER / f"{family}.toml").open("rb") as file:
        return tuple(tomllib.load(file)["rule"])


@cache
def _index() -> Index:
    """The index of all pieces of words that rules need."""
    families = (path.stem for path in FOLDER.glob("*.toml") if path.stem != "macros")
    patterns = (compiled(each["pattern"]).pattern for family in families for each in _written(family))
    return Index(piece for pattern in patterns for pieces in literals(pattern) for piece in pieces)


def macro(name: str) -> str:
    """The alternation of words that rules share under a name."""
    return _macros()[name]


@cache
def _macros() -> dict[str, str]:
    with (FOLDER / "macros.toml").open("rb") as file:
        macros: dict[str, str] = tomllib.load(file)["macros"]
    return macros


def _rule(family: str, written: dict[str, Any]) -> Rule:
    known = ("name", "pattern", "priority", "confidence", "example", "counter_example")
    pattern = compiled(written["pattern"])
    return Rule(
        written["name"],
        family,
        pattern,
        written.get("priority", 50),
        written.get("confidence", 0.9),
        written["example"],
        written["counter_example"],
        needs(written["pattern"]),
        tuple(_index().bits(pieces) for pieces in literals(pattern.pattern)),
        {key: value for key, value in written.items() if key not in known},
    )


def compiled(pattern: str) -> re.Pattern[str]:
    """A rule's pattern as a regular expression over tapes."""
    for name, words in _macros().items():
        pattern = pattern.replace("{" + name + "}", words)
    for sign, gap in _GAPS:
        pattern = pattern.replace(sign, gap)
    names: Counter[str] = Counter()
    return re.compile(_SLOT.sub(lambda found: _slot(found, names), pattern))


def _slot(found: re.Match[str], names: Counter[str]) -> str:
    """A slot as a regular expression; a name used again gets a group of its own (`g__2`).

    A slot that opens the pattern takes no article before it: none is needed, and the search is much faster.
    """
    kinds, strong, values, name = found.groups()
    weak = "" if strong else r"\??"
    value = f"(?:{values})" if values else "[^#⟧]*"
    names[name] += 1
    group = f"{name}__{names[name]}" if names[name] > 1 else name
    numbers = f"(?P<{group}>" if name else "(?:"
    before = "" if found.start() == 0 else _DETERMINER
    return rf"{before}⟦(?:{kinds.lower()}){weak}={value}#{numbers}[\d+]+)⟧(?:'s?)?"
