"""Reads what stands over an article: its headline, byline, date and publisher, in the forms British newspapers use.

Takes the paragraphs; gives which of them are what, and the facts with their spans. Only what is written counts: a date
without a year stays without one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.document import Origin, Span, Stated
from graph.extraction.dates.dates import find_dates
from graph.reading import masthead_words as forms
from graph.reading.byline import Masthead, days, publisher, publisher_like, read_byline
from graph.reading.promo import promo
from graph.register.register import load_register

__all__ = ["Masthead", "read_masthead"]

_HEAD, _LONGEST = 12, 20
_DAY = len("2021-05-03")
_FOOT, _FOOT_LINE = 6, 120  # lines at the end in which a date is looked for, and their characters


def read_masthead(text: str, spans: Sequence[Span], skip: Sequence[bool]) -> Masthead:
    """The masthead of an article; `skip` marks paragraphs that are promotion."""
    head = Masthead()
    body = _first_prose(text, spans, skip)
    candidates = [number for number in range(min(body + 4, _HEAD, len(spans))) if not skip[number]]
    for number in candidates:
        below = spans[number + 1].of(text) if number + 1 < len(spans) else ""
        lead = forms.DATE_LEAD.match(text, spans[number].start, spans[number].end)
        rest = text[lead.end() : spans[number].end] if lead else ""
        if lead and _title_like(rest) and not forms.BY.match(rest) and not promo([rest], None)[0]:
            _date_from(text, Span(*lead.span()), head)
        elif read_byline(text, spans[number], head, below):
            head.bylines.add(number)
    title, body = _title(text, spans, candidates, body, head)
    if title is not None:
        _set_title(text, spans, title, head)
    _read_after_headline(text, spans, candidates, head)
    _read_body(text, spans, body, head)
    if head.date is None:
        _read_above(text, spans, [number for number in candidates if number < body], head)
    if head.date is None:
        _read_foot(text, spans, skip, body, head)
    return head


def _title(
    text: str, spans: Sequence[Span], candidates: Sequence[int], body: int, head: Masthead
) -> tuple[int | None, int]:
    """The number of the headline, if there is one, and that of the first line below it."""
    for number, span in enumerate(spans[: min(_HEAD, len(spans) - 1)]):
        if span.of(text).strip(":").lower() == "agenda item":
            return number + 1, body  # how pages of minutes begin
    above = [number for number in candidates if number < body and number not in head.bylines]
    titles = [number for number in above if _title_like(_unlabelled(text, spans[number]).of(text))]
    if not titles:
        titles = [number for number in above if number + 1 in head.bylines and _two_words(spans[number].of(text))]
    if not titles:
        titles = [n for n in candidates if n > body and n + 1 in head.bylines and _title_like(spans[n].of(text))]
        body = titles[0] if titles else body
    if not titles and body + 1 in head.bylines and head.date and len(spans[body].of(text).split()) <= _LONGEST:
        titles = [body]  # a headline with a full stop
    return (_headline(text, spans, titles, body) if body < len(spans) and titles else None), body


def _first_prose(text: str, spans: Sequence[Span], skip: Sequence[bool]) -> int:
    for number, span in enumerate(spans):
        words = span.of(text)
        if not skip[number] and len(words.split()) >= 12 and (forms.ENDS.search(words) or len(words) > 240):
            return number
    return len(spans)


def _unlabelled(text: str, span: Span) -> Span:
    """A line without the label (`Subject:`) or date before it."""
    label = forms.TITLE_LABEL.match(text, span.start, span.end) or forms.DATE_LEAD.match(text, span.start, span.end)
    return Span(label.end(), span.end) if label and label.end() < span.end else span


def _title_like(words: str) -> bool:
    if (
        words[-1] in ".:;,|"
        or words[0] in "-–•*("
        or ". " in words
        or forms.NEWS_PAGE.fullmatch(words)
        or _site_name(words)
    ):
        return False
    unfit = forms.SENTENCE.search(words) or forms.NO_TITLE.match(words) or forms.CREDITED.search(words)
    return not unfit and 3 <= len(words.split()) <= _LONGEST


def _two_words(words: str) -> bool:
    """Whether a line can be a headline where it stands over the byline and no longer line does."""
    return (
        len(words.split()) == 2 and words[-1].isalnum() and not (forms.NEWS_PAGE.fullmatch(words) or _site_name(words))
    )


def _headline(text: str, spans: Sequence[Span], titles: Sequence[int], body: int) -> int:
    """Which of the lines that could be the headline is it: the first one that is no caption and no label."""
    wide = [number for number in titles if len(forms.WORD.findall(spans[number].of(text))) >= 5]
    first = (wide or titles)[0]
    words = spans[first].of(text)
    prose = _stems(text[spans[body].start : spans[min(body + 2, len(spans) - 1)].end])
    for later in (number for number in titles if number > first):
        line = spans[later].of(text)
        strange = not _stems(words) & prose and len(_stems(line) & prose) > 1
        if strange or words.startswith(f"{line}:") or forms.BODY_NAME.fullmatch(words):
            return later
    return first


def _stems(words: str) -> set[str]:
    """The beginnings of the longer words, by which a headline is known to belong to what follows."""
    return {word[:6].lower() for word in forms.WORD.findall(words) if len(word) > 4}


def _set_title(text: str, spans: Sequence[Span], number: int, head: Masthead) -> None:
    span = _unlabelled(text, spans[number])
    words = forms.TITLE_TAIL.sub("", span.of(text))
    if words[0] in '“"' and words[-1] in '”"' and len(re.findall('[“”"]', words)) == 2:
        words, span = words[1:-1], Span(span.start + 1, span.end - 1)
    span = Span(span.start, span.start + len(words))
    for dash in (" – ", " | ", " - ", " — "):
        before, found, after = words.rpartition(dash)
        long = len(before.split()) >= 4
        if found and long and ((len(after.split()) <= 4 and publisher_like(after)) or _site_name(after)):
            head.publisher = head.publisher or Stated(after, Origin.TEXT, Span(span.end - len(after), span.end))
            words = before.rstrip()
            break
    head.headline = number
    head.title = Stated(words, Origin.TEXT, Span(span.start, span.start + len(words)))


def _site_name(words: str) -> bool:
    """Whether it is nothing but the name of a council, as pages put it over or behind their titles."""
    name = forms.OF_SITE.sub("", words)
    council = len(name) <= 60 and ("ouncil" in name or "orough" in name)
    return council and bool(load_register().named(name).councils)


def _read_after_headline(text: str, spans: Sequence[Span], candidates: Sequence[int], head: Masthead) -> None:
    """The name of a publication right under the headline or the byline, or that of a newspaper alone over them."""
    for number in candidates:
        if head.publisher or head.headline is None or number == head.headline or number in head.bylines:
            continue
        if number < head.headline:
            if forms.NAMEPLATE.fullmatch(text, spans[number].start, spans[number].end):
                head.publisher = publisher(text, spans[number])
            continue
        if number - 1 == head.headline or number - 1 in head.bylines:
            name = publisher(text, spans[number])
            if publisher_like(name.value) and not forms.DIGIT.search(name.value):
                head.publisher = name
                head.bylines.add(number)


def _read_body(text: str, spans: Sequence[Span], body: int, head: Masthead) -> None:
    """What the text itself says of its date and author: a wire's dateline, `today (May 16)`, `(Reporting by …)`."""
    if body < len(spans):
        first = spans[body]
        wire = forms.WIRE.match(text, first.start, first.end)
        if wire:
            _date_from(text, Span(*wire.span("date")), head)
        if wire and wire["publisher"] and not head.publisher:
            head.publisher = Stated(wire["publisher"], Origin.TEXT, Span(*wire.span("publisher")))
        if head.date is None and not _is_timeline(text, spans[body:]):
            _date_from(text, Span(first.start, min(first.end, first.start + 40)), head, start_only=True)
    for span in spans[body : body + 4]:
        own = None if head.publisher else forms.OUR_PAPER.match(text, span.start, span.end)
        if own and publisher_like(own["name"]):
            head.publisher = Stated(own["name"], Origin.TEXT, Span(*own.span("name")))
        today = forms.TODAY.search(text, span.start, span.end)
        if today and head.date is None:
            _date_from(text, Span(*today.span(1)), head)
    if head.date is None and (closing := forms.CLOSING_DATE.search(text, spans[body].end if body < len(spans) else 0)):
        _date_from(text, Span(*closing.span("date" if closing["date"] else "day")), head)
    if spans and not head.authors:
        credit = forms.REPORTING.search(text, max(spans[-1].start, spans[-1].end - 400), spans[-1].end)
        if head.title and forms.OPINION.match(head.title.value):
            credit = credit or forms.WHO_WRITES.match(text, spans[-1].start, spans[-1].end)
        if credit:
            head.authors.append(Stated(credit.group(1), Origin.TEXT, Span(*credit.span(1))))


