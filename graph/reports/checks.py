"""Holds a report against itself and against the calendar; gives a sentence for each thing that does not fit."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence

from graph.reading.pdf_days import Period
from graph.reading.pdf_family import Family
from graph.reports.areas import LOOKED_AFTER, SIF

_KEY_AREAS = ("help_protection", "in_care", "leadership_management_governance")
_SINGLE = ("overall", *(area.notation for area in SIF))
_EXPECTED = {
    Family.ILACS: ("leaders", "help_protection"),
    Family.SIF: _SINGLE,
    Family.REINSPECTION: _SINGLE,
    Family.LOOKED_AFTER: tuple(area.notation for area in LOOKED_AFTER),
    Family.BOARD_REVIEW: ("lscb",),
}
_LONGEST_PERIOD = 45
_SATURDAY = 5
_OVERALL_UNTIL_YEAR = 2026


def check(family: Family, grades: Mapping[str, str], periods: Sequence[Period], published: str | None) -> Iterator[str]:
    """All conflicts."""
    yield from _areas(family, grades, periods)
    if family in (Family.SIF, Family.REINSPECTION):
        failed = [area for area in _KEY_AREAS if grades.get(area) == "inadequate"]
        if failed and grades.get("overall") not in (None, "inadequate"):
            yield f"{failed[0]} is inadequate, which makes the whole inadequate, but overall is {grades['overall']}"
    if not periods:
        yield "no dates of the inspection were found"
    for period in periods:
        yield from _calendar(period)
    if periods and published and published < periods[-1].last.isoformat():
        yield f"published on {published}, before the inspection ended on {periods[-1].last.isoformat()}"


def _areas(family: Family, grades: Mapping[str, str], periods: Sequence[Period]) -> Iterator[str]:
    for area in _EXPECTED.get(family, ()):
        if area not in grades:
            yield f"no grade was found for {area}"
    if family is Family.ILACS:
        joint, apart = "in_care_and_care_leavers" in grades, {"in_care", "care_leavers"} & grades.keys()
        if (joint and apart) or (not joint and len(apart) != 2):
            yield "children in care and care leavers must be judged either together or each"
        early = periods and periods[-1].last.year < _OVERALL_UNTIL_YEAR
        if "overall" not in grades and early:
            yield "no grade was found for overall"


def _calendar(period: Period) -> Iterator[str]:
    for day, weekday in zip((period.first, period.last), period.weekdays, strict=True):
        if weekday is not None and day.weekday() != weekday:
            yield f"{day.isoformat()} was no {calendar.day_name[weekday]}"
        if not period.whole_months and day.weekday() >= _SATURDAY:
            yield f"{day.isoformat()}, an end of the inspection, was a {calendar.day_name[day.weekday()]}"
    days = (period.last - period.first).days + 1
    if days < 1:
        yield f"the inspection ends on {period.last.isoformat()} before it starts on {period.first.isoformat()}"
    elif days > _LONGEST_PERIOD and not period.whole_months:
        yield f"an inspection of {days} days, from {period.first.isoformat()} to {period.last.isoformat()}, is too long"
