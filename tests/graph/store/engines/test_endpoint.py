"""What is sent, what is tried again and what an error is told as, against a server that misbehaves on purpose."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from graph.errors import BadQuery, StoreUnavailable, TimeLimit
from graph.store.credentials import Credentials
from graph.store.engines.endpoint import ATTEMPTS, Endpoint
from tests.graph.store.engines.servers import free_port

SECRET = "open-sesame-17"
OK = b'{"head": {}, "boolean": true}'


class Misbehaving(ThreadingHTTPServer):
    daemon_threads = True
    mode = "ok"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[str, dict[str, str]]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/sparql"


class Handler(BaseHTTPRequestHandler):
    server: Misbehaving

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, dict(self.headers)))
        mode = self.server.mode
        if mode == "hangs up" or (mode == "hangs up once" and len(self.server.seen) == 1):
            self.close_connection = True
            self.connection.close()
            return
        if mode == "sleeps":
            threading.Event().wait(1.5)
        challenge = {"WWW-Authenticate": 'Basic realm="x"'} if "Authorization" not in self.headers else {}
        status, headers = {
            "ok": (200, {}),
            "hangs up once": (200, {}),
            "sleeps": (200, {}),
            "bad": (400, {}),
            "busy": (503, {}),
            "moved": (302, {"Location": "http://example.org/elsewhere?secret=1"}),
            "moved for good": (308, {"Location": "http://example.org/elsewhere"}),
            "closed": (401 if challenge else 200, challenge),
            "forbidden": (403, {}),
        }[mode]
        body = OK if status == 200 else b"line 1: \x1b[31mno\x1b[0m such thing " * 50
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with Misbehaving() as found:
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def test_an_answer(server: Misbehaving) -> None:
    assert Endpoint(server.address).ask("ASK {}").body == OK
    assert server.seen[0][0] == "/sparql"


@pytest.mark.parametrize("mode", ["busy", "bad", "forbidden"])
def test_an_answer_of_any_status_is_not_asked_for_again(server: Misbehaving, mode: str) -> None:
    server.mode = mode
    with pytest.raises((StoreUnavailable, BadQuery)):
        Endpoint(server.address).ask("ASK {}")
    assert len(server.seen) == 1


def test_a_broken_connection_is_tried_again(server: Misbehaving) -> None:
    server.mode = "hangs up once"
    assert Endpoint(server.address).ask("ASK {}").body == OK
    assert len(server.seen) == 2


def test_and_given_up(server: Misbehaving) -> None:
    server.mode = "hangs up"
    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        Endpoint(server.address).ask("ASK {}")
    assert len(server.seen) == ATTEMPTS


def test_nobody_there() -> None:
    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        Endpoint(f"http://127.0.0.1:{free_port()}/").ask("ASK {}")


@pytest.mark.parametrize("mode", ["moved", "moved for good"])
def test_a_redirect_is_told_and_not_followed(server: Misbehaving, mode: str) -> None:
    server.mode = mode
    with pytest.raises(StoreUnavailable, match="not followed") as caught:
        Endpoint(server.address).ask("ASK {}")
    assert "http://example.org/elsewhere" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_time_limit(server: Misbehaving) -> None:
    server.mode = "sleeps"
    with pytest.raises(TimeLimit, match=r"0\.3 seconds"):
        Endpoint(server.address, timeout=0.3).ask("ASK {}")


def test_an_engines_words_are_cut_and_harmless(server: Misbehaving) -> None:
    server.mode = "bad"
    with pytest.raises(BadQuery) as caught:
        Endpoint(server.address).ask("ASK {")
    assert "no" in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_credentials_are_sent_when_asked_for(server: Misbehaving) -> None:
    server.mode = "closed"
    with pytest.raises(StoreUnavailable, match="COUNCILGRAPH_STORE_USER"):
        Endpoint(server.address).ask("ASK {}")
    server.seen.clear()
    Endpoint(server.address, credentials=Credentials("jane", SECRET)).ask("ASK {}")
    assert "Authorization" not in server.seen[0][1]
    sent = server.seen[1][1]["Authorization"].removeprefix("Basic ")
    assert base64.b64decode(sent).decode() == f"jane:{SECRET}"
    assert all(SECRET not in path for path, _ in server.seen)
