"""Reads the lines between headline and text that are nothing but authors, dates and publisher: the byline.

Takes a paragraph and what was found so far; notes what the paragraph says of the article, each fact with its span.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from graph.document import Origin, Span, Stated
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.dates.dates import find_dates
from graph.extraction.people.people import find_people
from graph.reading import masthead_words as forms

_MONTHLY, _YEARLESS = 7, 8  # a date with its day and year goes before
_SHORT = 120  # characters of a line that is date and credit
_BAR = re.compile(r"[|•·]")
_CAPITAL_MONTH = re.compile(r"\b(?:JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)(?:[A-Z]{3,6})?\b")


@dataclass(slots=True)
class Masthead:
    """What was found, and the numbers of the paragraphs that are headline or byline."""

    title: Stated | None = None
    date: Stated | None = None
    publisher: Stated | None = None
    authors: list[Stated] = field(default_factory=list)
    headline: int | None = None
    bylines: set[int] = field(default_factory=set)
    _date_rank: int = 9

    def note_date(self, date: Stated, rank: int) -> None:
        """Of several dates the one called that of publication, then the earliest, is the article's."""
        if self.date is None or (rank, date.value) < (self._date_rank, self.date.value):
            self.date, self._date_rank = date, rank


def read_byline(text: str, span: Span, head: Masthead, below: str) -> bool:
    """Whether the paragraph is nothing but authors, dates and publisher; notes what it says. `below` is the next one."""
    over_picture = (
        forms.PICTURE.match(below)
        and not forms.BY.match(span.of(text))
        and forms.NOISE.sub("", forms.DAY.sub("", span.of(text)))
    )
    if over_picture or below.startswith(f"{span.of(text)},"):
        return False  # what stands over the source or the words of a picture
    prompt = forms.PROMPT.search(text, span.start, span.end) if forms.DATED.match(text, span.start) else None
    span = Span(span.start, prompt.start()) if prompt else span
    credit = forms.CREDIT.search(text, span.start, span.end) if len(span.of(text)) < _SHORT else None
    span = Span(span.start, credit.start()) if credit else span
    words = span.of(text)
    if len(words) > 200 or (len(words) > 90 and forms.ENDS.search(words)) or forms.TO_COME.match(words):
        return False
    if forms.BARE.fullmatch(words):
        return True
    if _of_year(text, span, head) or _of_month(text, span, head) or _of_meeting(text, span, head):
        return True
    dates = list(days(text, span)) if forms.DIGIT.search(words) else []
    dated = [mention for mention in dates if len(mention.value) == 10 and "X" not in mention.value]
    authors, publishers, other = _read_parts(text, span, dates, below, dated=bool(dated))
    starts_dated = bool(dated) and (
        forms.DATED.match(words) or not forms.NOISE.sub("", text[span.start : dated[0].span.start])
    )
    starts_dated = starts_dated or (bool(dated) and _dateline(text, span, dated[0].span))
    bars = len(_BAR.findall(words))
    spare = 12 if starts_dated or (dated and authors and forms.BY.match(words)) else 6 if bars > 1 else 0
    yearless = [mention for mention in dates if not (dated or authors or publishers or other)]
    if other > spare or not (dated or authors or yearless):
        return False
    if yearless:
        head.note_date(Stated(yearless[0].value, Origin.TEXT, yearless[0].span), _YEARLESS)
    if dated:
        rank = 0 if forms.PUBLISHED.match(words) else 2 if forms.UPDATED.match(words) else 1
        head.note_date(Stated(dated[0].value, Origin.TEXT, dated[0].span), rank)
    head.authors += [name for name in authors if name.value not in {known.value for known in head.authors}]
    if publishers and head.publisher is None:
        head.publisher = publisher(text, publishers[0])
    return True


def _of_year(text: str, span: Span, head: Masthead) -> bool:
    """Whether a line is the name of a publication and a year; notes them."""
    issue = forms.OF_YEAR.fullmatch(text, span.start, span.end)
    if issue is None or not publisher_like(issue["name"]):
        return False
    head.note_date(Stated(issue["date"], Origin.TEXT, Span(*issue.span("date"))), 1)
    head.publisher = head.publisher or publisher(text, Span(*issue.span("name")))
    return True


