"""The main classes of the ontology and how they hang together, as one picture."""

from __future__ import annotations

from functools import cache

from server.pages.drawing.shapes import Drawing, Shape, line, words

_BOXES = {
    "Council": (20, 150),
    "Service": (20, 260),
    "Inspection": (250, 150),
    "Framework": (250, 40),
    "Judgement": (490, 150),
    "Grade": (730, 90),
    "JudgementArea": (730, 170),
    "Finding": (490, 260),
    "Tenure": (250, 370),
    "Quotation": (490, 370),
    "FundingStatement": (20, 370),
    "Intervention": (20, 40),
    "Reading": (730, 370),
    "Passage": (730, 460),
    "Document": (490, 460),
}
_JOINS = (
    ("Inspection", "Council", "inspected body"),
    ("Inspection", "Framework", "framework"),
    ("Judgement", "Inspection", "judgement in"),
    ("Judgement", "Grade", "grade"),
    ("Judgement", "JudgementArea", "area"),
    ("Finding", "Inspection", ""),
    ("Service", "Council", ""),
    ("Intervention", "Council", "imposed on"),
    ("Quotation", "Tenure", "speaker tenure"),
    ("Reading", "Passage", "read from"),
    ("Passage", "Document", "in document"),
    ("FundingStatement", "Service", ""),
)
_W, _H = 170, 40


@cache
def class_diagram() -> Drawing:
    """Boxes link to the terms below the picture."""
    shapes: list[Shape] = []
    for start, end, told in _JOINS:
        (x1, y1), (x2, y2) = _BOXES[start], _BOXES[end]
        a, b = (x1 + _W / 2, y1 + _H / 2), (x2 + _W / 2, y2 + _H / 2)
        shapes.append(line(a[0], a[1], b[0] - a[0], b[1] - a[1]))
        if told and abs(a[0] - b[0]) > _W:
            shapes.append(words(told, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2 - 6, size=11, ink="soft", anchor="middle"))
        elif told:
            shapes.append(words(told, a[0] + 6, (a[1] + b[1]) / 2 + 4, size=11, ink="soft"))
    for name, (x, y) in _BOXES.items():
        shapes.append(
            Shape(
                "box",
                x,
                y,
                _W,
                _H,
                "f-good",
                4,
                name,
                x + _W / 2,
                y + 25,
                14,
                "o-good",
                bold=True,
                anchor="middle",
                href=f"#{name}",
                title=name,
            )
        )
    return Drawing(
        "classes",
        920,
        520,
        "The main classes",
        "; ".join(f"{a} {told or 'belongs to'} {b}" for a, b, told in _JOINS) + ".",
        "What a reading says stands in a graph of its own, which leads to the passage and the document.",
        tuple(shapes),
    )
