"""The gateway by itself: context across threads, failures half-way, clients that go away, bounds of the body."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, MutableMapping
from typing import Any

import pytest
from flask import Flask, Response, request, stream_with_context

from server.gateway import Gateway
from server.wsgi_bridge import WsgiApp


def call(
    gateway: Gateway, path: str = "/", body: Iterable[bytes] = (b"",), **scope: Any
) -> list[MutableMapping[str, Any]]:
    """The messages that the gateway sends for one request."""
    parts = list(body)
    sent: list[MutableMapping[str, Any]] = []
    messages = [
        {"type": "http.request", "body": part, "more_body": number < len(parts) - 1}
        for number, part in enumerate(parts)
    ]

    async def receive() -> MutableMapping[str, Any]:
        if messages:
            return messages.pop(0)
        await asyncio.sleep(30)
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    given = {
        "type": "http", "method": "GET", "path": path, "query_string": b"", "http_version": "1.1", "headers": [],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip
    asyncio.run(gateway({**given, **scope}, receive, send))
    return sent


def streaming(parts: int, *, fail: bool = False) -> Flask:
    app = Flask(__name__)

    @app.route("/")
    def stream() -> Response:
        def chunks() -> Iterator[bytes]:
            for number in range(parts):
                yield f"{request.path}{number};".encode()
            if fail:
                raise RuntimeError("half-way")

        return Response(stream_with_context(chunks()))

    return app


def gateway(app: WsgiApp, **options: Any) -> Gateway:
    return Gateway(app, threads=4, body_limit=100, **options)


def test_a_stream_keeps_its_context_in_whatever_thread_it_runs() -> None:
    for _ in range(20):
        sent = call(gateway(streaming(10)))
        assert b"".join(message.get("body", b"") for message in sent) == b"".join(
            b"/%d;" % number for number in range(10)
        )
        assert not sent[-1].get("more_body")


def test_a_stream_that_fails_never_ends_cleanly() -> None:
    with pytest.raises(RuntimeError, match="half-way"):
        call(gateway(streaming(3, fail=True)))


def test_a_body_over_the_limit_is_refused_unread() -> None:
    app = streaming(1)
    sent = call(gateway(app), method="POST", headers=[(b"content-length", b"101")])
    assert sent[0]["status"] == 413
    sent = call(gateway(app), body=[b"x" * 60, b"x" * 60], method="POST", headers=[(b"transfer-encoding", b"chunked")])
    assert sent[0]["status"] == 413


def test_too_many_requests_at_once_are_turned_away() -> None:
    assert call(gateway(streaming(1), waiting=-4))[0]["status"] == 503


def test_head_has_no_body() -> None:
    sent = call(gateway(streaming(3)), method="HEAD")
    assert [message.get("body") for message in sent[1:]] == [b""]