def _of_month(text: str, span: Span, head: Masthead) -> bool:
    """Whether a line is a month with the name of a publication or the number of its issue; notes them."""
    month = forms.OF_MONTH.fullmatch(text, span.start, span.end)
    named = [Span(*month.span(side)) for side in ("before", "behind") if month[side]] if month else []
    known = month and (month["issue"] or (named and all(publisher_like(name.of(text)) for name in named)))
    time = next(iter(find_dates(text, Span(*month.span("date")), None)), None) if month and known else None
    if month is None or time is None:
        return False
    head.note_date(Stated(time.value, Origin.TEXT, time.span), _MONTHLY)
    head.publisher = head.publisher or (publisher(text, named[0]) if named else None)
    return True


def _of_meeting(text: str, span: Span, head: Masthead) -> bool:
    """Whether a line says of which day's meeting the minutes are; notes it."""
    held = forms.HELD.match(text, span.start, span.end)
    day = next(days(text, Span(held.end(), span.end)), None) if held else None
    if held is None or day is None or day.span.start != held.end() or "X" in day.value:
        return False
    head.note_date(Stated(day.value, Origin.TEXT, day.span), 1)
    return True


def _read_parts(
    text: str, span: Span, dates: list[Mention], below: str, *, dated: bool
) -> tuple[list[Stated], list[Span], int]:
    """The authors and publishers that the parts of a byline name, and the number of words that are neither."""
    over_outlet = not forms.BY.match(below) and bool(publisher_like(below) or forms.JOB.fullmatch(below))
    authors: list[Stated] = []
    publishers: list[Span] = []
    other = 0
    for piece in (part for whole in _pieces(text, span, dates) for part in _written_for(text, whole)):
        words = piece.of(text)
        if names := _authors(text, piece, dated, over_outlet=over_outlet):
            authors += names
        elif (
            forms.NEWS_PAGE.fullmatch(words)
            or forms.JOB.fullmatch(words)
            or not forms.NOISE.sub("", words)
            or forms.ISSUE_OF.fullmatch(words)
        ):
            continue
        elif publisher_like(words) or (
            dated and forms.PAPER.fullmatch(words) and text[piece.end : piece.end + 2] == " |"
        ):
            publishers.append(piece)
        else:
            other += len(words.split())
    return authors, publishers, other


def _dateline(text: str, span: Span, date: Span) -> bool:
    """Whether a line below the first one is a place, a comma and a date: `SAMPLETON, Monday 3 May 2021`."""
    place, comma, _ = text[span.start : date.start].rpartition(",")
    day = text[span.start + len(place) : date.start] + text[date.end : span.end]
    alone = comma and span.start and forms.DATELINE.fullmatch(place) and not forms.NOISE.sub("", day)
    return bool(alone)


def days(text: str, span: Span) -> Iterator[Mention]:
    """The dates with a day; months in capitals (`25 MAR 2019`) are months in a date line."""
    if _CAPITAL_MONTH.search(text, span.start, span.end):
        line = _CAPITAL_MONTH.sub(lambda month: month.group().title(), span.of(text))
        text = text[: span.start] + line + text[span.end :]
    found = [m for m in find_dates(text, span, None) if m.feature in ("iso", "slash", "day", "day_us")]
    return iter(found) if found else _numeric(text, span)


def _numeric(text: str, span: Span) -> Iterator[Mention]:
    """Dates in numbers as only mastheads have them: `03-05-2019`, `03/05/19`, the day before the month."""
    for found in forms.NUMERIC.finditer(text, span.start, span.end):
        day, month, year = (int(part) for part in found.groups())
        with suppress(ValueError):
            date = dt.date(year if year > 99 else 2000 + year, month, day)
            yield Mention(MentionKind.DATE, Span(*found.span()), date.isoformat(), feature="slash")


