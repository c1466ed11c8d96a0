"""Posts given to people across sentences or without a title: `held the role`, `The head of … has left`, `led by`.

Each reference is narrow, bounded to the sentence before, and less trusted than a title beside a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.document import Span
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.people.commissioners import sent
from graph.extraction.people.counterparts import counterparts
from graph.extraction.people.joint import joint
from graph.extraction.people.pairing import Pair, pairs
from graph.extraction.people.roles import role_of
from graph.extraction.people.roster import Cast, Roster, titled_start
from graph.extraction.people.shown import shown
from graph.extraction.people.signatures import signatures
from graph.extraction.people.unnamed import unnamed

_HELD = re.compile(
    r"\b(?:held|took|filled|fills|holds|vacated|left|has)\b[^.;“”]{0,24}\b(?:the|that) (?:role|post|job|position)\b"
    r"|\b(?:has|holds|takes|will take|took|has taken|inherits|inherited) it(?: (?:over|on))?(?: now| instead)?(?=[.,;])"
)
_PLURAL = re.compile(
    r"\b(?:directors|chief executives|leaders|commissioners|heads|holders)\b(?: of [\w’' ]{3,40}| for [\w’' ]{3,40})?"
)
_MANY = 40
_REPLACES = re.compile(
    r"(?:,[^;.:“”\"]{2,90},|,?\s+who(?:[^;.:“”\"]{2,90}?)?)?\s+(?:(?:has|have|had|will|is|was|to|set|also|now|who)\s+)*"
    r"(?:replac(?:es?|ed|ing)|succeed(?:s|ed|ing)?|t(?:akes?|ook|aking|aken) over from)\s+"
)
_DIRECTLY = re.compile(
    r"(?:(?:the|its|their|his|her|outgoing|former|interim|acting|previous|current|long-serving|council|authority)(?:[’']s)?\s+)*"
)
_REPLACED_BY = re.compile(
    r"\b(?:(?:replaced|succeeded)(?: (?:(?!\bby\b)[a-z ]){2,25})?(?: in [\w ]{3,20})? by"
    r"|(?:place|seat|job|post|role|brief|portfolio) (?:is|was|has been|will be|is being) (?:now )?(?:taken|filled)(?: over)? by"
    r"|(?:[Ii]t|(?:[Tt]he|[Tt]hat|whose|her|his|their) (?:seat|job|post|role|brief|portfolio)) (?:has |will |is )?(?:now )?"
    r"(?:go|goes|going|gone|went|pass|passes|passed|falls|fell) to"
    r"|(?:his|her|their|whose) (?:successor|replacement)(?: (?:is|was|will be))?,?)\s+$"
)
SUCCESSION = "succession"
"""The rule of a pair that names somebody's successor."""
_FOLLOWS = re.compile(
    r"\b(?:replac(?:es|ed|ing)|succeed(?:s|ed|ing)|t(?:akes|ook|aking) (?:over|charge)(?: (?:on|in|at) [\w ]{3,20}?)? from"
    r"|to (?:follow|replace|succeed))"
    r"\s+(?:(?:the )?(?:outgoing|former|previous|long-serving) )?$"
)
_OWN_PREDECESSOR = re.compile(r"(?:,|\s+(?:is|was))\s+(?:my|his|her)\s+(?:immediate\s+)?predecessor\b")
_THAT_PERSON = re.compile(r"\b(?:She|He|him|her)\b")
_OPENING_NAME = re.compile(r"[A-Z][\w’'-]+(?=,? )")
PREDECESSOR = "predecessor"
"""The rule of a pair that names who held a post before."""


def references(people: Roster, number: int) -> Iterator[Pair]:
    """Pairs of a sentence that need the sentence before, or have no title at all."""
    cast = people.casts[number]
    if not 0 < len(cast.people) <= _MANY:
        return
    yield from joint(people.text, cast)
    yield from shown(people.text, cast)
    yield from sent(people.text, cast)
    yield from _succession(people, number)
    yield from _predecessor(people, number)
    yield from counterparts(people, number)
    yield from signatures(people, number)
    if number:
        yield from _held_the_role(people, number)
        yield from unnamed(people, number)


