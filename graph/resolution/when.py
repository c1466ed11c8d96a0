"""How exactly a claim dates an inspection, and whether two datings can mean the same one."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import IntEnum

from graph.claim import InspectionClaim, TimeReference

Interval = tuple[dt.date, dt.date]
LONGEST_TO_PUBLICATION = dt.timedelta(days=270)


class Precision(IntEnum):
    """The order in which claims are resolved: the exact ones first, so that vaguer ones can find them."""

    DAY = 1
    MONTH = 2
    YEAR = 3
    NONE = 4


@dataclass(frozen=True, slots=True)
class Dating:
    """What one claim or a cluster of claims knows about when: periods of fieldwork, publication, a month without year."""

    precision: Precision
    fieldwork: tuple[Interval, ...] = ()
    published: Interval | None = None
    month: int | None = None

    @property
    def first(self) -> dt.date | None:
        """The earliest day known, for putting inspections in order."""
        days = [start for start, _ in self.fieldwork] or ([self.published[0]] if self.published else [])
        return min(days, default=None)

    @property
    def last(self) -> dt.date | None:
        """The latest day of fieldwork or, without any, of publication."""
        days = [end for _, end in self.fieldwork] or ([self.published[1]] if self.published else [])
        return max(days, default=None)


def dating(claim: InspectionClaim) -> Dating:
    """The dating of one claim; a bare year bounds the publication, a fuller date the fieldwork."""
    fieldwork = tuple(bounds for time in claim.fieldwork if (bounds := _bounds(time)))
    published = _bounds(claim.published_on) if claim.published_on else None
    month = next((month for time in claim.fieldwork if (month := _bare_month(time)) is not None), None)
    return Dating(_precision(fieldwork, published), fieldwork, published, month)


def _bounds(time: TimeReference) -> Interval | None:
    return (time.earliest, time.latest) if time.earliest and time.latest else None


def _bare_month(time: TimeReference) -> int | None:
    found = re.match(r"XXXX-(\d\d)", time.edtf)
    return int(found[1]) if found else None


def _precision(fieldwork: tuple[Interval, ...], published: Interval | None) -> Precision:
    if fieldwork:
        widest = max((end - start).days for start, end in fieldwork)
        if widest <= 27 or all(start.day != 1 for start, _ in fieldwork):
            return Precision.DAY
        return Precision.MONTH if widest <= 100 else Precision.YEAR
    if published:
        return Precision.DAY if published[0] == published[1] else Precision.YEAR
    return Precision.NONE


def overlap(a: Interval, b: Interval) -> bool:
    """Whether two periods share a day."""
    return a[0] <= b[1] and b[0] <= a[1]


def fieldwork_fits(claim: Dating, known: Dating) -> bool:
    """Whether some period of fieldwork of one overlaps one of the other."""
    return any(overlap(a, b) for a in claim.fieldwork for b in known.fieldwork)


def publication_fits(claim: Dating, known: Dating) -> bool:
    """Whether the publications can be the same; an unknown one lies within nine months after the fieldwork."""
    if claim.published is None:
        return False
    if known.published is not None:
        return overlap(claim.published, known.published)
    if known.last is None:
        return False
    return overlap(claim.published, (known.last, known.last + LONGEST_TO_PUBLICATION))


def month_fits(claim: Dating, known: Dating) -> bool:
    """Whether a month without a year falls into the fieldwork."""
    return any(claim.month in _months(period) for period in known.fieldwork)


def _months(period: Interval) -> set[int]:
    start, end = period
    count = (end.year - start.year) * 12 + end.month - start.month
    return {(start.month - 1 + step) % 12 + 1 for step in range(min(count, 11) + 1)}
