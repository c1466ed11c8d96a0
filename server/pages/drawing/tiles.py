"""The map of equal tiles: England's authorities with children's services, each with its grade in one area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from server.pages.drawing.shapes import Drawing, Shape
from server.pages.schemes import Mark

SIDE, GAP = 38, 3


def tile_map(councils: Sequence[Mapping[str, str]], marks: Mapping[str, Mark], what: str) -> Drawing | None:
    """`councils` are rows with slug, short, iso, map_column, map_row; `marks` the grades by slug. None without places."""
    placed = [row for row in councils if row["map_column"]]
    if not placed:
        return None
    step = SIDE + GAP
    shapes = [_tile(row, marks.get(row["slug"]), step) for row in placed]
    width = max(int(row["map_column"]) for row in placed) * step + SIDE + 2
    height = max(int(row["map_row"]) for row in placed) * step + SIDE + 2
    known = sum(1 for row in placed if row["slug"] in marks)
    return Drawing(
        "tiles",
        width,
        height,
        f"Map of {what}",
        f"{known} of {len(placed)} authorities have a grade that was read.",
        "One square an authority, about where it lies.",
        tuple(shapes),
    )


def _tile(row: Mapping[str, str], mark: Mark | None, step: int) -> Shape:
    x, y = int(row["map_column"]) * step + 1, int(row["map_row"]) * step + 1
    tone = mark.tone if mark else "unread"
    told = mark.label if mark else "no grade read"
    letters = row["iso"].rpartition("-")[2] or row["short"][:3]
    return Shape(
        "box",
        x,
        y,
        SIDE,
        SIDE,
        f"f-{tone}",
        4,
        letters,
        x + SIDE / 2,
        y + 23,
        12,
        f"o-{tone}",
        anchor="middle",
        href=f"/council/{row['slug']}",
        title=f"{row['short']}: {told}",
    )
