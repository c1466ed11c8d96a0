"""Posts given to people across sentences or without a title: `held the role`, `The head of … has left`, `led by`.

Each reference is narrow, bounded to the sentence before, and less trusted than a title beside a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.document import Span
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.officials_joint import joint
from graph.extraction.officials_pairing import Pair, pairs
from graph.extraction.people_roster import Cast, Roster, titled_start
from graph.extraction.roles import role_of

_HELD = re.compile(
    r"\b(?:held|took|filled|fills|holds|vacated|left|has)\b[^.;“”]{0,24}\b(?:the|that) (?:role|post|job|position)\b"
)
_PLURAL = re.compile(
    r"\b(?:directors|chief executives|leaders|commissioners|heads|holders)\b(?: of [\w’' ]{3,40}| for [\w’' ]{3,40})?"
)
_MANY = 40
_CHAIRED_BY = r"[^.;“”]{0,40}\bchaired by\s+(?:an? [a-z]+,? )?$"
_CUES: tuple[tuple[str | None, str | None, str], ...] = (
    (
        r"\b(?:(?:inspection|Ofsted|CQC)(?:[’']s)? team|team of (?:\w+ )?inspectors|the (?:same )?team(?=,)|inspectors|inspection"
        r"|inspected)\b[^.;“”]{0,50}\bled by\s+$",
        None,
        "inspector",
    ),
    (r"\bled by\s+$", r",\s+(?P<title>the (?:inspection team|team of inspectors|inspectors))\b", "inspector"),
    (None, r",\s+who\s+(?P<title>led the (?:inspection|inspectors|team of inspectors))\b", "inspector"),
    (
        None,
        r"(?:[’']s?\s+(?:[a-z]+\s+){0,2}|\s+and\s+(?:his|her|their)\s+(?:[a-z]+\s+){0,2})"
        r"(?P<title>team\s+of\s+(?:\w+\s+)?inspectors|inspection\s+team|inspectors|fellow\s+inspectors)\b",
        "inspector",
    ),
    (
        None,
        r"(?:\s*\([^()]{1,60}\))?\s*,\s*who\s+(?:also\s+|currently\s+)?(?:holds|has)\s+the\s+(?:council[’']s\s+)?"
        r"(?:cabinet\s+)?(?P<title>[\w’' ]{3,50}?\s(?:portfolio|brief))\b",
        "cabinet_member",
    ),
    (
        r"\b(?:Ofsted|CQC|Care Quality Commission|RSH)[’']s\s+$",
        r",?\s+(?P<title>said|says|added|told|wrote|commented|explained)\b",
        "inspectorate_official",
    ),
    (rf"\b(?:improvement|intervention) board{_CHAIRED_BY}", None, "improvement_board_chair"),
    (rf"\bsafeguarding (?:children )?(?:board|partnership){_CHAIRED_BY}", None, "lscb_chair"),
    (rf"\btrust{_CHAIRED_BY}", None, "trust_chair"),
    (rf"\b(?:committee|panel){_CHAIRED_BY}", None, "committee_chair"),
)
"""What stands before and behind a name that shows a post without a title: `an inspection led by A`, `A’s inspectors`."""
_BESIDE = [
    (
        re.compile(before, re.IGNORECASE) if before else None,
        re.compile(behind, re.IGNORECASE) if behind else None,
        notation,
    )
    for before, behind, notation in _CUES
]
_REPLACES = re.compile(
    r"(?:,[^;.:“”\"]{2,90},|,?\s+who(?:[^;.:“”\"]{2,90}?)?)?\s+(?:(?:has|have|had|will|is|was|to|set|also|now|who)\s+)*"
    r"(?:replac(?:es?|ed|ing)|succeed(?:s|ed|ing)?|t(?:akes?|ook|aking|aken) over from)\s+"
)
_DIRECTLY = re.compile(
    r"(?:(?:the|its|their|his|her|outgoing|former|interim|acting|previous|current|long-serving|council|authority)(?:[’']s)?\s+)*"
)
_REPLACED_BY = re.compile(
    r"\b(?:(?:replaced|succeeded)(?: (?:(?!\bby\b)[a-z ]){2,25})?(?: in [\w ]{3,20})? by"
    r"|(?:his|her|their|whose) (?:successor|replacement)(?: (?:is|was|will be))?,?)\s+$"
)
SUCCESSION = "succession"
"""The rule of a pair that names somebody's successor."""
_UNNAMED = re.compile(r"\s*(?:The|A)\s+$")
_ARRIVED = re.compile(r"\s+(?:came|joined|took|was|started|has|had|left|resigned|said|is)\b")


