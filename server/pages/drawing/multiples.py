"""Several councils' histories side by side on one scale of time: a column a council, a row an area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from server.pages import schemes
from server.pages.assessments import Inspection, topic_order
from server.pages.drawing.shapes import Drawing, Shape, clipped, fitted, line, words
from server.pages.drawing.timeline import spells

LEFT, RIGHT, TOP, ROW, BAR, GAP = 226, 960, 30, 32, 24, 14


def multiples(histories: Mapping[str, Sequence[Inspection]], service: str, until: dt.date) -> Drawing | None:
    """`histories` are inspections of one service by the name of the council. None where nothing is dated and graded."""
    dated = {
        name: sorted((each for each in several if each.start and each.judgements), key=lambda each: each.start)
        for name, several in histories.items()
    }
    every = [each for several in dated.values() for each in several]
    topics = sorted({found.topic for each in every for found in each.judgements if found.topic}, key=topic_order)
    if not topics:
        return None
    first = dt.date(min(int(each.start[:4]) for each in every), 1, 1)
    bottom, width = TOP + len(topics) * ROW, (RIGHT - LEFT + GAP) / len(dated)
    shapes = [
        words(clipped(schemes.label(topic), LEFT - 8, 12), 0, TOP + at * ROW + 17, size=12)
        for at, topic in enumerate(topics)
    ]
    told = []
    for at, (name, several) in enumerate(dated.items()):
        left = LEFT + at * width
        shapes += _column(name, several, topics, (left, width - GAP), (first, until), bottom)
        told += [f"{name}: {_told(topics, several, until)}"] if several else [f"{name}: nothing dated was read"]
    return Drawing(
        f"multiples-{service or 'all'}",
        RIGHT,
        bottom + 28,
        f"Grades of {', '.join(dated)}, {first.year} to {until.year}",
        f"{'. '.join(told)}.",
        f"Each column is a council, each from {first.year} to {until.year}; a bar runs from an inspection to the next.",
        tuple(shapes),
    )


def _column(
    name: str,
    several: Sequence[Inspection],
    topics: Sequence[str],
    place: tuple[float, float],
    span: tuple[dt.date, dt.date],
    bottom: float,
) -> list[Shape]:
    left, width = place
    first, last = span
    days = max((last - first).days, 1)

    def x(day: dt.date) -> float:
        return left + width * (min(max(day, first), last) - first).days / days

    shapes = [
        words(clipped(name, width), left, 16, bold=True),
        line(left, bottom + 2, width, 0),
        words(str(first.year), left, bottom + 20, size=12, ink="soft"),
        words(str(last.year), left + width, bottom + 20, size=12, ink="soft", anchor="end"),
    ]
    for row, topic in enumerate(topics):
        y = TOP + row * ROW
        shapes.append(line(left, y + BAR / 2, width, 0, "rule"))
        for each in spells(topic, several, last):
            start, w = x(each.sure), max(x(each.end) - x(each.sure) - 1, 4)
            title = f"{name}, {schemes.label(topic)}: {each.shown[1]}, {each.inspection.when}"
            shapes.append(fitted((start, y, w, BAR), each.shown, title, each.inspection.path, 11))
    return shapes


def _told(topics: Sequence[str], several: Sequence[Inspection], until: dt.date) -> str:
    parts = []
    for topic in topics:
        steps = [f"{each.shown[1].lower()} ({each.start.year})" for each in spells(topic, several, until)]
        if steps:
            parts.append(f"{schemes.label(topic).lower()} {', '.join(steps)}")
    return "; ".join(parts)
