"""Request ids, log lines and metrics of a running server with several processes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.server.conftest import Served, make_store, wait_until_ready

pytestmark = pytest.mark.slow
SECRET = "SELECT ?whatNobodyShallSee { ?s ?p 7 }"


@dataclass(slots=True)
class Logged:
    """A server and what it wrote to standard error."""

    served: Served
    lines: list[str] = field(default_factory=list)

    def requests(self, path: str, request_id: str) -> list[dict[str, object]]:
        """The lines of one request, waited for."""
        import time

        for _ in range(50):
            found = [json.loads(line) for line in self.lines if f'"{request_id}"' in line]
            if found:
                return [line for line in found if line.get("path") == path]
            time.sleep(0.1)
        return []


def start(store: Path, **settings: object) -> Logged:
    import os

    environment = {name: value for name, value in os.environ.items() if not name.startswith("COUNCILGRAPH_")}
    environment |= {f"COUNCILGRAPH_{name.upper()}": str(value) for name, value in settings.items()}
    process = subprocess.Popen(
        [sys.executable, "-m", "server.serving", str(store), "0"],
        cwd=Path(__file__).parents[2],
        env=environment | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    logged = Logged(Served(process, line.rpartition(" ")[2].strip().rstrip("/"), store))

    def follow() -> None:
        assert process.stderr is not None
        with process.stderr:
            for text in process.stderr:
                logged.lines.append(text)

    threading.Thread(target=follow, daemon=True).start()
    assert wait_until_ready(logged.served)
    return logged


@pytest.fixture(scope="module")
def logged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logged]:
    found = start(make_store(tmp_path_factory.mktemp("logged") / "store"), workers=2)
    yield found
    found.served.stop()


def test_every_answer_has_an_id_and_one_line(logged: Logged) -> None:
    path = "/sparql?" + urlencode({"query": SECRET})
    for turn in range(3):  # the later ones come from the cache
        reply = logged.served.send("GET", path, {"Accept": "text/csv"})
        name = reply.headers["x-request-id"]
        assert re.fullmatch(r"[0-9a-f]{16}", name)
        lines = logged.requests("/sparql", name)
        assert len(lines) == 1, turn
        assert lines[0] | {"seconds": 0, "time": ""} == {
            "time": "",
            "level": "info",
            "event": "request",
            "request_id": name,
            "method": "GET",
            "path": "/sparql",
            "status": 200,
            "seconds": 0,
            "bytes": len(reply.body),
            "whole": True,
            "client": "127.0.0.1",
        }


def test_no_query_is_written(logged: Logged) -> None:
    marked = {"X-Request-Id": "no-query-here"}
    logged.served.send("GET", "/sparql?" + urlencode({"query": SECRET}), marked)
    body = urlencode({"query": SECRET + " # in a form"})
    form = {"Content-Type": "application/x-www-form-urlencoded", "X-Request-Id": "form-is-over"}
    logged.served.send("POST", "/sparql", form, body)
    logged.served.send("GET", "/sparql?query=whatNobodyShallSee", {"X-Request-Id": "bad-query-over"})
    assert logged.requests("/sparql", "form-is-over")
    assert logged.requests("/sparql", "bad-query-over")
    assert not [line for line in logged.lines if "whatNobodyShallSee" in line]


@pytest.mark.parametrize("given", ["my-request-1", "0123456789abcdef"])
def test_a_sound_id_of_the_client_is_kept(logged: Logged, given: str) -> None:
    assert logged.served.send("GET", "/healthz", {"X-Request-Id": given}).headers["x-request-id"] == given


@pytest.mark.parametrize("given", ["short", "x" * 65, 'a"quote-and-more', "with space in it"])
def test_an_unsound_one_is_replaced(logged: Logged, given: str) -> None:
    assert logged.served.send("GET", "/healthz", {"X-Request-Id": given}).headers["x-request-id"] != given


def _value(text: str, line: str) -> float:
    found = re.search(rf"^{re.escape(line)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_metrics_sum_over_processes_and_count_cached_answers(logged: Logged) -> None:
    counted = 'councilgraph_requests_total{method="GET",route="/sparql",status="200"}'
    before = _value(logged.served.send("GET", "/metrics").text, counted)
    for _ in range(40):
        logged.served.ask("ASK { ?s ?p 3 }")
    reply = logged.served.send("GET", "/metrics")
    assert reply.headers["content-type"].startswith("text/plain; version=")
    assert _value(reply.text, counted) == before + 40
    assert _value(reply.text, "councilgraph_ready") == 1
    assert _value(reply.text, "councilgraph_dataset_version") == 1
    assert "councilgraph_request_seconds_bucket" in reply.text
    modern = logged.served.send("GET", "/metrics", {"Accept": "application/openmetrics-text; version=1.0.0"})
    assert modern.media_type == "application/openmetrics-text"
    assert modern.text.rstrip().endswith("# EOF")


def test_labels_cannot_be_invented_by_clients(logged: Logged) -> None:
    for number in range(5):
        logged.served.send("GET", f"/invented-{number}/x")
        logged.served.send("BREW", "/healthz")
    text = logged.served.send("GET", "/metrics").text
    assert "invented" not in text
    assert "BREW" not in text
    assert 'route="other"' in text


def test_queries_are_written_when_asked_for(tmp_path: Path) -> None:
    found = start(make_store(tmp_path / "store", 10), log_queries="true", workers=1)
    try:
        form = {"Content-Type": "application/x-www-form-urlencoded", "X-Request-Id": "in-a-form"}
        found.served.send("POST", "/sparql", form, urlencode({"query": SECRET}))
        assert found.requests("/sparql", "in-a-form")[0]["query"] == SECRET
        address = "/sparql?" + urlencode({"query": SECRET})
        found.served.send("GET", address, {"X-Request-Id": "in-the-address"})
        assert found.requests("/sparql", "in-the-address")[0]["query"] == SECRET
    finally:
        found.served.stop()


def test_nothing_is_written_when_lines_are_off(tmp_path: Path) -> None:
    found = start(make_store(tmp_path / "store", 10), log_requests="false", workers=1)
    try:
        assert found.served.send("GET", "/healthz").status == 200
    finally:
        found.served.stop()
    assert not [line for line in found.lines if '"event":"request"' in line]
