"""Which council `the city council` is in a text about a county, and the other way round.

Takes a place in a line and the councils that it seems to be about, gives those that it is about: the same, unless words
before it name a council of a kind that these are not.
"""

from __future__ import annotations

import re

from graph.extraction.analysis import MentionKind
from graph.extraction.focus.collective import Group
from graph.extraction.scene.scene import Scene
from graph.extraction.tape.line import Line
from graph.register.council import Council
from graph.register.register import load_register

_TIER = re.compile(r"\b(?:the|that) (?:old |former |abolished )*(city|county) (?:council|authority)\b(?! leader)")
_GONE = re.compile(
    r"\b(?:the|that|its|their) (?:now[- ])?(?:(?:old|abolished|defunct|former|previous|since[- ]abolished) "
    r"(?:council|authority|county|body)|predecessors?(?: (?:council|authority))?"
    r"|(?:county )?(?:council|authority|county) (?:it|they) (?:replaced|succeeded|took over from))\b"
    r"(?!(?:'s)? (?:leader|chief))"
)
_REPLACED = re.compile(r"\b(?:replac\w+|succeed\w*|took over from|abolish\w*|predecessor|former|old|broken up|split)\b")
_NOT = {
    "city": re.compile(r"\bCounty\b|shire\b"),
    "county": re.compile(r"\b(?:City|Borough)\b"),
}
_NAMES = (MentionKind.COUNCIL, MentionKind.PLACE)


def other_tier(scene: Scene, line: Line, position: int, group: Group) -> Group:
    """The councils that a place is about, if the last council before it is called by its tier and the group is of another."""
    if _gone(line, position):
        return _before(group) or group
    spoken = list(_TIER.finditer(line.text, 0, position))
    named = spoken[-1] if spoken else None
    if named is None or any(named.end() <= token.start < position for token in line.of(MentionKind.COUNCIL)):
        return group
    tier, register = named.group(1), load_register().councils
    if tier == "county" and _REPLACED.search(line.text, 0, named.end()):
        return _before(group) or group
    if len(group) != 1 or not _is_other(tier, register[group[0]]):
        return group
    mentions = (each for other in scene.lines for token in other.of(*_NAMES) for each in token.mentions)
    fitting = {each.value for each in mentions if each.value in register and _is_of(tier, register[each.value])}
    fitting = fitting or {
        slug for slug, each in register.items() if _is_of(tier, each) and _alike(each, register[group[0]])
    }
    return tuple(fitting) if len(fitting) == 1 else ()


def _gone(line: Line, position: int) -> bool:
    """Whether a council that is no more is told of since the last one named before a place."""
    named = max((token.end for token in line.of(MentionKind.COUNCIL) if token.start < position), default=0)
    return bool(_GONE.search(line.text, named, position))


def _before(group: Group) -> Group:
    """The one county council in whose place councils came; none if there is not one."""
    register = load_register().councils
    old = {slug for each in group for slug in register[each].predecessors if register[slug].kind == "county"}
    return tuple(old) if len(old) == 1 else ()


def _is_other(tier: str, council: Council) -> bool:
    """Whether nobody calls a council the city, or county, council."""
    return bool(_NOT[tier].search(council.name)) or (tier == "city" and council.kind == "county")


def _is_of(tier: str, council: Council) -> bool:
    return council.kind == "county" if tier == "county" else "City" in council.name and council.status == "current"


def _alike(one: Council, other: Council) -> bool:
    """Whether one is called after the other: Sampleton and Sampletonshire."""
    short, long = sorted((one.short_name, other.short_name), key=len)
    return long == f"{short}shire"
