"""Comparing times in EDTF: whether two can be the same, which is the finer, which the later."""

from __future__ import annotations

_UNKNOWN = "9999"


def compatible(first: str, second: str) -> bool:
    """Whether some end of one agrees with some end of the other in all the parts that both give."""
    pairs = [(a, b) for a in _ends(first) for b in _ends(second)]
    return any(_agree(a, b) for a, b in pairs) or _inside(first, second) or _inside(second, first)


def precision(edtf: str) -> tuple[int, int, int]:
    """Larger for a finer time: with a known year, with more parts, with both ends."""
    ends = _ends(edtf)
    return (int(not ends[0][0].startswith("X")), len(ends[0]), len(ends))


def order(edtf: str) -> str:
    """A key that sorts times; one without a year counts as recent."""
    return "-".join(_UNKNOWN if "X" in part else part for part in _ends(edtf)[0])


def _ends(edtf: str) -> list[list[str]]:
    return [end.split("-") for end in edtf.split("/") if end not in ("", "..")] or [[_UNKNOWN]]


def _agree(first: list[str], second: list[str]) -> bool:
    """A time without a year agrees only with one that has a month too: `XXXX-11` says nothing of 2019."""
    if ("X" in first[0] or "X" in second[0]) and min(len(first), len(second)) < 2:
        return False
    return all("X" in a or "X" in b or a == b for a, b in zip(first, second, strict=False))


def _inside(edtf: str, outer: str) -> bool:
    """Whether a time lies between the ends of another, compared as text to the coarser length."""
    ends = _ends(outer)
    if len(ends) != 2 or "X" in edtf or "X" in outer:
        return False
    point = _ends(edtf)[0]
    low, high = ("-".join(end[: len(point)]) for end in ends)
    here = "-".join(point)
    return low <= here[: len(low)] and here[: len(high)] <= high
