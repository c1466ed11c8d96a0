"""What a rule's pattern cannot match without, read off the pattern: most rules are ruled out before they are tried.

Takes a pattern with slots such as `<AREA a>` or `<GRADE=good g>`, gives for each slot that every match must contain the
keys (`area`, `grade=good`) of which a sentence needs at least one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Need = frozenset[str]

_SLOT = re.compile(r"<([A-Z|]+)(!?)(?:=([\w|]+))? ?(\w*)>")
_PART = re.compile(
    r"\\.|\[(?:\\.|[^\]\\])*\]|<[A-Z|]+!?(?:=[\w|]+)? ?\w*>|\((?:\?[:=!<]?(?:[=!]|P<\w+>)?)?|\)|\|", re.DOTALL
)
_OPTIONAL = re.compile(r"[?*]|\{0?,")
_LOOK = ("(?=", "(?!", "(?<!", "(?<=")


def needs(pattern: str) -> tuple[Need, ...]:
    """The needs of a pattern, in the order of its slots."""
    found, _ = _alternatives(pattern, 0)
    return tuple(found)


def _alternatives(pattern: str, at: int) -> tuple[list[Need], int]:
    """The needs of what stands up to the end of a group, and where the group ends."""
    branches: list[list[Need]] = [[]]
    while found := _PART.search(pattern, at):
        part, at = found.group(), found.end()
        if part == ")":
            break
        if part == "|":
            branches.append([])
        elif part.startswith("("):
            inner, at = _alternatives(pattern, at)
            if not part.startswith(_LOOK) and not _OPTIONAL.match(pattern, at):
                branches[-1] += inner
        elif part.startswith("<") and not _OPTIONAL.match(pattern, at):
            branches[-1].append(frozenset(_keys(part)))
    else:
        at = len(pattern)
    if len(branches) == 1:
        return branches[0], at
    if not all(branches):
        return [], at
    always = [need for need in branches[0] if all(need in branch for branch in branches)]
    return always or [frozenset().union(*(branch[0] for branch in branches))], at


def _keys(slot: str) -> Iterator[str]:
    found = _SLOT.fullmatch(slot)
    if found is None:
        raise ValueError(f"not a slot: {slot}")
    kinds, _, values, _ = found.groups()
    for kind in kinds.lower().split("|"):
        if values:
            yield from (f"{kind}={value}" for value in values.split("|"))
        else:
            yield kind
