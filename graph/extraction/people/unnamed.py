"""Posts whose holder is named only later: `The leader of X has apologised. “…,” said Cllr A.`

Takes the people of a document and the number of a sentence; gives pairs, less trusted than a title beside a name. The
sentence with the post names nobody; the next one who is named acts or speaks, and has no post of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.extraction.analysis import Mention
from graph.extraction.people.pairing import Pair, pairs
from graph.extraction.people.roster import Cast, Roster, titled_start
from graph.extraction.people.shown import shown

_SENTENCES = 4
_LED_BY = (
    *("council_leader", "mayor", "chief_executive", "director_childrens_services", "director_adult_services"),
    "commissioner",
)
"""Posts of which a council has one, so that `the leader` is somebody certain."""
_OPENS = re.compile(
    r"(?:[^.;“”\"]{0,60}, )?(?:the|an?|(?:[\w’'-]+\s+){0,5}[\w’'-]+[’']s)\s+(?:(?!former\b|ex-|then\b)[\w’'-]+\s+){0,5}\Z",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"(?:\s+(?:sent|brought|called|drafted|put)\s+in\b[^.;,“”\"]{0,80}?)?(?:\s+(?:of|at|for|in)\s+[^.;,“”\"]{3,50}?|\s*\([^()]{1,40}\))?,?\s+"
    r"(?:has|have|had|is|was|will|says|said|told|tells|admits|admitted|apologised|apologises|welcomed|resigned|promised"
    r"|pledged|insists|insisted|spoke|hailed|praised|thanked|quit)\b",
)
_CAME = (
    r"took (?:over|up)|became|was elected|joined|started|starts|arrived|began|moved|came|grew up|succeeded|replaced"
    r"|was (?:sent|put|brought|drafted|called) in|was (?:appointed|sent|named|chosen)"
)
_FIRST_ACTS = re.compile(
    r"[’']s (?:words|comments|remarks|apology|statement|promise|resignation|departure|announcement)\b"
    rf"|(?:,\s+who\s(?:{_CAME})[^,.;“”\"]{{0,60}},)?"
    r"\s+(?:came|joined|took|was|started|starts|set|has|had|left|resigned|said|says|told|is|added|wrote|apologised|promised|pledged"
    r"|called|spoke|admitted|insisted|described)\b"
)
_SAID = re.compile(r"\b(?:said|says|added|wrote|admitted|told [\w ]{3,30})\s+\Z")
_STRANGER = re.compile(rf"\s*,\s+(?:an?\s|who\s(?!{_CAME})|from\s|of\s|whose\s|\d)|\s+(?:of|from)\s")
_ELECTED_LEAD = re.compile(
    r"\s*An? (?:(?:senior|top|council|county|city|borough|town|cabinet|labour|conservative) )*(?:councillor )?$"
)
_PARTY = re.compile(r"(?:(?:Conservative|Labour|Liberal Democrat|Lib Dem|Tory|Green|Independent)(?:[’']s)?\s+)?")
_IN_TROUBLE = re.compile(
    r"(?:,[^,;.:“”\"]{2,60},)?\s+(?:(?:denie[sd]|admit(?:s|ted)|apologised|resigned|quit|faces|faced|stood down|stepped down)\b"
    r"|(?:claims|claimed|insist(?:s|ed)|said|says)\b[^;:“”\"]{0,90}?\b(?:he|she) (?:was|had|has|will|would|took|inherited)\b)"
)


def unnamed(people: Roster, number: int) -> Iterator[Pair]:
    """The pair of the first person of a sentence with a post that a sentence before leaves without a name."""
    cast = people.casts[number]
    person = cast.people[0]
    if " " not in person.value:
        return
    role = _post_before(people, number)
    if role is not None and _names_holder(people, cast, person) and _sole(people, person, role):
        yield Pair(person, role, "named-after", 0.76, person.span)
    yield from _in_trouble(people, number)


def _post_before(people: Roster, number: int) -> Mention | None:
    """The one post of the nearest sentence before that has any, if nobody was named since."""
    for before in reversed(people.casts[max(0, number - _SENTENCES) : number]):
        if before.people:
            return None
        if before.roles:
            role = before.roles[0]
            fit = len(before.roles) == 1 and role.value in _LED_BY
            lead = people.text[before.sentence.span.start : role.span.start]
            acts = _ACTS.match(people.text, role.span.end, before.sentence.span.end)
            return role if fit and acts and _OPENS.fullmatch(lead) else None
    return None


def _names_holder(people: Roster, cast: Cast, person: Mention) -> bool:
    """Whether the person acts or speaks, and is not told to be somebody else."""
    start = titled_start(people.text, person.span)
    if _STRANGER.match(people.text, person.span.end) and not _FIRST_ACTS.match(people.text, person.span.end):
        return False
    opens = person.strong and start == cast.sentence.span.start and _FIRST_ACTS.match(people.text, person.span.end)
    said = _SAID.search(people.text, max(cast.sentence.span.start, start - 50), start)
    told = people.text[start - 2 : start].strip() in ("”", "’", '"', "'") and _FIRST_ACTS.match(
        people.text, person.span.end
    )
    return bool(opens or said or told)


def _sole(people: Roster, person: Mention, role: Mention) -> bool:
    """Whether the person holds no post by other words, and nobody else the post."""
    name = people.full_name(person)
    for cast in people.casts:
        for pair in [*pairs(people.text, cast), *shown(people.text, cast)]:
            if pair.role.value == role.value or people.full_name(pair.person) == name:
                return False
    return True


def _in_trouble(people: Roster, number: int) -> Iterator[Pair]:
    """`A senior cabinet member is under fire. Labour’s A denied …`."""
    cast, before = people.casts[number], people.casts[number - 1]
    if before.people or len(before.roles) != 1 or cast.roles or before.roles[0].value != "cabinet_member":
        return
    first, role = cast.people[0], before.roles[0]
    lead = people.text[before.sentence.span.start : role.span.start]
    party = _PARTY.fullmatch(people.text, cast.sentence.span.start, titled_start(people.text, first.span))
    elected = party and (party[0] or people.is_councillor(first))
    if elected and _ELECTED_LEAD.fullmatch(lead.replace("\n", " ")) and _IN_TROUBLE.match(people.text, first.span.end):
        yield Pair(first, role, "named-after", 0.76, first.span)
