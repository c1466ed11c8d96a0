"""A request as PEP 3333 has it, and what a WSGI application answers to it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes

Scope = MutableMapping[str, Any]
WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(slots=True)
class Reply:
    """What the WSGI application said; `rest` gives the body after the first part."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    first: bytes = b""
    rest: Iterator[bytes] | None = None
    close: Callable[[], None] | None = None

    def end(self) -> None:
        """Tell the application that nobody reads on; twice does no harm."""
        if self.close:
            self.close()
            self.close = None


def call(app: WsgiApp, environ: dict[str, Any]) -> Reply:
    """The answer up to the first part of its body; to be called in a thread."""
    reply = Reply()

    def start_response(status: str, headers: list[tuple[str, str]], _: object = None) -> None:
        reply.status = int(status.split(" ", 1)[0])
        reply.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]

    result = app(environ, start_response)
    reply.close = getattr(result, "close", None)
    parts = iter(result)
    reply.first = next(parts, b"")
    if not _whole(reply):
        reply.rest = parts
    return reply


def environment(scope: Scope, body: bytes) -> dict[str, Any]:
    """The request as PEP 3333 has it."""
    raw_path = bytes(scope.get("raw_path") or scope["path"].encode())
    query = bytes(scope["query_string"])
    host, port = scope.get("server") or ("127.0.0.1", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(raw_path).decode("latin-1"),
        "REQUEST_URI": (raw_path + (b"?" + query if query else b"")).decode("latin-1"),
        "QUERY_STRING": query.decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("", 0))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").upper().replace("-", "_"), raw_value.decode("latin-1")
        if name == "CONTENT_TYPE":
            environ[name] = value
        elif name not in ("CONTENT_LENGTH", "TRANSFER_ENCODING"):
            key = f"HTTP_{name}"
            environ[key] = f"{environ[key]},{value}" if key in environ else value
    environ["CONTENT_LENGTH"] = str(len(body))
    return environ


def _whole(reply: Reply) -> bool:
    """Whether the first part is all that was announced."""
    return reply.status in (204, 304) or any(
        name == b"content-length" and int(value) == len(reply.first) for name, value in reply.headers
    )
