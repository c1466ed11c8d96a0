"""Whom the broker deals with: connections of HTTP processes, workers, and wishes for workers."""

from __future__ import annotations

import contextlib
import signal
import socket
from dataclasses import dataclass, field

from server.query import wire
from server.query.generations import Generations, Nursery
from server.query.lanes import SlowLane


@dataclass(slots=True, eq=False)
class Peer:
    """A connection from an HTTP process."""

    sock: socket.socket
    unpacker: wire.Unpacker = field(default_factory=wire.Unpacker)
    closed: bool = False

    def say(self, message: wire.Message, descriptor: int | None = None) -> None:
        """Send; a peer that is gone is noticed by its closed socket."""
        with contextlib.suppress(OSError):
            if descriptor is None:
                self.sock.sendall(wire.packed(message))
            else:
                socket.send_fds(self.sock, [wire.packed(message)], [descriptor])


@dataclass(slots=True, eq=False)
class Worker:
    """A worker as the broker knows it; without an owner it is a spare."""

    number: int
    nursery: Nursery
    process: int = 0
    owner: Peer | None = None
    deadline: float | None = None
    end: str = ""
    """Why it was killed, if it was."""
    asking: Peer | None = None
    """Who waits to hear that it may go on, or why it ended."""


@dataclass(slots=True, eq=False)
class Wish:
    """Someone waiting for a worker."""

    peer: Peer
    spawn: wire.Spawn
    expires: float


def how_ended(reason: str, ended_by: int) -> wire.Ended:
    """What is known about an end: a reason of ours, else what the signal means."""
    if reason:
        return wire.Ended(reason)
    if ended_by == signal.SIGABRT:
        return wire.Ended("memory")
    if ended_by == signal.SIGXCPU:
        return wire.Ended("deadline")
    return wire.Ended("crash", signal.Signals(ended_by).name if ended_by else "")


def condition_of(generations: Generations, lane: SlowLane[Wish | int], workers: int, killed: int) -> wire.Condition:
    """How things stand, for health checks and the status page."""
    newest = generations.newest
    ready = newest.ready if newest else None
    return wire.Condition(
        version=generations.version,
        workers=workers,
        slow_running=len(lane.running),
        slow_waiting=len(lane.waiting),
        in_memory=bool(ready and ready.in_memory),
        isolation=ready.isolation if ready else {},
        problem=generations.problem,
        killed=killed,
    )
