"""One question put to one worker: the first slice, the move to the slow lane, the end, whatever it is."""

from __future__ import annotations

import time
from collections.abc import Generator

import msgspec

from graph.errors import BadQuery
from server.query import wire
from server.query.failures import (
    AnswerTooLarge,
    DeadlinePassed,
    EngineFailed,
    NotAcceptable,
    QueryFailure,
    Unserialisable,
    WorkerLost,
    WriteFailed,
)
from server.query.link import Lease, Link
from server.query.pool import Pool

SHORTEST_WAIT = 0.005
STRETCH = 4
PRESSED_SLICE = 0.03
"""Seconds of a slice while others wait for a worker."""
GRACE_SECONDS = 0.5
"""The broker kills at the deadline; if it is late by this, the connection is given up."""
_FAULTS = msgspec.msgpack.Decoder(wire.Fault)
_ENDS = (wire.frame(wire.END), wire.frame(wire.CUT))
_Frame = tuple[bytes, bytes]


class Exchange:
    """Read the `frames` to the end, or call `abandon`; either way the worker is dealt with."""

    def __init__(
        self, link: Link, pool: Pool | None, lease: Lease, client: str, slice_: float, deadline: float
    ) -> None:
        """`slice_` is seconds of the worker's processor time, `deadline` a moment on the monotonic clock. Without a
        pool the worker has been admitted to the slow lane or to write, and ends after this exchange.
        """
        self._link, self._pool, self.lease, self._client = link, pool, lease, client
        self._slice, self._deadline = slice_, deadline
        self._buffer = b""
        self._began = time.monotonic()
        self._used_before, self._used = lease.used(), 0.0
        self._open, self._gone = True, False
        self.heard = self.unsent = False
        """Whether anything came back, and whether the question did not even reach the worker."""
        self.promoted = False
        """Whether it was too long for the short-query workers."""

    @property
    def age(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self._began

    @property
    def used(self) -> float:
        """Seconds of processor time that the worker has spent on this."""
        if self._open:
            self._used = max(0.0, self.lease.used() - self._used_before)
        return self._used

    def send(self, request: object) -> None:
        """Put the question, or the operation."""
        sock, data = self.lease.sock, wire.frame(wire.ASK, request)
        try:
            sent = sock.send(data)
            if sent < len(data):
                sock.settimeout(max(0.1, self._deadline - time.monotonic()))
                sock.sendall(memoryview(data)[sent:])
                sock.setblocking(False)
        except OSError as error:
            self.unsent = True
            raise WorkerLost("The worker had ended before it was asked.") from error

    def whole(self, seconds: float) -> _Frame | None:
        """Kind and bytes of the answer, if all of it arrives within so many seconds, or somewhat later from a worker that
        has hardly had the processor; then the worker is free. None: not yet, or an error; `frames` goes on from here.
        """
        while not self.lease.poll.poll(seconds * 1000):
            if self.used > seconds / STRETCH or self.age > STRETCH * seconds:
                return None
        try:
            data = self.lease.sock.recv(1 << 18)
        except OSError:
            return None
        self.heard = self.heard or bool(data)
        self._buffer += data
        size = wire.FRAME.size
        if self._buffer.endswith(_ENDS) and len(self._buffer) >= 2 * size:
            kind, length = wire.FRAME.unpack_from(self._buffer)
            if len(self._buffer) == length + 2 * size:
                self._settle()
                return kind, self._buffer[size:-size]
        return None

    def frames(self) -> Generator[_Frame]:
        """Kind and body of each frame, the end frame last; raises QueryFailure or BadQuery."""
        try:
            while True:
                kind, body = self._frame()
                if kind in (wire.FAULT, wire.END, wire.CUT):
                    self._settle()
                if kind == wire.FAULT:
                    raise failure(_FAULTS.decode(body))
                yield kind, body
                if kind in (wire.END, wire.CUT):
                    return
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Nobody wants the rest: end the worker. Nothing if all has been read. May be called from another thread."""
        if not self._open:
            return
        self._used = self.used
        self._open, self._gone = False, True
        self._link.tell(wire.Call("finish", self.lease.number))
        self.lease.close()
        if self._pool:
            self._pool.lose(self.lease)

    def promote(self) -> None:
        """Go on in the slow lane when there is a place; raises Refused if there will be none, DeadlinePassed."""
        if self._pool:
            self.promoted = self.used > self._slice / STRETCH
            self._pool.lose(self.lease)
            self._pool = None
        try:
            ended = self._link.enter(self.lease, self._client, self._deadline - time.monotonic())
            if ended:
                raise ended
        except BaseException:
            self.abandon()
            raise

    def interrupt(self) -> None:
        """The client is gone: have the worker killed; the thread that reads notices."""
        if self._open:
            self._gone = True
            self._link.tell(wire.Call("finish", self.lease.number))

    def _settle(self) -> None:
        """The answer is complete: the worker may answer another, unless it was in the slow lane."""
        if self._pool:
            self._used = self.used
            self._open = False
            self._pool.give_back(self.lease)
        else:
            self.abandon()

    def _frame(self) -> _Frame:
        size = wire.FRAME.size
        while True:
            if len(self._buffer) >= size:
                kind, length = wire.FRAME.unpack_from(self._buffer)
                end = size + length
                if len(self._buffer) >= end:
                    body, self._buffer = self._buffer[size:end], self._buffer[end:]
                    return kind, body
            self._wait()
            try:
                data = self.lease.sock.recv(1 << 18)
            except OSError as error:
                raise self._lost() from error
            if not data:
                raise self._lost()
            self.heard = True
            self._buffer += data

    def _wait(self) -> None:
        """Until there is something to read; asks for the slow lane when the slice is used up."""
        while True:
            left = self._deadline - time.monotonic()
            if self._pool:
                left = min(left, max(SHORTEST_WAIT, min(PRESSED_SLICE, self._slice) - self.used))
            else:
                left += GRACE_SECONDS
            if self.lease.poll.poll(max(0.0, left) * 1000):
                return
            if self._pool is None:
                raise DeadlinePassed("The query took longer than the time limit.")
            if self._overdue(self._pool):
                self.promote()

    def _overdue(self, pool: Pool) -> bool:
        """Whether the slice is used up; on a crowded machine a part of it is enough when it has taken long."""
        used, allowed = self.used, min(self._slice, PRESSED_SLICE) if pool.pressed else self._slice
        if used >= allowed or time.monotonic() >= self._deadline:
            return True
        return self.age > STRETCH * allowed and used > allowed / STRETCH

    def _lost(self) -> QueryFailure:
        return WorkerLost("The client has gone.") if self._gone else self._link.why(self.lease)


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
