"""Grades by year of inspection: one stack a year, the best at the bottom, letters in it where they fit."""

from __future__ import annotations

from collections.abc import Iterable

from server.pages.drawing.shapes import Drawing, line, toned, words
from server.pages.schemes import Mark

WIDTH, HEIGHT, LEFT, TOP = 960, 190, 40, 10


def by_year(counts: Iterable[tuple[str, Mark, int]], what: str) -> Drawing | None:
    """`counts` are (year, grade, how many). None for fewer than two years."""
    years: dict[str, list[tuple[Mark, int]]] = {}
    for name, mark, number in counts:
        years.setdefault(name, []).append((mark, number))
    if len(years) < 2:
        return None
    span = range(int(min(years)), int(max(years)) + 1)
    step = min((WIDTH - LEFT) / len(span), 90)
    most = max(sum(number for _, number in stack) for stack in years.values())
    shapes = [line(LEFT, TOP + HEIGHT, step * len(span), 0), words(f"{most}", 0, TOP + 12, size=12, ink="soft")]
    for at, year in enumerate(span):
        x, y = LEFT + at * step, float(TOP + HEIGHT)
        shapes.append(words(str(year), x + step / 2, TOP + HEIGHT + 18, size=12, ink="soft", anchor="middle"))
        for mark, number in sorted(years.get(str(year), []), key=lambda item: item[0].rank or 9):
            h = HEIGHT * number / most
            y -= h
            letters = mark.letters if h >= 16 and step >= 26 else ""
            place = (x + 2, y, step - 4, max(h - 1, 1))
            shapes.append(toned(place, mark.tone, letters, f"{year}: {number} {mark.label}", size=11))
    told = "; ".join(
        f"{year}: {', '.join(f'{number} {mark.label.lower()}' for mark, number in stack)}"
        for year, stack in sorted(years.items())
    )
    caption = "Judgements by the year in which the fieldwork began."
    return Drawing("by-year", WIDTH, TOP + HEIGHT + 28, f"Grades by year, {what}", f"{told}.", caption, tuple(shapes))
