"""The grades of an inspection beside those of the one before: a row an area, an arrow between."""

from __future__ import annotations

from collections.abc import Mapping

from server.pages.assessments import Inspection, Judgement
from server.pages.drawing.shapes import BOLD, CHARACTER, Drawing, Shape, clipped, line, toned, words
from server.pages.schemes import Mark

LEFT, BOX, GAP, ROW = 250, 200, 80, 38


def before_after(inspection: Inspection, before: Mapping[str, Judgement], before_when: str) -> Drawing | None:
    """None where the inspection has no grade or none before it to compare."""
    rows = [found for found in inspection.judgements if found.mark]
    if not rows or not any(found.topic in before for found in rows):
        return None
    shapes = [
        words(clipped(before_when, BOX + GAP, 12), LEFT, 16, size=12, ink="soft"),
        words(clipped(inspection.when, BOX, 12), LEFT + BOX + GAP, 16, size=12, ink="soft"),
    ]
    told = []
    for at, found in enumerate(rows):
        y = 28 + at * ROW
        shapes.append(words(clipped(found.topic_label, LEFT - 6), 0, y + 20))
        earlier = before.get(found.topic)
        assert found.mark is not None
        if earlier and earlier.mark:
            shapes.append(_box(earlier.mark, LEFT, y, f"{found.topic_label} before: {earlier.mark.label}"))
            x = LEFT + BOX + 14
            shapes += [
                line(x, y + 15, GAP - 28, 0),
                line(x + GAP - 28, y + 15, -7, -5),
                line(x + GAP - 28, y + 15, -7, 5),
            ]
            told.append(f"{found.topic_label} from {earlier.mark.label.lower()} to {found.mark.label.lower()}")
        else:
            shapes.append(words("not judged under this topic", LEFT, y + 20, size=12, ink="soft"))
            told.append(f"{found.topic_label} {found.mark.label.lower()}")
        shapes.append(_box(found.mark, LEFT + BOX + GAP, y, f"{found.topic_label}: {found.mark.label}"))
    return Drawing(
        "before-after",
        LEFT + 2 * BOX + GAP + 4,
        28 + len(rows) * ROW,
        "Grades before and after",
        "; ".join(told) + ".",
        "Grades of one scale can be compared; areas are matched by topic.",
        tuple(shapes),
    )


def _box(mark: Mark, x: float, y: float, title: str) -> Shape:
    return toned((x, y, BOX, 30), mark.tone, clipped(mark.label, (BOX - 12) * CHARACTER / BOLD), title)
