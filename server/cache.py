"""Answers kept in memory in front of Flask, for as long as the data do not change.

An answer is kept if it is whole, says with a weak entity tag of this version of the data that it is a function of them,
and is not large. The key is the dataset's tag, the address with the query in its normal form, and the headers the
answer varies by. While one request computes an answer, others that ask the same wait for it (single flight).
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from server.errors import Problem
from server.query.failures import QueryFailure
from server.query.guard import Bounds, check_query
from server.request_body import fields_of

LARGEST, LARGEST_QUERY = 1 << 20, 20_000
LONGEST_WAIT = 2.0
_PERSONAL = frozenset({b"authorization", b"cookie", b"range", b"content-encoding", b"x-forwarded-proto"})
_FORM = b"application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole answer; `head` are its headers as they are sent."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    tag: bytes
    head: bytes


Fields = tuple[tuple[str, str], ...]
Key = tuple[str, date, str, Fields | bytes, bool, bytes, bytes, bytes]


class AnswerCache:
    """For one event loop; `tag` tells the present version of the data."""

    def __init__(self, size: int, tag: Callable[[], str], bounds: Bounds) -> None:
        self._size, self._tag, self._bounds = size, tag, bounds
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._bytes = 0
        self._version = ""
        self._flights: dict[Key, asyncio.Event] = {}

    def key(self, method: str, path: str, query: bytes, headers: list[tuple[bytes, bytes]], body: bytes) -> Key | None:
        """What a request asks, None if its answer must not be kept, or if the client has one already.

        The day is a part of it: what a page says of "today" does not outlive the day.
        """
        if not self._size or method not in ("GET", "POST") or (method == "POST" and path != "/sparql"):
            return None
        accept = encoding = host = kind = forwarded = b""
        for name, value in headers:
            if name == b"accept":
                accept = value
            elif name == b"accept-encoding":
                encoding = value
            elif name == b"host":
                host = value
            elif name == b"content-type":
                kind = value
            elif name == b"x-forwarded-host":
                forwarded = value
            elif name in _PERSONAL:
                return None
        if method == "POST":
            if query or len(body) > LARGEST_QUERY or not kind.lower().startswith(_FORM):
                return None
            query = body
        normal = self._normal(query) if path == "/sparql" else query
        if normal is None:
            return None
        return (self._tag(), date.today(), path, normal, b"gzip" in encoding, accept, host, forwarded)

    def get(self, key: Key) -> Kept | None:
        """The answer, if it is here."""
        kept = self._kept.get(key)
        if kept:
            self._kept.move_to_end(key)
        return kept

    def is_being_computed(self, key: Key) -> bool:
        """Whether a request is computing this answer, for which others had better wait."""
        return key in self._flights

    async def wait(self, key: Key) -> Kept | None:
        """The answer, after waiting for a request that is computing it; None makes the caller compute it."""
        flight = self._flights.get(key)
        if flight is None:
            self._flights[key] = asyncio.Event()
            return None
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                await flight.wait()
        except TimeoutError:
            return None
        return self.get(key)

    def put(self, key: Key, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        """Keep the answer if it may be kept."""
        said = dict(headers)
        tag = said.get(b"etag", b"")
        current = self._tag()
        if status != 200 or not tag.startswith(b'W/"' + current.encode() + b"-") or key[0] != current:
            return
        if len(body) > LARGEST or b"no-store" in said.get(b"cache-control", b""):
            return
        if current != self._version:
            self._kept.clear()
            self._bytes, self._version = 0, current
        self._drop(key)
        self._kept[key] = Kept(status, tuple(headers), body, tag, lines(headers))
        self._bytes += _weight(key, body)
        while self._bytes > self._size and self._kept:
            self._drop(next(iter(self._kept)))

    def landed(self, key: Key) -> None:
        """The request that was computing has ended, well or not: let the others go on."""
        flight = self._flights.pop(key, None)
        if flight:
            flight.set()

    def _normal(self, sent: bytes) -> Fields | None:
        """The parameters with the query in its normal form; None for what must not be kept."""
        try:
            fields = fields_of(sent)
            if any(name == "update" for name, _ in fields) or (sent and not fields):
                return None
            checked = {value: check_query(value, self._bounds) for name, value in fields if name == "query"}
        except (Problem, QueryFailure):
            return None
        if not all(query.repeatable for query in checked.values()):
            return None
        return tuple((name, checked[value].normal if name == "query" else value) for name, value in fields)

    def _drop(self, key: Key) -> None:
        kept = self._kept.pop(key, None)
        if kept:
            self._bytes -= _weight(key, kept.body)


def lines(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Headers as they are sent."""
    return b"".join([b"%s: %s\r\n" % pair for pair in headers])


def _weight(key: Key, body: bytes) -> int:
    return len(body) + len(repr(key)) + 2_000
