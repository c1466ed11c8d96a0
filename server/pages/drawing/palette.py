"""The fills of the style sheet again, for pictures that stand alone; a test keeps both equal and measures contrast."""

from __future__ import annotations

from typing import Final

TONES: Final = {
    "best": ("#12436d", "#fff"),
    "good": ("#6bacc8", "#1b1b1a"),
    "middling": ("#d3dbb0", "#1b1b1a"),
    "fair": ("#f6c667", "#1b1b1a"),
    "poor": ("#a33b20", "#fff"),
    "other": ("#c3c5c7", "#1b1b1a"),
    "none": ("#fff", "#57534e"),
    "unread": ("#eeebe3", "#57534e"),
}
"""Tone: fill and the colour of words in it."""
PAPER, WASH, WASH_2, INK, SOFT, EDGE, LINE, LINK = (
    "#fff",
    "#f7f5f0",
    "#eeebe3",
    "#1b1b1a",
    "#57534e",
    "#8a857c",
    "#dcd8d0",
    "#12436d",
)

STYLE: Final = (
    f"text{{font-family:system-ui,sans-serif;fill:{INK}}}.soft{{fill:{SOFT}}}.paper{{fill:{PAPER}}}.band{{fill:{WASH}}}"
    f".band.even{{fill:{WASH_2}}}.axis{{stroke:{EDGE}}}.rule{{stroke:{LINE}}}.dot{{fill:{LINK};stroke:{PAPER}}}.span{{fill:{LINK};opacity:.3}}"
    + "".join(f".f-{tone}{{fill:{fill}}}text.o-{tone}{{fill:{ink}}}" for tone, (fill, ink) in TONES.items())
    + f".f-none{{stroke:{EDGE};stroke-dasharray:3 2}}"
)
