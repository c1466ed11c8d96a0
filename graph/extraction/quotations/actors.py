"""Who can speak in a document: finds, outside the quotation marks, the people and bodies that act.

An actor is a person or a body (`ofsted`, `cqc`, `rsh`, `dfe`, `council`). A report, an inspector or a watchdog is the
inspectorate that the document names; a letter is whoever the text says wrote it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graph.document import Span
from graph.extraction.analysis import Mention
from graph.extraction.people.pairing import pairs
from graph.extraction.people.people import given_names
from graph.extraction.people.roster import Roster
from graph.extraction.quotations.words import BODY, BODY_FIRST, PRONOUN, PRONOUN_FIRST, THE_POST
from graph.extraction.words import matches

_HOLDER = re.compile(
    r"(?:[’']s?)?\s+(?:(?!and\b|or\b)[a-z’'-]+\s+){0,4}(?:(?:Executive|Corporate|Strategic|Deputy|Interim|Acting)\s+)*"
    r"(?:chief executive|director|leader|mayor|head of|(?:cabinet |lead )+member|chair|chairman|boss"
    r"|Chief Executive|Director|Leader|Mayor|Head of|(?:Cabinet |Lead |Executive )+Member|Chair|Chairman)\b"
)
_THE = frozenset(("the",))
_WHO_IS = re.compile(r"\s*[,(–-]\s*(?:who\s+(?:is|was|has been)\s+)?")
_GOVERNMENT_LETTER = re.compile(
    r"\b(?:DfE|Department for Education|[Gg]overnment|[Mm]inisters?|[Dd]epartment|[Ss]ecretary)(?:[’']s?)?\s+letter\b"
    r"|\bletter (?:sent |written )?(?:from|by) (?:the )?(?:DfE|Department|[Gg]overnment|[Mm]inisters?\b)"
)
_IN_LETTER = re.compile(r"\b[Ii]n (?:an? |his |her )(?:\w+ )?letter (?:sent )?to\b[^.;:]{3,110}?, (?=[A-Z])")
_SAID_IN_LETTER = re.compile(
    r"\b(?:said|says|wrote|warned|confirmed)(?: to [^,.;]{3,40})? in (?:an? |his |her )(?:\w+ )?letter\b"
)
_TO_VERB = re.compile(
    r"(?:,[^;.:]{3,110},)?\s+(?:said|says|wrote|told|confirmed|warned|welcomed|praised|congratulated|explained|added)\b"
)
_OF_SPOKESMAN = re.compile(r"(?:(?:the|an?) )?(?:\w+ )?spokes\w+ (?:for|from|of|at) (?:the )?", re.IGNORECASE)
_WRITTEN = re.compile(r"[’']s (?:(?!letter)[a-z]+ )?")
_REPORT_BEHIND = re.compile(r"(?: council)?\s+(?:report|paper|letter)\b")
_PARTY_OF = re.compile(r",\s+(?:(?:the|a|its|their)\s+)?(?:[\w’'-]+\s+){0,3}")
_INDEFINITE = re.compile(r"\b[Aa]n?\s+(?:new |recent )?\Z")
_FIRST_NAME = re.compile(
    r"\b(?:(?:mum|dad|mother|father|nan|grand(?:mother|father|parent)|parent|carer|care leaver|student|pupil|tenant|resident)"
    r"(?:-of-\w+)?|[\w-]+-year-old)(?: \w+)?,? (?P<name>(?-i:[A-Z][a-z]+))"
    r"(?=,| (?:said|says|told|added|explained|wrote)\b|[.:]?\s*$)",
    re.IGNORECASE | re.MULTILINE,
)
"""Somebody of whom only the given name is told: `mum-of-two A`, `sixteen-year-old B`."""
_SERVED = re.compile(r"[’']s?\s+(?:[a-z’'-]+\s+){0,3}(?:services?|users|children|tenants|residents|homes|staff)\b")


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who can speak: a person's full name or a body's notation.

    `held` marks a council before the post of somebody in it (`the council’s chief executive`), `letter` what a person wrote.
    """

    span: Span
    person: str | None = None
    body: str | None = None
    pronoun: str = ""
    held: bool = False
    letter: bool = False

    @property
    def speaks(self) -> Actor:
        """The actor as a speaker; whoever holds a post of a council, unnamed, is nobody we could name."""
        return Actor(self.span, body="") if self.held else self


