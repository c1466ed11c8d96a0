"""Reads what stands over an article: its headline, byline, date and publisher, in the forms British newspapers use.

Takes the paragraphs; gives which of them are what, and the facts with their spans. Only what is written counts: a date
without a year stays without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph.document import Origin, Span, Stated
from graph.extraction.analysis import Mention
from graph.extraction.dates import find_dates
from graph.extraction.people import find_people
from graph.reading.masthead_words import (
    AUTHOR_NAME,
    BARE,
    BY,
    DATED,
    DIGIT,
    ENDS,
    ISSUE_OF,
    JOB,
    NEWS_PAGE,
    NO_TITLE,
    NOISE,
    OF_SITE,
    OPINION,
    PUBLICATION,
    REPORTING,
    SENTENCE,
    TODAY,
    WHO_WRITES,
    WIRE,
    WORD,
)
from graph.register import load_register

_HEAD = 12


@dataclass(slots=True)
class Masthead:
    """What was found, and the numbers of the paragraphs that are headline or byline."""

    title: Stated | None = None
    date: Stated | None = None
    publisher: Stated | None = None
    authors: list[Stated] = field(default_factory=list)
    headline: int | None = None
    bylines: set[int] = field(default_factory=set)


def read_masthead(text: str, spans: Sequence[Span], skip: Sequence[bool]) -> Masthead:
    """The masthead of an article; `skip` marks paragraphs that are promotion."""
    head = Masthead()
    body = _first_prose(text, spans, skip)
    candidates = [number for number in range(min(body + 4, _HEAD, len(spans))) if not skip[number]]
    for number in candidates:
        if _read_byline(text, spans[number], head):
            head.bylines.add(number)
    above = [number for number in candidates if number < body and number not in head.bylines]
    titles = [number for number in above if _title_like(spans[number].of(text))]
    wide = [number for number in titles if len(WORD.findall(spans[number].of(text))) >= 5]
    if body < len(spans) and titles:
        _set_title(text, spans, (wide or titles)[0], head)
    _read_after_headline(text, spans, candidates, head)
    _read_body(text, spans, body, head)
    return head


def _first_prose(text: str, spans: Sequence[Span], skip: Sequence[bool]) -> int:
    for number, span in enumerate(spans):
        words = span.of(text)
        if not skip[number] and len(words.split()) >= 12 and (ENDS.search(words) or len(words) > 240):
            return number
    return len(spans)


def _title_like(words: str) -> bool:
    if words[-1] in ".:;," or NEWS_PAGE.fullmatch(words) or _site_name(words):
        return False
    if words[0] in "-–•*(" or ". " in words or SENTENCE.search(words) or NO_TITLE.match(words):
        return False
    return 3 <= len(words.split()) <= 32


def _set_title(text: str, spans: Sequence[Span], number: int, head: Masthead) -> None:
    span = spans[number]
    words = span.of(text)
    for dash in (" – ", " | ", " - ", " — "):
        before, found, after = words.rpartition(dash)
        long = len(before.split()) >= 4
        if found and long and ((len(after.split()) <= 4 and _publisher_like(after)) or _site_name(after)):
            head.publisher = head.publisher or Stated(after, Origin.TEXT, Span(span.end - len(after), span.end))
            words = before.rstrip()
            break
    head.headline = number
    head.title = Stated(words, Origin.TEXT, Span(span.start, span.start + len(words)))


def _site_name(words: str) -> bool:
    """Whether it is nothing but the name of a council, as pages put it over or behind their titles."""
    name = OF_SITE.sub("", words)
    council = len(name) <= 60 and ("ouncil" in name or "orough" in name)
    return council and bool(load_register().named(name).councils)


def _publisher_like(words: str) -> bool:
    named = PUBLICATION.search(words) and not words.endswith((" of", " for", " on"))
    return bool(named) and len(words.split()) <= 6 and not ENDS.search(words)


def _read_byline(text: str, span: Span, head: Masthead) -> bool:
    """Whether the paragraph is nothing but authors, dates and publisher; notes what it says."""
    words = span.of(text)
    if len(words) > 200 or (len(words) > 90 and ENDS.search(words)):
        return False
    if BARE.fullmatch(words):
        return True
    dates = list(_days(text, span)) if DIGIT.search(words) else []
    dated = [mention for mention in dates if len(mention.value) == 10 and "X" not in mention.value]
    rest = [span]
    for mention in dates:
        rest = [*_without(rest.pop(), mention.span), *rest] if rest[-1].covers(mention.span) else rest
        rest.sort()
    pieces = [piece for part in rest for piece in _pieces(text, part)]
    authors, publishers, other = [], [], 0
    for piece in pieces:
        names = _authors(text, piece, bool(dated))
        if names:
            authors += names
        elif JOB.fullmatch(piece.of(text)) or not NOISE.sub("", piece.of(text)) or ISSUE_OF.fullmatch(piece.of(text)):
            continue
        elif _publisher_like(piece.of(text)):
            publishers.append(piece)
        else:
            other += len(piece.of(text).split())
    starts_dated = bool(dated) and (DATED.match(words) or not NOISE.sub("", text[span.start : dated[0].span.start]))
    spare = 12 if starts_dated else 6 if words.count("|") > 1 else 0
    if other > spare or not (dated or authors):
        return False
    if dated and head.date is None:
        head.date = Stated(dated[0].value, Origin.TEXT, dated[0].span)
    head.authors += [name for name in authors if name.value not in {known.value for known in head.authors}]
    if publishers and head.publisher is None:
        head.publisher = _publisher(text, publishers[0])
    return True


def _days(text: str, span: Span) -> Iterator[Mention]:
    """The dates with a day."""
    return (mention for mention in find_dates(text, span, None) if mention.feature in ("iso", "slash", "day", "day_us"))


def _without(span: Span, hole: Span) -> list[Span]:
    return [Span(span.start, hole.start), Span(hole.end, span.end)]


def _pieces(text: str, span: Span) -> list[Span]:
    """The parts of a byline between bars, line breaks and spaced dashes."""
    pieces = []
    start = span.start
    for bar in [*re.compile(r"\s*[|\n·•]\s*|\s+[-–—]\s+|,\s*$").finditer(text, span.start, span.end), None]:
        end = bar.start() if bar else span.end
        while start < end and text[start] in " ,;:\t":
            start += 1
        while end > start and text[end - 1] in " ,;:\t":
            end -= 1
        if start < end:
            pieces.append(Span(start, end))
        start = bar.end() if bar else span.end
    return pieces


def _authors(text: str, piece: Span, dated: bool) -> list[Stated]:
    """The authors that a piece of a byline names: after `By`, or a lone name of a person."""
    words = piece.of(text)
    by = BY.match(words)
    people = [person for person in find_people(text, piece) if len(person.value.split()) > 1]
    if by:
        start = piece.start + by.end()
        found = AUTHOR_NAME.match(text, start, piece.end)
        known = [person for person in people if person.strong and person.span.start >= start]
        if known and known[0].span.start == start:
            return [Stated(person.value, Origin.TEXT, person.span) for person in known]
        return [Stated(found.group(), Origin.TEXT, Span(found.start(), found.end()))] if found else []
    alone = people and people[0].span == piece and people[0].strong and people[0].feature != "titled"
    return (
        [Stated(people[0].value, Origin.TEXT, people[0].span)] if alone and (dated or len(words.split()) <= 3) else []
    )


def _publisher(text: str, piece: Span) -> Stated:
    words = re.sub(r"^The (?=\w+ \w+ (?:education|news))|\s+newsletter\b.*$|,\s*issue.*$", "", piece.of(text))
    words = re.sub(r"^(BBC News|ITV News|Sky News|BBC)\b.*(?:reporter|correspondent|editor)$", r"\1", words)
    return Stated(words, Origin.TEXT, Span(piece.start, piece.start + len(words)))


def _read_after_headline(text: str, spans: Sequence[Span], candidates: Sequence[int], head: Masthead) -> None:
    """A line with the name of a publication right under the headline or the byline."""
    for number in candidates:
        if head.publisher or head.headline is None or number <= head.headline or number in head.bylines:
            continue
        if number - 1 == head.headline or number - 1 in head.bylines:
            name = _publisher(text, spans[number])
            if _publisher_like(name.value) and not DIGIT.search(name.value):
                head.publisher = name
                head.bylines.add(number)


def _read_body(text: str, spans: Sequence[Span], body: int, head: Masthead) -> None:
    """What the text itself says of its date and author: a wire's dateline, `today (May 16)`, `(Reporting by …)`."""
    if body < len(spans):
        first = spans[body]
        wire = WIRE.match(text, first.start, first.end)
        if wire:
            _date_from(text, Span(*wire.span("date")), head)
            head.publisher = head.publisher or Stated(
                wire.group("publisher"), Origin.TEXT, Span(*wire.span("publisher"))
            )
        if head.date is None:
            _date_from(text, Span(first.start, min(first.end, first.start + 40)), head, start_only=True)
    for span in spans[body : body + 4]:
        today = TODAY.search(text, span.start, span.end)
        if today and head.date is None:
            _date_from(text, Span(*today.span(1)), head)
    if spans and not head.authors:
        credit = REPORTING.search(text, max(spans[-1].start, spans[-1].end - 400), spans[-1].end)
        if head.title and OPINION.match(head.title.value):
            credit = credit or WHO_WRITES.match(text, spans[-1].start, spans[-1].end)
        if credit:
            head.authors.append(Stated(credit.group(1), Origin.TEXT, Span(*credit.span(1))))


def _date_from(text: str, span: Span, head: Masthead, *, start_only: bool = False) -> None:
    for mention in _days(text, span):
        lead = text[span.start : mention.span.start]
        if start_only and (NOISE.sub("", lead) or "X" in mention.value):
            return
        head.date = head.date or Stated(mention.value, Origin.TEXT, mention.span)
        return
