"""What pictures are made of: boxes, lines, dots and words at places, with classes of the style sheet for colour."""

from __future__ import annotations

from dataclasses import dataclass, field

CHARACTER, BOLD = 0.54, 0.62
"""Width of an average character in units of the font size, plain and bold."""


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
    size: float = 13
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
    data: dict[str, object] = field(default_factory=dict)


def words(
    text: str, x: float, y: float, *, size: float = 13, ink: str = "", bold: bool = False, anchor: str = ""
) -> Shape:
    """Words alone."""
    return Shape("words", text=text, tx=_r(x), ty=_r(y), size=size, ink=ink, bold=bold, anchor=anchor)


def line(x: float, y: float, w: float, h: float, fill: str = "axis") -> Shape:
    """A line from a point by a width and height."""
    return Shape("line", _r(x), _r(y), _r(w), _r(h), fill)


def nothing_drawn() -> Drawing:
    """Where nothing with a date and a grade has been read."""
    told = "Nothing to draw: no dated grade has been read."
    return Drawing("nothing", 420, 40, told, told, "", (words(told, 8, 25),))


def fitting(text: str, letters: str, width: float, size: float, *, bold: bool = False) -> str:
    """The text if it fits, else the letters, else nothing."""
    for told in (text, letters):
        if len(told) * size * (BOLD if bold else CHARACTER) <= width:
            return told
    return ""


def _r(number: float) -> float:
    return round(number, 1)
