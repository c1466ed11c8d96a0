"""The main classes of the ontology and how they hang together, as one picture."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from server.pages.drawing.shapes import Drawing, Shape, line, toned, words

_W, _H = 170, 40


@cache
def class_diagram() -> Drawing:
    """Boxes link to the terms below the picture."""
    laid = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    shapes: list[Shape] = []
    for join in laid["joins"]:
        (x1, y1), (x2, y2) = laid["boxes"][join["from"]], laid["boxes"][join["to"]]
        shapes.append(line(x1 + _W / 2, y1 + _H / 2, x2 - x1, y2 - y1))
        beside = abs(x2 - x1) > _W
        x, y = ((x1 + x2 + _W) / 2, (y1 + y2 + _H) / 2 - 6) if beside else (x1 + _W / 2 + 6, (y1 + y2 + _H) / 2 + 4)
        shapes.append(words(join.get("label", ""), x, y, size=11, ink="soft", anchor="middle" if beside else ""))
    shapes += [toned((x, y, _W, _H), "good", name, name, f"#{name}", 14) for name, (x, y) in laid["boxes"].items()]
    told = "; ".join(f"{each['from']} {each.get('label', 'belongs to')} {each['to']}" for each in laid["joins"])
    caption = "What a reading says stands in a graph of its own, which leads to the passage and the document."
    return Drawing("classes", 920, 520, "The main classes", f"{told}.", caption, tuple(shapes))
