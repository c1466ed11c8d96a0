"""Tells which of Ofsted's report layouts a text has, from the title and the judged areas on its front page.

Frameworks overlapped in 2018, so dates decide nothing here.
"""

from __future__ import annotations

import re
from enum import StrEnum

FRONT = 4_000
_SIF = re.compile(r"inspection\s*of\s*services\s*for\s*children\s*in\s*need\s*of\s*help", re.IGNORECASE)
_AGAIN = re.compile(r"\bre-?\s*inspection\s*of\s*services\s*for\s*children", re.IGNORECASE)
_BOARD = re.compile(
    r"^\s*(?:review|inspection)\s*of\s*the\s*effectiveness\s*of\s*the\s*(?:\w+\s*)?safeguarding\s*children",
    re.IGNORECASE | re.MULTILINE,
)
_LOOKED_AFTER = re.compile(
    r"^\s*inspection\s*of\s*(?:services\s*for\s*)?looked\s*after\s*children", re.IGNORECASE | re.M
)
_ILACS = re.compile(r"inspection\s*of\s*[^.]{0,160}?children[’'`]?s\s*(?:social\s*care\s*)?services", re.IGNORECASE)
_ILACS_AREAS = (
    re.compile(r"impact\s*of\s*leaders\s*on\s*social\s*work", re.IGNORECASE),
    re.compile(r"progress\s*of\s*children\s*(?:who|in)\s*need", re.IGNORECASE),
    re.compile(r"children\s*in\s*care|care\s*leavers", re.IGNORECASE),
)
_DATES = re.compile(r"^[ \t]*inspection\s*dates?\b", re.IGNORECASE | re.MULTILINE)


class Family(StrEnum):
    """A layout of report; the value is the notation of the framework, where there is one."""

    ILACS = "ilacs"
    SIF = "sif"
    REINSPECTION = "sif-reinspection"
    BOARD_REVIEW = "lscb-review"
    LOOKED_AFTER = "lac_2013"
    OTHER = "other"


def family_of(text: str) -> Family:
    """The layout; OTHER is anything that is no graded inspection of a council by Ofsted."""
    front = text[:FRONT]
    if _SIF.search(front):
        return Family.REINSPECTION if _AGAIN.search(front) else Family.SIF
    if _BOARD.search(front):
        return Family.BOARD_REVIEW
    if _LOOKED_AFTER.search(front):
        return Family.LOOKED_AFTER
    if _ILACS.search(front) and all(area.search(front) for area in _ILACS_AREAS):
        return Family.ILACS
    return Family.OTHER


def reviews_board(text: str) -> bool:
    """Whether the title says that the safeguarding children board is reviewed along with the council."""
    dates = _DATES.search(text, 0, FRONT)
    return _BOARD.search(text, 0, dates.start() if dates else FRONT) is not None
