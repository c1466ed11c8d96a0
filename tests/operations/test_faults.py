"""An hour's trouble in two minutes: questions of all kinds while processes die, data are written and reloaded, and clients
are slow. No answer is wrong, none is 500, and memory stays what it was.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import logging
import os
import random
import signal
import socket
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from graph.errors import StoreLocked
from graph.library import Library
from tests.operations.cut_off import ARTICLES, BATCH, EX, batch
from tests.server.conftest import CROSS_PRODUCT, TOKEN, Served, serve, wait_until_ready

pytestmark = [pytest.mark.slow, pytest.mark.timeout(420)]
SECONDS = float(os.environ.get("COUNCILGRAPH_TEST_FAULT_SECONDS", "120"))
NUMBERS = f"""SELECT (COUNT(*) AS ?rows) (MIN(?n) AS ?low) (MAX(?n) AS ?high) {{
  {{ ?s <{EX}number> ?n }} UNION {{ GRAPH <{EX}graph> {{ ?s <{EX}number> ?n }} }} }} #%d"""
COUNCILS = "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a <https://w3id.org/councilgraph/ns#Council> } LIMIT %d"
Broken = (OSError, http.client.HTTPException, json.JSONDecodeError)


@dataclass
class Trouble:
    """What the threads share."""

    server: Served
    chance: random.Random
    stop: threading.Event = field(default_factory=threading.Event)
    statuses: Counter[object] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    written: int = 0
    """The last batch that was acknowledged."""
    tried: int = 0

    def ask(self, text: str) -> dict[str, str]:
        """One row by name; empty where there was no answer. Only a whole 200 counts as one."""
        try:
            reply = self.server.ask(text)
        except Broken as error:
            self.statuses[type(error).__name__] += 1
            return {}
        self.statuses[reply.status] += 1
        if reply.status != 200 or not reply.whole:
            return {}
        rows = json.loads(reply.body)["results"]["bindings"]
        return {name: term["value"] for name, term in rows[0].items()}


def numbers(trouble: Trouble) -> None:
    """A batch is there as a whole, and never an older one than was acknowledged before the question."""
    before = trouble.written
    row = trouble.ask(NUMBERS % trouble.chance.randrange(3))
    if row and (row["rows"] != str(2 * BATCH) or row["low"] != row["high"] or not before <= int(row["low"])):
        trouble.wrong.append(f"{row} after {before}")


def councils(trouble: Trouble) -> None:
    """The register is always there."""
    row = trouble.ask(COUNCILS % trouble.chance.randrange(1, 10_000))
    if row and int(row["n"]) < 400:
        trouble.wrong.append(str(row))


def heavy(trouble: Trouble) -> None:
    """Never answered, and never taken for answered."""
    if row := trouble.ask(f"{CROSS_PRODUCT} #{trouble.chance.random()}"):
        trouble.wrong.append(f"the cross product is {row}")


def page(trouble: Trouble) -> None:
    """A page."""
    with contextlib.suppress(*Broken):
        trouble.statuses[trouble.server.send("GET", "/council/hull", {"Accept": "text/html"}).status] += 1


def slow(trouble: Trouble) -> None:
    """A client that sends half a request, waits, and goes."""
    parts = urlsplit(trouble.server.url)
    with contextlib.suppress(OSError), socket.create_connection((parts.hostname or "", parts.port or 0), 5) as sock:
        sock.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nquery=")
        trouble.stop.wait(trouble.chance.uniform(0.5, 4))


def write(trouble: Trouble) -> None:
    """The next batch; refused while a load holds the store, unknown where the connection broke."""
    trouble.tried += 1
    with contextlib.suppress(*Broken):
        reply = trouble.server.write(batch(trouble.tried))
        trouble.statuses[f"write {reply.status}"] += 1
        if reply.status == 204:
            trouble.written = trouble.tried
    trouble.stop.wait(trouble.chance.uniform(0.1, 1.5))


def reload(trouble: Trouble) -> None:
    """A load by another process of the same machine."""
    with contextlib.suppress(StoreLocked), Library(str(trouble.server.store), create=False) as library:
        library.add(trouble.chance.sample(ARTICLES, 2))
        library.drain()
    trouble.stop.wait(trouble.chance.uniform(1, 4))


def kill(trouble: Trouble) -> None:
    """One of the server's processes dies: a worker mostly, a nursery or an HTTP process now and then."""
    trouble.stop.wait(trouble.chance.uniform(0.2, 1.5))
    found: dict[str, list[int]] = {"worker": [], "nursery": [], "http": []}
    for pid, line, parent_line in family(trouble.server.process.pid):
        if "server.query.nursery" in line:
            found["worker" if "server.query.nursery" in parent_line else "nursery"].append(pid)
        elif "multiprocessing" in line and "tracker" not in line:
            found["http"].append(pid)
    kind = trouble.chance.choices(("worker", "nursery", "http"), (20, 2, 1))[0]
    if found[kind]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(trouble.chance.choice(found[kind]), signal.SIGKILL)
            trouble.statuses[f"killed {kind}"] += 1


def family(pid: int, line: str = "") -> list[tuple[int, str, str]]:
    """Everything below a process: number, command line, command line of the parent."""
    found = []
    with contextlib.suppress(OSError):
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in map(int, children.read_text().split()):
                with contextlib.suppress(OSError):
                    own = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                    found += [(child, own, line), *family(child, own)]
    return found


def memory(pid: int) -> float:
    """Megabytes of a server and all below it, shared pages counted once."""
    total = 0
    for each in [pid, *(child for child, _, _ in family(pid))]:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
                total += int(line.split()[1]) if line.startswith("Pss:") else 0
    return total / 1024


def test_trouble_of_every_kind(store: Path) -> None:
    seed = time.time_ns() % 1_000_000
    logging.getLogger(__name__).warning("seed %d", seed)
    server = serve(store, write_token=TOKEN, deadline=1.0, log_requests="false", downloads=0)
    trouble = Trouble(server, random.Random(seed))
    deeds: list[Callable[[Trouble], None]] = [
        numbers,
        numbers,
        councils,
        councils,
        page,
        heavy,
        slow,
        write,
        reload,
        kill,
    ]
    try:
        assert server.write(batch(0)).status == 204
        threads = [threading.Thread(target=_repeat, args=(deed, trouble)) for deed in deeds]
        for thread in threads:
            thread.start()
        used = []
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            time.sleep(2)
            used.append(memory(server.process.pid))
        trouble.stop.set()
        for thread in threads:
            thread.join(30)
        assert wait_until_ready(server)
        row = trouble.ask(NUMBERS % 9)
        assert trouble.written <= int(row["low"]) == int(row["high"]) <= trouble.tried
    finally:
        trouble.stop.set()
        server.stop()
    told = f"{dict(trouble.statuses)}, megabytes {[round(each) for each in used]}"
    logging.getLogger(__name__).warning(told)
    assert trouble.wrong == [], told
    assert not {500, "write 500"} & set(trouble.statuses), told
    assert trouble.statuses[200] > 2 * SECONDS, told
    assert trouble.statuses["killed worker"] > SECONDS / 10, told
    third = len(used) // 3
    assert statistics.median(used[-third:]) < 1.25 * statistics.median(used[third : 2 * third]) + 60, told


def _repeat(deed: Callable[[Trouble], None], trouble: Trouble) -> None:
    while not trouble.stop.is_set():
        try:
            deed(trouble)
            trouble.stop.wait(0.02)
        except Exception as error:
            trouble.wrong.append(f"{deed.__name__}: {error!r}")
            return
