"""When people took up and gave up their posts, where a sentence says so: `appointed in March 2022`, `who left in June`.

Takes the people, posts and dates of one sentence; gives Terms. A date counts only for the subject (or object) of the verb
right before it, and is taken as it was read: nothing is made more exact than the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.claim import TimeReference
from graph.document import Span
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.dates.dates import bounds
from graph.extraction.people.roster import Cast, Roster, titled_start

_IN = (
    r"(?:,?\s*\b(?:in|on|from|since|back in|early in|late in|at the (?:start|end|beginning) of|earlier|only|just|as of)"
    r"(?:\s+the)?\s+|\s+)"
)
_FILL = r"(?P<fill>(?:\s+[^.;:“”\"]{1,110}?)?)"
_BEGAN = re.compile(
    rf"\b(?P<verb>appointed|hired|recruited|brought in|installed|elected|re-elected|named|made|confirmed|promoted"
    r"|became|becomes|become"
    r"|took over|taken over|takes over|take over|took charge|took the (?:helm|reins)"
    r"|(?:took|taken|takes|take) (?:up|on) (?:the|her|his|their|this) (?:post|role|job|position)|(?:took|taken) up post"
    r"|started|starts|start|began|begins|joined|joins|join|arrived|came into post)"
    rf"{_FILL}{_IN}$"
)
_SINCE = re.compile(
    r"(?P<verb>(?:has|have|had) (?:also )?(?:been|led|run|held|headed|chaired|served|worked|acted)"
    r"|in (?:post|charge|the (?:role|job|post)))"
    rf"{_FILL}\s+since(?:\s+(?:early|late|mid))?\s+$"
)
_ENDED = re.compile(
    r"(?P<verb>\b(?:left|leaves?|leaving|departed|departs?|departing|step(?:s|ped|ping)? (?:down|aside)"
    r"|st(?:ands?|ood|anding) down"
    r"|quits?|quitting|retire[sd]?|retiring|moved on|sacked|dismissed|vacated|gave up))"
    rf"(?P<fill>(?:\s+(?:as|from|the|her|his|their|its|that|this)\b[^.;:“”\"]{{1,90}}?)?){_IN}$"
)
_UNTIL = re.compile(
    rf"(?P<verb>\b(?:was|were|served|held|led|ran|headed|chaired|worked|acted|(?:stay|remain)(?:s|ed)?|continued?)){_FILL}\s+until\s+$"
)
_OVER = re.compile(
    rf"(?P<verb>\b(?:was|served|held|led|ran|headed|chaired|worked|acted|in (?:post|charge))){_FILL}\s+(?:from|between)\s+$"
)
_GONE = re.compile(
    r"\b(?:left|departed|stepped (?:down|aside)|stood down|quit|retired|moved on|sacked|dismissed|vacated|gave up|until)\b"
)
_AHEAD = re.compile(r"\b(?:will|would|to|due|set|plans?|intends?|is|are)\b[\w ]{0,24}$")
_AUX = (
    r"(?:\s+(?:has|have|had|was|were|is|are|will|would|been|be|to|due|set|also|then|only|first|originally"
    r"|recently|later|currently|previously|who|now|and|but|before|after"
    r"|(?:has |have )?announced (?:that )?(?:she|he|they)|said (?:she|he|they)))*"
)
_SUBJECT = re.compile(
    rf"(?:\s*,?\s*\b(?:MP|CBE|OBE|MBE|KC|DL|JP)\b)*(?:\s*\([^()]{{1,70}}\))?"
    rf"(?:,(?! who\b)[^;.:“”\"]{{2,140}},)?(?:,?\s+who)?{_AUX}\s*"
)
_PARTICIPLE = re.compile(r"\s*,\s*(?:(?:the|an?)\s+[^,;.:“”\"]{2,80}?\s+)?(?:newly |first )?")
_PARTICIPLES = ("appointed", "hired", "recruited", "brought in", "installed", "elected")
_OPENING = re.compile(r"(?:In|On|Back in|At the (?:start|end) of|Early in|Late in|Only in|Last|This)?\s*")
_OPENED = re.compile(
    rf"{_AUX}\s+(?P<verb>appointed|installed|became|took over|took charge"
    r"|took up (?:the|her|his|their) (?:post|role|job)|(?P<gone>left|stepped down|stood down|quit|retired|departed))"
    r"(?!\s+[A-Z])(?:\s+(?:the|her|his|their) (?:post|role|job|council))?"
)
_GO_ON = re.compile(rf"\s*,?{_AUX}\s*")
_OBJECT = re.compile(
    r"\b(?:appointed|hired|recruited|brought in|installed|elected|named|promoted|poached|chose|appointment of|arrival of)\s+$"
)
_BESIDE = re.compile(r"\s*[,(–-]\s*[^.;:“”\"()]{0,110}?\b(?P<how>since|until)\s+$")
_PRONOUN = re.compile(r"(?:She|He|They)\b")
_ELECTED = ("councillor", "mayor", "mp")
_NEEDS_POST = (
    "elected",
    "re-elected",
    "named",
    "made",
    "confirmed",
    "joined",
    "joins",
    "join",
    "started",
    "starts",
    "start",
    "began",
)
_AS = re.compile(r"\b(?:as|work|the (?:post|role|job)|(?:her|his|their) (?:post|role|job|work))\b")
_UNFIT = ("span", "fiscal", "season")


@dataclass(frozen=True, slots=True)
class Term:
    """A limit of somebody's time in a post: `role` is the notation that the sentence names, if any."""

    name: str
    role: str | None
    roles: tuple[str, ...]
    began: TimeReference | None
    ended: TimeReference | None
    gone: bool
    trigger: Span


