"""The inspections a document speaks of, put together from their sightings.

Takes sightings, gives Events: one for each council, service and kind of inspection whose dates can be the same. The
newest one not called earlier is the current one; a visit that gives no grades does not count against a graded one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeGuard

from graph.claim import PUBLISH, Evidence, TimeReference
from graph.extraction.dates.when import compatible, dated_by, is_year, long_ago, months_after, order, precision
from graph.extraction.inspections.sighting import Sighting
from graph.extraction.scene.scene import INSPECTORATE_OF
from graph.register.register import load_register

JOINT = "jtai"
_WRITING = 8  # months at most from a visit to the news of its report
_FRESH = 3  # months for which a visit is the news, whatever grade still stands
_DAY = len("2024-05-12")
VISITS = ("focused_visit", "monitoring_visit", JOINT)


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
        return self.published is None and not self.reported and is_year(self.fieldwork)

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
        return months is not None and 0 <= months <= _WRITING

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


class Events:
    """The inspections of a document, found by council and service."""

    def __init__(self, seen: Iterable[Sighting], issued: str | None) -> None:
        self._own: dict[tuple[str, str], list[Event]] = defaultdict(list)
        self._homes: dict[tuple[int, str], Event] = {}
        seen = sorted((each for each in seen if not each.beside), key=_clearness)
        self._issued = issued
        self._latest: dict[str, str] = {}
        for sighting in seen if issued is None else ():
            if _to_the_month(sighting.when):
                for council in sighting.councils:
                    self._latest[council] = max(self._latest.get(council, ""), sighting.when.edtf[:7])
        for sighting in seen:
            for council in sighting.councils:
                known = self.of(council, sighting.service) if sighting.faint else []
                if any(sighting.faint > 1 or not event.past for event in known):
                    continue
                peers = self.of(council, sighting.service)
                weak = sighting.confidence < PUBLISH
                home = next((e for e in peers if e.admits(sighting) and (not weak or e.confidence < PUBLISH)), None)
                if sighting.vague:
                    home = next((event for event in peers if event.visit and not event.past), home)
                if home is None:
                    home = Event(council, sighting.service, sighting.kind, self.seen_from(council))
                    self._own[council, sighting.service].append(home)
                home.take(sighting)
                self._homes[id(sighting), council] = home
        for event in self:
            event.fieldwork = event.fieldwork and dated_by(event.fieldwork, event.published)
        self.settle()

    def __iter__(self) -> Iterator[Event]:
        return (event for events in self._own.values() for event in events)

    def of(self, council: str, service: str) -> list[Event]:
        """The inspections of one service of one council."""
        return self._own[council, service]

    def behind(self, sighting: Sighting, council: str) -> Event | None:
        """The inspection that a sighting is of."""
        return self._homes.get((id(sighting), council))

    def seen_from(self, council: str) -> str | None:
        """The time from which others are long past: the document's date, else the latest month it tells of the council."""
        return self._issued or self._latest.get(council)

    def add(self, event: Event) -> None:
        """One more inspection; it may change the status of its peers."""
        peers = self._own[event.council, event.service]
        peers.append(event)
        _settle(peers)

    def remove(self, event: Event) -> None:
        """One inspection less."""
        self._own[event.council, event.service].remove(event)

    def as_news(self) -> None:
        """The newest inspection is the current one where words call all of them earlier ones: nothing tells of a later one."""
        for (council, _), peers in self._own.items():
            dated = [each for each in peers if each.edtf and not (each.visit or each.faded)]
            if dated and all(each.previous for each in peers) and not load_register().councils[council].successors:
                newest = max(dated, key=lambda each: order(each.edtf or ""))
                when = newest.fieldwork or newest.published
                newest.previous = when is not None and long_ago(when, self.seen_from(council))

    def settle(self) -> None:
        """Give every inspection its status, seen from the newest of its council, or of one that followed it, and service."""
        for (council, service), peers in self._own.items():
            _settle(peers)
            if any(self._own.get((heir, service)) for heir in load_register().councils[council].successors):
                for event in peers:
                    event.previous = True


def _to_the_month(when: TimeReference | None) -> TypeGuard[TimeReference]:
    return when is not None and len(when.edtf) >= 7 and "X" not in when.edtf and "~" not in when.edtf


def _clearness(sighting: Sighting) -> tuple[int, bool, bool, bool, int]:
    """Sightings of visits before those of grades and those of reports, finer dates first, undated ones late, faint ones last."""
    when = sighting.when
    fineness = -precision(when.edtf)[1] if when else int(sighting.vague)
    return sighting.faint, when is None, sighting.publication, not sighting.visit, fineness


def _settle(peers: list[Event]) -> None:
    for event in peers:
        event.previous = event.past or any(_newer(peer, event) for peer in peers if peer is not event)


def _is_fresh(event: Event) -> bool:
    """Whether an inspection took place right before the day of the document that tells of it."""
    known, today = event.edtf or "X", event.seen_from or ""
    months = months_after(known, today) if len(today) == _DAY and "X" not in known else None
    return months is not None and 0 <= months <= _FRESH


def _newer(peer: Event, event: Event) -> bool:
    """Whether `peer` shows that `event` lies in the past.

    A time without a year is taken to be later than one with a year; two of them cannot be compared: then a monitoring
    visit is taken to follow the inspection that made it necessary, and a focused visit to come between two inspections.
    """
    if event.edtf is None or (peer.rule and peer.confidence < PUBLISH <= event.confidence):
        return False  # a candidate, such as one of a headline, shows nothing
    if peer.past:  # what came before an earlier one is an earlier one too
        known = peer.edtf is not None and "X" not in peer.edtf + event.edtf
        return known and peer.visit == event.visit and order(peer.edtf or "") > order(event.edtf)
    if peer.edtf is None and event.visit and not peer.visit and _is_fresh(event):
        return False
    known = bool(peer.edtf) and not ("X" in peer.edtf and "X" in event.edtf)  # type: ignore[operator]
    if peer.visit != event.visit and not known:
        months = months_after(peer.edtf or "", event.edtf)
        return peer.kind == "monitoring_visit" or (
            (event.kind == "focused_visit" and (months is None or months > _WRITING))
            or (peer.visit and peer.edtf is None and event.faded)
        )
    return peer.edtf is None or order(peer.edtf) > order(event.edtf)
