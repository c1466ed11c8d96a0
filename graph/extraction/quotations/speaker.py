"""Whose words they are: which actor is said to say, find, warn or write in the words before or behind a quotation.

`he` and `she` stand for the person who acted last, `it` and `they` for the last body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.document import Span
from graph.extraction.quotations.actors import Actor
from graph.extraction.quotations.words import ANSWERED, IN_WORDS_OF, PARTICIPLE, PASSIVE, REPORT_SAYS, SPEECH

_OF_BODY = re.compile(r"\s*,\s*(?:(?:the|who is|from)\s+)*(?:[A-Z][\w ]{2,30}[’']s\s+)?")
_BEFORE_NAME = ("said", "says", "added", "wrote", "warned")
_PREPOSITION = re.compile(
    r"\s(?:in|from|at|of|for|near|with|to|on|about|against)\s+(?:the\s+)?(?:[A-Z][\w’'&-]*\s+){0,4}$"
)
_OBLIQUE = re.compile(
    r"\b(?:in|from|at|of|for|near|with|to|on|about|against|by|after|following|since|before|when|under|than|into)\s+"
    r"(?:(?:the|its|their|his|her|an?)\s+)?(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Coun|Councillor)\.?\s+)?\Z",
    re.IGNORECASE,
)
"""What stands before those who only go with the subject: `in a letter to A`, `led by B`."""
_ADDRESSED = re.compile(r"\bletter (?:sent |written |addressed )?to\b[^;.:]{0,90}\Z")
_BESIDE = re.compile(r"\b(?:to|with|against|about)\s+(?:(?:the|Mr|Mrs|Ms|Miss|Dr|Cllr|Coun|Councillor)\.?\s+)*\Z")
_AND_VERB = re.compile(r"\b(?:and|but)\s+(?:(?:also|then|has|have|had)\s+)*\Z")
_SIGNED = re.compile(r"\s*[–—-]+\s*(?=[A-Z])")
_INVERTED = re.compile(r"(?:, |\s?\b)according to\b|, (?:said|says|say|added|wrote)\s+(?:the\s|an?\s|[A-Z])")
"""A clause at the end of a sentence in which the speaker comes last."""
_SUBORDINATE = re.compile(r"\b(?:when|after|since|before|once|while)\s+(?:the\s+)?$", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)")
_APPOSED = re.compile(
    r",\s+(?:(?:the|who is|from)\s+)?[^,;.]{0,90}\b(?:chief|director|leader|mayor|head|member|holder|chair\w*|inspector|boss"
    r"|minister|commissioner|chancellor|secretary)\b[^,;.]{0,80}\s"
)
_JOINTLY_SAID = re.compile(r"\w+,? (?:jointly\b|in (?:a|their) joint\b)")
_AND_BODY = re.compile(r"\s+(?:and|&)\s+(?:the\s+)?")
"""Between two inspectorates that found something together, of which the first counts."""
_JOINT = re.compile(r"\b(?:joint|jointly|both)\b", re.IGNORECASE)
_AND_ALSO = re.compile(
    r"\s+(?:and|&)\s+(?:(?:Cllr|Coun|Councillor|Mr|Mrs|Ms|Dr|the|its|council|deputy|chief|executive|director|leader)\.?\s+){0,4}"
)
_WHO = re.compile(r"\s+(?:who|which)\s")
_THAT = re.compile(r"\bthat\b|\bwhich\b")
_THAT_IT = re.compile(r"\s+(?:that\s+)?")
_LEADS = re.compile(r"(?:\s+(?:me|us|him|her|it|(?:the|a|an|its|this|last)?\s*(?:[\w’'-]+\s*){1,4}))?\s*[:,]\s*")
"""Between the verb and the quotation that it leads up to: `when A told the chamber: “…”`."""
_COLON = re.compile(r"(?:\s*\([^()]{1,40}\)|,[^,;.:“”\"]{3,90})?\s*:\s*")
_WHICH = re.compile(r",\s*(?:which|who|whose|where)\b")


@dataclass(slots=True)
class Context:
    """Who spoke or acted last; moves on as the document is read."""

    inspectorate: str
    named: Actor | None = None
    person: Actor | None = None
    body: Actor | None = None
    speaker: Actor | None = None
    authority: Actor | None = None
    announcer: Actor | None = None
    together: Actor | None = None

    def resolve(self, actor: Actor) -> Actor | None:
        """The actor that a pronoun stands for; any other actor as it is."""
        if actor.pronoun in ("he", "she"):
            return self.person
        if actor.pronoun == "it":
            return self.body or self.named
        if actor.pronoun == "they":
            return self._several()
        return actor

    def _several(self) -> Actor | None:
        """Whom `they` stands for: people who acted jointly, the body that spoke last, or one that acted since."""
        if self.together:
            return self.together
        last, body = self.speaker or self.body or self.person, self.body
        acted = body and last and body.body != "council" and last.span < body.span
        return last if last and last.body and not acted else body or last or self.named

    def move(self, actor: Actor | None) -> None:
        """Remembers who acted."""
        if actor is None or actor.pronoun or actor.body == "":
            return
        if actor.person and not actor.letter:
            self.person = actor
        else:
            self.body = actor
            if actor.body != "council":
                self.authority = actor


def speaker_before(masked: str, span: Span, verbs: Sequence[Span], found: Sequence[Actor]) -> tuple[Actor, bool] | None:
    """Who leads up to a quotation in the words before it, and whether one of the `verbs` of saying there says so."""
    passive = False
    aside: Actor | None = None
    for verb in reversed(verbs):
        if PASSIVE.search(masked, max(span.start, verb.start - 24), verb.start):
            passive = True
        elif verb is verbs[0] or not _AND_VERB.search(masked, span.start, verb.start):
            subject = _of_verb(masked, verb, found)
            if (
                subject
                and subject.pronoun
                and any(_THAT_IT.fullmatch(masked, v.end, subject.span.start) for v in verbs)
            ):
                continue  # `A said it accepted that …` gives the words of A
            leads = verb is verbs[-1] and _LEADS.fullmatch(masked, verb.end, span.end)
            if subject and (leads or not _SUBORDINATE.search(masked, span.start, subject.span.start)):
                return subject.speaks, True
            aside = aside or subject
    if aside is not None:
        return aside.speaks, True
    if not found or passive:
        return None
    if (person := _before_colon(masked, span, found)) is not None:
        return person, True
    if words := IN_WORDS_OF.search(masked, span.start, span.end):
        return next((actor for actor in found if actor.person and actor.span.start >= words.end()), found[0]), True
    return found[0], False


def _before_colon(masked: str, span: Span, found: Sequence[Actor]) -> Actor | None:
    """The person whose name a colon follows without a verb: `Council leader A: “…”`."""
    last = found[-1]
    behind = last.person and _COLON.fullmatch(masked, last.span.end, span.end)
    return last if behind and not any(actor.person for actor in found[:-1]) else None


def _of_verb(masked: str, verb: Span, found: Sequence[Actor]) -> Actor | None:
    """Who does what a verb of saying says: before it, or behind `according to` and `said`."""
    word = verb.of(masked).lower()
    ahead = [actor for actor in found if actor.span.end <= verb.start]
    behind = next((actor for actor in found if actor.span.start >= verb.end), None)
    if ahead and word != "according to":
        return _subject(masked, verb.start, ahead)
    inverted = word in _BEFORE_NAME and behind and not behind.pronoun and behind.span.start <= verb.end + 30
    return behind if inverted or word == "according to" else None


def _subject(masked: str, verb: int, ahead: Sequence[Actor]) -> Actor:
    """The subject of a verb: behind a closing comma the first person or actor of the clause, else the nearest."""
    inside = _in_clause(masked, verb, ahead)
    direct = [actor for actor in inside if not _behind_a(_OBLIQUE, masked, actor)] or inside
    inside = _upright(masked, inside)
    first, last = inside[0], inside[-1]
    if masked[max(0, verb - 9) : verb].rstrip()[-1:] in (",", ")", "–", "-"):
        return next((actor for actor in direct if actor.person), direct[0])
    if _AND_VERB.search(masked, last.span.end, verb):
        return direct[0]
    if len(inside) == 1:
        return last
    between, second = masked[last.span.end : verb], inside[-2]
    relative = _WHO.match(masked, first.span.end, verb) or (
        "," in between and _WHICH.search(masked, first.span.end, verb)
    )
    closed = "," in between and masked.startswith(",", first.span.end)
    apposed = first.person and not last.person and (closed or _APPOSED.fullmatch(masked, first.span.end, verb))
    if relative or apposed or (last.person and _jointly(masked, verb, inside)):
        return first
    council = last.body == "council" and (
        _PREPOSITION.search(masked, second.span.end, last.span.start) or _THAT.search(between)
    )
    if last.body and second.body and _AND_BODY.fullmatch(masked, second.span.end, last.span.start):
        return second
    of_body = last.body and second.person and _OF_BODY.fullmatch(masked, second.span.end, last.span.start)
    return second if council or of_body else last


def _upright(masked: str, inside: Sequence[Actor]) -> Sequence[Actor]:
    """Those who are neither written to nor only beside the subject; in `with A saying` A is one."""
    last = inside[-1]
    unfit = [a for a in inside if _behind_a(_BESIDE, masked, a) and not PARTICIPLE.match(masked, a.span.end)]
    unfit += [actor for actor in inside if actor is not last and _behind_a(_ADDRESSED, masked, actor)]
    return [actor for actor in inside if actor not in unfit] or inside


def _behind_a(words: re.Pattern[str], masked: str, actor: Actor) -> bool:
    """Whether the words end right before an actor."""
    return bool(words.search(masked, max(0, actor.span.start - 100), actor.span.start))


def _in_clause(masked: str, verb: int, ahead: Sequence[Actor]) -> Sequence[Actor]:
    """Those of the actors before a verb that stand in its clause; colons in brackets end none."""
    start = ahead[0].span.start
    words = _BRACKET.sub(lambda found: "_" * len(found[0]), masked[start:verb])
    clause = start + max(words.rfind(mark) for mark in (";", ": ", ". "))
    return [actor for actor in ahead if actor.span.start > clause] or ahead


def _jointly(masked: str, verb: int, inside: Sequence[Actor]) -> bool:
    """Whether several people speak together, the first of whom counts."""
    people = [actor for actor in inside if actor.person]
    return len(people) > 1 and bool(
        _JOINT.search(masked, max(0, inside[0].span.start - 60), verb)
        or _JOINTLY_SAID.match(masked, verb)
        or _AND_ALSO.fullmatch(masked, people[-2].span.end, people[-1].span.start)
    )


def speaker_after(masked: str, span: Span, found: Sequence[Actor]) -> Actor | None:
    """Who is named right behind a quotation: `, said A`, `A added`, `, according to A`."""
    if reports := REPORT_SAYS.match(masked, span.start, span.end):
        return next((actor for actor in found if actor.body and actor.span.start < reports.end()), None)
    if answer := ANSWERED.match(masked, span.start, span.end):
        answered = (actor.speaks for actor in found if 0 <= actor.span.start - answer.end() < 45)
        return next(answered, Actor(span, body=""))
    verb = SPEECH.search(masked, span.start, span.end)
    if verb is None and (signed := _SIGNED.match(masked, span.start, span.end)):
        return next((actor for actor in found if actor.person and actor.span.start - signed.end() < 12), None)
    if verb is None or verb.start() - span.start > 110:
        return None
    inverted = _INVERTED.match(masked, max(span.start, verb.start() - 2), span.end)
    ahead = [actor for actor in found if span.start <= actor.span.start and actor.span.end <= verb.start()]
    if ahead and not inverted:
        return _subject(masked, verb.start(), ahead).speaks
    near = verb.start() - span.start <= 12 or inverted
    return _behind(masked, verb.end(), [actor for actor in found if actor.span.start >= verb.end()]) if near else None


def _behind(masked: str, verb: int, behind: Sequence[Actor]) -> Actor | None:
    """Who speaks of those behind a verb: a person before the body that stands before the name (`said the council’s …, A`)."""
    near = [actor for actor in behind if actor.span.start - verb < 40]
    if len(near) > 1 and near[0].body and near[1].body and near[1].span.start - near[0].span.end <= 1:
        near = near[1:]
    person = next((actor for actor in behind if actor.person and actor.span.start - verb < 120), None)
    follows = person and (not near or (not near[0].pronoun and person.span.start - near[0].span.end < 60))
    if person and follows and masked.find(". ", verb, person.span.start) < 0:
        return person
    return near[0].speaks if near else None
