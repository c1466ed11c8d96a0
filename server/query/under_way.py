"""A query between being put and being answered: how the gateway learns of it, and how its frames are collected."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextvars import ContextVar
from dataclasses import dataclass

from server.query import wire
from server.query.exchange import Exchange
from server.query.link import Lease
from server.query.spool import Spool

on_start: ContextVar[Callable[[Callable[[], None]], None] | None] = ContextVar("on_start", default=None)
"""Set by the gateway: told how to interrupt the query that the request has just started."""
begun: ContextVar[Begun | None] = ContextVar("begun", default=None)
"""Set by the gateway: a query of this request that is already under way."""


@dataclass(slots=True, eq=False)
class Begun:
    """A query that was put to a worker without waiting for the answer."""

    text: str
    exchange: Exchange
    lease: Lease
    taken: bool = False


def hold(frames: Iterator[tuple[bytes, bytes]], spool: Spool, most: int) -> bytes | None:
    """Collect; gives the end frame if that was all, None when there is as much as may be held."""
    for kind, body in frames:
        if kind == wire.END:
            return body
        spool.add(body)
        if spool.size >= most:
            break
    return None


def stream(spool: Spool, frames: Generator[tuple[bytes, bytes]]) -> Iterator[bytes]:
    """What was held, then the rest as it comes; raises if it breaks off."""
    try:
        yield from spool.pieces()
        for kind, body in frames:
            if kind == wire.DATA:
                yield body
    finally:
        frames.close()
