"""Where in a text the facts are: one stroke a passage along a line as long as the text."""

from __future__ import annotations

from collections.abc import Sequence

from server.pages.claims import Passage
from server.pages.drawing.shapes import Drawing, box

WIDTH, HEIGHT = 640, 26


def places(passages: Sequence[Passage], length: int, path: str) -> Drawing | None:
    """None for a text in which nothing was read."""
    if not passages:
        return None
    shapes = [box((0, 11, WIDTH, 4), "band even")]
    for passage in passages:
        place = (WIDTH * passage.start / length, 3, max(WIDTH * (passage.end - passage.start) / length, 3), 20)
        kinds = ", ".join(dict.fromkeys(claim.kind.lower() for claim in passage.claims)) or "read"
        shapes.append(box(place, "dot", f"{kinds}, at character {passage.start}", 1))
    return Drawing(
        "places",
        WIDTH,
        HEIGHT,
        "Where in the text the facts are",
        f"{len(passages)} sentences, the first at character {passages[0].start}.",
        "Where in the text something was read.",
        tuple(shapes),
    )
