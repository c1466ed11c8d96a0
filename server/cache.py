"""Answers kept in memory in front of Flask, for as long as the data do not change.

An answer is kept if it is whole, says with a weak entity tag of this version of the data that it is a function of them,
and is not large. The key is the dataset's tag, the address with the query in its normal form, and the headers the
answer varies by; who sends the same bytes again is known by them. While one request computes an answer, others that ask
the same wait for it (single flight).
"""

from __future__ import annotations

import asyncio
import re
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
OVERHEAD = 2_000
"""Bytes that keeping an answer costs beside what is kept."""
_PERSONAL = frozenset({b"authorization", b"cookie", b"range", b"content-encoding", b"x-forwarded-proto"})
_NO_GZIP = re.compile(rb"gzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)", re.IGNORECASE)
_FORM = b"application/x-www-form-urlencoded"

Fields = tuple[tuple[str, str], ...]
Key = tuple[str, date, str, Fields | bytes, bool, bytes, bytes, bytes]


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole answer as it is sent: `head` are its lines of headers without the empty one."""

    status: int
    head: bytes
    body: bytes

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """Name and value of each."""
        lines = self.head.split(b"\r\n")[:-1]
        return [(name, value) for name, _, value in (line.partition(b": ") for line in lines)]

    def said(self, name: bytes) -> bytes:
        """The value of a header, empty where there is none."""
        return dict(self.headers).get(name, b"")


def lines(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Headers as they are sent."""
    return b"".join([b"%s: %s\r\n" % pair for pair in headers])


def takes_gzip(encodings: bytes) -> bool:
    """Whether a client that accepts these takes gzip."""
    return b"gzip" in encodings and not _NO_GZIP.search(encodings)


class AnswerCache:
    """For one event loop; `tag` tells the present version of the data."""

    def __init__(self, size: int, tag: Callable[[], str], bounds: Bounds) -> None:
        self._size, self._tag, self._bounds = size, tag, bounds
        self._kept: OrderedDict[Key, tuple[Kept, int]] = OrderedDict()
        self._repeated: dict[bytes, Kept] = {}
        self._bytes = self._repeated_bytes = 0
        self._version = ""
        self._flights: dict[Key, asyncio.Event] = {}

    def key(
        self, method: str, path: str, query: bytes, headers: Iterable[tuple[bytes, bytes]], body: bytes
    ) -> Key | None:
        """What a request asks, None if its answer must not be kept, or if the client has one already.

        The day is a part of it: what a page says of "today" does not outlive the day.
        """
        if not self._size or method not in ("GET", "POST") or (method == "POST" and path != "/sparql"):
            return None
        said = dict(headers)
        if not _PERSONAL.isdisjoint(said):
            return None
        if method == "POST":
            if query or len(body) > LARGEST_QUERY or not said.get(b"content-type", b"").lower().startswith(_FORM):
                return None
            query = body
        normal = self._normal(query) if path == "/sparql" else query
        return None if normal is None else self.key_of(path, normal, said)

    def key_of(self, path: str, asked: Fields | bytes, said: dict[bytes, bytes]) -> Key:
        """The same for a request that is known to be harmless, by the headers it came with."""
        packed = takes_gzip(said.get(b"accept-encoding", b""))
        accept, host, forwarded = (said.get(name, b"") for name in (b"accept", b"host", b"x-forwarded-host"))
        return (self._tag(), date.today(), path, asked, packed, accept, host, forwarded)

    def get(self, key: Key) -> Kept | None:
        """The answer, if it is here."""
        entry = self._kept.get(key)
        if entry is None:
            return None
        self._kept.move_to_end(key)
        return entry[0]

    def repeated(self, request: bytes) -> Kept | None:
        """The answer to a request of exactly these bytes."""
        return self._repeated.get(request) if self._tag() == self._version else None

    def repeats(self, request: bytes, kept: Kept) -> None:
        """Know this answer by the bytes of the request too: it is one that is in here, and was asked for again."""
        if self._repeated_bytes > self._size:
            self._repeated.clear()
            self._repeated_bytes = 0
        self._repeated[request] = kept
        self._repeated_bytes += len(request) + len(kept.body) + OVERHEAD

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

    def put(self, key: Key, answer: Kept) -> None:
        """Keep the answer if it may be kept."""
        tagged = answer.said(b"etag").startswith(b'W/"%s-' % key[0].encode())
        if answer.status == 200 and tagged and b"no-store" not in answer.said(b"cache-control"):
            self.keep(key, answer)

    def keep(self, key: Key, answer: Kept) -> None:
        """Keep an answer that may be kept, unless it is large or the data have changed."""
        current = self._tag()
        if key[0] != current or len(answer.body) > LARGEST:
            return
        if current != self._version:
            self._kept.clear()
            self._repeated.clear()
            self._bytes, self._repeated_bytes, self._version = 0, 0, current
        self._drop(key)
        weight = len(answer.body) + len(answer.head) + len(str(key[3])) + OVERHEAD
        self._kept[key] = answer, weight
        self._bytes += weight
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
        entry = self._kept.pop(key, None)
        if entry:
            self._bytes -= entry[1]
