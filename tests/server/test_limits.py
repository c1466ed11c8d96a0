"""Limits of /sparql: time, size, packed requests, what the headers say of them."""

from __future__ import annotations

import gzip
import http.client
import json
import threading
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

import pytest

from server.gateway import REFUSED_SECONDS
from tests.server.conftest import CROSS_PRODUCT, EX, Served

SELECT = f"SELECT ?s ?n {{ ?s <{EX}value> ?n }} ORDER BY ?n LIMIT 3"


def test_a_long_query_is_503_at_the_deadline_while_others_are_answered(served: Served) -> None:
    box: list[tuple[int, float, str]] = []

    def heavy() -> None:
        began = time.monotonic()
        reply = served.ask(CROSS_PRODUCT)
        box.append((reply.status, time.monotonic() - began, reply.headers.get("retry-after", "")))

    thread = threading.Thread(target=heavy)
    thread.start()
    time.sleep(0.2)
    quick = []
    for number in range(20):
        began = time.monotonic()
        assert served.ask(f"ASK {{ ?s ?p {number} }}").status == 200
        quick.append(time.monotonic() - began)
    thread.join()
    status, seconds, retry = box[0]
    assert status == 503
    assert 0.5 < seconds < 2.0
    assert int(retry) > 0
    assert sorted(quick)[10] < 0.3


def test_a_client_may_ask_for_less_time(served: Served) -> None:
    began = time.monotonic()
    reply = served.ask(CROSS_PRODUCT + " # shorter", timeout="0.3")
    assert reply.status == 503
    assert time.monotonic() - began < 0.9
    assert served.ask("ASK {}", timeout="500").headers["x-deadline-seconds"] == "1"


@pytest.mark.parametrize("fields", [{}, {"Connection": "close"}])
def test_who_asks_too_much_is_told_so_slowly(served: Served, fields: dict[str, str]) -> None:
    """The short way and the long way: clients that never pause would take the processor with refusals alone."""
    form = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "*/*"}

    def heavy(number: int) -> tuple[int, float, bool]:
        body = urlencode({"query": f"{CROSS_PRODUCT} # {number} {fields}"}).encode()
        began = time.monotonic()
        reply = served.send("POST", "/sparql", form | fields, body)
        return reply.status, time.monotonic() - began, "retry-after" in reply.headers

    with ThreadPoolExecutor(40) as threads:
        heard = list(threads.map(heavy, range(40)))
    refused = [(seconds, told) for status, seconds, told in heard if status == 429]
    assert {status for status, _, _ in heard} <= {429, 503}
    assert refused
    assert all(seconds > REFUSED_SECONDS * 0.95 and told for seconds, told in refused)


def test_an_answer_over_the_limit_is_never_a_clean_200(served: Served) -> None:
    reply = served.ask("SELECT * { ?a ?b ?c . ?d ?e ?f }", "text/csv")
    assert reply.status == 503
    assert "larger than" in json.loads(reply.body)["detail"]


def test_caps_and_protection_are_in_the_headers(served: Served) -> None:
    headers = served.ask("ASK {}").headers
    assert headers["x-answer-limit-bytes"] == str(2 << 20)
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers
    assert {"accept", "accept-encoding"} <= {part.strip().lower() for part in headers["vary"].split(",")}


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate"])
def test_packed_requests(served: Served, encoding: str) -> None:
    packers: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "raw deflate": lambda data: zlib.compress(data)[2:-4],
    }
    headers = {"Content-Type": "application/sparql-query", "Content-Encoding": encoding.rpartition(" ")[2]}
    assert served.send("POST", "/sparql", headers, packers[encoding](SELECT.encode())).status == 200


def test_packed_bombs_are_refused(served: Served) -> None:
    headers = {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}
    assert served.send("POST", "/sparql", headers, gzip.compress(b" " * 50_000_000)).status == 413
    assert served.send("POST", "/sparql", headers, b"nothing packed").status == 400


def test_answers_are_packed_for_those_who_take_it(served: Served) -> None:
    path = "/sparql?" + urlencode({"query": "SELECT * { ?s ?p ?o }"})
    plain = served.send("GET", path)
    packed = served.send("GET", path, {"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert sorted(gzip.decompress(packed.body).split(b"},{")) == sorted(plain.body.split(b"},{"))


def test_chunked_requests(served: Served) -> None:
    parts = urlsplit(served.url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    body = iter([SELECT[:10].encode(), SELECT[10:].encode()])
    connection.request("POST", "/sparql", body, {"Content-Type": "application/sparql-query"}, encode_chunked=True)
    assert connection.getresponse().status == 200
    connection.close()
