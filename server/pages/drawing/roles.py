"""The posts of a person on a time axis: dots where a source shows the person in post, spans between, nothing invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from server.pages.drawing.shapes import Drawing, Shape, box, clipped, line, words, years_below
from server.pages.officials import Tenure

LEFT, RIGHT, ROW, WIDTH = 330, 930, 34, 960


def roles(tenures: Sequence[Tenure], name: str) -> Drawing | None:
    """None where sources give no more than one day."""
    placed = [tenure for tenure in sorted(tenures, key=lambda each: each.first or "9") if tenure.first]
    if not placed or (len(placed) == 1 and placed[0].first == placed[0].last):
        return None
    first = dt.date.fromisoformat(min(tenure.first for tenure in placed))
    last = dt.date.fromisoformat(max(tenure.last or tenure.first for tenure in placed))
    start, end = dt.date(first.year, 1, 1), dt.date(last.year + 1, 1, 1)
    days = (end - start).days

    def at(day: dt.date) -> float:
        return LEFT + (RIGHT - LEFT) * (day - start).days / days

    def x(day: str) -> float:
        return round(at(dt.date.fromisoformat(day)), 1)

    bottom = 8 + len(placed) * ROW
    shapes: list[Shape] = [line(LEFT, bottom, RIGHT - LEFT, 0)]
    shapes += years_below(at, start.year, end.year, bottom, RIGHT + 1, 10)
    for row, tenure in enumerate(placed):
        y = 8 + row * ROW
        label = f"{tenure.title}, {tenure.body_label}" if tenure.body_label else tenure.title
        shapes.append(words(clipped(label, LEFT - 14, 12), 0, y + 18, size=12))
        one, other = x(tenure.first), x(tenure.last or tenure.first)
        if other - one > 1:
            shapes.append(box((one, y + 8, other - one, 12), "span", tenure.as_evidenced))
        for edtf, earliest, latest in (*tenure.began, *tenure.seen, *tenure.ended):
            if earliest:
                shapes.append(
                    Shape("dot", round((x(earliest) + x(latest or earliest)) / 2, 1), y + 14, 5, fill="dot", title=edtf)
                )
    return Drawing(
        "roles",
        WIDTH,
        bottom + 28,
        f"When sources show {name} in post",
        "; ".join(f"{tenure.title}: {tenure.as_evidenced}" for tenure in placed) + ".",
        "A dot is a day or period on which a source shows the person in post; the bar joins the first and the last.",
        tuple(shapes),
    )
