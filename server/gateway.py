"""Between the connections and Flask: an ASGI application that runs the WSGI one in threads.

ASGI, because there the connection breaks when an answer fails half-way (a WSGI server ends it as if it were whole), and
because it tells when a client has gone, so that its query can be stopped. Bodies are read here, bounded in size and time;
answers that are known leave from the cache without taking a thread.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from server.cache import AnswerCache, Kept, Key, lines
from server.query.runner import Begun, begun, on_start
from server.wsgi_bridge import Reply, Scope, WsgiApp, call, environment

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

BEGUN = "councilgraph.begun"
"""Where a request carries its query, if that is under way."""
BODY_SECONDS = 30.0
WATCH_AFTER_SECONDS = 0.05
REFUSED_SECONDS = 0.5
"""How long a client that has too much under way waits to hear so: told at once, it would take the processor from others."""
GOING_ON = 16
"""Threads for queries that have begun: they hold a worker, so they must not stand in a queue with those that wait for one."""
_REFUSED = b'{"type":"about:blank","title":"%s","status":%d,"detail":"%s"}\n'


@dataclass(slots=True)
class Work:
    """One request under way; `interrupts` stop its queries."""

    early: Begun | None = None
    interrupts: list[Callable[[], None]] = field(default_factory=list)
    gone: bool = False
    context: Context = field(default_factory=copy_context)
    """In which the application runs, whatever thread it is: what it sets in one part it takes back in another."""

    def started(self, interrupt: Callable[[], None]) -> None:
        """A query has begun."""
        self.interrupts.append(interrupt)
        if self.gone:
            interrupt()

    def stop(self) -> None:
        """The client has gone."""
        self.gone = True
        for interrupt in self.interrupts:
            interrupt()


class Gateway:
    """The ASGI application."""

    def __init__(
        self,
        app: WsgiApp,
        *,
        threads: int,
        body_limit: int,
        cache: AnswerCache | None = None,
        waiting: int = 256,
    ) -> None:
        self._app, self._body_limit, self._most = app, body_limit, threads + waiting
        self._cache = cache
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="request")
        self._going_on = ThreadPoolExecutor(GOING_ON, thread_name_prefix="going-on")
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            return
        self._under_way += 1
        try:
            if self._under_way > self._most:
                await _refuse(send, 503, b"Service Unavailable", b"Too many requests are waiting.")
            else:
                await self._serve(scope, receive, send)
        finally:
            self._under_way -= 1
            early: Begun | None = scope.get(BEGUN)
            if early and not early.taken:
                early.exchange.abandon()

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _read_body(scope, receive, self._body_limit)
        except TimeoutError:
            await _refuse(send, 408, b"Request Timeout", b"The body took too long to arrive.")
            return
        except EOFError:
            return
        if body is None:
            await _refuse(send, 413, b"Content Too Large", b"The limit is %d bytes." % self._body_limit)
            return
        if self._cache is None:
            await self._compute(scope, receive, send, body, None)
            return
        key = self._cache.key(scope["method"], scope["path"], scope["query_string"], scope["headers"], body)
        if key is None:
            await self._compute(scope, receive, send, body, None)
            return
        kept = self._cache.get(key) or await self._cache.wait(key)
        if kept:
            await _send_kept(kept, scope, send)
            return
        try:
            await self._compute(scope, receive, send, body, key)
        finally:
            self._cache.landed(key)

    async def _compute(self, scope: Scope, receive: Receive, send: Send, body: bytes, key: Key | None) -> None:
        """Have the application answer, and keep the answer under the key."""
        early = scope.get(BEGUN)
        work = Work(early)
        loop = asyncio.get_running_loop()
        threads = self._going_on if early else self._threads
        job = loop.run_in_executor(threads, work.context.run, self._run, environment(scope, body), work)
        watch: asyncio.Task[None] | None = None
        try:
            done, _ = await asyncio.wait({job}, timeout=WATCH_AFTER_SECONDS)
            if not done:
                watch = asyncio.create_task(_watch(receive, work))
            reply = await job
            if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
                await self._hold()
            if work.gone:
                reply.end()
                return
            if reply.rest is None:
                self._keep(key, reply)
            await self._send(reply, scope, receive, send, work, watch)
        finally:
            if watch:
                watch.cancel()

    async def _hold(self) -> None:
        """Let who asks too much wait, without a thread and without a place among those who are served."""
        self._under_way -= 1
        try:
            await asyncio.sleep(REFUSED_SECONDS)
        finally:
            self._under_way += 1

    def _keep(self, key: Key | None, reply: Reply) -> None:
        if key and self._cache:
            self._cache.put(key, Kept(reply.status, lines(reply.headers), reply.first))
            self._cache.landed(key)

    async def _send(
        self, reply: Reply, scope: Scope, receive: Receive, send: Send, work: Work, watch: asyncio.Task[None] | None
    ) -> None:
        loop = asyncio.get_running_loop()
        await send({"type": "http.response.start", "status": reply.status, "headers": reply.headers})
        if reply.rest is None or scope["method"] == "HEAD":
            reply.end()
            await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else reply.first})
            return
        if watch is None:
            watch = asyncio.create_task(_watch(receive, work))
        try:
            part: bytes | None = reply.first
            while part is not None and not work.gone:
                await send({"type": "http.response.body", "body": part, "more_body": True})
                part = await loop.run_in_executor(self._going_on, work.context.run, _next_part, reply.rest)
            if not work.gone:
                await send({"type": "http.response.body", "body": b""})
        finally:
            watch.cancel()
            await loop.run_in_executor(self._going_on, work.context.run, reply.end)

    def _run(self, environ: dict[str, Any], work: Work) -> Reply:
        """In a thread."""
        tokens = on_start.set(work.started), begun.set(work.early)
        try:
            return call(self._app, environ)
        finally:
            on_start.reset(tokens[0])
            begun.reset(tokens[1])


def _next_part(parts: Iterator[bytes]) -> bytes | None:
    return next(parts, None)


async def _send_kept(kept: Kept, scope: Scope, send: Send) -> None:
    """From the cache; 304 if the client has it already."""
    known = next((value for name, value in scope["headers"] if name == b"if-none-match"), b"")
    if kept.said(b"etag") in known or known.strip() == b"*":
        headers = [(name, value) for name, value in kept.headers if name not in (b"content-length", b"content-type")]
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": kept.status, "headers": kept.headers})
    await send({"type": "http.response.body", "body": kept.body})


async def _read_body(scope: Scope, receive: Receive, limit: int) -> bytes | None:
    """The whole body, None if it is over the limit; EOFError if the client goes away."""
    announced = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    if announced.isdigit() and int(announced) > limit:
        return None
    if scope["method"] in ("GET", "HEAD", "OPTIONS") and announced == b"0":
        return b""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise EOFError
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            return None
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


async def _watch(receive: Receive, work: Work) -> None:
    """Stop the work when the client goes away."""
    with contextlib.suppress(asyncio.CancelledError):
        while (await receive())["type"] != "http.disconnect":
            pass
        await asyncio.get_running_loop().run_in_executor(None, work.stop)


async def _refuse(send: Send, status: int, title: bytes, detail: bytes) -> None:
    headers = [(b"content-type", b"application/problem+json"), (b"retry-after", b"2"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": _REFUSED % (title, status, detail)})
