"""One question put to one worker: the first slice, the move to the slow lane, the end, whatever it is."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Generator
from dataclasses import dataclass

import msgspec

from graph.errors import BadQuery
from server.query import wire
from server.query.failures import (
    AnswerTooLarge,
    DeadlinePassed,
    EngineFailed,
    MemoryExhausted,
    NotAcceptable,
    QueryFailure,
    Refused,
    Unserialisable,
    WorkerLost,
    WriteFailed,
)
from server.query.link import Lease, Link, refusal
from server.query.pool import Pool

SHORTEST_WAIT = 0.005
STRETCH = 4
PRESSED_SLICE = 0.03
"""Seconds of a slice while others wait for a worker."""
GRACE_SECONDS = 0.5
"""The broker kills at the deadline; if it is late by this, the connection is given up."""
_FAULTS = msgspec.msgpack.Decoder(wire.Fault)


@dataclass(slots=True)
class Times:
    """`slice` is seconds of the worker's processor time, `deadline` a moment on the monotonic clock."""

    slice: float
    deadline: float


class Exchange:
    """Iterate `frames` to the end frame, or call `abandon`; either way the worker is dealt with."""

    def __init__(self, link: Link, pool: Pool | None, lease: Lease, times: Times, client: str) -> None:
        self._link, self._pool, self._lease = link, pool, lease
        """Without a pool the worker is already in the slow lane, or a writer, and ends after this exchange."""
        self._times, self._client = times, client
        self._buffer = bytearray()
        self._began = time.monotonic()
        self._open = True
        self._abandoned = False
        self._used_before = lease.clock.read()
        self._used = 0.0
        self.heard = False
        """Whether anything came back."""
        self.promoted = False
        """Whether it was too long for the short-query workers."""
        self.failed = False
        """Whether `arrived` met the end or an error, on which it is no use to wait."""

    @property
    def age(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self._began

    @property
    def used(self) -> float:
        """Seconds of processor time that the worker has spent on this."""
        if self._open:
            self._used = max(0.0, self._lease.clock.read() - self._used_before)
        return self._used

    def send(self, request: object) -> None:
        """Put the question."""
        self._lease.sock.settimeout(max(0.1, self._times.deadline - time.monotonic()))
        try:
            self._lease.sock.sendall(wire.frame(wire.ASK, request))
        except OSError as error:
            raise self._lost() from error

    def arrived(self) -> list[tuple[bytes, bytes]] | None:
        """Read what is there without waiting; all frames if the answer is complete, and then the worker is given back.

        None: not yet, or an error; `frames` goes on from here.
        """
        try:
            data = self._lease.sock.recv(1 << 20, socket.MSG_DONTWAIT)
        except OSError:
            return None
        self.heard = self.heard or bool(data)
        self.failed = not data
        self._buffer += data
        found: list[tuple[bytes, bytes]] = []
        place = 0
        while len(self._buffer) - place >= wire.FRAME.size:
            kind, length = wire.FRAME.unpack_from(self._buffer, place)
            end = place + wire.FRAME.size + length
            self.failed = kind == wire.FAULT
            if self.failed or len(self._buffer) < end:
                return None
            found.append((kind, bytes(memoryview(self._buffer)[place + wire.FRAME.size : end])))
            place = end
            if kind == wire.END:
                self._settle()
                return found
        return None

    def fileno(self) -> int:
        """Becomes readable when something has arrived."""
        return self._lease.sock.fileno()

    def frames(self) -> Generator[tuple[bytes, bytes]]:
        """Kind and body of each frame, the end frame last; raises QueryFailure or BadQuery."""
        try:
            while True:
                kind, body = self._frame()
                if kind == wire.FAULT:
                    self._settle()
                    raise failure(_FAULTS.decode(body))
                if kind == wire.END:
                    self._settle()
                yield kind, body
                if kind == wire.END:
                    return
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Nobody wants the rest: end the worker. Nothing if all has been read. May be called from another thread."""
        if not self._open:
            return
        self._used = self.used
        self._open, self._abandoned = False, True
        self._link.tell(wire.Finish(self._lease.number))
        self._lease.close()
        if self._pool:
            self._pool.lose(self._lease)

    def interrupt(self) -> None:
        """The client is gone: have the worker killed; the thread that reads notices."""
        if self._open:
            self._abandoned = True
            self._link.tell(wire.Finish(self._lease.number))

    def _settle(self) -> None:
        """The answer is complete: the worker may answer another, unless it was in the slow lane."""
        if self._pool:
            self._used = self.used
            self._open = False
            self._pool.give_back(self._lease)
        else:
            self.abandon()

    def _frame(self) -> tuple[bytes, bytes]:
        buffer = self._buffer
        while len(buffer) < wire.FRAME.size or len(buffer) < self._wanted():
            self._wait()
            try:
                data = self._lease.sock.recv(1 << 18)
            except OSError as error:
                raise self._lost() from error
            if not data:
                raise self._lost()
            self.heard = True
            buffer += data
        end = self._wanted()
        kind, _ = wire.FRAME.unpack_from(buffer)
        body = bytes(memoryview(buffer)[wire.FRAME.size : end])
        del buffer[:end]
        return kind, body

    def _wanted(self) -> int:
        return wire.FRAME.size + int(wire.FRAME.unpack_from(self._buffer)[1])

    def _wait(self) -> None:
        """Until there is something to read; asks for the slow lane when the slice is used up."""
        poll = select.poll()
        poll.register(self._lease.sock, select.POLLIN)
        while True:
            now = time.monotonic()
            left = self._times.deadline - now
            if self._pool:
                left = min(left, max(SHORTEST_WAIT, min(PRESSED_SLICE, self._times.slice) - self.used))
            else:
                left += GRACE_SECONDS
            if poll.poll(max(0.0, left) * 1000):
                return
            if self._pool is None:
                raise DeadlinePassed("The query took longer than the time limit.")
            if self._overdue():
                self._promote(self._pool)

    def _overdue(self) -> bool:
        """Whether the slice is used up; on a crowded machine a part of it is enough when it has taken long."""
        now, used, allowed = time.monotonic(), self.used, self._times.slice
        if self._pool and self._pool.pressed:
            allowed = min(allowed, PRESSED_SLICE)
        if used >= allowed or now >= self._times.deadline:
            return True
        return now - self._began > STRETCH * allowed and used > allowed / STRETCH

    def _promote(self, pool: Pool) -> None:
        self._pool = None
        self.promoted = self.used > self._times.slice / STRETCH
        pool.lose(self._lease)
        seconds = max(0.0, self._times.deadline - time.monotonic())
        reply, _ = self._link.call(wire.Promote(self._lease.number, self._client, seconds))
        if isinstance(reply, wire.Denied):
            raise refusal(reply)
        if isinstance(reply, wire.Ended):
            raise _ended(reply)

    def _lost(self) -> QueryFailure:
        if self._abandoned:
            return WorkerLost("The client has gone.")
        reply, _ = self._link.call(wire.Why(self._lease.number))
        return _ended(reply) if isinstance(reply, wire.Ended) else WorkerLost("The worker process ended.")


def _ended(ended: wire.Ended) -> QueryFailure:
    match ended.reason:
        case "deadline":
            return DeadlinePassed("The query took longer than the time limit.")
        case "busy":
            return Refused("The service is too busy for long queries at the moment.", retry_after=5.0)
        case "memory":
            return MemoryExhausted("The query needed more memory than one query may use.")
    return WorkerLost("The query ended its worker process: it is probably nested too deeply.")


def failure(fault: wire.Fault) -> QueryFailure | BadQuery:
    """The exception for what a worker reported."""
    match fault.code:
        case "syntax":
            return BadQuery(fault.message, line=fault.line, column=fault.column)
        case "not-acceptable":
            return NotAcceptable("No acceptable format for this kind of answer.", kind=fault.message)
        case "too-large":
            return AnswerTooLarge(fault.message)
        case "format":
            return Unserialisable(fault.message)
        case "locked" | "store" | "absent":
            return WriteFailed(fault.message, stage=fault.code)
    return EngineFailed(fault.message)
