"""How an HTTP process talks to the broker, and the workers it gets from it."""

from __future__ import annotations

import contextlib
import queue
import select
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from server.query import wire
from server.query.failures import DeadlinePassed, MemoryExhausted, QueryFailure, Refused, WorkerLost
from server.query.launch import connect


@dataclass(slots=True, eq=False)
class Lease:
    """A worker that is ours."""

    number: int
    version: int
    sock: socket.socket
    poll: select.poll
    """Tells when something has arrived from it."""
    clock: int
    """Of the processor time of its process."""
    uses: int = 0
    owes: bool = False
    """Taken by a client that has used up much."""

    def used(self) -> float:
        """Seconds of processor time since some moment; where the system does not tell, seconds that have passed."""
        with contextlib.suppress(OSError):
            return time.clock_gettime(self.clock)
        return time.monotonic()

    def close(self) -> None:
        """Hang up, on which an idle worker ends."""
        self.sock.close()


class Link:
    """Calls the broker; each thread that calls uses a connection of its own for the time of the call."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._free: queue.LifoQueue[socket.socket] = queue.LifoQueue()

    def call(self, message: wire.Message) -> tuple[wire.Message, int | None]:
        """The reply and the descriptor that came with it; raises Refused where the answer is no."""
        sock = self._connection()
        try:
            wire.say(sock, message)
            heard = wire.hear(sock)
            if heard is None:
                raise ConnectionError("the query broker has gone")
        except OSError as error:
            sock.close()
            raise Refused("The query service is restarting.", retry_after=2.0) from error
        self._free.put(sock)
        if isinstance(heard[0], wire.Denied):
            denied = heard[0]
            raise Refused(denied.message, retry_after=denied.retry_after, own_fault=denied.own_fault)
        return heard

    def tell(self, message: wire.Message) -> None:
        """Something that has no reply."""
        sock = self._connection()
        try:
            wire.say(sock, message)
        except OSError:
            sock.close()
        else:
            self._free.put(sock)

    def spawn(self, *, writer: bool = False) -> Lease:
        """A worker."""
        reply, descriptor = self.call(wire.Call("spawn", write=writer))
        if not isinstance(reply, wire.Given) or descriptor is None:
            raise Refused("The query service is restarting.", retry_after=2.0)
        sock, poll = socket.socket(fileno=descriptor), select.poll()
        sock.setblocking(False)
        poll.register(sock, select.POLLIN)
        return Lease(reply.worker, reply.version, sock, poll, _clock_of(reply.process))

    def enter(self, lease: Lease, client: str, seconds: float, *, write: bool = False) -> QueryFailure | None:
        """Have the worker admitted to the long queries or to the writes; waits for its turn.

        Raises Refused if there is no room for it to wait; gives the reason if it has ended meanwhile.
        """
        call = wire.Call("enter", lease.number, client, max(0.0, seconds), write=write)
        reply, _ = self.call(call)
        return _ended(reply.ended) if isinstance(reply, wire.Told) and reply.ended else None

    def why(self, lease: Lease) -> QueryFailure:
        """What became of a worker that has hung up."""
        reply, _ = self.call(wire.Call("why", lease.number))
        return _ended(reply.ended if isinstance(reply, wire.Told) else "crash")

    def close(self) -> None:
        """Hang up, on which the broker ends our workers."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._free.get_nowait().close()

    def _connection(self) -> socket.socket:
        try:
            return self._free.get_nowait()
        except queue.Empty:
            return connect(self._directory)


def _clock_of(process: int) -> int:
    """As clock_getcpuclockid gives it on Linux."""
    return ~process << 3 | 2 if sys.platform == "linux" else time.CLOCK_MONOTONIC


def _ended(reason: str) -> QueryFailure:
    match reason:
        case "deadline":
            return DeadlinePassed("The query took longer than the time limit.")
        case "busy":
            return Refused("The service is too busy for long queries at the moment.", retry_after=5.0)
        case "memory":
            return MemoryExhausted("The query needed more memory than one query may use.")
    return WorkerLost("The query ended its worker process: it is probably nested too deeply.")
