"""The outermost layer of an HTTP process: gives each request an id, and counts and logs its answer, cached ones too."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qs

from flask import Flask

from ontology import ENTITIES
from server.operations import log
from server.operations.metrics import count_request
from server.settings import Settings

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]
_HEADER = log.REQUEST_ID.lower().encode()
_NOTHING: Mapping[str, object] = MappingProxyType({})
_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")


class Observer:
    """An ASGI application around another."""

    def __init__(
        self, app: Asgi, *, routes: frozenset[str], lines: bool = True, queries: bool = False, proxies: int = 0
    ) -> None:
        self._app, self._routes, self._lines, self._queries, self._proxies = app, routes, lines, queries, proxies

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = _Seen(scope, receive, send)
        if self._queries and scope["path"] == "/sparql":
            seen.keep_body = True
        try:
            await self._app(seen.scope, seen.receive, seen.send)
        finally:
            self._account(seen)

    def _account(self, seen: _Seen) -> None:
        seconds = time.perf_counter() - seen.began
        query = {"query": seen.query()[: log.LONGEST_QUERY]} if seen.keep_body else {}
        self.note(seen.scope, seen.id, seen.status, seen.size, seconds, whole=seen.whole, more=query)

    def note(
        self,
        scope: MutableMapping[str, Any],
        name: bytes,
        status: int,
        size: int,
        seconds: float,
        *,
        whole: bool = True,
        more: Mapping[str, object] = _NOTHING,
    ) -> None:
        """Count an answer and write its line; for answers that were given without the application, too."""
        method, path = scope["method"], scope["path"]
        count_request(self._route(path), method, status, seconds, size, whole=whole)
        if not self._lines:
            return
        log.write_line(
            "request",
            {
                "request_id": name.decode(),
                "method": method,
                "path": path[: log.LONGEST_PATH],
                "status": status,
                "seconds": round(seconds, 6),
                "bytes": size,
                "whole": whole,
                "client": self._client(scope),
                **more,
            },
        )

    def _client(self, scope: Mapping[str, Any]) -> str:
        """Who asks, as the outermost of our own proxies saw it."""
        said: list[bytes] = [value for name, value in scope.get("headers", ()) if name == b"x-forwarded-for"]
        told = [part for value in said for part in value.split(b",") if part.strip()]
        if self._proxies and len(told) >= self._proxies:
            return told[-self._proxies].decode("latin-1").strip()[: log.LONGEST_PATH]
        return str((scope.get("client") or ("",))[0])

    def _route(self, path: str) -> str:
        """The first part of the path, if it is one of ours: few different labels, whatever clients invent."""
        first = "/" + path[1:].partition("/")[0].partition(".")[0]
        return first if first in self._routes else "other"


def request_id(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The client's, if it is sound, else a new one."""
    for name, value in headers:
        if name == _HEADER and _ID.fullmatch(value):
            return value
    return os.urandom(8).hex().encode()


class _Seen:
    """A request under way."""

    def __init__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        self.id = request_id(scope["headers"])
        headers = [pair for pair in scope["headers"] if pair[0] != _HEADER]
        self.scope = {**scope, "headers": [*headers, (_HEADER, self.id)]}
        self.began = time.perf_counter()
        self.status, self.size, self.whole, self.keep_body = 499, 0, False, False
        self._receive, self._send, self._body = receive, send, bytearray()

    async def receive(self) -> Message:
        message = await self._receive()
        if self.keep_body and len(self._body) < log.LONGEST_QUERY:
            self._body += message.get("body", b"")
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message = {**message, "headers": [*message["headers"], (_HEADER, self.id)]}
        else:
            self.size += len(message.get("body", b""))
            self.whole = not message.get("more_body")
        await self._send(message)

    def query(self) -> str:
        """What was asked, from the address, a form or a body."""
        for text in (self.scope["query_string"].decode("latin-1"), self._body.decode("utf-8", "replace")):
            fields = parse_qs(text, max_num_fields=1000) if text.count("&") < 1000 else {}
            for name in ("query", "update"):
                if name in fields:
                    return str(fields[name][0])
        return self._body.decode("utf-8", "replace")


def observe(app: Asgi, flask_app: Flask, settings: Settings) -> Observer:
    """The application with ids, counters and, if the settings say so, a line a request."""
    log.install()
    firsts = {"/" + rule.rule[1:].partition("/")[0].partition(".")[0] for rule in flask_app.url_map.iter_rules()}
    routes = frozenset(first for first in firsts if "<" not in first) | {f"/{kind}" for kind in ENTITIES.values()}
    return Observer(
        app,
        routes=routes,
        lines=settings.log_requests,
        queries=settings.log_queries,
        proxies=settings.trusted_proxies,
    )
