"""Whose words they are: finds, outside the quotation marks, who is said to say, find, warn or write.

An actor is a person or a body (`ofsted`, `cqc`, `rsh`, `dfe`, `council`). `he` and `she` stand for the last person, `it`
and `they` for the last body; a report, an inspector or a watchdog for the inspectorate that the document names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graph.document import Span
from graph.extraction.analysis import Mention
from graph.extraction.quotations_words import BODY, BODY_FIRST, IN_WORDS_OF, PASSIVE, PRONOUN, PRONOUN_FIRST, SPEECH
from graph.extraction.words import matches

_OF_BODY = re.compile(r"\s*,\s*(?:(?:the|who is|from)\s+)*(?:[A-Z][\w ]{2,30}[’']s\s+)?")
_BEFORE_NAME = ("said", "says", "added", "wrote", "warned")
_HOLDER = re.compile(
    r"(?:[’']s?)?\s+(?:(?!and\b|or\b)[a-z’'-]+\s+){0,4}"
    r"(?:chief executive|director|leader|mayor|head of|(?:cabinet|lead) member|chair|chairman|boss)\b"
)
_WHO_IS = re.compile(r"\s*[,(–-]\s*(?:who\s+(?:is|was|has been)\s+)?")
_PREPOSITION = re.compile(r"\s(?:in|from|at|of|for|near|with|to|on|about|against)\s+(?:the\s+)?$")
_WHICH = re.compile(r",\s*(?:which|who|whose|where)\b")


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who can speak: a person's full name or a body's notation.

    `held` marks a council before the post of somebody in it (`the council’s chief executive`).
    """

    span: Span
    person: str | None = None
    body: str | None = None
    pronoun: str = ""
    held: bool = False

    @property
    def speaks(self) -> Actor:
        """The actor as a speaker; whoever holds a post of a council, unnamed, is nobody we could name."""
        return Actor(self.span, body="") if self.held else self


@dataclass(slots=True)
class Context:
    """Who spoke or acted last; moves on as the document is read."""

    inspectorate: str
    named: Actor | None = None
    person: Actor | None = None
    body: Actor | None = None
    speaker: Actor | None = None
    authority: Actor | None = None

    def resolve(self, actor: Actor) -> Actor | None:
        """The actor that a pronoun stands for; any other actor as it is."""
        if actor.pronoun in ("he", "she"):
            return self.person
        if actor.pronoun == "it":
            return self.body or self.named
        if actor.pronoun == "they":
            last = self.speaker or self.body or self.person
            return last if last and last.body else self.body or last or self.named
        return actor

    def move(self, actor: Actor | None) -> None:
        """Remembers who acted."""
        if actor is None or actor.pronoun or actor.body == "":
            return
        if actor.person:
            self.person = actor
        else:
            self.body = actor
            if actor.body != "council":
                self.authority = actor


def actors(
    text: str, masked: str, people: Iterable[tuple[Mention, str]], councils: Iterable[Span], inspectorate: str
) -> list[Actor]:
    """All the actors of a document in order; `masked` is the text with the quoted words blanked out."""
    whole = Span(0, len(masked))
    named = [Actor(person.span, person=name) for person, name in people]
    named += [
        Actor(
            Span(body.start(), body.end()),
            body={"inspectorate": inspectorate, "own": "council", "unknown": ""}.get(kind, kind),
        )
        for body in matches(BODY, text, whole, BODY_FIRST, masked=masked)
        if (kind := body.lastgroup)
    ]
    named += [Actor(place, body="council") for place in councils]
    named = [_of_holder(masked, actor) for actor in named]
    pronouns = matches(PRONOUN, text, whole, PRONOUN_FIRST, masked=masked)
    named += [Actor(Span(word.start(), word.end()), pronoun=word.group().lower()) for word in pronouns]
    found: list[Actor] = []
    for actor in sorted(named, key=_rank):
        if found and actor.span.start < found[-1].span.end:
            continue
        spokesman = masked[actor.span.start : actor.span.start + 6].lower() == "spokes"
        if not (spokesman and found and actor.span.start - found[-1].span.end <= 2):
            named_holder = (
                actor.held
                and found
                and found[-1].person
                and _WHO_IS.fullmatch(masked, found[-1].span.end, actor.span.start)
            )
            found.append(replace(actor, held=False) if named_holder else actor)
    return found


