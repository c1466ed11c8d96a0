"""Who may run for long: the slow lane's places, its queue and each client's share. Pure bookkeeping, no clock, no I/O."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from server.query.wire import Denied

Ticket = TypeVar("Ticket", bound=Hashable)


@dataclass(frozen=True, slots=True)
class LaneSize:
    """Places in the slow lane and in its queue, in all and for one client; the client "" has no limit of its own."""

    running: int = 2
    waiting: int = 8
    client_running: int = 2
    client_waiting: int = 2


@dataclass(slots=True)
class SlowLane(Generic[Ticket]):
    """Admits long queries; `tickets` are whatever the caller uses to know them by."""

    size: LaneSize
    running: dict[Ticket, str] = field(default_factory=dict)
    waiting: dict[Ticket, str] = field(default_factory=dict)
    """Ticket to client, in order of arrival."""

    def enter(self, ticket: Ticket, client: str) -> Denied | None:
        """Take a place or a place in the queue; the reason if neither is free."""
        if self._may_run(client) and not self.waiting:
            self.running[ticket] = client
            return None
        if client and Counter(self.waiting.values())[client] >= self.size.client_waiting:
            return Denied("You have too many long queries under way.", 2.0, own_fault=True)
        if len(self.waiting) >= self.size.waiting:
            return Denied("Too many long queries are waiting.", 3.0)
        self.waiting[ticket] = client
        return None

    def leave(self, ticket: Ticket) -> None:
        """The query has ended, wherever it was."""
        self.running.pop(ticket, None)
        self.waiting.pop(ticket, None)

    def rename(self, ticket: Ticket, new: Ticket) -> None:
        """The same query under another ticket; nothing if it has left."""
        if ticket in self.running:
            self.running[new] = self.running.pop(ticket)

    def admitted(self) -> list[Ticket]:
        """Move from the queue those for whom there is now a place: clients with the fewest running first."""
        moved: list[Ticket] = []
        while self.waiting:
            counts = Counter(self.running.values())
            ticket = min(self.waiting, key=lambda waiting: counts[self.waiting[waiting]])
            if not self._may_run(self.waiting[ticket]):
                break
            self.running[ticket] = self.waiting.pop(ticket)
            moved.append(ticket)
        return moved

    def _may_run(self, client: str) -> bool:
        if len(self.running) >= self.size.running:
            return False
        return not client or Counter(self.running.values())[client] < self.size.client_running
