"""The inspections a document speaks of, put together from their sightings.

Takes sightings, gives Events: one for each council, service and kind of inspection whose dates can be the same. The
newest one not called earlier is the current one; a visit that gives no grades does not count against a graded one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graph.claim import Evidence, TimeReference
from graph.extraction.scene import INSPECTORATE_OF
from graph.extraction.sightings import Sighting
from graph.extraction.when import compatible, order, precision

JOINT = "jtai"
VISITS = ("focused_visit", "monitoring_visit", JOINT)


@dataclass(slots=True)
class Event:
    """An inspection while it is being put together; `cued` says that words call it an earlier one."""

    council: str
    service: str
    kind: str
    framework: str | None = None
    fieldwork: TimeReference | None = None
    published: TimeReference | None = None
    previous: bool = False
    cued: bool = False
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

    def admits(self, sighting: Sighting) -> bool:
        """Whether a sighting of the same council and service can be of this inspection."""
        if not self._alike(sighting.kind):
            return False
        new = sighting.when.edtf if sighting.when else None
        if self.cued != sighting.previous and "X" in f"{self.edtf}{new}" and self.edtf != new:
            return False
        if new is None:
            return not self.cued
        if sighting.publication:
            return self.cued == sighting.previous and self._may_be_published(sighting.when)
        if self.fieldwork is None:
            return self.published is not None and not sighting.previous and not self.cued
        return compatible(self.fieldwork.edtf, new)

    def _alike(self, kind: str) -> bool:
        """Whether an inspection of a kind can be this one: graded ones can, visits only those of the same kind."""
        return self.kind == kind if self.visit or kind in VISITS else True

    def _may_be_published(self, when: TimeReference | None) -> bool:
        """Whether its report can be of that time: within a year or so of the visit."""
        known, new = self.edtf, when.edtf if when else None
        if known is None or new is None or "X" in known + new:
            return True
        return 0 <= int(new[:4]) - int(known[:4]) <= 1

    def take(self, sighting: Sighting) -> None:
        """Take in a sighting: the finer date stays, its evidence too."""
        self.evidence.append(sighting.evidence)
        self.cued = self.cued or sighting.previous
        if sighting.framework != JOINT or self.kind == JOINT:
            self.framework = self.framework or sighting.framework
        if sighting.confidence > self.confidence:
            self.confidence, self.rule = sighting.confidence, sighting.rule
        if self.kind == "full":
            self.kind = sighting.kind
        if sighting.publication:
            self.published = _finer(self.published, sighting.when)
        else:
            self.fieldwork = _finer(self.fieldwork, sighting.when)


def _finer(known: TimeReference | None, new: TimeReference | None) -> TimeReference | None:
    if known is None or new is None:
        return known or new
    return new if precision(new.edtf) > precision(known.edtf) else known


class Events:
    """The inspections of a document, found by council and service."""

    def __init__(self, seen: Iterable[Sighting]) -> None:
        self._own: dict[tuple[str, str], list[Event]] = defaultdict(list)
        self._homes: dict[tuple[int, str], Event] = {}
        for sighting in sorted(seen, key=_clearness):
            for council in sighting.councils:
                home = next((event for event in self.of(council, sighting.service) if event.admits(sighting)), None)
                if home is None:
                    home = Event(council, sighting.service, sighting.kind)
                    self._own[council, sighting.service].append(home)
                home.take(sighting)
                self._homes[id(sighting), council] = home
        self.settle()

    def __iter__(self) -> Iterator[Event]:
        return (event for events in self._own.values() for event in events)

    def of(self, council: str, service: str) -> list[Event]:
        """The inspections of one service of one council."""
        return self._own[council, service]

    def behind(self, sighting: Sighting, council: str) -> Event | None:
        """The inspection that a sighting is of."""
        return self._homes.get((id(sighting), council))

    def add(self, event: Event) -> None:
        """One more inspection; it may change the status of its peers."""
        peers = self._own[event.council, event.service]
        peers.append(event)
        _settle(peers)

    def remove(self, event: Event) -> None:
        """One inspection less."""
        self._own[event.council, event.service].remove(event)

    def settle(self) -> None:
        """Give every inspection its status, seen from the newest of its council and service."""
        for peers in self._own.values():
            _settle(peers)


def _clearness(sighting: Sighting) -> tuple[bool, bool, int]:
    """Sightings of visits before those of reports, finer dates first, undated ones last."""
    when = sighting.when
    return when is None, sighting.publication, -precision(when.edtf)[1] if when else 0


def _settle(peers: list[Event]) -> None:
    for event in peers:
        event.previous = event.cued or any(_newer(peer, event) for peer in peers if peer is not event)


def _newer(peer: Event, event: Event) -> bool:
    """Whether `peer` shows that `event` lies in the past.

    Times without a year cannot be compared: then a monitoring visit is taken to follow the inspection that made it
    necessary, and a focused visit to come between two inspections.
    """
    if peer.cued or event.edtf is None:
        return False
    known = bool(peer.edtf) and "X" not in f"{peer.edtf}{event.edtf}"
    if peer.visit != event.visit and not known:
        return peer.kind == "monitoring_visit" or event.kind == "focused_visit"
    if peer.edtf is None:
        return True
    return order(peer.edtf) > order(event.edtf)