def actors(
    text: str,
    masked: str,
    people: Iterable[tuple[Mention, str]],
    councils: Iterable[Span],
    inspectorate: str,
    posts: Sequence[Actor],
) -> list[Actor]:
    """All the actors of a document in order; `masked` is the text with the quoted words blanked out."""
    whole = Span(0, len(masked))
    places = list(councils)
    named = [*posts, *(Actor(person.span, person=name) for person, name in people), *_first_names(masked)]
    named += [
        Actor(
            Span(body.start(), body.end()),
            body={"inspectorate": inspectorate, "own": "council", "unknown": _stranger(body, places)}.get(kind, kind),
        )
        for body in matches(BODY, text, whole, BODY_FIRST, masked=masked)
        if (kind := body.lastgroup)
    ]
    named += [Actor(place, body="council") for place in places]
    named = [_of_holder(masked, actor) for actor in named if not _only_serves(masked, actor)]
    named = _with_letters(masked, named)
    pronouns = matches(PRONOUN, text, whole, PRONOUN_FIRST, masked=masked)
    named += [Actor(Span(word.start(), word.end()), pronoun=word.group().lower()) for word in pronouns]
    found: list[Actor] = []
    for actor in sorted(named, key=_rank):
        if found and actor.span.start < found[-1].span.end:
            continue
        if found and _OF_SPOKESMAN.fullmatch(masked, found[-1].span.start, actor.span.start):
            found.pop()  # a spokesman for the body that is named behind
        if (
            found
            and actor.body
            and not found[-1].body
            and _WRITTEN.fullmatch(masked, found[-1].span.end, actor.span.start)
        ):
            continue  # somebody’s own report
        if found and found[-1].body == "council" and _own_report(masked, found[-1], actor):
            continue
        spokesman = masked[actor.span.start : actor.span.start + 6].lower() == "spokes"
        if not (spokesman and found and _speaks_for(masked, found[-1], actor)):
            apposed = actor.held and found and found[-1].person
            named_holder = apposed and _WHO_IS.fullmatch(masked, found[-1].span.end, actor.span.start)
            found.append(replace(actor, held=False) if named_holder else actor)
    return found


def _first_names(masked: str) -> Iterator[Actor]:
    """Parents, tenants and young people who are named by their given name alone."""
    for found in _FIRST_NAME.finditer(masked):
        if found["name"] in given_names():
            yield Actor(Span(*found.span("name")), person=found["name"])


def _speaks_for(masked: str, person: Actor, spokesman: Actor) -> bool:
    """Whether `spokesperson` is the post of the one named right before: `A, Labour’s spokesperson on children`."""
    between = Span(person.span.end, max(person.span.end, spokesman.span.start))
    return between.end - between.start <= 2 or bool(
        person.person and _PARTY_OF.fullmatch(masked, between.start, between.end)
    )


def _own_report(masked: str, council: Actor, report: Actor) -> bool:
    """Whether `a Sampleshire Council report` is the council's own; `the Sampleshire report` is that of its inspectors."""
    return bool(
        _REPORT_BEHIND.match(masked, council.span.end)
        and report.span.start <= council.span.end + 9
        and _INDEFINITE.search(masked, max(0, council.span.start - 12), council.span.start)
    )


