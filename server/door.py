"""How connections are read: uvicorn's protocol, with bounds for the head of a request, and a short way to the answer.

A plain query that has arrived whole is answered from here, from the cache or by a worker that needs a millisecond: no
request object, no task, no thread, no Flask. All else goes on to the application.
"""

from __future__ import annotations

import asyncio
import time
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from server.cache import AnswerCache, Kept
from server.gateway import BEGUN, REFUSED_SECONDS
from server.operations.observer import Observer
from server.query.runner import Begun
from server.quick import LARGEST_BODY, LARGEST_HEAD, Manner, QuickAnswers
from server.sparql import client_of

LONGEST_HEAD = 64 * 1024
HEAD_SECONDS = 10.0
PART_SECONDS = 0.2
"""How long a short body that comes after its head is waited for here."""
_STATUS = {status.value: b"HTTP/1.1 %d %s\r\n" % (status, status.phrase.encode()) for status in HTTPStatus}
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
_QUESTIONS = (b"POST /sparql ", b"GET /sparql?")


class Door(HttpToolsProtocol):
    """One connection."""

    def __init__(
        self, *, cache: AnswerCache, quick: QuickAnswers, observer: Observer, direct: bool = True, **given: Any
    ) -> None:
        """With `direct` answers leave from here where they can; without, all pass through the application."""
        super().__init__(**given)
        self._direct = direct
        self._cache, self._quick, self._observer = cache, quick, observer
        self._head_size = 0
        self._head_timer: asyncio.TimerHandle | None = None
        self._part = b""
        """The beginning of a plain query whose end has not arrived."""
        self._part_timer: asyncio.TimerHandle | None = None
        self._begun: Begun | None = None
        """The query of the next request, where it is under way."""
        self._refusal: asyncio.TimerHandle | None = None
        self._seen = 0.0
        self._who = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """A client."""
        super().connection_made(transport)
        self._who = client_of(self.client[0] if self.client else "unknown")

    def data_received(self, data: bytes) -> None:
        """Bytes from the client."""
        data, first = self._part + data, not self._part
        self._stop_part()
        if self._direct and self._between_requests() and data.startswith(_QUESTIONS) and self._answered(data, first):
            return
        self._read(data)

    def _read(self, data: bytes) -> None:
        """The usual way: within bounds until the head is complete."""
        self._stop_part()
        self._head_size += len(data)
        super().data_received(data)
        if self._begun:  # and nobody has taken it
            self._begun.exchange.abandon()
            self._begun = None
        if self._head_size == 0 or self.transport.is_closing():
            return
        if self._head_size > LONGEST_HEAD:
            self.transport.write(_TOO_LARGE)
            self.transport.close()
        elif self._head_timer is None:
            self._head_timer = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone."""
        self._stop_head_timer()
        self._stop_part()
        if self._refusal:
            self._refusal.cancel()
        super().connection_lost(exc)

    def on_headers_complete(self) -> None:
        """The head is complete."""
        self._head_size = 0
        self._stop_head_timer()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A part of the body."""
        self._head_size = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is complete."""
        self._head_size = 0
        super().on_message_complete()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        scope: Any = cycle.scope
        scope[BEGUN], self._begun = self._begun, None
        super()._start_asgi_task(cycle, app)

    def timeout_keep_alive_handler(self) -> None:
        """Nothing has been asked for long, unless it was answered from here."""
        left = self._seen + self.timeout_keep_alive - self.loop.time()
        if left > 0:
            self.timeout_keep_alive_task = self.loop.call_later(left, self.timeout_keep_alive_handler)
        else:
            super().timeout_keep_alive_handler()

    # -- the short way

    def _between_requests(self) -> bool:
        cycle = self.cycle
        done = cycle is None or (cycle.response_complete and cycle.keep_alive and not cycle.more_body)
        return done and not (self._head_size or self.pipeline or self.flow.write_paused or self.transport.is_closing())

    def _answered(self, data: bytes, first: bool) -> bool:
        """Answer, or keep the first piece of a plain query until the second is there; False: go the usual way."""
        began = time.perf_counter()
        kept = self._cache.repeated(data)
        if kept is None:
            head, gap, body = data.partition(b"\r\n\r\n")
            line, _, fields = head.partition(b"\r\n")
            manner = self._quick.manner(fields) if gap and len(data) <= LARGEST_BODY + LARGEST_HEAD else None
            if manner is None or len(body) > manner.length or (len(body) < manner.length and not first):
                return False
            if len(body) < manner.length:
                self._part, self._part_timer = data, self.loop.call_later(PART_SECONDS, self._read_part)
                return True
            kept = self._computed(line, manner, body, data)
            if kept is None:
                return False
        if kept.status == HTTPStatus.TOO_MANY_REQUESTS:
            self.flow.pause_reading()
            self._refusal = self.loop.call_later(REFUSED_SECONDS, self._refuse, kept, data, began)
        else:
            self._write(kept, data, began)
        return True

    def _refuse(self, kept: Kept, data: bytes, began: float) -> None:
        self._write(kept, data, began)
        self.flow.resume_reading()

    def _computed(self, line: bytes, manner: Manner, body: bytes, data: bytes) -> Kept | None:
        found = self._quick.at_once(data, line, manner, body, self._who)
        if isinstance(found, Begun):
            self._begun = found
            return None
        return found

    def _write(self, kept: Kept, data: bytes, began: float) -> None:
        name = next(self._quick.names)
        date = b"".join([b"%s: %s\r\n" % pair for pair in self.server_state.default_headers])
        head = b"%s%sx-request-id: %016x\r\n%s\r\n" % (_STATUS[kept.status], date, name, kept.head)
        self.transport.write(head + kept.body)
        self._seen = self.loop.time()
        if self.timeout_keep_alive_task is None:
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )
        seconds, size = time.perf_counter() - began, len(kept.body)
        scope = {"method": "GET" if data[:1] == b"G" else "POST", "path": "/sparql", "client": self.client}
        self._observer.note(scope, b"%016x" % name, kept.status, size, seconds)

    def _read_part(self) -> None:
        self._read(self._part)

    def _stop_part(self) -> None:
        if self._part_timer:
            self._part_timer.cancel()
        self._part, self._part_timer = b"", None

    def _stop_head_timer(self) -> None:
        if self._head_timer:
            self._head_timer.cancel()
            self._head_timer = None
