"""Real stores and real servers: a query service in this process, and the whole server as a process of its own."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox
import pytest

from graph.store import Change, open_store
from server.query import QueryService
from server.query.limits import QueryLimits

TOKEN = "only-for-tests"
EX = "http://example.org/"
CROSS_PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def make_store(folder: Path, size: int = 400) -> Path:
    """A store with `size` quads, a third of them in named graphs, and its first snapshot."""
    predicate = ox.NamedNode(f"{EX}value")
    quads = frozenset(
        ox.Quad(
            ox.NamedNode(f"{EX}thing/{number}"),
            predicate,
            ox.Literal(number),
            ox.NamedNode(f"{EX}graph/{number % 5}") if number % 3 == 0 else ox.DefaultGraph(),
        )
        for number in range(size)
    )
    with open_store(str(folder)) as store:
        store.apply(Change(added=quads))
        store.publish()
    return folder


def start_service(store: Path, limits: QueryLimits | None = None) -> QueryService:
    """A query service of this process, when it has loaded its snapshot."""
    service = QueryService(store, limits or QueryLimits())
    assert service.wait_for(0, 60)
    return service


@dataclass(slots=True)
class Reply:
    """What came back; `whole` is False when the connection broke first."""

    status: int
    headers: dict[str, str]
    body: bytes
    whole: bool = True

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(slots=True)
class Served:
    """A running server."""

    process: subprocess.Popen[str]
    url: str
    store: Path
    log: list[str] = field(default_factory=list)

    def send(
        self,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        body: bytes | str | None = None,
        timeout: float = 30,
    ) -> Reply:
        """One request on a connection of its own."""
        parts = urlsplit(self.url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            try:
                return Reply(answer.status, found, answer.read())
            except http.client.IncompleteRead as error:
                return Reply(answer.status, found, error.partial, whole=False)
        finally:
            connection.close()

    def ask(self, query: str, accept: str = "application/sparql-results+json", **parameters: str) -> Reply:
        """A query by GET."""
        return self.send("GET", "/sparql?" + urlencode({"query": query, **parameters}), {"Accept": accept})

    def write(self, text: str, token: str = TOKEN) -> Reply:
        """An update by POST."""
        headers = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {token}"}
        return self.send("POST", "/sparql", headers, text.encode())

    def stop(self) -> int:
        """Ask it to end; its exit code."""
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(15)
        finally:
            if self.process.poll() is None:
                self.process.kill()
            if self.process.stdout:
                self.process.stdout.close()


def serve(store: Path, **settings: object) -> Served:
    """Start the server on a free port and wait until it answers queries."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COUNCILGRAPH_")}
    environment |= {f"COUNCILGRAPH_{name.upper()}": str(value) for name, value in settings.items()}
    environment["PYTHONUNBUFFERED"] = "1"
    process = subprocess.Popen(
        [sys.executable, "-m", "server.serving", str(store), "0"],
        cwd=Path(__file__).parents[2],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert "answers at " in line, line
    served = Served(process, line.rpartition(" ")[2].strip().rstrip("/"), store)
    assert wait_until_ready(served)
    return served


def wait_until_ready(served: Served) -> bool:
    """Until the first snapshot is loaded."""
    import time

    for _ in range(900):
        try:
            if served.send("GET", "/readyz").status == 200:
                return True
        except OSError:
            pass
        time.sleep(0.1)
    return False


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with a deadline of one second that takes writes."""
    store = make_store(tmp_path_factory.mktemp("served") / "store")
    server = serve(store, write_token=TOKEN, deadline=1.0, answer_size=2, upload_size=1)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QueryService]:
    """A query service with a deadline of one second."""
    store = make_store(tmp_path_factory.mktemp("service") / "store")
    limits = QueryLimits(deadline=1.0, memory_mb=256, answer_bytes=4 << 20, held_bytes=4 << 20)
    found = start_service(store, limits)
    yield found
    found.close()
