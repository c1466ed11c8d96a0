"""Posts told by those of others: `Her counterpart in Otherham, Cllr A`, `His deputy, Cllr B`, `Her Conservative shadow, C`.

Takes the people of a document and the number of a sentence; gives pairs with the post of the person named last before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.document import Span
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.people.pairing import Pair, pairs
from graph.extraction.people.roster import Roster, titled_start
from graph.extraction.people.shown import shown

_SENTENCES = 4
_LIKE = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir)\s+(?:[A-Z][\w’'-]+\s+){0,3}(?:counterpart|opposite number)"
    r"(?:\s+(?:in|at|for|across|over|from|on)\s+(?P<where>[^,;.:“”\"]{2,45}?))?,?\s+$"
)
_DEPUTY = re.compile(r"\b(?:[Hh]is|[Hh]er|[Tt]heir)\s+deputy,?\s+$")
_SHADOW = re.compile(r"\b(?:[Hh]is|[Hh]er|[Tt]heir)\s+(?:[A-Z][\w’'-]+\s+){0,2}shadow,?\s+$")
_SHARED = (
    *("council_leader", "deputy_leader", "cabinet_member", "mayor", "chief_executive"),
    *("director_childrens_services", "director_adult_services"),
)
_OF_SERVICE = {"child": "director_childrens_services", "adult": "director_adult_services"}


def counterparts(people: Roster, number: int) -> Iterator[Pair]:
    """The pairs of one sentence that name a person as the counterpart, deputy or shadow of the one named before."""
    text, cast = people.text, people.casts[number]
    for person in cast.people:
        start, lowest = titled_start(text, person.span), max(cast.sentence.span.start, person.span.start - 110)
        found = next((each for cue in (_LIKE, _DEPUTY, _SHADOW) if (each := cue.search(text, lowest, start))), None)
        role = _role(people, number, found) if found and " " in person.value else None
        if found and role:
            words = Span(found.start(), start)
            yield Pair(
                person,
                Mention(MentionKind.ROLE, words, role, feature="shown beside"),
                "counterpart",
                0.8,
                Span(found.start(), person.span.end),
            )


def _role(people: Roster, number: int, found: re.Match[str]) -> str | None:
    """The post that the words give, from that of the person named last before them."""
    known = _post_before(people, number, found.start())
    if found.re is _DEPUTY:
        return "deputy_leader" if known == "council_leader" else None
    if found.re is _SHADOW:
        return "shadow_cabinet_member" if known == "cabinet_member" else None
    service = next((role for word, role in _OF_SERVICE.items() if word in (found["where"] or "").lower()), None)
    return service if service and known and known.startswith("director_") else known if known in _SHARED else None


def _post_before(people: Roster, number: int, place: int) -> str | None:
    """The post, wherever the document tells it, of the person named last before a place."""
    for cast in reversed(people.casts[max(0, number - _SENTENCES) : number + 1]):
        before = [person for person in cast.people if person.span.end <= place]
        if before:
            return _post_of(people, people.full_name(before[-1]))
    return None


def _post_of(people: Roster, name: str | None) -> str | None:
    for cast in people.casts if name else ():
        for pair in (*pairs(people.text, cast), *shown(people.text, cast)):
            if people.full_name(pair.person) == name and pair.role.value in _SHARED:
                return pair.role.value
    return None
