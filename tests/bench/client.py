"""A client that costs little, so that the servers are measured and not it: requests are bytes made beforehand, and one
loop keeps many connections busy. Gives seconds, statuses and, where wanted, bodies.
"""

from __future__ import annotations

import json
import selectors
import socket
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

TABLE, GRAPH = "application/sparql-results+json", "application/n-triples"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server listens, and the path of what is asked there."""

    host: str
    port: int
    path: str

    @classmethod
    def of(cls, url: str) -> Place:
        """From an address."""
        parts = urlsplit(url)
        return cls(parts.hostname or "", parts.port or 80, parts.path or "/")

    def question(self, text: str) -> bytes:
        """A query by POST, as most libraries send it."""
        body = urlencode({"query": text}).encode()
        accept = GRAPH if "CONSTRUCT" in text else TABLE
        head = f"POST {self.path} HTTP/1.1\r\nHost: {self.host}\r\nAccept: {accept}\r\n"
        kind = "application/x-www-form-urlencoded"
        return f"{head}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body

    def page(self, path: str, accept: str = "text/html") -> bytes:
        """A page by GET."""
        return f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\nAccept: {accept}\r\n\r\n".encode()


@dataclass(slots=True)
class Answer:
    """An answer as it arrives."""

    raw: bytearray = field(default_factory=bytearray)
    _end: int = 0
    _chunked: bool = False

    def take(self, data: bytes) -> bool:
        """More bytes; True when they are all there."""
        self.raw += data
        if not self._end:
            start = self.raw.find(b"\r\n\r\n") + 4
            if start < 4:
                return False
            head = bytes(self.raw[:start]).lower()
            self._chunked = b"transfer-encoding: chunked" in head
            length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
            self._end = start + int(length or 0)
        return self.raw.endswith(b"\r\n0\r\n\r\n") if self._chunked else len(self.raw) >= self._end

    @property
    def status(self) -> int:
        """The HTTP status."""
        return int(self.raw[9:12])

    @property
    def body(self) -> bytes:
        """Without head and chunk sizes."""
        rest = bytes(self.raw.partition(b"\r\n\r\n")[2])
        if not self._chunked:
            return rest
        parts = []
        while rest:
            size, _, rest = rest.partition(b"\r\n")
            parts.append(rest[: int(size, 16)])
            rest = rest[int(size, 16) + 2 :]
        return b"".join(parts)

    @property
    def rows(self) -> int:
        """Rows of a table, triples of a graph; -1 where it is neither."""
        if self.status != 200:
            return -1
        if self.body.lstrip()[:1] == b"{":
            return len(json.loads(self.body)["results"]["bindings"])
        return self.body.count(b" .\n")


@dataclass(slots=True)
class Caller:
    """One connection, kept open between requests."""

    place: Place
    source: str = ""
    sock: socket.socket | None = None

    def ask(self, request: bytes, timeout: float = 60.0) -> tuple[float, Answer]:
        """Send, wait for the whole answer; seconds and answer."""
        for attempt in (1, 2):
            began = time.perf_counter()
            sock = self.connected(timeout)
            try:
                sock.sendall(request)
                answer = Answer()
                while data := sock.recv(1 << 18):
                    if answer.take(data):
                        return time.perf_counter() - began, answer
            except (ConnectionError, BrokenPipeError):
                pass
            self.hang_up()
            if attempt == 2:
                break
        raise ConnectionError(f"{self.place.host}:{self.place.port} hangs up")

    def connected(self, timeout: float) -> socket.socket:
        """The connection, made if there is none."""
        if self.sock is None:
            address = (self.place.host, self.place.port)
            self.sock = socket.create_connection(address, timeout, (self.source, 0) if self.source else None)
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self.sock

    def hang_up(self) -> None:
        """Close the connection."""
        if self.sock:
            self.sock.close()
            self.sock = None


@dataclass(slots=True)
class Load:
    """What came of many requests."""

    seconds: float
    times: list[float]
    """Of the answers with 200."""
    statuses: Counter[int]

    @property
    def rate(self) -> float:
        """Answers with 200 a second."""
        return len(self.times) / self.seconds


def load(place: Place, following: Callable[[], bytes], clients: int, seconds: float, source: str = "") -> Load:
    """Keep so many connections busy for a while, each with one request at a time."""
    found = Load(seconds, [], Counter())
    end = time.perf_counter() + seconds
    with selectors.DefaultSelector() as selector:
        for _ in range(clients):
            _send(selector, Caller(place, source), following())
        while (now := time.perf_counter()) < end:
            for key, _ in selector.select(end - now):
                caller, began, answer = key.data
                data = caller.sock.recv(1 << 18)
                if data and not answer.take(data):
                    continue
                status = answer.status if data else 0
                found.statuses[status] += 1
                if status == 200:
                    found.times.append(time.perf_counter() - began)
                selector.unregister(caller.sock)
                if not data or b"\r\nconnection: close" in bytes(answer.raw[:2000]).lower():
                    caller.hang_up()
                _send(selector, caller, following())
        for key in list(selector.get_map().values()):
            key.data[0].hang_up()
    return found


def _send(selector: selectors.BaseSelector, caller: Caller, request: bytes) -> None:
    sock = caller.connected(10)
    sock.sendall(request)
    selector.register(sock, selectors.EVENT_READ, (caller, time.perf_counter(), Answer()))


def quantile(times: list[float], part: float) -> float:
    """The value below which this part of the times lies."""
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]
