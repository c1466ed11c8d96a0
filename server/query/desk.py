"""The broker's decisions: who gets which worker, who waits, who is stopped, who is told why.

No sockets are read here: messages come in as method calls and go out by `Peer.say` and `Nursery.say`.
"""

from __future__ import annotations

import itertools
import os
import signal
import time
from collections import OrderedDict, deque

from server.query import wire
from server.query.generations import Generations, Nursery
from server.query.lanes import Lane, LaneSize
from server.query.parties import Peer, Wish, Worker

REMEMBERED_ENDS = 2_000
BUSY = "The service is too busy for long queries at the moment."
_ENDED_BY = {signal.SIGABRT: "memory", signal.SIGXCPU: "deadline"}


class Desk:
    """Workers, spares, wishes, and the lanes of long queries and of writes."""

    def __init__(self, generations: Generations, size: LaneSize, spares: int) -> None:
        self._generations, self._spares_wanted = generations, spares
        self._slow = Lane(size)
        self._writes = Lane(LaneSize(running=1, waiting=1_000, client_running=1, client_waiting=1_000))
        self._numbers = itertools.count(1)
        self._workers: dict[int, Worker] = {}
        self._spares: deque[Worker] = deque()
        self._wishes: deque[Wish] = deque()
        self._awaiting: list[tuple[Peer, int, float]] = []
        self._ends: OrderedDict[int, str] = OrderedDict()
        self._killed = 0

    def busy(self) -> bool:
        """Whether anything has a time that is running out."""
        return bool(self._awaiting or self._slow.running or self._slow.waiting or self._writes.running)

    def serve(self, peer: Peer, message: wire.Message) -> None:
        """Answer now or later."""
        match message:
            case wire.Spawn(writer):
                self._wishes.append(Wish(peer, writer))
                self._fulfil()
            case wire.Enter():
                self._enter(peer, message)
            case wire.Finish(number):
                self._kill(number, "finished")
            case wire.Why(number):
                self._explain(peer, number)
            case wire.Await(version, seconds):
                self._awaiting.append((peer, version, time.monotonic() + seconds))
                self._generations.look(now=True)
            case wire.Report():
                peer.say(self._condition())
            case _:
                pass

    def tick(self) -> None:
        """Kill what is over its time and turn away those who have waited too long."""
        now = time.monotonic()
        for worker in list(self._workers.values()):
            if worker.deadline is not None and now >= worker.deadline and not worker.end:
                waiting = worker.number in self._slow.waiting or worker.number in self._writes.waiting
                self._kill(worker.number, "busy" if waiting else "deadline")
        while self._wishes and now >= self._wishes[0].expires:
            self._wishes.popleft().peer.say(wire.Denied(self._generations.problem or BUSY, 3.0))
        for entry in list(self._awaiting):
            peer, version, expires = entry
            if self._generations.serves(version) or now >= expires:
                peer.say(wire.Go())
                self._awaiting.remove(entry)

    # -- what nurseries and connections report

    def born(self, message: wire.Forked, descriptor: int) -> None:
        """A fork has come about: give it to whom it is for, or keep it."""
        worker = self._workers[message.worker]
        worker.process, worker.descriptor = message.process, descriptor
        if worker.wish:
            self._give(worker.wish, worker)
        elif worker.nursery is self._generations.newest:
            self._spares.append(worker)
            self._fulfil()
        else:
            self._drop(worker)

    def died(self, message: wire.Died) -> None:
        """A worker has ended: who asks is told why, who waits may go on."""
        worker = self._workers.pop(message.worker, None)
        if worker is None:
            return
        worker.nursery.workers.discard(worker.number)
        if worker in self._spares:
            self._spares.remove(worker)
            os.close(worker.descriptor)
        self._killed += worker.end not in ("", "finished")
        self._ends[worker.number] = worker.end or (_ended_by(message.signal))
        while len(self._ends) > REMEMBERED_ENDS:
            self._ends.popitem(last=False)
        if worker.asking:
            worker.asking.say(wire.Ended(self._ends[worker.number]))
        for lane in (self._slow, self._writes):
            lane.leave(worker.number)
            for number in lane.admitted():
                self._resume(self._workers[number])
        self._stock()

    def new_generation(self) -> None:
        """Spares of the old version end, new ones come."""
        for worker in [spare for spare in self._spares if spare.nursery is not self._generations.newest]:
            self._spares.remove(worker)
            self._drop(worker)
        self._fulfil()

    def lost(self, nursery: Nursery) -> None:
        """A nursery's process is gone, and its workers with it."""
        for number in list(nursery.workers):
            wish = self._workers[number].wish
            if wish and not self._workers[number].process:
                self._wishes.appendleft(wish)
            self.died(wire.Died(number, int(signal.SIGKILL)))
        self._fulfil()

    def gone(self, peer: Peer) -> None:
        """An HTTP process has closed a connection: its wishes and workers end."""
        peer.closed = True
        self._awaiting = [entry for entry in self._awaiting if entry[0] is not peer]
        for worker in list(self._workers.values()):
            if worker.asking is peer:
                worker.asking = None
            if worker.owner is peer:
                self._kill(worker.number, "finished")

    # -- giving out workers

    def _fulfil(self) -> None:
        """Spares to those who wish for one; writers are made when they are wanted."""
        while self._wishes and self._generations.newest:
            if self._wishes[0].peer.closed:
                self._wishes.popleft()
            elif self._wishes[0].writer:
                self._bear(self._generations.newest, self._wishes.popleft())
            elif self._spares:
                self._give(self._wishes.popleft(), self._spares.popleft())
            else:
                self._bear(self._generations.newest, self._wishes.popleft())
        self._stock()

    def _stock(self) -> None:
        newest = self._generations.newest
        coming = sum(not worker.process and worker.wish is None for worker in self._workers.values())
        if newest:
            for _ in range(self._spares_wanted - len(self._spares) - coming):
                self._bear(newest, None)

    def _bear(self, nursery: Nursery, wish: Wish | None) -> None:
        worker = Worker(next(self._numbers), nursery, wish)
        self._workers[worker.number] = worker
        nursery.workers.add(worker.number)
        nursery.say(wire.Fork(worker.number, writer=bool(wish and wish.writer)))

    def _give(self, wish: Wish, worker: Worker) -> None:
        worker.wish, worker.owner = None, wish.peer
        if wish.peer.closed:
            self._drop(worker)
            return
        wish.peer.say(wire.Given(worker.number, worker.nursery.version, worker.process), worker.descriptor)
        os.close(worker.descriptor)

    def _drop(self, worker: Worker) -> None:
        os.close(worker.descriptor)
        self._kill(worker.number, "finished")

    # -- long queries and writes

    def _enter(self, peer: Peer, message: wire.Enter) -> None:
        worker = self._workers.get(message.worker)
        if worker is None:
            self._explain(peer, message.worker)
            return
        lane = self._writes if message.write else self._slow
        denied = lane.enter(worker.number, message.client)
        if denied:
            peer.say(denied)
            return
        worker.deadline, worker.asking = time.monotonic() + message.seconds, peer
        if worker.number in lane.running:
            self._resume(worker)
        else:
            worker.signal("stop")

    def _resume(self, worker: Worker) -> None:
        if worker.number in self._slow.running:
            worker.signal("slow")
        worker.signal("continue")
        if worker.asking:
            worker.asking.say(wire.Go())
            worker.asking = None

    def _kill(self, number: int, reason: str) -> None:
        worker = self._workers.get(number)
        if worker is not None:
            worker.end = worker.end or reason
            worker.signal("kill")

    def _explain(self, peer: Peer, number: int) -> None:
        worker = self._workers.get(number)
        if worker is None:
            peer.say(wire.Ended(self._ends.get(number, "finished")))
        else:
            worker.asking = peer

    def _condition(self) -> wire.Condition:
        newest = self._generations.newest
        ready = newest.ready if newest else None
        return wire.Condition(
            version=self._generations.version,
            workers=len(self._workers),
            slow_running=len(self._slow.running),
            slow_waiting=len(self._slow.waiting),
            in_memory=bool(ready and ready.in_memory),
            isolation=ready.isolation if ready else {},
            problem=self._generations.problem,
            killed=self._killed,
        )


def _ended_by(number: int) -> str:
    return _ENDED_BY.get(signal.Signals(number), "crash") if number else "crash"
