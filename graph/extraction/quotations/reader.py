"""Reads a document for its quotations: who acts, who speaks, and whom a quotation without a clause belongs to.

A Reader goes through the text once, in order; its context remembers the last person, body and speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.document import Span, Zone
from graph.extraction.analysis import Analysis, MentionKind
from graph.extraction.people.roster import Roster
from graph.extraction.quotations import words as told
from graph.extraction.quotations.actors import Actor, actors, first_of, posts, within
from graph.extraction.quotations.marks import QuoteBlock
from graph.extraction.quotations.speaker import Context, speaker_after, speaker_before
from graph.extraction.words import matches

_BREAK = re.compile(r"[.!?…][”’\"')]*\s+(?=[A-Z“‘\"'(])")
_GOES_ON = re.compile(r"\s+(?:also\s+)?(?:adds|added|continue[sd]|conclude[sd]|goes on|went on)\b")
_FAR = 600
_IN_PLACE = re.compile(r"\b(?:in|across|around|near|within|outside)\s+\Z", re.IGNORECASE)
_ITEM = re.compile(r"\s*[-–—•*▪●◦‣·]")
_JOINTLY = re.compile(r"\bjoint (?:statement|letter|response)\b|\b(?:jointly|together) (?:\w+ )?(?:with|by|from)\b")
_BY = re.compile(r"\bby\s+(?:the\s+)?$")

Attribution = tuple[Actor, str, float]
"""A speaker, how it was found, and how far that can be trusted."""


@dataclass(slots=True)
class Reader:
    """A document while its quotations are read."""

    text: str
    masked: str
    known: list[Actor]
    verbs: list[Span]
    context: Context

    def actors(self, span: Span) -> list[Actor]:
        """The actors of a stretch."""
        return within(self.known, span)

    def before(self, span: Span) -> tuple[Actor, bool] | None:
        """Who is said to speak in a stretch that leads up to a quotation."""
        first, last = bisect_left(self.verbs, Span(span.start, 0)), bisect_left(self.verbs, Span(span.end, 0))
        verbs = [verb for verb in self.verbs[first:last] if verb.end <= span.end]
        return speaker_before(self.masked, span, verbs, self.actors(span))


def reader_of(analysis: Analysis, people: Roster, blocks: Sequence[QuoteBlock]) -> Reader:
    """A reader at the start of a document, with the quoted words blanked out."""
    text = analysis.document.text
    masked = list(text)
    for block in blocks:
        for part in block.parts:
            masked[part.start : part.end] = "~" * (part.end - part.start)
    hidden = "".join(masked)
    named = [
        (person, people.full_name(person) or person.value)
        for cast in people.casts
        if cast.sentence.zone is not Zone.BYLINE
        for person in cast.people
        if hidden[person.span.start] != "~"
    ]
    councils = [
        mention.span
        for sentence in analysis.sentences
        for mention in sentence.of(MentionKind.COUNCIL, MentionKind.PLACE)
        if sentence.zone is not Zone.PROMO
        and not _IN_PLACE.search(text, max(0, mention.span.start - 10), mention.span.start)
    ]
    inspectorate = told.document_inspectorate(text)
    known = actors(text, hidden, named, councils, inspectorate, list(posts(hidden, people)))
    first = next((actor for actor in known if actor.body == inspectorate), None)
    verbs = [Span(*verb.span()) for verb in matches(told.SAY, text, Span(0, len(text)), told.SAY_FIRST, masked=hidden)]
    return Reader(text, hidden, known, verbs, Context(inspectorate, first))


def announce(reader: Reader, paragraph: Span) -> None:
    """Notes whose words a list gives that the paragraph announces with a colon; any other paragraph ends the list."""
    if reader.text[paragraph.end - 1] == ":":
        known = reader.before(
            Span(clause_start(reader, paragraph.start, paragraph.end, paragraph.start), paragraph.end)
        )
        reader.context.announcer = reader.context.resolve(known[0]) if known and known[1] else None
    elif not _ITEM.match(reader.text, paragraph.start):
        reader.context.announcer = None


def attribute(
    reader: Reader, block: QuoteBlock, lead: Span, tail: Span, paragraphs: Sequence[Span], number: int
) -> Attribution | None:
    """The speaker of a quotation: named behind it, before it, or else who was speaking."""
    behind = reader.masked[tail.start : tail.end].strip()
    ended = block.parts[-1].of(reader.text)[-1:] in ".!?"
    if behind and (not ended or behind[0].islower() or behind[0] in ",–-"):
        stop = _BREAK.search(reader.masked, tail.start, tail.end)
        clause = Span(tail.start, stop.start() + 1 if stop else tail.end)
        actor = speaker_after(reader.masked, clause, reader.actors(clause))
        if actor is not None and (resolved := _resolved(reader, actor, clause)) is not None:
            return resolved, "said-behind", 0.92
    opening = block.parts[0].start - 1 == paragraphs[number].start
    summed = reader.actors(tail) if behind and opening and told.SUMS_UP.match(behind) else []
    if summed and (resolved := reader.context.resolve(summed[0])) is not None:
        return resolved, "summed-up", 0.85
    if lead.end - lead.start > 2 and reader.masked[lead.start : lead.end].strip():
        return _led_up_to(reader, lead, tail)
    return _carried(reader, paragraphs, number, lead)


def _led_up_to(reader: Reader, lead: Span, tail: Span) -> Attribution | None:
    """The speaker of a quotation to which its sentence leads up."""
    context = reader.context
    known = reader.before(lead)
    if known is not None and known[0].body == "council" and (behind := _behind_council(reader, lead, said=known[1])):
        return behind
    if known is not None and (resolved := _resolved(reader, known[0], lead)) is not None:
        return resolved, "said-before" if known[1] else "clause", 0.9 if known[1] else 0.78
    if known is None and (passive := _passive(reader, lead, tail)):
        return passive, "passive", 0.76
    if known is None and told.STRANGER_SAYS.search(reader.masked, lead.start, lead.end):
        return None
    if told.PARTICIPLE.match(reader.masked, lead.start, lead.end) and (subject := reader.actors(tail)):
        resolved = context.resolve(subject[0])
        return (resolved, "participle", 0.84) if resolved else None
    last = context.speaker if context.speaker and context.speaker.body else context.body
    if known is None and last and last.body == "council" and not reader.actors(Span(lead.start, tail.end)):
        last = context.authority or context.named or last
    return (last, "same-body", 0.76) if last else None


def _judging(reader: Reader, lead: Span) -> Attribution | None:
    """Whose words a sentence about a council gives: of those who announced the list, or who oblige it to something."""
    context = reader.context
    if context.announcer:
        return context.announcer, "listed", 0.8
    if context.authority and told.OBLIGED.search(reader.masked, lead.start, lead.end):
        return context.authority, "obliged", 0.78
    return None


def _behind_council(reader: Reader, lead: Span, *, said: bool) -> Attribution | None:
    """Whose words a sentence gives that tells of a council, where the council says nothing or is what was looked at."""
    judge = reader.context.authority or reader.context.named
    if said:
        looked_at = told.FINDS.search(reader.masked, lead.start, lead.end)
        return (judge, "found", 0.8) if judge and looked_at else None
    people = [actor for actor in reader.actors(lead) if actor.person]
    speaker = people[-1] if people else judge
    return _judging(reader, lead) or ((speaker, "clause", 0.78) if speaker else None)


def _resolved(reader: Reader, actor: Actor, lead: Span) -> Actor | None:
    """Whom an actor stands for: `he` for a person named before in the sentence, `he added` for who was speaking."""
    if actor.pronoun in ("he", "she"):
        named = [other for other in reader.actors(Span(lead.start, actor.span.start)) if other.person]
        speaker = reader.context.speaker
        if named:
            return named[-1]
        spokesman = speaker and (speaker.person or "spokes" in speaker.span.of(reader.text).lower())
        if spokesman and _GOES_ON.match(reader.masked, actor.span.end):
            return speaker
    if actor.pronoun == "they" and (first := first_of(reader.actors(Span(lead.start, actor.span.start)))):
        return first
    return reader.context.resolve(actor)


def _passive(reader: Reader, lead: Span, tail: Span) -> Actor | None:
    """Who is behind `the council was told that “…”`: named with `by` in the sentence, else the inspectorate."""
    if not reader.actors(lead) or told.PARTICIPLE.match(reader.masked, lead.start, lead.end):
        return None
    for actor in reader.actors(Span(lead.start, tail.end)):
        if not actor.pronoun and _BY.search(reader.masked, lead.start, actor.span.start):
            return actor
    return reader.context.named


def _carried(reader: Reader, paragraphs: Sequence[Span], number: int, lead: Span) -> Attribution | None:
    """Who speaks in a quotation that nothing introduces: whom a colon announces, else who spoke or acted last."""
    context = reader.context
    if number and lead.start <= paragraphs[number].start:
        before = paragraphs[number - 1]
        if reader.text[before.end - 1] == ":":
            start = clause_start(reader, before.start, before.end, before.start)
            sentence = Span(start, before.end)
            known = reader.before(sentence)
            if known is not None and (resolved := context.resolve(known[0])) is not None:
                return resolved, "announced", 0.92
    if (judge := context.authority or context.named) and _after_judgement(
        reader, Span(paragraphs[number].start, lead.end)
    ):
        return judge, "judgement", 0.78
    if context.speaker is not None:
        return context.speaker, "carried-on", 0.84
    if context.person is not None:
        return context.person, "last-person", 0.76
    return (context.body, "last-body", 0.76) if context.body is not None else None


def _after_judgement(reader: Reader, before: Span) -> bool:
    """Whether a council spoke last, and the sentence before tells of its rating without anybody saying anything."""
    if reader.context.speaker is None or reader.context.speaker.body != "council":
        return False
    stops = [stop.end() for stop in _BREAK.finditer(reader.masked, before.start, before.end) if stop.end() < before.end]
    start = stops[-1] if stops else before.start
    spoken = any(start <= verb.start < before.end for verb in reader.verbs)
    return not spoken and told.JUDGED.search(reader.masked, start, before.end) is not None


def move(reader: Reader, span: Span) -> None:
    """Notes who acts in a stretch without quotation marks, sentence by sentence."""
    stops = [stop.end() for stop in _BREAK.finditer(reader.masked, span.start, span.end)]
    for start, end in pairwise([span.start, *stops, span.end]):
        sentence = Span(start, end)
        found = reader.actors(sentence)
        if not found:
            continue
        known = reader.before(sentence)
        speaker = _resolved(reader, known[0], sentence) if known and known[1] else None
        bodies = [actor for actor in found if actor.body]
        people = [actor for actor in found if actor.person]
        jointly = len(people) > 1 and _JOINTLY.search(reader.masked, start, end)
        reader.context.together = people[0] if jointly else None
        acted_on = found[0].pronoun and all(actor.body == "council" for actor in bodies)
        if bodies and not acted_on and (not people or bodies[0].span < people[0].span or not reader.context.body):
            reader.context.move(_preferred(bodies))
        if people:
            reader.context.move(people[0])
        if speaker is not None:
            reader.context.move(speaker)
            reader.context.speaker = speaker if speaker.body != "" else None


def _preferred(bodies: Sequence[Actor]) -> Actor:
    """The body a sentence is about: an inspectorate or department before the council it acts on."""
    return next((actor for actor in bodies if actor.body != "council"), bodies[0])


def last_tail(reader: Reader, paragraph: Span, block: QuoteBlock) -> Span:
    """What follows the closing mark in the paragraph where a block of several paragraphs ends."""
    start = min(block.outer.end, paragraph.end)
    following = re.compile('[“‘"]').search(reader.masked, start, paragraph.end)
    return Span(start, following.start() if following else paragraph.end)


def clause_start(reader: Reader, position: int, end: int, paragraph: int) -> int:
    """Where the sentence that leads up to a quotation begins; `position` is where the quotation before it ended."""
    start = max(paragraph, end - _FAR)
    for stop in _BREAK.finditer(reader.masked, start, end):
        start = stop.end()
    if reader.masked[start:end].rstrip()[-1:] in (".", "!", "?"):
        return end
    closed = reader.text[max(0, position - 2)] in ".!?"
    if position > start and closed and reader.text[position : position + 2].strip()[:1].isupper():
        return position
    return start
