"""Who may run for long: a lane's places, its queue and each client's share. Pure bookkeeping, no clock, no I/O."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from server.query.limits import QueryLimits
from server.query.wire import Denied


@dataclass(frozen=True, slots=True)
class LaneSize:
    """Places in a lane and in its queue, in all and for one client; the client "" has no limit of its own."""

    running: int = 2
    waiting: int = 8
    client_running: int = 2
    client_waiting: int = 2

    @classmethod
    def of(cls, limits: QueryLimits) -> LaneSize:
        """For long queries."""
        return cls(limits.slow_running, limits.slow_waiting, limits.client_running, limits.client_waiting)


@dataclass(slots=True)
class Lane:
    """Admits long work, known by the number of the worker that does it."""

    size: LaneSize
    running: dict[int, str] = field(default_factory=dict)
    waiting: dict[int, str] = field(default_factory=dict)
    """Worker to client, in order of arrival."""

    def enter(self, worker: int, client: str) -> Denied | None:
        """Take a place or a place in the queue; the reason if neither is free."""
        if self._may_run(client) and not self.waiting:
            self.running[worker] = client
            return None
        if client and Counter(self.waiting.values())[client] >= self.size.client_waiting:
            return Denied("You have too many long queries under way.", 2.0, own_fault=True)
        if len(self.waiting) >= self.size.waiting:
            return Denied("Too many long queries are waiting.", 3.0)
        self.waiting[worker] = client
        return None

    def leave(self, worker: int) -> None:
        """It has ended, wherever it was."""
        self.running.pop(worker, None)
        self.waiting.pop(worker, None)

    def admitted(self) -> list[int]:
        """Move from the queue those for whom there is now a place: clients with the fewest running first."""
        moved: list[int] = []
        while self.waiting:
            counts = Counter(self.running.values())
            worker = min(self.waiting, key=lambda waiting: counts[self.waiting[waiting]])
            if not self._may_run(self.waiting[worker]):
                break
            self.running[worker] = self.waiting.pop(worker)
            moved.append(worker)
        return moved

    def _may_run(self, client: str) -> bool:
        if len(self.running) >= self.size.running:
            return False
        return not client or Counter(self.running.values())[client] < self.size.client_running
