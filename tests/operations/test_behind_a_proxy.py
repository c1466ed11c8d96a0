"""Behind a proxy the log names the client, and only headers that our own proxies set are believed."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from server.operations.observer import Message, Observer, Receive, Send

NGINX = Path(__file__).parents[2] / "server" / "examples" / "nginx.conf"


async def _nothing(scope: object, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@pytest.mark.parametrize(
    ("proxies", "told", "client"),
    [
        (0, [b"198.51.100.7"], "127.0.0.1"),
        (1, [b"198.51.100.7"], "198.51.100.7"),
        (1, [b"203.0.113.9, 198.51.100.7"], "198.51.100.7"),
        (2, [b"203.0.113.9", b"198.51.100.7"], "203.0.113.9"),
        (2, [b"198.51.100.7"], "127.0.0.1"),
        (1, [], "127.0.0.1"),
    ],
)
def test_the_log_names_who_asks(
    capfd: pytest.CaptureFixture[str], proxies: int, told: list[bytes], client: str
) -> None:
    headers = [(b"x-forwarded-for", value) for value in told]
    scope = {"type": "http", "method": "GET", "path": "/", "headers": headers, "client": ("127.0.0.1", 9)}

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None: ...

    asyncio.run(Observer(_nothing, routes=frozenset({"/"}), proxies=proxies)(scope, receive, send))
    assert json.loads(capfd.readouterr().err)["client"] == client


def test_the_example_sets_every_header_that_is_believed() -> None:
    text = NGINX.read_text(encoding="utf-8")
    for name in ("For", "Proto", "Host", "Prefix"):
        assert f"proxy_set_header X-Forwarded-{name} " in text
