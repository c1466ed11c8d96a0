"""Whom the broker deals with: connections of HTTP processes, wishes for workers, and workers."""

from __future__ import annotations

import contextlib
import socket
import time
from dataclasses import dataclass, field

from server.query import wire
from server.query.generations import Nursery

WISH_SECONDS = 30.0


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
class Wish:
    """Someone waiting for a worker."""

    peer: Peer
    writer: bool
    expires: float = field(default_factory=lambda: time.monotonic() + WISH_SECONDS)


@dataclass(slots=True, eq=False)
class Worker:
    """A worker as the broker knows it; without a wish it will be, and without an owner it is, a spare."""

    number: int
    nursery: Nursery
    wish: Wish | None = None
    process: int = 0
    descriptor: int = -1
    owner: Peer | None = None
    deadline: float | None = None
    end: str = ""
    """Why it was killed, if it was."""
    asking: Peer | None = None
    """Who waits to hear that it may go on, or why it ended."""

    def signal(self, action: str) -> None:
        """Have its nursery do something to it."""
        self.nursery.say(wire.Signal(self.number, action))