def posts(masked: str, people: Roster) -> Iterator[Actor]:
    """Those who speak as `the leader`, `the director`: the last person who was given such a post, else nobody known."""
    found = list(matches(THE_POST, people.text, Span(0, len(masked)), _THE, masked=masked))
    held = [pair for cast in people.casts for pair in pairs(people.text, cast)] if found else []
    for post in found:
        if post["party"]:
            yield Actor(Span(*post.span()), pronoun="he")  # `the Labour man`
            continue
        fit = [
            pair for pair in held if pair.trigger.end <= post.start() and _fits(pair.role.span.of(people.text), post)
        ]
        name = people.full_name(fit[-1].person) if fit else None
        yield Actor(Span(*post.span()), person=name) if name else Actor(Span(*post.span()), body="")


def _fits(title: str, post: re.Match[str]) -> bool:
    """Whether a title can be meant by its head, and by the field of work if that is named too."""
    words, field = title.lower(), (post["field"] or "").lower()
    if post["head"].lower() not in words or any(word[:6] not in words for word in field.split() if len(word) > 5):
        return False
    among = re.search(r"\b(?:deputy|group|opposition)\b", words) if post["head"] == "leader" else None
    return among is None or among[0] in post[0].lower()


def _stranger(body: re.Match[str], councils: Sequence[Span]) -> str:
    """A spokesperson of a place that is a council speaks for it."""
    at = bisect_left(councils, Span(body.start(), 0))
    return "council" if councils[at : at + 1] and councils[at].end <= body.end() else ""


def _of_holder(masked: str, actor: Actor) -> Actor:
    """A council right before the post of somebody in it (`the council’s chief executive`) is not the one who speaks."""
    held = actor.body == "council" and _HOLDER.match(masked, actor.span.end, actor.span.end + 70)
    return Actor(Span(actor.span.start, held.end()), body="council", held=True) if held else actor


def _with_letters(masked: str, found: Sequence[Actor]) -> list[Actor]:
    """The actors, a letter standing for the government or the person who the text says wrote it."""
    if "letter" not in masked:
        return list(found)
    by_government, begun = _GOVERNMENT_LETTER.search(masked), _IN_LETTER.search(masked)
    said = _SAID_IN_LETTER.search(masked)
    writer, start = Actor(Span(0, 0), body="dfe"), by_government.start() if by_government else len(masked)
    person: Actor | None = None
    if begun and not by_government:
        near = (actor for actor in found if actor.person and begun.end() - 1 <= actor.span.start < begun.end() + 90)
        person = min(near, key=_rank, default=None)
        person = person if person and _TO_VERB.match(masked, person.span.end) else None
    elif said and not by_government:
        last = max((actor for actor in found if actor.span.end <= said.start()), key=_rank, default=None)
        person = last if last and last.person and said.start() - last.span.end < 30 else None
    if person:
        writer, start = replace(person, letter=True), person.span.end
    return [
        replace(writer, span=actor.span)
        if actor.span.start >= start and masked[actor.span.start : actor.span.end].lower() == "letter"
        else actor
        for actor in found
    ]


def _only_serves(masked: str, actor: Actor) -> bool:
    """Whether a council is only named for those whom it serves (`users of the council’s services`)."""
    if actor.body != "council" or _HOLDER.match(masked, actor.span.end, actor.span.end + 70):
        return False
    return bool(_SERVED.match(masked, actor.span.end, actor.span.end + 60))


def _rank(actor: Actor) -> tuple[int, int]:
    """By place; of actors that begin together a person comes first."""
    return actor.span.start, 0 if actor.person else 1


def within(found: Sequence[Actor], span: Span) -> list[Actor]:
    """The actors of a stretch."""
    first = bisect_left(found, span.start, key=lambda actor: actor.span.start)
    last = bisect_left(found, span.end, key=lambda actor: actor.span.start)
    return [actor for actor in found[first:last] if actor.span.end <= span.end]


def first_of(ahead: Sequence[Actor]) -> Actor | None:
    """Who counts of several people for whom `they` stands right behind them; None if a body is the last one there."""
    acting = [actor for actor in ahead if actor.body != "council"]
    return acting[0] if len(acting) > 1 and acting[0].person and acting[-1].person else None
