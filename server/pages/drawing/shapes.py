"""What pictures are made of: boxes, lines, dots and words at places, with classes of the style sheet for colour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

CHARACTER, BOLD = 0.54, 0.69
"""Width of an average character in units of the font size, plain and bold."""
TEXT, LETTERS = 13, 3
Place = tuple[float, float, float, float]
"""Left, top, width, height."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A box, line or dot and the words in or beside it; with `href` it is a link, whose name is `title`."""

    kind: str
    x: float = 0
    y: float = 0
    w: float = 0
    h: float = 0
    fill: str = ""
    round: float = 0
    text: str = ""
    tx: float = 0
    ty: float = 0
    size: float = TEXT
    ink: str = ""
    bold: bool = False
    anchor: str = ""
    href: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture with its text alternative and caption; `style` is put in when it stands alone."""

    id: str
    width: int
    height: int
    title: str
    description: str
    caption: str
    shapes: tuple[Shape, ...]
    query: str = ""
    standalone: bool = False
    style: str = ""


def words(
    text: str, x: float, y: float, *, size: float = 13, ink: str = "", bold: bool = False, anchor: str = ""
) -> Shape:
    """Words alone."""
    return Shape("words", text=text, tx=_r(x), ty=_r(y), size=size, ink=ink, bold=bold, anchor=anchor)


def line(x: float, y: float, w: float, h: float, fill: str = "axis") -> Shape:
    """A line from a point by a width and height."""
    return Shape("line", _r(x), _r(y), _r(w), _r(h), fill)


def box(place: Place, fill: str, title: str = "", corner: int = 2) -> Shape:
    """A box without words."""
    x, y, w, h = map(_r, place)
    return Shape("box", x, y, w, h, fill, corner, title=title)


def toned(place: Place, tone: str, text: str, title: str, href: str = "", size: float = TEXT) -> Shape:
    """A box in the tone of a grade with words in it: in its middle if they are letters, else from its left."""
    x, y, w, h = map(_r, place)
    letters = len(text) <= LETTERS
    tx, ty = (x + w / 2 if letters else x + 9), y + h / 2 + size * 0.36
    anchor = "middle" if letters else ""
    said = Shape("words", text=text, tx=_r(tx), ty=_r(ty), size=size, ink=f"o-{tone}", bold=True, anchor=anchor)
    return replace(said, kind="box", x=x, y=y, w=w, h=h, fill=f"f-{tone}", round=3, href=href, title=title)


def years_below(
    scale: Callable[[dt.date], float], first: int, last: int, y: float, most: float, room: int = 12
) -> list[Shape]:
    """Ticks and names of years under a time axis, as many as fit."""
    step = next((step for step in (1, 2, 5, 10) if (last - first + 1) / step <= room), 20)
    found = []
    for year in range(first, last + 1, step):
        x = scale(dt.date(year, 1, 1))
        if x < most:
            found += [line(x, y, 0, 5), words(str(year), x, y + 19, size=12, ink="soft")]
    return found


def clipped(text: str, width: float, size: float = TEXT) -> str:
    """The text, cut with an ellipsis where it is wider."""
    most = int(width / (size * CHARACTER))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def nothing_drawn() -> Drawing:
    """Where nothing with a date and a grade has been read."""
    told = "Nothing to draw: no dated grade has been read."
    return Drawing("nothing", 420, 40, told, told, "", (words(told, 8, 25),))


def fitted(place: Place, shown: tuple[str, str, str], title: str, href: str = "", size: float = TEXT) -> Shape:
    """A box in a tone with its label, else its letters, as large as they fit."""
    tone, told, letters = shown
    for text, at in ((told, size), (told, 11), (letters, size), (letters, 9)):
        if len(text) * at * BOLD <= place[2] - (2 if text == letters else 10):
            return toned(place, tone, text, title, href, at)
    return toned(place, tone, "", title, href, size)


def fitting(text: str, letters: str, width: float, size: float) -> str:
    """The text if it fits, else the letters, else nothing."""
    return next((told for told in (text, letters) if len(told) * size * CHARACTER <= width), "")


def _r(number: float) -> float:
    return round(number, 1)
