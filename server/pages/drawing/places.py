"""Where in a text the facts are: one stroke a passage along a line as long as the text."""

from __future__ import annotations

from collections.abc import Sequence

from server.pages.claims import Passage
from server.pages.drawing.shapes import Drawing, Shape

WIDTH, HEIGHT = 640, 26


def places(passages: Sequence[Passage], length: int, path: str) -> Drawing | None:
    """None for a text in which nothing was read."""
    if not passages:
        return None
    shapes: list[Shape] = [Shape("box", 0, 11, WIDTH, 4, "band even", 2)]
    for passage in passages:
        x = round(WIDTH * passage.start / length, 1)
        w = round(max(WIDTH * (passage.end - passage.start) / length, 3), 1)
        kinds = ", ".join(dict.fromkeys(claim.kind.lower() for claim in passage.claims)) or "read"
        shapes.append(Shape("box", x, 3, w, 20, "dot", 1, title=f"{kinds}, at character {passage.start}"))
    return Drawing(
        "places",
        WIDTH,
        HEIGHT,
        "Where in the text the facts are",
        f"{len(passages)} sentences, the first at character {passages[0].start}.",
        "Where in the text something was read.",
        tuple(shapes),
    )
