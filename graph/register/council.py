"""One principal council as the register has it, and the reading of the table.

A reorganised council is a new record, joined to the old one by `successors` and `predecessors`; the codes of an area
can outlive a council and change during its life, so they are attributes, never keys.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import ontology

EDITION: Final = date(2026, 11, 1)
"""The day whose state of affairs the table describes; `status` speaks of that day."""

_AS_WRITTEN: Final = ("slug", "name", "short_name", "kind", "nation", "region", "gss", "iso", "dfe", "ofsted", "note")
_WITHOUT_HOUSING: Final = frozenset({"county", "ni_district"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """A principal local authority of the United Kingdom.

    `kind` is the notation of a council type, `start` and `end` are its first and last day (None: not known, and not
    ended), `gss` the code of its area now or at its end, `gss_ended` the last day of each of `former_gss` (None: not
    known), `iso` may be a withdrawn code. `cell` is column and row on the map of equal tiles, `position` latitude and
    longitude of about the middle of its area, good to a tenth of a degree; both are given for the 153 authorities of
    England that run children's services.
    """

    slug: str
    name: str
    short_name: str
    kind: str
    nation: str
    region: str
    gss: str
    former_gss: tuple[str, ...]
    iso: str
    dfe: str
    ofsted: str
    start: date | None
    end: date | None
    successors: tuple[str, ...]
    predecessors: tuple[str, ...]
    childrens_services: bool
    status: str
    cell: tuple[int, int] | None = None
    position: tuple[float, float] | None = None
    note: str = ""
    gss_ended: tuple[date | None, ...] = ()

    @property
    def codes(self) -> Iterator[str]:
        """Every code, current or former, of any register."""
        return (code for code in (self.gss, *self.former_gss, self.iso, self.dfe, self.ofsted) if code)

    def gss_on(self, on: date | None) -> str:
        """The code of its area on a day: the former one whose last day comes next, else (or without a day) that of today."""
        former = zip(self.gss_ended, self.former_gss, strict=False)
        valid = [(last, code) for last, code in former if last and on and on <= last]
        return min(valid)[1] if valid else self.gss

    def runs(self, service: str) -> bool:
        """Whether it runs a service of this notation that someone inspects; true of services that are not known here."""
        if service in ("childrens_services", "adult_social_care"):
            return self.childrens_services
        if service == "send":
            return self.childrens_services and self.nation == "England"
        return service != "social_housing" or self.kind not in _WITHOUT_HOUSING

    def existed(self, on: date) -> bool:
        """Whether `on` is a day of its life; a council without a start is taken to be older than any date."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


def read_councils() -> dict[str, Council]:
    """The whole table, by slug."""
    rows = list(csv.DictReader(ontology.register_table().splitlines()))
    predecessors: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for successor in row["successors"].split():
            predecessors[successor].append(row["slug"])
    return {row["slug"]: _council(row, tuple(predecessors[row["slug"]])) for row in rows}


def _council(row: dict[str, str], predecessors: tuple[str, ...]) -> Council:
    start, end = _day(row["start"]), _day(row["end"])
    former = [code.partition(":") for code in row["former_gss"].split()]
    return Council(
        **{name: row[name] for name in _AS_WRITTEN},
        former_gss=tuple(code for code, _, _ in former),
        start=start,
        end=end,
        successors=tuple(row["successors"].split()),
        predecessors=predecessors,
        childrens_services=row["childrens_services"] == "yes",
        status=_status(start, end),
        cell=(int(row["map_column"]), int(row["map_row"])) if row["map_column"] else None,
        position=(float(row["latitude"]), float(row["longitude"])) if row["latitude"] else None,
        gss_ended=tuple(_day(last) for _, _, last in former),
    )


def _status(start: date | None, end: date | None) -> str:
    if start and start > EDITION:
        return "planned"
    return "abolished" if end and end < EDITION else "current"


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
