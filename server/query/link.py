"""How an HTTP process talks to the broker, and the workers it gets from it."""

from __future__ import annotations

import contextlib
import os
import queue
import socket
from dataclasses import dataclass
from pathlib import Path

from server.query import wire
from server.query.clock import Clock
from server.query.failures import DeadlinePassed, Refused
from server.query.launch import connect


@dataclass(slots=True, eq=False)
class Lease:
    """A worker that is ours."""

    number: int
    version: int
    sock: socket.socket
    clock: Clock
    uses: int = 0
    last: bool = False
    """Taken by a client that has used up much."""

    def close(self) -> None:
        """Hang up."""
        self.sock.close()
        self.clock.close()


class Link:
    """Calls the broker; each thread that calls uses a connection of its own for the time of the call."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._free: queue.LifoQueue[socket.socket] = queue.LifoQueue()

    def call(self, message: wire.Message) -> tuple[wire.Message, int | None]:
        """The reply and the descriptor that came with it."""
        sock = self._connection()
        try:
            sock.sendall(wire.packed(message))
            unpacker, descriptor = wire.Unpacker(), None
            while True:
                data, descriptors, _, _ = socket.recv_fds(sock, 1 << 16, 1)
                descriptor = descriptors[0] if descriptors else descriptor
                if not data:
                    raise ConnectionError("the query broker has gone")
                for reply in unpacker.feed(data):
                    self._free.put(sock)
                    return reply, descriptor
        except OSError as error:
            sock.close()
            raise Refused("The query service is restarting.", retry_after=2.0) from error

    def tell(self, message: wire.Message) -> None:
        """Something that has no reply."""
        sock = self._connection()
        try:
            sock.sendall(wire.packed(message))
        except OSError:
            sock.close()
        else:
            self._free.put(sock)

    def spawn(self, wish: wire.Spawn) -> Lease:
        """A worker; raises Refused or DeadlinePassed."""
        reply, descriptor = self.call(wish)
        if isinstance(reply, wire.Given) and descriptor is not None:
            sock = socket.socket(fileno=descriptor)
            return Lease(reply.worker, reply.version, sock, Clock(reply.process))
        if descriptor is not None:
            os.close(descriptor)
        raise refusal(reply)

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


def refusal(reply: wire.Message) -> Refused | DeadlinePassed:
    """What a broker's no means."""
    if isinstance(reply, wire.Denied):
        return Refused(reply.message, retry_after=reply.retry_after, own_fault=reply.own_fault)
    return Refused("The service is too busy for long queries at the moment.", retry_after=3.0)
