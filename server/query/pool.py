"""The few workers of an HTTP process, on which its queries have their first slice.

Short queries touch no other process than their worker. Whoever waits for a worker has a future; who has used up least
lately is served first.
"""

from __future__ import annotations

import heapq
import itertools
import threading
from concurrent.futures import Future

from graph.errors import CouncilgraphError
from server.query.board import Board
from server.query.failures import Refused
from server.query.link import Lease, Link

USES = 20_000
"""After so many questions a worker is replaced, since its memory has drifted away from the snapshot's."""
MOST_WAITING, MOST_WAITING_OWING = 64, 8
KEEP_SECONDS = 0.3
NEWCOMER = 0.25
"""Who owes more leaves one worker to those who owe less."""
_Ticket = tuple[float, int, Future[Lease]]


class Pool:
    """Keeps `size` workers for short queries at hand; a thread of its own makes new ones for those that are lost."""

    def __init__(self, link: Link, board: Board, size: int) -> None:
        self._link, self._board, self._size = link, board, size
        self._idle: list[Lease] = []
        self._alive = self._owing_running = self._owing_waiting = 0
        self._waiting: list[_Ticket] = []
        self._tickets = itertools.count()
        self._lock = threading.Lock()
        self._wanted = threading.Event()
        self._closing = False
        self.problem = ""
        self._keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)
        self._keeper.start()

    @property
    def pressed(self) -> bool:
        """Whether someone waits for a worker."""
        return bool(self._waiting)

    def take(self, debt: float) -> Lease | None:
        """A worker of the newest version, if one is free at this moment for someone who owes so much."""
        with self._lock:
            return self._next(debt)  # those who wait have been offered it

    def queue(self, debt: float) -> Future[Lease]:
        """A worker as soon as there is one; raises Refused if too many are waiting. Give up with `withdraw`."""
        owing = debt > NEWCOMER
        future: Future[Lease] = Future()
        with self._lock:
            self.check_room(debt)
            self._owing_waiting += owing
            heapq.heappush(self._waiting, (debt, next(self._tickets), future))
        self._hand_out()
        return future

    def check_room(self, debt: float) -> None:
        """Raises Refused if nobody more who owes so much can wait."""
        if debt > NEWCOMER and self._owing_waiting >= MOST_WAITING_OWING:
            raise Refused("You have too many queries under way.", retry_after=1.0, own_fault=True)
        if len(self._waiting) >= MOST_WAITING:
            raise Refused("Too many queries are waiting.", retry_after=1.0)

    def withdraw(self, future: Future[Lease]) -> None:
        """The worker is no longer wanted."""
        with self._lock:
            for ticket in [ticket for ticket in self._waiting if ticket[2] is future]:
                self._waiting.remove(ticket)
                heapq.heapify(self._waiting)
                self._owing_waiting -= ticket[0] > NEWCOMER
                return
        if future.done():
            self.give_back(future.result())

    def give_back(self, lease: Lease) -> None:
        """It has answered and is ready for the next question."""
        if lease.uses >= USES or self._closing:
            lease.close()
            self.lose(lease)
            return
        with self._lock:
            self._idle.append(lease)
            self._owing_running -= lease.owes
            lease.owes = False
        if self._waiting:
            self._hand_out()

    def lose(self, lease: Lease) -> None:
        """It is dead, or goes on in the slow lane: another one is to be made."""
        with self._lock:
            self._alive -= 1
            self._owing_running -= lease.owes
            lease.owes = False
        self._wanted.set()

    def close(self) -> None:
        """End the idle ones and make no more; to be called when the broker or our link to it is closed."""
        self._closing = True
        self._wanted.set()
        self._keeper.join(5)
        with self._lock:
            for lease in self._idle:
                lease.close()
            self._idle.clear()

    def _hand_out(self) -> None:
        """Give what is idle to who waits, in their order."""
        given: list[tuple[Future[Lease], Lease]] = []
        with self._lock:
            for ticket in sorted(self._waiting):
                lease = self._next(ticket[0])
                if lease is None:
                    break
                self._waiting.remove(ticket)
                self._owing_waiting -= ticket[0] > NEWCOMER
                given.append((ticket[2], lease))
            heapq.heapify(self._waiting)
        for future, lease in given:
            future.set_result(lease)

    def _next(self, debt: float) -> Lease | None:
        """An idle worker, if one who owes so much may have it; those of an older version are let go."""
        owing = debt > NEWCOMER
        if owing and self._owing_running >= max(1, self._size - 1):
            return None
        version = self._board.version()
        while self._idle:
            lease = self._idle.pop()
            if lease.version == version and not lease.poll.poll(0):  # who says something unasked has ended
                lease.uses += 1
                lease.owes = owing
                self._owing_running += owing
                return lease
            lease.close()
            self._alive -= 1
            self._wanted.set()
        return None

    def _keep(self) -> None:
        while not self._closing:
            self._drop_stale()
            if self._alive >= self._size:
                self._wanted.wait(KEEP_SECONDS)
                self._wanted.clear()
                continue
            try:
                lease = self._link.spawn()
            except (CouncilgraphError, OSError) as error:
                self.problem = str(error)
                self._wanted.wait(0.1)
                continue
            self.problem = ""
            with self._lock:
                self._alive += 1
                self._idle.insert(0, lease)
            self._hand_out()

    def _drop_stale(self) -> None:
        """Let go of workers that nobody asks, so that their snapshot can be let go too."""
        version = self._board.version()
        with self._lock:
            for lease in [lease for lease in self._idle if lease.version != version]:
                self._idle.remove(lease)
                self._alive -= 1
                lease.close()
