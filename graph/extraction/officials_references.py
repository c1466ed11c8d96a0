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
_LED_BY = re.compile(r"\b(?:team|inspectors|inspection|inspected)\b[^.;“”]{0,50}\bled by\s+$", re.IGNORECASE)
_TEAM = re.compile(
    r"(?:[’']s?\s+(?:[a-z]+\s+){0,2}|\s+and\s+(?:his|her|their)\s+(?:[a-z]+\s+){0,2})"
    r"(?P<title>team\s+of\s+(?:\w+\s+)?inspectors|inspection\s+team|inspectors|fellow\s+inspectors)\b"
)
_BRIEF = re.compile(
    r"(?:\s*\([^()]{1,60}\))?\s*,\s*who\s+(?:also\s+|currently\s+)?(?:holds|has)\s+the\s+(?:council[’']s\s+)?(?:cabinet\s+)?"
    r"(?P<title>[\w’' ]{3,50}?\s(?:portfolio|brief))\b"
)
_CHAIRED_BY = re.compile(
    r"\b(?:(?:improvement|intervention) board|safeguarding (?:children )?(?:board|partnership)|trust|committee|panel)"
    r"[^.;“”]{0,40}\bchaired by\s+(?:an? [a-z]+,? )?$",
    re.IGNORECASE,
)
_CHAIRS = {
    "safeguarding": "lscb_chair",
    "improvement": "improvement_board_chair",
    "intervention": "improvement_board_chair",
    "trust": "trust_chair",
    "committee": "committee_chair",
    "panel": "committee_chair",
}
_UNNAMED = re.compile(r"\s*(?:The|A)\s+$")
_ARRIVED = re.compile(r"\s+(?:came|joined|took|was|started|has|had|left|resigned|said|is)\b")
_RESPONSIBLE = re.compile(r"\s*,\s+who has (?:had )?$")


def references(people: Roster, number: int) -> Iterator[Pair]:
    """Pairs of a sentence that need the sentence before, or have no title at all."""
    cast = people.casts[number]
    if not 0 < len(cast.people) <= _MANY:
        return
    yield from joint(people.text, cast)
    yield from _led_by(people.text, cast)
    yield from _behind_name(people.text, cast, _TEAM, "inspector")
    yield from _behind_name(people.text, cast, _BRIEF, "cabinet_member")
    yield from _chaired_by(people.text, cast)
    if number + 1 < len(people.casts):
        yield from _signature(people, number)
    if number:
        yield from _held_the_role(people, number)
        yield from _unnamed_before(people, number)


def _led_by(text: str, cast: Cast) -> Iterator[Pair]:
    """`The team, led by …`: the lead inspector."""
    for person in cast.people:
        lead = _LED_BY.search(text, cast.sentence.span.start, titled_start(text, person.span))
        if lead and person.strong:
            words = Span(lead.start(), person.span.start)
            role = Mention(MentionKind.ROLE, words, "inspector", feature="led by")
            yield Pair(person, role, "led-by", 0.8, Span(lead.start(), person.span.end))


def _behind_name(text: str, cast: Cast, words: re.Pattern[str], notation: str) -> Iterator[Pair]:
    """`A’s team of inspectors`, `A, who holds the children’s portfolio`: words right behind a name that show its post."""
    for person in cast.people:
        found = words.match(text, person.span.end, cast.sentence.span.end)
        if found and " " in person.value:
            role = Mention(MentionKind.ROLE, Span(*found.span("title")), notation, feature="behind name")
            yield Pair(person, role, "behind-name", 0.8, Span(person.span.start, found.end()))


def _chaired_by(text: str, cast: Cast) -> Iterator[Pair]:
    """`An improvement board chaired by …`."""
    for person in cast.people:
        lead = _CHAIRED_BY.search(text, cast.sentence.span.start, titled_start(text, person.span))
        if lead and person.strong:
            notation = next(role for word, role in _CHAIRS.items() if word in lead.group().lower())
            role = Mention(MentionKind.ROLE, Span(lead.start(), lead.end()), notation, feature="chaired by")
            yield Pair(person, role, "chaired-by", 0.8, Span(lead.start(), person.span.end))


def _signature(people: Roster, number: int) -> Iterator[Pair]:
    """A line with nothing but a name over a line with nothing but a title, as under letters."""
    cast, below = people.casts[number], people.casts[number + 1]
    if len(cast.people) != 1 or len(below.roles) != 1 or below.people:
        return
    person, role = cast.people[0], below.roles[0]
    rest = people.text[person.span.end : cast.sentence.span.end].strip(" ,")
    alone = titled_start(people.text, person.span) == cast.sentence.span.start and (not rest or rest.isupper())
    short = len(people.text[role.span.end : below.sentence.span.end].split()) <= 4
    if alone and short and " " in person.value and role.span.start == below.sentence.span.start:
        yield Pair(person, role, "signature", 0.82, Span(person.span.start, role.span.end))


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
