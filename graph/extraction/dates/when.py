"""Comparing times in EDTF: whether two can be the same, which is the finer, which the later, how far they are apart."""

from __future__ import annotations

from dataclasses import replace

from graph.claim import TimeReference
from graph.extraction.dates.edtf import anchor, bounds, season

_UNKNOWN = "9999"
EARLY = 6  # until this month the year before is still recent
_STALE = 14  # months after which an inspection is not the one that an article reports on


def long_ago(when: TimeReference, issued: str | None) -> bool:
    """Whether a time is too far back for the inspection that a document of a date reports on.

    News of an inspection gives its month; a bare year before the document's own is that of an earlier one.
    """
    known, edtf = anchor(issued), when.edtf
    if known.year is None or when.latest is None:
        return False
    if is_year(when) and not when.anchored:
        return int(edtf) < known.year - ((known.month or 12) <= EARLY)
    if when.anchored and edtf.endswith("~"):
        return int(edtf[:4]) < known.year - 1  # `two years ago`
    return (known.year - when.latest.year) * 12 + (known.month or 12) - when.latest.month > _STALE


def is_year(when: TimeReference | None) -> bool:
    """Whether a time is written as a year and no more."""
    return when is not None and len(when.edtf) == 4 and when.edtf.isdigit()


def dated_by(when: TimeReference, published: TimeReference | None) -> TimeReference:
    """A time without a year as the latest such time before its report came out, if that has a month and a year.

    Its words are those of both: the year is written in the second.
    """
    if published is None or "X" not in when.edtf or len(published.edtf) < 7 or "X" in published.edtf:
        return when
    year, month = (int(part) for part in published.edtf.split("/")[0].split("-")[:2])
    ends = when.edtf.split("/")
    months = [int(end[5:7]) for end in ends]
    if month > 12 or max(months) > 12:
        return when
    last = year if months[-1] <= month else year - 1
    years = [last if first <= months[-1] else last - 1 for first in months]
    edtf = "/".join(f"{of}{end[4:]}" for of, end in zip(years, ends, strict=True))
    earliest, latest = bounds(edtf)
    return replace(when, words=f"{when.words} … {published.words}", edtf=edtf, earliest=earliest, latest=latest)


def months_after(first: str, second: str) -> int | None:
    """Months from one time to another; without years to the next such month; None if no month is given."""
    ends = [_ends(first)[-1], _ends(second)[-1]]
    if any(len(end) < 2 or not end[1].isdigit() or int(end[1]) > 12 for end in ends):
        return None
    months = int(ends[1][1]) - int(ends[0][1])
    if "X" in first + second:
        return months % 12
    return (int(ends[1][0]) - int(ends[0][0])) * 12 + months


def compatible(first: str, second: str) -> bool:
    """Whether some end of one agrees with some end of the other in all the parts that both give."""
    pairs = [(a, b) for a in _ends(first) for b in _ends(second)]
    return any(_agree(a, b) for a, b in pairs) or _inside(first, second) or _inside(second, first)


def precision(edtf: str) -> tuple[int, int, int]:
    """Larger for a finer time: with a known year, with more parts, with both ends; smaller if approximate."""
    ends = _ends(edtf)
    return (int(not ends[0][0].startswith("X")), len(ends[0]) - edtf.count("~"), len(ends))


def order(edtf: str) -> str:
    """A key that sorts times; one without a year counts as recent."""
    year, *rest = _ends(edtf)[0]
    parts = [year, *(season(rest[0])[:1] or rest if rest else [])]
    return "-".join(_UNKNOWN if "X" in part else part for part in parts)


def _ends(edtf: str) -> list[list[str]]:
    return [end.split("-") for end in edtf.split("/") if end not in ("", "..")] or [[_UNKNOWN]]


def _agree(first: list[str], second: list[str]) -> bool:
    """A time without a year agrees only with one that has a month too: `XXXX-11` says nothing of 2019."""
    for one, other in ((first, second), (second, first)):
        months = season(one[1]) if len(one) > 1 and len(other) > 1 else ()
        if months and not season(other[1]):
            return one[0] in (other[0], "XXXX") and other[1] in months
    if ("X" in first[0] or "X" in second[0]) and min(len(first), len(second)) < 2:
        return False
    if "~" in first[0] + second[0]:
        return abs(int(first[0].rstrip("~")) - int(second[0].rstrip("~"))) <= 1
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
