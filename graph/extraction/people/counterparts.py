"""Posts told by those of others: `Her counterpart in Otherham, Cllr A`, `His deputy, Cllr B`, `A is to leave. B will take over`.

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
_PARTY = r"(?:Labour|Conservative|Tory|Liberal Democrat|Lib Dem|Green|Reform UK|Reform)"
_LIKE = re.compile(
    rf"\b(?:[Hh]is|[Hh]er|[Tt]heir)\s+(?:(?P<party>{_PARTY})\s+)?(?:[A-Z][\w’'-]+\s+){{0,3}}(?:counterpart|opposite number)"
    r"(?:\s+(?:in|at|for|across|over|from|on)\s+(?P<where>[^,;.:“”\"]{2,45}?))?,?\s+"
    r"(?:(?:Labour|Conservative|Tory|Liberal Democrat|Lib Dem|Green|Independent|independent)\s+)?(?:councillor\s+)?$"
)
_LIKE_BEHIND = re.compile(
    r",\s+(?:his|her|their)\s+(?:[A-Z][\w’'-]+\s+){0,3}(?:counterpart|opposite number)"
    r"\s+(?:in|at|for|across|over|from|on)\s+(?P<where>[^,;.:“”\"]{2,45}?),"
)
_DEPUTY = re.compile(r"\b(?:[Hh]is|[Hh]er|[Tt]heir)\s+deputy,?\s+$")
_SHADOW = re.compile(
    rf"\b(?:(?:[Hh]is|[Hh]er|[Tt]heir)\s+(?:[A-Z][\w’'-]+\s+){{0,2}}|(?:[Tt]he )?{_PARTY}(?:[’']s)? )shadow,?\s+$"
)
_LEAVES = re.compile(
    r"\b(?:(?:is|was|will be) (?:to leave|leaving|to depart|to retire|retiring|stepping down|standing down|moving (?:on|to))"
    r"|(?:has|had|have)? ?(?:left|resigned|quit|retired|stood down|stepped down|departed)"
    r"|leaves|retires|resigns|quits|(?:stand|step)s down"
    r"|will (?:leave|retire|depart|step down|stand down|move on))\b"
)
_SUCCEEDS = re.compile(
    r"(?: \([^()]{1,60}\)|, (?!who )[^,.;:“”\"]{3,60},)?(?:,? who)?\s+(?:will |is to |has |is set to |has now )?(?:temporarily )?"
    r"(?:(?:take|takes|took|taken) over(?! (?:as|the council|at)\b)|succeed(?:s|ed)?|replace[sd]?"
    r"|step(?:s|ped)? (?:up|in)(?! as\b)"
    r"|(?:fill|fills|filled) (?:the (?:post|role|job|vacancy)|in)|(?:hold|holds|held) the fort)\b"
)
_SHARED = (
    *("council_leader", "deputy_leader", "cabinet_member", "mayor", "chief_executive"),
    *("director_childrens_services", "director_adult_services"),
)
_AGAINST = {"council_leader": "opposition_leader", "cabinet_member": "shadow_cabinet_member"}
"""What `his Conservative opposite number` is at the same council."""
_OF_SERVICE = {"child": "director_childrens_services", "adult": "director_adult_services"}


def counterparts(people: Roster, number: int) -> Iterator[Pair]:
    """The pairs of one sentence that name a person as the counterpart, deputy or shadow of the one named before."""
    text, cast = people.text, people.casts[number]
    for person in cast.people:
        start, lowest = titled_start(text, person.span), max(cast.sentence.span.start, person.span.start - 110)
        found = next((each for cue in (_LIKE, _DEPUTY, _SHADOW) if (each := cue.search(text, lowest, start))), None)
        behind = None if found else _LIKE_BEHIND.match(text, person.span.end, cast.sentence.span.end)
        found = found or behind
        role = _role(people, number, found) if found and " " in person.value else None
        if found and role:
            words = Span(found.start(), found.end() if behind else start)
            yield Pair(
                person,
                Mention(MentionKind.ROLE, words, role, feature="shown beside"),
                "counterpart",
                0.8,
                Span(min(words.start, person.span.start), max(words.end, person.span.end)),
            )
        elif found is None and (post := _succeeds(people, number, person)):
            yield Pair(person, post, "successor", 0.8, person.span)


def _succeeds(people: Roster, number: int, person: Mention) -> Mention | None:
    """The post into which a person comes whom no title names, behind somebody who leaves it."""
    cast, before = people.casts[number], people.casts[max(0, number - 1)]
    alone = not cast.roles and cast.people[0] is person and " " in person.value and number > 0
    if not alone or len(before.people) != 1 or not _SUCCEEDS.match(people.text, person.span.end):
        return None
    leaver = before.people[0]
    post = next((pair.role for pair in pairs(people.text, before) if pair.person is leaver), None)
    leaves = _LEAVES.search(people.text, leaver.span.end, before.sentence.span.end)
    return post if post and leaves and post.value in _SHARED else None


def _role(people: Roster, number: int, found: re.Match[str]) -> str | None:
    """The post that the words give, from that of the person named last before them."""
    known = _post_before(people, number, found.start() if found.re is not _LIKE_BEHIND else _start_of(people, number))
    if found.re is _LIKE and found["party"] and not found["where"] and known in _AGAINST:
        return _AGAINST[known]
    if found.re is _DEPUTY:
        return "deputy_leader" if known == "council_leader" else None
    if found.re is _SHADOW:
        return "shadow_cabinet_member" if known == "cabinet_member" else None
    service = next((role for word, role in _OF_SERVICE.items() if word in (found["where"] or "").lower()), None)
    return service if service and known and known.startswith("director_") else known if known in _SHARED else None


def _start_of(people: Roster, number: int) -> int:
    return people.casts[number].sentence.span.start


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
