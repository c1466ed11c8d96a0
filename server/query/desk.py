"""The broker's decisions: who gets which worker, who waits, who is stopped, who is told why.

No sockets are read here: messages come in as method calls and go out by `Peer.say` and `Nursery.say`.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from server.query import wire
from server.query.generations import Generations, Nursery
from server.query.lanes import LaneSize, SlowLane
from server.query.parties import Peer, Wish, Worker, condition_of, how_ended

REMEMBERED_ENDS = 2_000
BUSY = "The service is too busy for long queries at the moment."


class Desk:
    """Workers, spares, wishes, the slow lane and the one writer."""

    def __init__(self, generations: Generations, size: LaneSize, spares: int) -> None:
        self._generations, self._spares_wanted = generations, spares
        self._lane: SlowLane[Wish | int] = SlowLane(size)
        self._numbers = itertools.count(1)
        self._workers: dict[int, Worker] = {}
        self._spares: deque[tuple[Worker, int]] = deque()
        self._wishes: deque[Wish] = deque()
        self._births: dict[int, Wish | None] = {}
        self._writes: deque[Wish] = deque()
        self._writer: Wish | int | None = None
        self._awaiting: list[tuple[Peer, int, float]] = []
        self._ends: OrderedDict[int, wire.Ended] = OrderedDict()
        self._killed = 0

    def busy(self) -> bool:
        """Whether anything has a time that is running out."""
        return bool(self._wishes or self._awaiting or self._lane.running or self._lane.waiting or self._writer)

    def serve(self, peer: Peer, message: wire.Message) -> None:
        """Answer now or later."""
        match message:
            case wire.Spawn():
                self._spawn(Wish(peer, message, time.monotonic() + (message.seconds or 30.0)))
            case wire.Promote():
                self._promote(peer, message)
            case wire.Finish(number):
                self._kill(number, "finished")
            case wire.Why(number):
                self._explain(peer, number)
            case wire.Await(version, seconds):
                self._awaiting.append((peer, version, time.monotonic() + seconds))
                self._generations.look(now=True)
            case wire.Report():
                peer.say(condition_of(self._generations, self._lane, len(self._workers), self._killed))
            case _:
                pass

    def tick(self) -> None:
        """Kill what is over its time and turn away those who have waited too long."""
        now = time.monotonic()
        for worker in list(self._workers.values()):
            if worker.deadline is not None and now >= worker.deadline and not worker.end:
                self._kill(worker.number, "busy" if worker.number in self._lane.waiting else "deadline")
        for wish in [t for t in (*self._lane.waiting, *self._wishes, *self._writes) if isinstance(t, Wish)]:
            if now >= wish.expires:
                wish.peer.say(wire.Denied(self._generations.problem or BUSY, 3.0))
                self._withdraw(wish)
        for entry in list(self._awaiting):
            peer, version, expires = entry
            if (self._generations.version or 0) >= version or now >= expires:
                peer.say(wire.Go())
                self._awaiting.remove(entry)

    # -- what nurseries report

    def born(self, nursery: Nursery, message: wire.Forked, descriptor: int) -> None:
        """A fork has come about: give it to whom it is for, or keep it."""
        number = message.worker
        worker = self._workers[number]
        worker.process = message.process
        wish = self._births.pop(number, None)
        if wish is not None and not wish.peer.closed:
            self._give(wish, worker, descriptor)
        elif wish is None and nursery is self._generations.newest:
            self._spares.append((worker, descriptor))
            self._fulfil()
        else:
            os.close(descriptor)
            self._kill(number, "finished")

    def died(self, nursery: Nursery, message: wire.Died) -> None:
        """A worker has ended; those who waited for its place come forward."""
        number = message.worker
        nursery.workers.discard(number)
        worker = self._workers.pop(number, None)
        if worker is None:
            return
        ended = how_ended(worker.end, message.signal)
        self._ends[number] = ended
        if len(self._ends) > REMEMBERED_ENDS:
            self._ends.popitem(last=False)
        self._killed += ended.reason != "finished"
        if worker.asking:
            worker.asking.say(ended)
        if worker.owner is None:
            self._drop_spares(lambda spare: spare is worker)
        self._leave(number)

    def new_generation(self) -> None:
        """The spares are out of date; those who waited for a first snapshot may be served."""
        self._drop_spares(lambda _: True)
        self._stock()
        self._fulfil()

    def lost(self, nursery: Nursery) -> None:
        """A nursery is gone and its workers with it; forks it still owed are asked of another."""
        for number in list(nursery.workers):
            wish = self._births.pop(number, None)
            if wish:
                self._wishes.appendleft(wish)
            self.died(nursery, wire.Died(number, int(signal.SIGKILL)))
        self._fulfil()

    def gone(self, peer: Peer) -> None:
        """An HTTP process has closed a connection: its wishes and workers end."""
        peer.closed = True
        self._awaiting = [entry for entry in self._awaiting if entry[0] is not peer]
        for wish in [t for t in (*self._lane.waiting, *self._wishes, *self._writes) if isinstance(t, Wish)]:
            if wish.peer is peer:
                self._withdraw(wish)
        for worker in list(self._workers.values()):
            if worker.asking is peer:
                worker.asking = None
            if worker.owner is peer:
                self._kill(worker.number, "finished")

    # -- giving out workers

    def _spawn(self, wish: Wish) -> None:
        if wish.spawn.writer:
            self._writes.append(wish)
            self._next_write()
        elif wish.spawn.slow:
            denied = self._lane.enter(wish, wish.spawn.client)
            if denied:
                wish.peer.say(denied)
            elif wish in self._lane.running:
                self._admit(wish)
        else:
            self._admit(wish)

    def _admit(self, wish: Wish) -> None:
        self._wishes.append(wish)
        self._fulfil()

    def _fulfil(self) -> None:
        while self._wishes and self._generations.newest:
            wish = self._wishes.popleft()
            if self._spares and not wish.spawn.writer:
                self._give(wish, *self._spares.popleft())
            else:
                self._bear(self._generations.newest, wish)
        self._stock()

    def _stock(self) -> None:
        newest = self._generations.newest
        coming = sum(wish is None for wish in self._births.values())
        if newest:
            for _ in range(self._spares_wanted - len(self._spares) - coming):
                self._bear(newest, None)

    def _bear(self, nursery: Nursery, wish: Wish | None) -> None:
        number = next(self._numbers)
        self._workers[number] = Worker(number, nursery)
        self._births[number] = wish
        nursery.workers.add(number)
        nursery.say(wire.Fork(number, writer=bool(wish and wish.spawn.writer)))

    def _give(self, wish: Wish, worker: Worker, descriptor: int) -> None:
        worker.owner = wish.peer
        if wish.spawn.slow:
            self._lane.rename(wish, worker.number)
            worker.nursery.say(wire.Signal(worker.number, "slow"))
        if wish.spawn.writer:
            self._writer = worker.number
        if wish.spawn.slow or wish.spawn.writer:
            worker.deadline = wish.expires
        wish.peer.say(wire.Given(worker.number, worker.nursery.version, worker.process), descriptor)
        os.close(descriptor)

    def _drop_spares(self, unwanted: Callable[[Worker], bool]) -> None:
        for worker, descriptor in [spare for spare in self._spares if unwanted(spare[0])]:
            self._spares.remove((worker, descriptor))
            os.close(descriptor)
            self._kill(worker.number, "finished")

    # -- long queries and writes

    def _promote(self, peer: Peer, message: wire.Promote) -> None:
        number = message.worker
        worker = self._workers.get(number)
        if worker is None:
            peer.say(self._ends.get(number, wire.Ended("crash")))
            return
        denied = self._lane.enter(number, message.client)
        if denied:
            self._kill(number, "finished")
            peer.say(denied)
            return
        worker.deadline = time.monotonic() + message.seconds
        if number in self._lane.running:
            worker.nursery.say(wire.Signal(number, "slow"))
            peer.say(wire.Go())
        else:
            worker.nursery.say(wire.Signal(number, "stop"))
            worker.asking = peer

    def _leave(self, ticket: Wish | int) -> None:
        """Free the places of what has ended and let the next ones have them."""
        self._lane.leave(ticket)
        for moved in self._lane.admitted():
            if isinstance(moved, Wish):
                self._admit(moved)
            elif moved in self._workers:
                self._resume(self._workers[moved])
        if self._writer is not None and self._writer == ticket:
            self._writer = None
            self._next_write()

    def _resume(self, worker: Worker) -> None:
        worker.nursery.say(wire.Signal(worker.number, "slow"))
        worker.nursery.say(wire.Signal(worker.number, "continue"))
        if worker.asking:
            worker.asking.say(wire.Go())
            worker.asking = None

    def _next_write(self) -> None:
        if self._writer is None and self._writes:
            self._writer = self._writes.popleft()
            self._admit(self._writer)

    def _withdraw(self, wish: Wish) -> None:
        for queue in (self._wishes, self._writes):
            with contextlib.suppress(ValueError):
                queue.remove(wish)
        self._leave(wish)

    def _kill(self, number: int, reason: str) -> None:
        worker = self._workers.get(number)
        if worker is not None:
            worker.end = worker.end or reason
            worker.nursery.say(wire.Signal(number, "kill"))

    def _explain(self, peer: Peer, number: int) -> None:
        worker = self._workers.get(number)
        if worker is None:
            peer.say(self._ends.get(number, wire.Ended("finished")))
        else:
            worker.asking = peer
