"""The few workers of an HTTP process, on which its queries have their first slice.

Short queries touch no other process than their worker. Who waits for a worker is served in order of arrival, clients
that have used up a lot lately after all others.
"""

from __future__ import annotations

import heapq
import itertools
import threading
import time

from graph.errors import CouncilgraphError
from server.query import wire
from server.query.board import Board
from server.query.failures import Refused
from server.query.link import Lease, Link

USES = 2_000
"""After so many questions a worker is replaced, since its memory has drifted away from the snapshot's."""
MOST_WAITING, MOST_WAITING_LAST = 16, 8
"""Each of them holds a thread."""
KEEP_SECONDS, SPAWN_SECONDS = 0.3, 2.0
NEWCOMER = 0.25
"""Who owes more leaves one worker to those who owe less."""


class Pool:
    """Keeps `size` workers for short queries at hand; a thread of its own makes new ones for those that are lost."""

    def __init__(self, link: Link, board: Board, size: int) -> None:
        self._link, self._board, self._size = link, board, size
        self._idle: list[Lease] = []
        self._alive = 0
        self._waiting: list[tuple[float, int]] = []
        self._last_running = self._last_waiting = 0
        self._tickets = itertools.count()
        self._change = threading.Condition()
        self._closing = False
        self._problem = ""
        self._keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)
        self._keeper.start()

    def take(self, patience: float, debt: float) -> Lease:
        """A worker of the newest version; raises Refused.

        Who owes least is served first; who is no newcomer leaves one worker to the others, and is turned away when too
        many like it are waiting.
        """
        last = debt > NEWCOMER
        ticket = (debt, next(self._tickets))
        until = time.monotonic() + patience
        with self._change:
            self._queue_up(ticket, last=last)
            try:
                while not self._turn(ticket, last=last):
                    if len(self._waiting) > MOST_WAITING and max(self._waiting) == ticket:
                        raise Refused("Too many queries are waiting.", retry_after=1.0)
                    if not self._change.wait(until - time.monotonic()):
                        raise Refused(self._problem or "All workers are busy.", retry_after=1.0)
                lease = self._idle.pop()
                self._last_running += last
            finally:
                self._waiting.remove(ticket)
                heapq.heapify(self._waiting)
                self._last_waiting -= last
                self._change.notify_all()
        lease.uses += 1
        lease.last = last
        return lease

    def take_idle(self, debt: float) -> Lease | None:
        """A worker that is free at this moment, unless someone who owes less waits for it or it is the last one."""
        with self._change:
            self._drop_stale()
            if not self._idle or (self._waiting and self._waiting[0][0] <= debt):
                return None
            if debt > NEWCOMER and self._alive - len(self._idle) >= self._size - 1:
                return None
            lease = self._idle.pop()
        lease.uses += 1
        lease.last = False
        return lease

    @property
    def pressed(self) -> bool:
        """Whether anybody waits for a worker."""
        return bool(self._waiting)

    @property
    def crowded(self) -> bool:
        """Whether another one who owes would be turned away."""
        return self._last_waiting >= MOST_WAITING_LAST

    def give_back(self, lease: Lease) -> None:
        """It has answered and is ready for the next question."""
        if lease.uses >= USES:
            self._end(lease)
            self.lose(lease)
            return
        with self._change:
            self._idle.append(lease)
            self._last_running -= lease.last
            self._change.notify_all()

    def lose(self, lease: Lease) -> None:
        """It is dead, or goes on in the slow lane: another one is to be made."""
        with self._change:
            self._alive -= 1
            self._last_running -= lease.last
            self._change.notify_all()

    def close(self) -> None:
        """End the idle ones and make no more; to be called when the broker or our link to it is closed."""
        with self._change:
            self._closing = True
            idle, self._idle = self._idle, []
            self._change.notify_all()
        for lease in idle:
            lease.close()
        self._keeper.join(5)

    def _queue_up(self, ticket: tuple[float, int], *, last: bool) -> None:
        if last and self._last_waiting >= MOST_WAITING_LAST:
            raise Refused("You have too many queries under way.", retry_after=1.0, own_fault=True)
        if len(self._waiting) >= MOST_WAITING and max(self._waiting) < ticket:
            raise Refused("Too many queries are waiting.", retry_after=1.0)
        self._last_waiting += last
        heapq.heappush(self._waiting, ticket)
        self._change.notify_all()

    def _turn(self, ticket: tuple[float, int], *, last: bool) -> bool:
        self._drop_stale()
        if last and self._last_running >= max(1, self._size - 1):
            return False
        return bool(self._idle) and self._waiting[0] == ticket

    def _drop_stale(self) -> None:
        """Workers of an older version answer no more, so that its snapshot can be let go."""
        version = self._board.read()[0]
        for lease in [lease for lease in self._idle if lease.version != version]:
            self._idle.remove(lease)
            self._alive -= 1
            self._end(lease)
            self._change.notify_all()

    def _keep(self) -> None:
        while True:
            with self._change:
                self._drop_stale()
                if not self._closing and self._alive >= self._size:
                    self._change.wait(KEEP_SECONDS)
                if self._closing:
                    return
                if self._alive >= self._size:
                    continue
                self._alive += 1
            self._make()

    def _make(self) -> None:
        try:
            lease = self._link.spawn(wire.Spawn(seconds=SPAWN_SECONDS))
        except (CouncilgraphError, OSError) as error:
            with self._change:
                self._alive -= 1
                self._problem = str(error)
                self._change.wait(0.1)
            return
        with self._change:
            self._problem = ""
            if self._closing:
                lease.close()
            else:
                self._idle.append(lease)
            self._change.notify_all()

    def _end(self, lease: Lease) -> None:
        lease.close()
        self._link.tell(wire.Finish(lease.number))
