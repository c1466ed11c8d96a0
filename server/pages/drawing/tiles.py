"""The map of equal tiles: England's authorities with children's services, each with its grade in one area.

A tile says which council it is and, for colour must not be the only sign, the letters of its grade; where the map is small
the style sheet leaves the grade alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from server.pages.drawing.shapes import Drawing, Shape, toned, words
from server.pages.schemes import Mark

SIDE, STEP = 38, 41


def tile_map(councils: Sequence[Mapping[str, str]], marks: Mapping[str, Mark], what: str) -> Drawing | None:
    """`councils` are rows with slug, short, iso, map_column, map_row; `marks` the grades by slug. None without places."""
    placed = [row for row in councils if row["map_column"]]
    if not placed:
        return None
    width, height = (max(int(row[name]) for row in placed) * STEP + SIDE + 2 for name in ("map_column", "map_row"))
    known = sum(1 for row in placed if row["slug"] in marks)
    return Drawing(
        "tiles",
        width,
        height,
        f"Map of {what}",
        f"{known} of {len(placed)} authorities have a grade that was read.",
        "One square an authority, about where it lies, with the first letters of its grade.",
        tuple(shape for row in placed for shape in _tile(row, marks.get(row["slug"]))),
    )


def _tile(row: Mapping[str, str], mark: Mark | None) -> list[Shape]:
    x, y = int(row["map_column"]) * STEP + 1, int(row["map_row"]) * STEP + 1
    letters = row["iso"].rpartition("-")[2] or row["short"][:3]
    tone, told = (mark.tone, mark.label) if mark else ("unread", "no grade read")
    tile = toned((x, y, SIDE, SIDE), tone, letters, f"{row['short']}: {told}", f"/council/{row['slug']}", 12)
    if mark is None:
        return [tile]
    grade = words(mark.letters, x + SIDE / 2, y + SIDE - 5, size=10, ink=f"o-{tone} key", anchor="middle")
    return [replace(tile, ty=tile.ty - 5), grade]
