"""Answers kept in memory in front of Flask, for as long as the data do not change.

An answer is kept if it is whole, says with a weak entity tag of this version of the data that it is a function of them,
and is not large. The key is the dataset's tag, the address with the query in its normal form, and the headers the
answer varies by. While one request computes an answer, others that ask the same wait for it (single flight).
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from server.query.failures import QueryFailure
from server.query.guard import Bounds, check_query

LARGEST = 1 << 20
LONGEST_WAIT = 2.0
FORM = b"application/x-www-form-urlencoded"
_BOUNDS = Bounds(characters=20_000)


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole answer."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    tag: bytes


Key = tuple[str, ...]


class AnswerCache:
    """For one event loop; `tag` tells the present version of the data."""

    def __init__(self, size: int, tag: Callable[[], str]) -> None:
        self._size, self._tag = size, tag
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._bytes = 0
        self._version = ""
        self._flights: dict[Key, asyncio.Event] = {}

    def key(self, method: str, path: str, query: str, headers: list[tuple[bytes, bytes]], body: bytes) -> Key | None:
        """What a request asks, None if its answer must not be kept."""
        if not self._size or method not in ("GET", "POST") or (method == "POST" and path != "/sparql"):
            return None
        wanted = {b"accept": b"", b"accept-encoding": b"", b"host": b"", b"content-type": b"", b"x-forwarded-host": b""}
        for name, value in headers:
            if name in (b"authorization", b"cookie", b"range", b"content-encoding", b"x-forwarded-proto"):
                return None
            if name in wanted:
                wanted[name] = value
        if method == "POST":
            if (
                wanted[b"content-type"].split(b";")[0].strip().lower() != FORM
                or query
                or len(body) > _BOUNDS.characters
            ):
                return None
            query = body.decode("latin-1")
        normal = _normal(query) if path == "/sparql" else query
        if normal is None:
            return None
        packed = "gzip" if b"gzip" in wanted[b"accept-encoding"] else ""
        seen = (wanted[b"accept"], wanted[b"host"], wanted[b"x-forwarded-host"])
        return (self._tag(), path, normal, packed, *(value.decode("latin-1") for value in seen))

    def get(self, key: Key) -> Kept | None:
        """The answer, if it is here."""
        kept = self._kept.get(key)
        if kept:
            self._kept.move_to_end(key)
        return kept

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
        self._kept[key] = Kept(status, tuple(headers), body, tag)
        self._bytes += _weight(key, body)
        while self._bytes > self._size and self._kept:
            self._drop(next(iter(self._kept)))

    def landed(self, key: Key) -> None:
        """The request that was computing has ended, well or not: let the others go on."""
        flight = self._flights.pop(key, None)
        if flight:
            flight.set()

    def _drop(self, key: Key) -> None:
        kept = self._kept.pop(key, None)
        if kept:
            self._bytes -= _weight(key, kept.body)


def _weight(key: Key, body: bytes) -> int:
    return len(body) + sum(map(len, key)) + 1_000


@lru_cache(maxsize=2048)
def _normal(query: str) -> str | None:
    """The parameters with the query in its normal form; None for what must not be kept."""
    fields = (
        parse_qsl(query, keep_blank_values=True, max_num_fields=50, encoding="utf-8") if query.count("&") < 50 else []
    )
    if not fields or any(name == "update" for name, _ in fields):
        return None if fields else query
    try:
        named = [(name, _in_normal_form(value) if name == "query" else value) for name, value in fields]
    except QueryFailure:
        return None
    return (
        None if any(value is None for _, value in named) else urlencode([(name, value or "") for name, value in named])
    )


def _in_normal_form(text: str) -> str | None:
    checked = check_query(text, _BOUNDS)
    return checked.normal if checked.repeatable else None
