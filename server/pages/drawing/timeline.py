"""The grades of one service over time: a row an area, a bar from each inspection to the next, frameworks as bands behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from graph.vocabulary import load_vocabulary
from server.pages import schemes
from server.pages.assessments import Inspection, Judgement, topic_order
from server.pages.drawing.shapes import (
    CHARACTER,
    TEXT,
    Drawing,
    Shape,
    box,
    clipped,
    fitted,
    fitting,
    line,
    words,
    years_below,
)

LEFT, RIGHT, TOP, ROW, BAR, WIDTH = 248, 950, 26, 42, 30, 960


@dataclass(frozen=True, slots=True)
class Spell:
    """The time in which a judgement held: from an inspection, surely by `sure`, to the one that replaced it."""

    inspection: Inspection
    judgement: Judgement
    start: dt.date
    sure: dt.date
    end: dt.date

    @property
    def shown(self) -> tuple[str, str, str]:
        """Tone, label and letters."""
        mark = self.judgement.mark
        return (mark.tone, mark.label, mark.letters) if mark else ("none", "Sources disagree", "?")


def spells(topic: str, placed: Sequence[Inspection], last: dt.date) -> list[Spell]:
    """The judgements of a topic one after the other; `placed` are dated inspections, the earliest first."""
    judged = [(each, found) for each in placed for found in each.judgements if found.topic == topic]
    following = [dt.date.fromisoformat(each.start) for each, _ in judged[1:]]
    shown = []
    for at, (each, found) in enumerate(judged):
        start = dt.date.fromisoformat(each.start)
        end = following[at] if at < len(following) else _superseded(each, placed) or last
        sure = min(_surely(each, start), max(start, end - dt.timedelta(days=30)))
        shown.append(Spell(each, found, start, sure, end))
    return shown


def timeline(inspections: Sequence[Inspection], council: str, service: str, until: dt.date) -> Drawing | None:
    """None where no inspection has both a date and a judgement."""
    placed = sorted((each for each in inspections if each.start and each.judgements), key=lambda each: each.start)
    if not placed:
        return None
    scale = _Scale(dt.date.fromisoformat(placed[0].start), until)
    topics = sorted({found.topic for each in placed for found in each.judgements if found.topic}, key=topic_order)
    bottom = TOP + len(topics) * ROW + 6
    shapes = [*_bands(placed, scale, bottom), line(LEFT, bottom, RIGHT - LEFT, 0)]
    shapes += years_below(scale.x, scale.first.year, scale.last.year, bottom, RIGHT - 24, 14)
    for row, topic in enumerate(topics):
        shapes += _row(topic, TOP + row * ROW, placed, scale, council)
    undated = sum(1 for each in inspections if not each.start and each.judgements)
    caption = "Each bar runs from an inspection to the next one that judged the area; the shading marks the framework."
    if any(_surely(each, dt.date.fromisoformat(each.start)).isoformat() != each.start for each in placed):
        caption += " A thin line stands where sources leave the day open."
    if undated:
        caption += f" {undated} without a known year {'is' if undated == 1 else 'are'} in the table only."
    return Drawing(
        f"timeline-{service or 'all'}",
        WIDTH,
        round(bottom + 28),
        f"Grades of {council}, {scale.first.year} to {until.year}"
        + (f": {placed[0].service_label.lower()}" if service else ""),
        "; ".join(_told(topic, placed) for topic in topics) + ".",
        caption,
        tuple(shapes),
    )


class _Scale:
    """Days to places, with some room before the first."""

    def __init__(self, first: dt.date, last: dt.date) -> None:
        self.first = dt.date(first.year, 1, 1)
        self.last = max(last, first + dt.timedelta(days=365))
        self._days = (self.last - self.first).days

    def x(self, day: dt.date) -> float:
        inside = min(max(day, self.first), self.last)
        return LEFT + (RIGHT - LEFT) * (inside - self.first).days / self._days


def _bands(placed: Sequence[Inspection], scale: _Scale, bottom: float) -> list[Shape]:
    known = {each.concept.iri.value: each for each in load_vocabulary().frameworks.values()}
    used = {each.framework: each.start for each in reversed(placed) if each.framework in known}
    starts = sorted((known[iri].starts or dt.date.fromisoformat(first), iri) for iri, first in used.items())
    shapes: list[Shape] = []
    for at, (start, iri) in enumerate(starts):
        end = known[iri].ends or scale.last
        if at + 1 < len(starts):
            end = min(end, starts[at + 1][0])
        x, w = scale.x(start), scale.x(end) - scale.x(start)
        if w > 1:
            name = known[iri].concept.label
            shapes.append(box((x, 0, w, bottom), "band even" if at % 2 else "band", name, 0))
            told = fitting(name, known[iri].concept.notation.split("_")[0].upper(), w - 10, 11)
            shapes.append(words(told, x + 6, 16, size=11, ink="soft"))
    return shapes


def _row(topic: str, y: float, placed: Sequence[Inspection], scale: _Scale, council: str) -> list[Shape]:
    label = schemes.label(topic)
    size = TEXT if len(label) * TEXT * CHARACTER < LEFT - 8 else 11
    shapes = [words(clipped(label, LEFT - 6, size), 0, y + 20, size=size)]
    for each in spells(topic, placed, scale.last):
        x, sure = scale.x(each.start), scale.x(each.sure)
        if sure > x:
            shapes.append(line(x, y + BAR / 2, sure - x, 0))
        shapes.append(_bar(each, sure, scale.x(each.end) - sure, y, label))
    return shapes


def _surely(inspection: Inspection, start: dt.date) -> dt.date:
    """The day by which the inspection was, where sources leave more than a month open; a thin line shows the rest."""
    end = dt.date.fromisoformat(inspection.end)
    return end if (end - start).days > 31 and not inspection.exact else start


def _superseded(inspection: Inspection, placed: Sequence[Inspection]) -> dt.date | None:
    """When a later inspection summed up again without judging this area, as a new framework does."""
    mine = {found.topic for found in inspection.judgements}
    for each in placed:
        if each.start > inspection.start and len(each.judgements) > 1 and len(mine) > 1:
            return dt.date.fromisoformat(each.start)
    return None


def _bar(spell: Spell, x: float, width: float, y: float, label: str) -> Shape:
    title = f"{label}: {spell.shown[1]}, {spell.inspection.when}"
    return fitted((x, y, max(width - 2, 6), BAR), spell.shown, title, spell.inspection.path)


def _told(topic: str, placed: Sequence[Inspection]) -> str:
    steps = [
        f"{found.mark.label.lower() if found.mark else 'disputed'} ({each.start[:4]})"
        for each in placed
        for found in each.judgements
        if found.topic == topic
    ]
    return f"{schemes.label(topic)}: {', '.join(steps)}"
