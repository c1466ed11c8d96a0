"""The inspections a document speaks of, put together from their sightings.

Takes sightings, gives Events: one for each council, service and kind of inspection whose dates can be the same. The
newest one not called earlier is the current one; a visit that gives no grades does not count against a graded one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeGuard

from graph.claim import PUBLISH, TimeReference
from graph.extraction.dates.when import dated_by, long_ago, months_after, order, precision
from graph.extraction.inspections.event import WRITING, Event
from graph.extraction.inspections.sighting import Sighting
from graph.register.register import load_register

_FRESH = 3  # months for which a visit is the news, whatever grade still stands
_DAY = len("2024-05-12")
_SEVERAL = 3  # councils whose standing is told


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
                homes = [e for e in peers if e.admits(sighting) and (not weak or e.confidence < PUBLISH)]
                home = _last_told(homes, sighting) if _day_of_report(sighting) else next(iter(homes), None)
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
        """The newest inspection is the current one where words call all of them earlier ones: nothing tells of a later one.

        Nor does its age make it an earlier one where a text tells how several councils stand.
        """
        overview = len({event.council for event in self}) >= _SEVERAL
        for (council, _), peers in self._own.items():
            dated = [each for each in peers if each.edtf and not (each.visit or each.faded)]
            if dated and all(each.previous for each in peers) and not load_register().councils[council].successors:
                newest = max(dated, key=lambda each: order(each.edtf or ""))
                when = newest.fieldwork or newest.published
                stands = overview and not newest.cued
                newest.previous = when is not None and not stands and long_ago(when, self.seen_from(council))

    def settle(self) -> None:
        """Give every inspection its status, seen from the newest of its council, or of one that followed it, and service."""
        for (council, service), peers in self._own.items():
            _settle(peers)
            if any(self._own.get((heir, service)) for heir in load_register().councils[council].successors):
                for event in peers:
                    event.previous = True


def _to_the_month(when: TimeReference | None) -> TypeGuard[TimeReference]:
    return when is not None and len(when.edtf) >= 7 and "X" not in when.edtf and "~" not in when.edtf


def _day_of_report(sighting: Sighting) -> bool:
    """Whether it is a report's day without a year, which can be that of any inspection: that of the one told last."""
    return sighting.publication and sighting.when is not None and "X" in sighting.when.edtf


def _last_told(homes: Sequence[Event], sighting: Sighting) -> Event | None:
    """The inspection that the text has told of last when it comes to a sighting, else the first one."""
    place = sighting.evidence.passage.start

    def told(event: Event) -> int:
        return max((each.passage.start for each in event.evidence if each.passage.start <= place), default=-1)

    return max(homes, key=told, default=None)


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
            (event.kind == "focused_visit" and (months is None or months > WRITING))
            or (peer.visit and peer.edtf is None and event.faded)
        )
    return peer.edtf is None or order(peer.edtf) > order(event.edtf)