def _pieces(text: str, span: Span, dates: list[Mention]) -> Iterator[Span]:
    """The parts of a byline between dates, bars, line breaks and spaced dashes."""
    marks = (*forms.GLUED.finditer(text, span.start, span.end), *forms.CLOCK.finditer(text, span.start, span.end))
    holes = [mention.span for mention in dates] + [Span(*mark.span()) for mark in marks]
    start = span.start
    for hole in [*sorted(holes), Span(span.end, span.end)]:
        end = max(hole.start, start)
        words = text[start:end].strip(" ,;:.\t")
        if words:
            at = text.index(words, start)
            yield Span(at, at + len(words))
        start = max(hole.end, start)


def _written_for(text: str, piece: Span) -> Iterator[Span]:
    """`A for The Sampleton Gazette` as its two parts; other pieces as they are."""
    found = forms.FOR_OUTLET.fullmatch(text, piece.start, piece.end) or forms.OUTLET_BY.fullmatch(
        text, piece.start, piece.end
    )
    if found and publisher_like(found["outlet"]) and not forms.JOB.fullmatch(piece.of(text)):
        yield Span(*found.span("author"))
        yield Span(*found.span("outlet"))
    else:
        yield piece


def _authors(text: str, piece: Span, dated: bool, *, over_outlet: bool) -> list[Stated]:
    """The authors that a piece of a byline names: after `By`, or names of persons and nothing else."""
    words = piece.of(text)
    if posted := forms.POSTED.fullmatch(text, piece.start, piece.end):
        side = "behind" if posted["behind"] else "before"
        if not publisher_like(posted[side]):
            return [Stated(posted[side], Origin.TEXT, Span(*posted.span(side)))]
    people = [person for person in find_people(text, piece) if len(person.value.split()) > 1]
    if by := forms.BY.match(words):
        start = piece.start + by.end()
        found = forms.AUTHOR_NAME.match(text, start, piece.end)
        known = [person for person in people if person.strong and person.span.start >= start]
        if known and known[0].span.start == start:
            return [Stated(person.value, Origin.TEXT, person.span) for person in known]
        found = found or forms.HANDLE.fullmatch(text, start, piece.end)
        return [Stated(found.group(), Origin.TEXT, Span(found.start(), found.end()))] if found else []
    if publisher_like(words):
        return []
    sure = sum(person.strong for person in people) * 2 >= len(people) > 1
    if (over_outlet and not people and forms.AUTHOR_NAME.fullmatch(words)) or (sure and forms.NAMES.fullmatch(words)):
        names = forms.AUTHOR_NAME.finditer(text, piece.start, piece.end)
        return [Stated(name[0], Origin.TEXT, Span(*name.span())) for name in names]
    known = [person for person in people if person.strong or over_outlet]
    whole = known and (known[0].span == piece or forms.NEXT_CELL.fullmatch(text, known[0].span.end, piece.end))
    alone = (
        whole
        and known[0].span.start == piece.start
        and known[0].feature != "titled"
        and (dated or len(words.split()) <= 3)
    )
    return [Stated(known[0].value, Origin.TEXT, known[0].span)] if alone else []


def publisher_like(words: str) -> bool:
    """Whether a few words can be the name of a publication."""
    named = (
        forms.PUBLICATION.search(words)
        and not words.endswith((" of", " for", " on"))
        and not forms.PICTURE.search(words)
        and not forms.NO_OUTLET.fullmatch(words)
    )
    return bool(named) and len(words.split()) <= 6 and not forms.ENDS.search(words)


def publisher(text: str, piece: Span) -> Stated:
    """The publication that a piece of a byline names, without what is put before and behind it."""
    found = forms.OUTLET.match(text, piece.start, piece.end)
    place = Span(*found.span("name")) if found else piece
    twice = forms.TWICE.fullmatch(text, place.start, place.end)
    place = Span(*twice.span(1)) if twice else place
    return Stated(place.of(text), Origin.TEXT, place)
