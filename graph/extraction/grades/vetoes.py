"""Which grades of a sentence are no judgements, by the rules of vetoes.toml.

Takes a line and the chances of its grades to be judgements, gives the numbers of the grades that are hoped for, denied,
counted, explained or those of other bodies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from graph.extraction.analysis import MentionKind
from graph.extraction.grades.graded_thing import of_strangers
from graph.extraction.scene.landlords import of_landlords
from graph.extraction.tape.line import Line
from graph.extraction.tape.rules import Binding, Rule, fired

_LISTED = re.compile(r"⟧[^.;:⟦]{0,40}:(?: (?:for|the|its|their|in))* ⟦area")
_NEVER = 2.0
NO_CHANCES: Final[Mapping[str, float]] = MappingProxyType({})
_IN_IT = re.compile(r"\b(?:in|at|of|by|for|from)(?: the)? $")


def vetoed(line: Line, chances: Mapping[str, float] = NO_CHANCES) -> set[str]:
    """The numbers of the grade mentions that are no judgements; rules let go those whose chance is what they yield to."""
    numbers = set(of_landlords(line))
    numbers.update(token.number for token in line.of(MentionKind.GRADE) if of_strangers(line, token))
    grades = {token.number for token in line.of(MentionKind.GRADE)}
    for rule, binding in fired("vetoes", line.tape):
        if rule.options.get("unless_listed") and _areas_follow(line, binding):
            continue
        if _named_between(line, rule, binding):
            continue
        yields = rule.options.get("yields", _NEVER)
        numbers.update(number for number in binding.numbers() if chances.get(number, 0.0) < yields)
        if numbers >= grades:
            break
    return numbers


def _named_between(line: Line, rule: Rule, binding: Binding) -> bool:
    """Whether what is counted is named: `of the other two, X was rated good`, `X and Y are now both rated good`."""
    start = binding.found.start()
    councils = line.of(MentionKind.COUNCIL)
    if binding.found.group().startswith("both "):
        return any(token.end <= start and len(token.values) == 2 for token in councils)
    return bool(rule.options.get("unless_named")) and any(
        start < token.start < binding.found.end() and not _IN_IT.search(line.text[: token.start]) for token in councils
    )


def _areas_follow(line: Line, binding: Binding) -> bool:
    """Whether a number of areas is only an announcement: `three of four were good: A, B and C`."""
    return bool(_LISTED.match(line.text, line.text.find("⟧", binding.place("g"))))
