"""The server as a process: starting, refusing to start, ending, clients that go away, answers that break."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from tests.server.conftest import CROSS_PRODUCT, TOKEN, Served, make_store, serve


def _start(*arguments: str) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "server.serving", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60, check=False)


def test_a_port_in_use_is_said_in_one_sentence(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store", 5)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = _start(str(store), str(port))
    assert done.returncode == 3
    assert f"port {port}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("kind", ["nothing", "file"])
def test_a_place_that_is_no_store_is_said_in_one_sentence(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "place"
    if kind == "file":
        path.write_text("not a store")
    done = _start(str(path), "0")
    assert done.returncode == 3
    assert str(path) in done.stderr
    assert "Traceback" not in done.stderr


def test_health(served: Served) -> None:
    assert served.send("GET", "/healthz").text == "ok\n"
    ready = json.loads(served.send("GET", "/readyz").body)
    assert ready["ready"] is True
    if sys.platform == "linux":
        assert all(ready["isolation"].values())


def test_it_ends_with_all_its_processes(tmp_path: Path) -> None:
    server = serve(make_store(tmp_path / "store", 5), deadline=1)
    family = _descendants(server.process.pid)
    assert len(family) >= 5
    assert server.stop() == 0
    until = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in family) and time.monotonic() < until:
        time.sleep(0.1)
    assert not [pid for pid in family if Path(f"/proc/{pid}").exists()]


def test_an_answer_that_breaks_off_breaks_the_connection(tmp_path: Path) -> None:
    server = serve(make_store(tmp_path / "store", 2_000), deadline=1, held_size=0, answer_size=1)
    try:
        reply = server.ask("SELECT * { ?a ?b ?c . ?d ?e ?f }", "text/csv")
        assert reply.status == 200
        assert not reply.whole
        assert len(reply.body) <= 1 << 20
        streamed = server.ask("SELECT ?a ?f { ?a ?b ?c . ?d ?e ?f } LIMIT 8000", "text/csv")
        assert streamed.whole
        assert len(streamed.body.splitlines()) == 8_001
    finally:
        server.stop()


def test_the_query_of_a_client_that_went_away_is_stopped(tmp_path: Path) -> None:
    server = serve(make_store(tmp_path / "store"), deadline=30)
    try:
        parts = urlsplit(server.url)
        client = socket.create_connection((parts.hostname or "", parts.port))
        path = "/sparql?" + urlencode({"query": CROSS_PRODUCT})
        client.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert _long_running(server, 1)
        client.close()
        assert _long_running(server, 0)
    finally:
        server.stop()


def test_slow_clients_hold_nobody_up(served: Served) -> None:
    parts = urlsplit(served.url)
    dawdlers = [socket.create_connection((parts.hostname or "", parts.port)) for _ in range(100)]
    for number, dawdler in enumerate(dawdlers):
        dawdler.sendall(
            b"GET /sparql?query=ASK HTTP/1.1\r\nHost: x\r\n"
            if number % 2
            else b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 500\r\n\r\nASK"
        )
    began = time.monotonic()
    assert served.ask("ASK { ?slow ?client 1 }").status == 200
    assert time.monotonic() - began < 1
    for dawdler in dawdlers:
        dawdler.close()


def test_many_headers_and_long_addresses_are_refused(served: Served) -> None:
    flood = served.send("GET", "/sparql?query=ASK%7B%7D", {f"X-{number}": "x" * 100 for number in range(90)})
    assert flood.status in (200, 400, 431)
    assert served.send("GET", "/sparql?query=" + "x" * 300_000).status in (400, 414, 431)
    assert served.ask("ASK {}").status == 200


def test_a_head_without_end_is_cut_off(served: Served) -> None:
    parts = urlsplit(served.url)

    def send_for_ever(client: socket.socket) -> None:
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        while True:
            client.sendall(b"X-Filler: " + b"x" * 1_000 + b"\r\n")

    client = socket.create_connection((parts.hostname or "", parts.port), timeout=10)
    with client, pytest.raises(OSError, match=r"reset|pipe"):
        send_for_ever(client)


def test_requests_in_one_packet_are_answered_in_order(served: Served) -> None:
    parts = urlsplit(served.url)
    with socket.create_connection((parts.hostname or "", parts.port), timeout=10) as client:
        paths = ["/sparql?query=ASK%7B%7D", "/healthz", "/sparql?query=ASK%7B%7D", "/nowhere"]
        client.sendall(b"".join(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode() for path in paths))
        heard = b""
        while heard.count(b"HTTP/1.1 ") < 4:
            heard += client.recv(1 << 16)
    assert re.findall(rb"HTTP/1\.1 (\d+)", heard) == [b"200", b"200", b"200", b"404"]


@pytest.mark.slow
def test_http_processes_that_die_are_replaced(tmp_path: Path) -> None:
    server = serve(make_store(tmp_path / "store"), write_token=TOKEN)
    try:
        for pid in _children(server.process.pid):
            if b"server.serving" in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.kill(pid, 9)
        until = time.monotonic() + 20
        answered = False
        while not answered and time.monotonic() < until:
            try:
                answered = server.ask("ASK {}", "*/*").status == 200
            except OSError:
                time.sleep(0.2)
        assert answered
    finally:
        server.stop()


@pytest.mark.slow
def test_reading_goes_on_while_writing(tmp_path: Path) -> None:
    server = serve(make_store(tmp_path / "store"), write_token=TOKEN)
    statuses: list[int] = []
    stop = threading.Event()

    def read(number: int) -> None:
        while not stop.is_set():
            statuses.append(server.ask(f"SELECT * {{ ?s ?p {number + len(statuses) % 300} }}").status)

    readers = [threading.Thread(target=read, args=(number,)) for number in range(4)]
    try:
        for reader in readers:
            reader.start()
        for number in range(12):
            assert server.write(f"INSERT DATA {{ <urn:n> <urn:is> {number} }}").status == 204
            assert json.loads(server.ask(f"ASK {{ <urn:n> <urn:is> {number} }}").body)["boolean"]
    finally:
        stop.set()
        for reader in readers:
            reader.join()
        server.stop()
    assert set(statuses) == {200}


def _long_running(server: Served, wanted: int) -> bool:
    until = time.monotonic() + 8
    while time.monotonic() < until:
        if json.loads(server.send("GET", "/readyz").body)["long_queries"]["running"] == wanted:
            return True
        time.sleep(0.05)
    return False


def _children(parent: int) -> list[int]:
    return [int(pid) for path in Path(f"/proc/{parent}/task").glob("*/children") for pid in path.read_text().split()]


def _descendants(parent: int) -> list[int]:
    children = _children(parent)
    return children + [pid for child in children for pid in _descendants(child)]
