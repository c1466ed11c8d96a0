"""Reads the front page: when inspectors were there, when the report came out, who led, which council it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.claim import Evidence
from graph.document import Origin, Span
from graph.reading.pdf_days import Period, find_periods
from graph.reading.pdf_report import printed_date, printed_title
from graph.reports.inspectors import lead_inspectors

_FRONT = 4_000
_DATES = re.compile(
    r"^[ \t]*(?:inspection\s*dates?|dates?\s+of\s+(?:the\s+)?(?:inspection|review)|review\s+dates?)\s*[:–-]?\s*",
    re.IGNORECASE | re.MULTILINE,
)
_DATES_INLINE = re.compile(r"inspection\s*dates?\s*:\s*", re.IGNORECASE)
_INSPECTION_OF = re.compile(r"(?:\bre-?\s*)?\b(?:inspection|review)\s+of\s+", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?P<council>\S.*?)\s+(?:local\s+authority[’']?s?\s+)?children[’']?s\s+(?:social\s+care\s+)?services", re.I | re.S
)
_LOOKED_AFTER = re.compile(
    r"looked\s+after\s+children(?:[’']s)?\s*services\s+(?P<council>\S.*)", re.IGNORECASE | re.DOTALL
)
_BOARD = re.compile(r"\s*(?:local\s+)?safeguarding\s+children[’']?s?\s+board\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Front:
    """What stands on the front page; `council` is the span of the council's printed name."""

    title: Span | None
    council: Span | None
    periods: tuple[Period, ...]
    dates: Evidence | None
    published: str | None
    published_at: Span | None
    inspectors: tuple[str, ...]
    inspectors_at: Evidence | None


def read_front(text: str) -> Front:
    """The front page of a report; lead inspectors may be named at its end."""
    periods, dates = _fieldwork(text)
    title = printed_title(text)
    issued = printed_date(text)
    names, named_at = lead_inspectors(text)
    span = title.span if title else None
    return Front(
        title=span,
        council=_council(text, span) if span else None,
        periods=periods,
        dates=dates,
        published=issued.value if issued and issued.origin is Origin.TEXT else None,
        published_at=issued.span if issued else None,
        inspectors=names,
        inspectors_at=named_at,
    )


def _fieldwork(text: str) -> tuple[tuple[Period, ...], Evidence | None]:
    for label in (*_DATES.finditer(text, 0, _FRONT), *_DATES_INLINE.finditer(text, 0, _FRONT)):
        if periods := find_periods(text, Span(label.end(), label.end() + 250)):
            trigger = Span(periods[0].span.start, periods[-1].span.end)
            start = label.start() + len(label.group()) - len(label.group().lstrip())
            return periods, Evidence(Span(start, trigger.end), trigger)
    return (), None


def _council(text: str, title: Span) -> Span | None:
    """The words of the title that name the council: what is left of, inside or right of the kind of inspection."""
    words = title.of(text)
    kind = _INSPECTION_OF.search(words)
    if kind is None:
        return None
    before = re.sub(r"^\s*\d+\s+", "", words[: kind.start()])
    before = _BOARD.sub("", before.rstrip())
    if before.strip():
        start = title.start + words.index(before.strip())
        return Span(start, start + len(before.strip()))
    for pattern, at in ((_LOOKED_AFTER, 0), (_BETWEEN, kind.end())):
        if match := pattern.search(words, at):
            span = Span(*match.span("council"))
            return Span(title.start + span.start, title.start + len(words[: span.end].rstrip()))
    return None
