"""The writing half of the query service: one write at a time, each in a process that can be killed."""

from __future__ import annotations

import time

import msgspec

from server.query import wire
from server.query.board import Board
from server.query.exchange import Exchange, Times
from server.query.guard import check_update
from server.query.limits import QueryLimits
from server.query.link import Link

OWN_PAGES = ""
"""The client that is ourselves: it shares the places of all but has no limit of its own."""
_WRITTEN = msgspec.msgpack.Decoder(wire.Written)


class Writing:
    """What QueryService inherits."""

    limits: QueryLimits
    _link: Link
    _board: Board

    @property
    def version(self) -> int:
        """Version of the data being served; -1 before the first snapshot is ready."""
        return self._board.read()[0]

    @property
    def tag(self) -> str:
        """For entity tags: differs whenever the data do."""
        return self._board.read()[1]

    def update(self, text: str, *, client: str = OWN_PAGES) -> wire.Written:
        """Carry out an update; returns when queries see it. Raises BadQuery, QueryFailure."""
        check_update(text, self.limits.update_bounds)
        return self.write(wire.Operation(verb="update", text=text), client=client)

    def write(self, operation: wire.Operation, *, client: str = OWN_PAGES) -> wire.Written:
        """Carry out a write whose text, if any, has been checked."""
        seconds = self.limits.write_deadline
        times = Times(0.0, time.monotonic() + seconds)
        lease = self._link.spawn(wire.Spawn(client, seconds, writer=True))
        exchange = Exchange(self._link, None, lease, times, client)
        exchange.send(operation)
        written = _WRITTEN.decode(list(exchange.frames())[-1][1])
        self.wait_for(written.version, max(1.0, times.deadline - time.monotonic()))
        return written

    def wait_for(self, version: int, seconds: float) -> bool:
        """Until this version is served, or the time is over."""
        self._link.call(wire.Await(version, seconds))
        return self.version >= version
