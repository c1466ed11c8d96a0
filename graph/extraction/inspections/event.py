"""One inspection while it is put together from the places that speak of it.

Knows which sighting can be of it, takes it in, and whether words or its date make it an earlier one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.claim import Evidence, TimeReference
from graph.extraction.dates.edtf import anchor
from graph.extraction.dates.when import EARLY, compatible, is_year, long_ago, months_after, precision
from graph.extraction.inspections.sighting import Sighting
from graph.extraction.scene.scene import INSPECTORATE_OF

JOINT = "jtai"
VISITS = ("focused_visit", "monitoring_visit", JOINT)
WRITING = 8  # months at most from a visit to the news of its report


@dataclass(slots=True, eq=False)
class Event:
    """An inspection while it is being put together; `cued` says that words call it an earlier one.

    `seen_from` is the time from which it is told, `visited` says that words place a visit at the time of the fieldwork,
    `under_way` that it has come to no grade yet.
    """

    council: str
    service: str
    kind: str
    seen_from: str | None = None
    visited: bool = False
    reported: bool = False
    framework: str | None = None
    fieldwork: TimeReference | None = None
    published: TimeReference | None = None
    previous: bool = False
    cued: bool = False
    under_way: bool = False
    confidence: float = 0.0
    rule: str = ""
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def inspectorate(self) -> str:
        """Who inspects the service."""
        return INSPECTORATE_OF[self.service]

    @property
    def visit(self) -> bool:
        """Whether it gives no grades."""
        return self.kind in VISITS

    @property
    def edtf(self) -> str | None:
        """The best date: of the visit, else of the report."""
        when = self.fieldwork or self.published
        return when.edtf if when else None

    @property
    def past(self) -> bool:
        """Whether words or its date show that it is not the one that the document reports on."""
        when = self.fieldwork or self.published
        return self.cued or (when is not None and long_ago(when, self.seen_from))

    @property
    def faded(self) -> bool:
        """Whether only a bare year is known of it: then any inspection told of as news is a later one."""
        return self.published is None and not self.reported and is_year(self.fieldwork) and not self._of_this_year()

    def _of_this_year(self) -> bool:
        """Whether its year is that of the document, or the one before if that is still recent."""
        known = anchor(self.seen_from)
        fresh = known.year is not None and self.edtf == str(known.year - ((known.month or 12) <= EARLY))
        return fresh or (self.seen_from is not None and self.edtf == self.seen_from[:4])

    def admits(self, sighting: Sighting) -> bool:
        """Whether a sighting of the same council and service can be of this inspection."""
        new = sighting.when.edtf if sighting.when else None
        if not self._alike(sighting.kind) or self._told_apart(sighting, new):
            return False
        if self.cued != sighting.previous and "X" in f"{self.edtf}{new}" and self.edtf != new:
            return False
        if new is None:
            return not (self.past or self.faded or (sighting.under_way and self.edtf and not self.visited))
        if sighting.publication:
            return self.cued == sighting.previous and self._may_be_published(sighting.when)
        if self.fieldwork is None:
            return self.published is not None and not sighting.previous and not self.cued
        return compatible(self.fieldwork.edtf, new) or self._reported_at(sighting)

    def _told_apart(self, sighting: Sighting, new: str | None) -> bool:
        """Whether one is the visit that the document reports on, told without a year, and the other gives its year."""
        if self.fieldwork is None or sighting.publication or new is None or self.reported == sighting.reported:
            return False
        return ("X" in self.fieldwork.edtf) != ("X" in new)

    def _reported_at(self, sighting: Sighting) -> bool:
        """Whether a sighting without a visit only gives the time at which the results of this visit came out."""
        if sighting.visit or sighting.previous or self.past or not self.visited or self.visit:
            return False
        known, new = self.edtf or "", sighting.when.edtf if sighting.when else ""
        months = months_after(known, new) if ("X" in known) == ("X" in new) else None
        return months is not None and 0 <= months <= WRITING

    def _alike(self, kind: str) -> bool:
        """Whether an inspection of a kind can be this one: graded ones can, visits only those of the same kind."""
        return self.kind == kind if self.visit or kind in VISITS else True

    def _may_be_published(self, when: TimeReference | None) -> bool:
        """Whether its report can be of that time: within a year or so of the visit."""
        known, new = self.edtf, when.edtf if when else None
        if known is None or new is None or "X" in known + new:
            return not (self.faded and new and "X" in new)
        return 0 <= int(new[:4]) - int(known[:4]) <= 1

    def take(self, sighting: Sighting) -> None:
        """Take in a sighting: the finer date stays, its evidence too."""
        self.evidence.append(sighting.evidence)
        self.cued = self.cued or sighting.previous
        self.under_way = self.under_way or sighting.under_way
        self.reported = self.reported or sighting.reported
        if sighting.framework != JOINT or self.kind == JOINT:
            self.framework = self.framework or sighting.framework
        if sighting.confidence > self.confidence:
            self.confidence, self.rule = sighting.confidence, sighting.rule
        if self.kind == "full":
            self.kind = sighting.kind
        known, new = self.fieldwork, sighting.when
        if sighting.publication or (known and new and not compatible(known.edtf, new.edtf)):
            self.published = _finer(self.published, new)
        else:
            self.fieldwork = _finer(known, new)
            self.visited = self.visited or sighting.visit


def _finer(known: TimeReference | None, new: TimeReference | None) -> TimeReference | None:
    if known is None or new is None:
        return known or new
    return new if precision(new.edtf) > precision(known.edtf) else known
