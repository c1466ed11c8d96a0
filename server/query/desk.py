"""The broker's decisions: who gets a worker, who waits, who is stopped, who is told why.

No sockets are read here: messages come in as method calls and go out by `Peer.say` and `Nursery.say`.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import socket
import time
from collections import OrderedDict
from dataclasses import dataclass

from server.query import wire
from server.query.generations import Generations, Nursery
from server.query.lanes import Lane, LaneSize

REMEMBERED_ENDS = 2_000
WISH_SECONDS = 30.0
BUSY = "The service is too busy for long queries at the moment."
_ENDED_BY = {0: "crash", signal.SIGABRT: "memory", signal.SIGXCPU: "deadline"}


@dataclass(slots=True, eq=False)
class Peer:
    """A connection from an HTTP process."""

    sock: socket.socket
    closed: bool = False

    def say(self, message: wire.Message, descriptor: int | None = None) -> None:
        """Send; a peer that is gone is noticed by its closed socket."""
        with contextlib.suppress(OSError):
            wire.say(self.sock, message, descriptor)


@dataclass(slots=True, eq=False)
class Worker:
    """A worker as the broker knows it; without a process it is still to be forked."""

    number: int
    nursery: Nursery
    owner: Peer
    writer: bool
    process: int = 0
    deadline: float | None = None
    end: str = ""
    """Why it was killed, if it was."""
    asking: Peer | None = None
    """Who waits to hear that it may go on, or why it ended."""

    def signal(self, action: str) -> None:
        """Have its nursery do something to it."""
        self.nursery.say(wire.Order(action, self.number))


class Desk:
    """Workers, wishes for workers, and the lanes of long queries and of writes."""

    def __init__(self, generations: Generations, size: LaneSize) -> None:
        self._generations = generations
        self._slow = Lane(size)
        self._writes = Lane(LaneSize(running=1, waiting=1_000, client_running=1, client_waiting=1_000))
        self._numbers = itertools.count(1)
        self._workers: dict[int, Worker] = {}
        self._wishes: list[tuple[Peer, bool, float]] = []
        """Who asked when no snapshot was loaded, whether for a writer, and until when."""
        self._awaiting: list[tuple[Peer, int, float]] = []
        self._ends: OrderedDict[int, str] = OrderedDict()
        self._killed = 0

    def busy(self) -> bool:
        """Whether anything has a time that is running out."""
        return bool(self._awaiting or self._slow.running or self._slow.waiting or self._writes.running)

    def serve(self, peer: Peer, call: wire.Call) -> None:
        """Answer now or later."""
        match call.verb:
            case "spawn":
                self._spawn(peer, writer=call.write)
            case "enter":
                self._enter(peer, call)
            case "finish":
                self._kill(call.worker, "finished")
            case "why":
                self._explain(peer, call.worker)
            case "await":
                self._awaiting.append((peer, call.version, time.monotonic() + call.seconds))
                self._generations.look(now=True)
            case "report":
                peer.say(self._condition())

    def tick(self) -> None:
        """Kill what is over its time and turn away those who have waited too long."""
        now = time.monotonic()
        for worker in list(self._workers.values()):
            if worker.deadline is not None and now >= worker.deadline and not worker.end:
                waiting = worker.number in self._slow.waiting or worker.number in self._writes.waiting
                self._kill(worker.number, "busy" if waiting else "deadline")
        while self._wishes and now >= self._wishes[0][2]:
            self._wishes.pop(0)[0].say(wire.Denied(self._generations.problem or BUSY, 3.0))
        for entry in list(self._awaiting):
            peer, version, expires = entry
            if self._generations.serves(version) or now >= expires:
                peer.say(wire.Told())
                self._awaiting.remove(entry)

    # -- what nurseries and connections report

    def born(self, message: wire.Born, descriptor: int) -> None:
        """A fork has come about: give it to whom it is for."""
        worker = self._workers.get(message.worker)
        if worker and not worker.owner.closed:
            worker.process = message.process
            given = wire.Given(worker.number, worker.nursery.version, worker.process)
            worker.owner.say(given, descriptor)
        os.close(descriptor)

    def died(self, message: wire.Died) -> None:
        """A worker has ended: who asks is told why, who waits may go on."""
        worker = self._workers.pop(message.worker, None)
        if worker is None:
            return
        worker.nursery.workers.discard(worker.number)
        self._killed += worker.end not in ("", "finished")
        self._ends[worker.number] = worker.end or _ENDED_BY.get(message.signal, "crash")
        while len(self._ends) > REMEMBERED_ENDS:
            self._ends.popitem(last=False)
        if worker.asking:
            worker.asking.say(wire.Told(self._ends[worker.number]))
        for lane in (self._slow, self._writes):
            lane.leave(worker.number)
            for number in lane.admitted():
                self._resume(self._workers[number])

    def new_generation(self) -> None:
        """Who has waited for a snapshot is served."""
        wishes, self._wishes = self._wishes, []
        for peer, writer, _ in wishes:
            self._spawn(peer, writer=writer)

    def lost(self, nursery: Nursery) -> None:
        """A nursery's process is gone, and its workers with it."""
        for number in list(nursery.workers):
            worker = self._workers[number]
            self.died(wire.Died(number, int(signal.SIGKILL)))
            if not worker.process:
                self._spawn(worker.owner, writer=worker.writer)

    def gone(self, peer: Peer) -> None:
        """An HTTP process has closed a connection: its wishes and workers end."""
        peer.closed = True
        self._awaiting = [entry for entry in self._awaiting if entry[0] is not peer]
        for worker in list(self._workers.values()):
            if worker.asking is peer:
                worker.asking = None
            if worker.owner is peer:
                self._kill(worker.number, "finished")

    def _spawn(self, peer: Peer, *, writer: bool) -> None:
        nursery = self._generations.newest
        if peer.closed:
            return
        if nursery is None:
            self._wishes.append((peer, writer, time.monotonic() + WISH_SECONDS))
            return
        worker = Worker(next(self._numbers), nursery, peer, writer)
        self._workers[worker.number] = worker
        nursery.workers.add(worker.number)
        nursery.say(wire.Order("fork", worker.number, writer))

    # -- long queries and writes

    def _enter(self, peer: Peer, call: wire.Call) -> None:
        worker = self._workers.get(call.worker)
        if worker is None:
            self._explain(peer, call.worker)
            return
        lane = self._writes if call.write else self._slow
        denied = lane.enter(worker.number, call.client)
        if denied:
            peer.say(denied)
            return
        worker.deadline, worker.asking = time.monotonic() + call.seconds, peer
        if worker.number in lane.running:
            self._resume(worker)
        else:
            worker.signal("stop")

    def _resume(self, worker: Worker) -> None:
        if worker.number in self._slow.running:
            worker.signal("slow")
        worker.signal("continue")
        if worker.asking:
            worker.asking.say(wire.Told())
            worker.asking = None

    def _kill(self, number: int, reason: str) -> None:
        worker = self._workers.get(number)
        if worker is not None:
            worker.end = worker.end or reason
            worker.signal("kill")

    def _explain(self, peer: Peer, number: int) -> None:
        worker = self._workers.get(number)
        if worker is None:
            peer.say(wire.Told(self._ends.get(number, "finished")))
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