def _succession(people: Roster, number: int) -> Iterator[Pair]:
    """`A replaces the director B`, `the director B is succeeded by A`, `her successor A`: A in the post of B."""
    text, cast = people.text, people.casts[number]
    own = _pairs(text, cast)
    taken = {pair.person.span for pair in own}
    for person in cast.people:
        if person.span in taken or " " not in person.value or not person.strong:
            continue
        start = titled_start(text, person.span)
        found = _REPLACES.match(text, person.span.end, cast.sentence.span.end)
        if found:
            held = [
                pair
                for pair in own
                if pair.person.span.start >= found.end()
                and _DIRECTLY.fullmatch(
                    text, found.end(), min(titled_start(text, pair.person.span), pair.role.span.start)
                )
            ][:1]
        elif _REPLACED_BY.search(text, cast.sentence.span.start, start):
            before = _pairs(text, people.casts[number - 1]) if number else ()
            held = [pair for pair in [*before, *own] if pair.trigger.end <= start][-1:]
        else:
            continue
        yield from (Pair(person, pair.role, SUCCESSION, 0.8, person.span) for pair in held)


def _predecessor(people: Roster, number: int) -> Iterator[Pair]:
    """`A is the new director. She replaces B`: B held the post of A."""
    text, cast = people.text, people.casts[number]
    own = _pairs(text, cast)
    for person in cast.people:
        start = titled_start(text, person.span)
        follows = _FOLLOWS.search(text, cast.sentence.span.start, start) or _OWN_PREDECESSOR.match(
            text, person.span.end, cast.sentence.span.end
        )
        if not follows or not person.strong or " " not in person.value or person.span in {p.person.span for p in own}:
            continue
        held = [pair for pair in own if pair.trigger.end <= min(start, follows.start())]
        others = [other for other in cast.people if other.span.end <= min(start, follows.start())]
        if not others and number and _THAT_PERSON.search(text, cast.sentence.span.start, follows.start()):
            held = _pairs(text, people.casts[number - 1])
            others = list(people.casts[number - 1].people)
        held = _new_post(people, number, _names(people, cast, others)) or held
        if len({people.full_name(pair.person) for pair in held}) == 1 and len({other.value for other in others}) < 2:
            yield Pair(person, held[-1].role, PREDECESSOR, 0.78, person.span)


def _names(people: Roster, cast: Cast, others: list[Mention]) -> set[str]:
    """The full names of the others, or the one that a sentence opens with by surname alone."""
    names = {name for other in others if (name := people.full_name(other))}
    if names or not (opening := _OPENING_NAME.match(people.text, cast.sentence.span.start)):
        return names
    return {name for at, name in people.met.get(opening[0].lower(), ()) if at < cast.sentence.span.start}


def _new_post(people: Roster, number: int, names: set[str]) -> list[Pair]:
    """The post in which the document introduces the one other person, who may be told to hold another one until then."""
    if len(names) != 1:
        return []
    told = (
        pair
        for at, cast in enumerate(people.casts[:number])
        for pair in (*_pairs(people.text, cast), *(unnamed(people, at) if at and cast.people else ()))
    )
    return [pair for pair in told if people.full_name(pair.person) in names][:1]


def _pairs(text: str, cast: Cast) -> list[Pair]:
    """The posts that one sentence gives, with a title or without, in order."""
    return sorted([*pairs(text, cast), *shown(text, cast)], key=lambda pair: pair.trigger)


def _held_the_role(people: Roster, number: int) -> Iterator[Pair]:
    """People of a sentence that speaks of `the role` hold the post with which the sentence before ends."""
    cast = people.casts[number]
    span = cast.sentence.span
    if not _HELD.search(people.text, span.start, span.end):
        return
    role = _post_before(people, number)
    if role is None:
        return
    taken = {pair.person.span for pair in _pairs(people.text, cast)}
    for person in cast.people:
        if person.strong and " " in person.value and person.span not in taken:
            yield Pair(person, role, "held-the-role", 0.78, person.span)


def _post_before(people: Roster, number: int) -> Mention | None:
    before = people.casts[number - 1]
    roles = [*before.roles, *(pair.role for pair in shown(people.text, before))]
    if roles:
        return max(roles, key=lambda role: role.span)
    span = before.sentence.span
    plural = list(_PLURAL.finditer(people.text, span.start, span.end))
    if not plural:
        return None
    words = Span(plural[-1].start(), plural[-1].end())
    singular = re.sub(r"s\b", "", words.of(people.text), count=1)
    notation = role_of(singular, Span(0, len(singular)), Span(0, len(singular)))
    return Mention(MentionKind.ROLE, words, notation) if notation else None