def _read_above(text: str, spans: Sequence[Span], above: Sequence[int], head: Masthead) -> None:
    """The date at the end of the one short line above the text that has one: `Cabinet – 3 May 2021`, `News | 3 May 2021`."""
    dated = {number: forms.UNDER_WHICH.fullmatch(text, spans[number].start, spans[number].end) for number in above}
    lines = [(number, Span(*found.span("date"))) for number, found in dated.items() if found]
    if len(lines) != 1:
        return
    ((number, when),) = lines
    time = next(iter(find_dates(text, when, None)), None)
    if time is None or (number == head.headline and len(time.value) < _DAY):
        return
    head.date = Stated(time.value, Origin.TEXT, time.span)
    if number != head.headline:
        head.bylines.add(number)


def _read_foot(text: str, spans: Sequence[Span], skip: Sequence[bool], body: int, head: Masthead) -> None:
    """The outlet and date that stand under an article instead of over it: `Sampleton Gazette, 3 May 2021`."""
    for number in range(len(spans) - 1, max(body, len(spans) - _FOOT), -1):
        line = spans[number]
        if skip[number] or line.end - line.start > _FOOT_LINE or not forms.DIGIT.search(line.of(text)):
            continue
        if forms.WITH_YEAR.search(text, line.start, line.end) and _is_foot(text, line):
            read_byline(text, line, head, "")
            head.bylines.add(number)
            return


def _is_foot(text: str, line: Span) -> bool:
    """Whether a line is a date with the outlet, an author or what was done on it, or a date alone: not that of a fair."""
    found = Masthead()
    if not read_byline(text, line, found, "") or not found.date:
        return False
    day = found.date.span
    rest = text[line.start : day.start] + text[day.end : line.end] if day else ""
    posted = forms.DATED.match(text, line.start, line.end)
    return bool(found.publisher or found.authors or posted or not forms.NOISE.sub("", rest))


def _is_timeline(text: str, spans: Sequence[Span]) -> bool:
    """Whether several paragraphs open with a time of their own, so that the first one is not that of the article."""
    return sum(bool(forms.ENTRY.match(text, span.start, span.end)) for span in spans) > 1


def _date_from(text: str, span: Span, head: Masthead, *, start_only: bool = False) -> None:
    for mention in days(text, span):
        lead = text[span.start : mention.span.start]
        if start_only and (forms.NOISE.sub("", lead) or "X" in mention.value):
            return
        head.date = head.date or Stated(mention.value, Origin.TEXT, mention.span)
        return
