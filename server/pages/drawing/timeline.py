"""The grades of one service over time: a row an area, a bar from each inspection to the next, frameworks as bands behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from graph.vocabulary import load_vocabulary
from server.pages import schemes
from server.pages.assessments import Inspection, Judgement, topic_order
from server.pages.drawing.shapes import CHARACTER, Drawing, Shape, fitting, line, words

LEFT, RIGHT, TOP, ROW, BAR, WIDTH = 248, 950, 26, 42, 30, 960
TEXT = 13


def timeline(inspections: Sequence[Inspection], council: str, service: str, until: dt.date) -> Drawing | None:
    """None where no inspection has both a date and a judgement."""
    placed = sorted((each for each in inspections if each.start and each.judgements), key=lambda each: each.start)
    if not placed:
        return None
    scale = _Scale(dt.date.fromisoformat(placed[0].start), until)
    topics = sorted({found.topic for each in placed for found in each.judgements if found.topic}, key=topic_order)
    bottom = TOP + len(topics) * ROW + 6
    shapes = [*_bands(placed, scale, bottom), *_ticks(scale, bottom)]
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
        f"Grades of {council}, {scale.first.year} to {until.year}" + (f": {schemes_label(service)}" if service else ""),
        "; ".join(_told(topic, placed) for topic in topics) + ".",
        caption,
        tuple(shapes),
    )


def schemes_label(service: str) -> str:
    """The kind of service in words."""
    from ontology import NS

    return schemes.label(f"{NS['service-kind']}{service}").lower() if service else ""


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
            label = fitting(known[iri].concept.label, known[iri].concept.notation.split("_")[0].upper(), w - 10, 11)
            fill = "band even" if at % 2 else "band"
            shapes.append(
                Shape(
                    "box",
                    round(x, 1),
                    0,
                    round(w, 1),
                    bottom,
                    fill,
                    text=label,
                    tx=round(x + 6, 1),
                    ty=16,
                    size=11,
                    ink="soft",
                    title=known[iri].concept.label,
                )
            )
    return shapes


def _ticks(scale: _Scale, bottom: float) -> list[Shape]:
    years = range(scale.first.year, scale.last.year + 1)
    step = next((step for step in (1, 2, 5, 10) if len(years) / step <= 14), 20)
    shapes = [line(LEFT, bottom, RIGHT - LEFT, 0)]
    for year in years:
        x = scale.x(dt.date(year, 1, 1))
        if (year - years[0]) % step == 0 and x < RIGHT - 24:
            shapes += [line(x, bottom, 0, 5), words(str(year), x, bottom + 19, size=12, ink="soft")]
    return shapes


def _row(topic: str, y: float, placed: Sequence[Inspection], scale: _Scale, council: str) -> list[Shape]:
    label = schemes.label(topic)
    size = TEXT if len(label) * TEXT * CHARACTER < LEFT - 8 else 11
    shapes = [words(_clip(label, size), 0, y + 20, size=size)]
    judged = [(each, found) for each in placed for found in each.judgements if found.topic == topic]
    for at, (inspection, judgement) in enumerate(judged):
        start = dt.date.fromisoformat(inspection.start)
        end = (
            dt.date.fromisoformat(judged[at + 1][0].start)
            if at + 1 < len(judged)
            else _superseded(inspection, placed) or scale.last
        )
        sure = min(_surely(inspection, start), max(start, end - dt.timedelta(days=30)))
        if sure != start:
            shapes.append(line(scale.x(start), y + BAR / 2, scale.x(sure) - scale.x(start), 0))
        shapes.append(_bar(inspection, judgement, scale.x(sure), scale.x(end) - scale.x(sure), y, label))
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


def _bar(inspection: Inspection, judgement: Judgement, x: float, width: float, y: float, label: str) -> Shape:
    mark = judgement.mark
    tone, told, letters = (mark.tone, mark.label, mark.letters) if mark else ("none", "Sources disagree", "?")
    w = max(width - 2, 6)
    text = fitting(told, letters, w - 10, TEXT, bold=True)
    return Shape(
        "box",
        round(x, 1),
        y,
        round(w, 1),
        BAR,
        f"f-{tone}",
        3,
        text,
        round(x + (8 if w > 40 else (w - len(text) * TEXT * 0.62) / 2), 1),
        y + 20,
        TEXT,
        f"o-{tone}",
        bold=True,
        href=inspection.path,
        title=f"{label}: {told}, {inspection.when}",
    )


def _clip(text: str, size: float) -> str:
    most = int((LEFT - 6) / (size * CHARACTER))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _told(topic: str, placed: Sequence[Inspection]) -> str:
    steps = [
        f"{found.mark.label.lower() if found.mark else 'disputed'} ({each.start[:4]})"
        for each in placed
        for found in each.judgements
        if found.topic == topic
    ]
    return f"{schemes.label(topic)}: {', '.join(steps)}"
