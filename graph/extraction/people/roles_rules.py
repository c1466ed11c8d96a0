"""The rules of roles.toml: which title means which role, and which words belong to titles."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class RoleRule:
    """A pattern over `before <title> after` and the role it means, with a case for and a case against."""

    notation: str
    heads: re.Pattern[str]
    pattern: re.Pattern[str]
    example: str
    counter_example: str


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The words before and after the head of a title that belong to it."""

    before: frozenset[str]
    after: frozenset[str]


@cache
def role_rules() -> tuple[RoleRule, ...]:
    """The rules of roles.toml in their order."""
    return tuple(
        RoleRule(
            notation=entry["notation"],
            heads=re.compile(entry["heads"], re.IGNORECASE),
            pattern=re.compile(entry["pattern"], re.IGNORECASE),
            example=entry["example"],
            counter_example=entry["counter_example"],
        )
        for entry in _data()["rule"]
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("roles.toml").read_text(encoding="utf-8"))


@cache
def title_words() -> TitleWords:
    """The words of roles.toml."""
    words = _data()["words"]
    return TitleWords(frozenset(words["before"].split()), frozenset(words["after"].split()))


@cache
def rules_for(head: str) -> tuple[RoleRule, ...]:
    """The rules for titles with this head, in their order."""
    return tuple(rule for rule in role_rules() if rule.heads.fullmatch(head))