def references(people: Roster, number: int) -> Iterator[Pair]:
    """Pairs of a sentence that need the sentence before, or have no title at all."""
    cast = people.casts[number]
    if not 0 < len(cast.people) <= _MANY:
        return
    yield from joint(people.text, cast)
    for person in cast.people:
        if person.strong and " " in person.value:
            yield from _untitled(people.text, cast, person)
    yield from _succession(people, number)
    if number:
        yield from _held_the_role(people, number)
        yield from _unnamed_before(people, number)


def _untitled(text: str, cast: Cast, person: Mention) -> Iterator[Pair]:
    """A post that the words beside a name show."""
    start = titled_start(text, person.span)
    for before, behind, notation in _BESIDE:
        lead = before.search(text, cast.sentence.span.start, start) if before else None
        tail = behind.match(text, person.span.end, cast.sentence.span.end) if behind else None
        if bool(before) == bool(lead) and bool(behind) == bool(tail):
            words = Span(lead.start(), start) if lead else Span(*tail.span("title")) if tail else person.span
            role = Mention(MentionKind.ROLE, words, notation, feature="shown beside")
            trigger = Span(min(words.start, person.span.start), max(words.end, person.span.end))
            yield Pair(person, role, "shown-beside", 0.8, trigger)


def _succession(people: Roster, number: int) -> Iterator[Pair]:
    """`A replaces the director B`, `the director B is succeeded by A`, `her successor A`: A in the post of B."""
    text, cast = people.text, people.casts[number]
    own = list(pairs(text, cast))
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
            before = pairs(text, people.casts[number - 1]) if number else ()
            held = [pair for pair in [*before, *own] if pair.trigger.end <= start][-1:]
        else:
            continue
        yield from (Pair(person, pair.role, SUCCESSION, 0.8, person.span) for pair in held)


def _held_the_role(people: Roster, number: int) -> Iterator[Pair]:
    """People of a sentence that speaks of `the role` hold the post with which the sentence before ends."""
    cast = people.casts[number]
    span = cast.sentence.span
    if not _HELD.search(people.text, span.start, span.end):
        return
    role = _post_before(people, number)
    if role is None:
        return
    taken = {pair.person.span for pair in pairs(people.text, cast)}
    for person in cast.people:
        if person.strong and " " in person.value and person.span not in taken:
            yield Pair(person, role, "held-the-role", 0.78, person.span)


def _post_before(people: Roster, number: int) -> Mention | None:
    before = people.casts[number - 1]
    if before.roles:
        return before.roles[-1]
    span = before.sentence.span
    plural = list(_PLURAL.finditer(people.text, span.start, span.end))
    if not plural:
        return None
    words = Span(plural[-1].start(), plural[-1].end())
    singular = re.sub(r"s\b", "", words.of(people.text), count=1)
    notation = role_of(singular, Span(0, len(singular)), Span(0, len(singular)))
    return Mention(MentionKind.ROLE, words, notation) if notation else None


def _unnamed_before(people: Roster, number: int) -> Iterator[Pair]:
    """`The head of X’s services has left. Jane Example came in 2021.`"""
    cast, before = people.casts[number], people.casts[number - 1]
    if before.people or len(before.roles) != 1 or cast.roles:
        return
    first, role = cast.people[0], before.roles[0]
    opens = titled_start(people.text, first.span) == cast.sentence.span.start
    lead = people.text[before.sentence.span.start : role.span.start]
    senior = role.value.startswith(("director_", "chief_executive"))
    named = opens and first.strong and " " in first.value and _ARRIVED.match(people.text, first.span.end)
    if senior and named and _UNNAMED.fullmatch(lead):
        yield Pair(first, role, "named-after", 0.76, first.span)