def _of_holder(masked: str, actor: Actor) -> Actor:
    """A council right before the post of somebody in it (`the council’s chief executive`) is not the one who speaks."""
    held = actor.body == "council" and _HOLDER.match(masked, actor.span.end, actor.span.end + 70)
    return Actor(Span(actor.span.start, held.end()), body="council", held=True) if held else actor


def _rank(actor: Actor) -> tuple[int, int]:
    """By place; of actors that begin together a person comes first."""
    return actor.span.start, 0 if actor.person else 1


def within(found: Sequence[Actor], span: Span) -> list[Actor]:
    """The actors of a stretch."""
    first = bisect_left(found, span.start, key=lambda actor: actor.span.start)
    last = bisect_left(found, span.end, key=lambda actor: actor.span.start)
    return [actor for actor in found[first:last] if actor.span.end <= span.end]


def speaker_before(masked: str, span: Span, verbs: Sequence[Span], found: Sequence[Actor]) -> tuple[Actor, bool] | None:
    """Who leads up to a quotation in the words before it, and whether one of the `verbs` of saying there says so."""
    passive = False
    for verb in reversed(verbs):
        word = verb.of(masked).lower()
        if PASSIVE.search(masked, max(span.start, verb.start - 24), verb.start):
            passive = True
            continue
        ahead = [actor for actor in found if actor.span.end <= verb.start]
        behind = [actor for actor in found if actor.span.start >= verb.end]
        if word == "according to":
            if behind:
                return behind[0].speaks, True
        elif ahead:
            return _subject(masked, verb.start, ahead).speaks, True
        elif word in _BEFORE_NAME and behind and not behind[0].pronoun and behind[0].span.start <= verb.end + 30:
            return behind[0].speaks, True
    if not found or passive:
        return None
    return found[0], bool(IN_WORDS_OF.search(masked, span.start, span.end))


def _subject(masked: str, verb: int, ahead: Sequence[Actor]) -> Actor:
    """The subject of a verb: behind a closing comma the first person or actor of the clause, else the nearest."""
    lead = masked[:verb].rstrip()[-1:]
    clause = max(masked.rfind(mark, 0, verb) for mark in (";", ": ", ". "))
    inside = [actor for actor in ahead if actor.span.start > clause] or list(ahead)
    if lead in (",", ")", "–", "-"):
        people = [actor for actor in inside if actor.person]
        return people[0] if people else inside[0]
    last = inside[-1]
    if len(inside) > 1 and last.body == "council" and _PREPOSITION.search(masked, inside[-2].span.end, last.span.start):
        return inside[-2]
    if (
        last.body
        and len(inside) > 1
        and inside[-2].person
        and _OF_BODY.fullmatch(masked, inside[-2].span.end, last.span.start)
    ):
        return inside[-2]
    between = masked[last.span.end : verb]
    which = _WHICH.search(masked, inside[0].span.end, verb)
    if which and "," in between:
        return inside[0]
    if last.body and last.body == "council" and len(inside) > 1 and re.search(r"\bthat\b|\bwhich\b", between):
        return inside[-2]
    return last


def speaker_after(masked: str, span: Span, found: Sequence[Actor]) -> Actor | None:
    """Who is named right behind a quotation: `, said A`, `A added`, `, according to A`."""
    verb = SPEECH.search(masked, span.start, span.end)
    if verb is None or verb.start() - span.start > 110:
        return None
    ahead = [actor for actor in found if span.start <= actor.span.start and actor.span.end <= verb.start()]
    if ahead:
        return _subject(masked, verb.start(), ahead).speaks
    if verb.start() - span.start > 12:
        return None
    behind = [actor for actor in found if actor.span.start >= verb.end()]
    people = [actor for actor in behind if actor.person and actor.span.start - verb.end() < 120]
    near = [actor for actor in behind if actor.span.start - verb.end() < 40]
    if len(near) > 1 and near[0].body and near[1].body and near[1].span.start - near[0].span.end <= 1:
        near = near[1:]
    pronoun = bool(near and near[0].pronoun)
    if people and not pronoun and masked.find(". ", verb.end(), people[0].span.start) < 0:
        first = people[0]
        if not near or first.span.start - near[0].span.end < 60:
            return first
    return near[0].speaks if near else None