def terms(people: Roster, number: int) -> Iterator[Term]:
    """The limits of terms of office that one sentence gives."""
    cast = people.casts[number]
    dates = [date for date in cast.sentence.of(MentionKind.DATE) if date.when and date.feature not in _UNFIT]
    last: tuple[Mention, Mention] | None = None
    for date in dates:
        for kind, pattern in (
            ("over", _OVER),
            ("until", _UNTIL),
            ("since", _SINCE),
            ("ended", _ENDED),
            ("began", _BEGAN),
        ):
            start = max(cast.sentence.span.start, date.span.start - 200)
            found = pattern.search(people.text, start, date.span.start)
            if found is None or (kind == "over") != ("/" in date.value):
                continue
            person = _subject(people, number, found, date, last)
            if person is None or not _fits(cast, kind, found):
                continue
            last = (person, date)
            yield from _term(people, cast, person, date, kind, found)
            break
        else:
            yield from _beside(people, cast, date)
            yield from _opening(people, cast, date)


def _subject(
    people: Roster, number: int, found: re.Match[str], date: Mention, last: tuple[Mention, Mention] | None
) -> Mention | None:
    """Whose verb it is: the person right before it, the object right behind it, or the person of the sentence before."""
    text, cast, verb = people.text, people.casts[number], found.start("verb")
    if any(found.end("verb") <= other.span.start < date.span.start for other in cast.people):
        inside = [other for other in cast.people if found.end("verb") <= other.span.start < date.span.start]
        return (
            inside[0] if len(inside) == 1 and _OBJECT.search(text, verb, titled_start(text, inside[0].span)) else None
        )
    before = [person for person in cast.people if person.span.end <= verb]
    if before and _SUBJECT.fullmatch(text, before[-1].span.end, verb):
        return before[-1]
    participle = found.group("verb") in _PARTICIPLES
    if before and participle and _PARTICIPLE.fullmatch(text, before[-1].span.end, verb):
        return before[-1]
    if last and last[1].span.end <= verb and _GO_ON.fullmatch(text, last[1].span.end, verb):
        return last[0]
    span = cast.sentence.span
    pronoun = _PRONOUN.match(text, span.start, span.end)
    if pronoun and number and _GO_ON.fullmatch(text, pronoun.end(), verb):
        names = {people.full_name(person) for person in people.casts[number - 1].people}
        return people.casts[number - 1].people[0] if len(names) == 1 else None
    return None


def _fits(cast: Cast, kind: str, found: re.Match[str]) -> bool:
    """Whether the verb, which has other meanings too, is about a post here."""
    verb, fill = found.group("verb"), found.group("fill")
    named = any(found.end("verb") <= role.span.start < found.end("fill") for role in cast.roles)
    if kind == "began" and verb in _NEEDS_POST:
        return named or bool(_AS.search(fill)) or (verb.endswith("elected") and not fill.strip())
    if kind in ("until", "over") or (kind == "since" and not verb.startswith("in ")):
        return named or " in post" in f" {fill}" or verb.startswith("in ")
    return True


def _term(
    people: Roster, cast: Cast, person: Mention, date: Mention, kind: str, found: re.Match[str]
) -> Iterator[Term]:
    name = people.full_name(person)
    if name is None or date.when is None:
        return
    inside = [
        role.value for role in cast.roles if found.end("verb") <= role.span.start and role.span.end <= date.span.start
    ]
    allowed = _ELECTED if found.group("verb").endswith("elected") and not inside else ()
    words = people.text[max(0, found.start() - 30) : date.span.start]
    gone = bool(_GONE.search(people.text, found.start(), date.span.start)) and not _AHEAD.search(words[:30])
    began, ended = _limits(kind, date.when)
    trigger = Span(found.start("verb"), date.span.end)
    yield Term(name, inside[0] if inside else None, allowed, began, ended, gone or kind == "over", trigger)


def _limits(kind: str, when: TimeReference) -> tuple[TimeReference | None, TimeReference | None]:
    if kind in ("began", "since"):
        return when, None
    if kind in ("ended", "until"):
        return None, when
    first, last = (
        replace(when, edtf=part, earliest=bounds(part)[0], latest=bounds(part)[1]) for part in when.edtf.split("/")
    )
    return first, last


def _beside(people: Roster, cast: Cast, date: Mention) -> Iterator[Term]:
    """`A, director of children’s services since 2019`."""
    before = [person for person in cast.people if person.span.end <= date.span.start]
    if not before or date.when is None:
        return
    found = _BESIDE.fullmatch(people.text, before[-1].span.end, date.span.start)
    inside = [r for r in cast.roles if before[-1].span.end <= r.span.start and r.span.end <= date.span.start]
    name = people.full_name(before[-1])
    if found and name and len(inside) == 1:
        began, ended = _limits(found.group("how"), date.when)
        trigger = Span(before[-1].span.start, date.span.end)
        yield Term(name, inside[0].value, (), began, ended, found.group("how") == "until", trigger)


def _opening(people: Roster, cast: Cast, date: Mention) -> Iterator[Term]:
    """`In March 2022 A was appointed chief executive`."""
    text = people.text
    ahead = [person for person in cast.people if person.span.start >= date.span.end]
    if not ahead or date.when is None or not _OPENING.fullmatch(text, cast.sentence.span.start, date.span.start):
        return
    person = ahead[0]
    found = _OPENED.match(text, person.span.end, cast.sentence.span.end)
    if (
        found
        and not text[date.span.end : titled_start(text, person.span)].strip(" ,")
        and (name := people.full_name(person))
    ):
        named = [role.value for role in cast.roles if 0 <= role.span.start - found.end() < 40]
        began, ended = _limits("ended" if found.group("gone") else "began", date.when)
        yield Term(name, named[0] if named else None, (), began, ended, bool(ended), Span(date.span.start, found.end()))
