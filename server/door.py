"""How connections are read: uvicorn's protocol, with bounds for the head of a request, and a short way to the answer.

What is in the cache, and a query that is done in a millisecond, leave from here at once: no task, no thread, no Flask.
All else goes on to the application.
"""

from __future__ import annotations

import asyncio
import time
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from server.cache import AnswerCache, Key
from server.operations.observer import Observer, request_id
from server.quick import LARGEST_BODY, PLAIN, Plain, QuickAnswers
from server.wsgi_bridge import Reply

LONGEST_HEAD = 64 * 1024
HEAD_SECONDS = 10.0
_STATUS = {status.value: b"HTTP/1.1 %d %s\r\n" % (status, status.phrase.encode()) for status in HTTPStatus}
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


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
        self._held = False
        """Whether the present request waits for its body, to be answered from here."""

    def data_received(self, data: bytes) -> None:
        """Bytes from the client: within bounds until the head is complete."""
        self._head_size += len(data)
        super().data_received(data)
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
        if self._held and len(self.cycle.body) > LARGEST_BODY:
            self._held = False
            super()._start_asgi_task(self.cycle, self.app)

    def on_message_complete(self) -> None:
        """The request is complete."""
        self._head_size = 0
        super().on_message_complete()
        if self._held:
            self._held = False
            if not self._answered(self.cycle):
                super()._start_asgi_task(self.cycle, self.app)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        """Called when the head is complete, or after the answer before it on the same connection."""
        if (
            self._direct
            and app is self.app
            and cycle.more_body
            and cycle.keep_alive
            and not cycle.waiting_for_100_continue
        ):
            self._held = True
        else:
            super()._start_asgi_task(cycle, app)

    def _answered(self, cycle: RequestResponseCycle) -> bool:
        """Answer from here, if it can be done."""
        began, body = time.perf_counter(), bytes(cycle.body)
        scope: Any = cycle.scope
        if self.flow.write_paused:
            return False
        if any(name == b"if-none-match" for name, _ in scope["headers"]):
            return False
        key = self._cache.key(scope["method"], scope["path"], scope["query_string"], scope["headers"], body)
        kept = self._cache.get(key) if key else None
        reply = Reply(kept.status, list(kept.headers), kept.body) if kept else self._computed(scope, body, key)
        if reply is None:
            return False
        name = request_id(scope["headers"])
        head = b"".join([b"%s: %s\r\n" % pair for pair in (*self.server_state.default_headers, *reply.headers)])
        self.transport.write(b"%s%sx-request-id: %s\r\n\r\n%s" % (_STATUS[reply.status], head, name, reply.first))
        cycle.response_started = cycle.response_complete = True
        self._observer.note(scope, name, reply.status, len(reply.first), time.perf_counter() - began)
        self.on_response_complete()
        return True

    def _computed(self, scope: Any, body: bytes, key: Key | None) -> Reply | None:
        if key and self._cache.is_being_computed(key):
            return None
        found = self._quick.at_once(scope, body)
        if isinstance(found, Plain):
            scope[PLAIN] = found
            return None
        if found and key:
            self._cache.put(key, found.status, found.headers, found.first)
        return found

    def _stop_head_timer(self) -> None:
        if self._head_timer:
            self._head_timer.cancel()
            self._head_timer = None
