"""SERVICE: to nobody unless allowed, then to that endpoint alone, within limits, as part of the answer."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs

import pytest

from graph.errors import BadSetting
from server.query.failures import Forbidden, Refused, ServiceFailed
from server.query.federation import AT_ONCE, _places, origins, without_services
from tests.server.conftest import EX, Served, make_store, serve

Table = dict[str, Any]


def table(*rows: dict[str, Any], names: tuple[str, ...] = ("s", "o")) -> Table:
    return {"head": {"vars": list(names)}, "results": {"bindings": list(rows)}}


class Other(BaseHTTPRequestHandler):
    """An endpoint that answers by its path, and remembers what it was asked."""

    asked: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.asked.append(parse_qs(body)["query"][0])
        told: bytes = json.dumps(ANSWERS.get(self.path, table())).encode()
        if self.path == "/away":
            self.send_response(307)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()
            return
        if self.path == "/slow":
            time.sleep(3)
        if self.path == "/words":
            told = b"no table"
        if self.path == "/deep":
            told = b"[" * 100_000
        if self.path == "/large":
            told = b" " * (9 << 20)
        self.send_response(500 if self.path == "/broken" else 200)
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_: object) -> None:
        pass


ANSWERS = {
    "/rows": table(
        {"s": {"type": "uri", "value": f"{EX}thing/1"}, "o": {"type": "literal", "value": 'a "b" } \\ {'}},
        {"s": {"type": "uri", "value": f"{EX}thing/2"}, "o": {"type": "literal", "value": "c", "xml:lang": "cy"}},
        {"s": {"type": "bnode", "value": "b0"}},
    ),
    "/wrong": table({"s": {"type": "uri", "value": "x> } DROP ALL #"}}),
    "/many": table(*[{"s": {"type": "literal", "value": str(n)}} for n in range(10_001)]),
}


@pytest.fixture(scope="module")
def other() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Other)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def allowing(other: str, served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that may ask the endpoint above, and another server of ours."""
    store = make_store(tmp_path_factory.mktemp("allowing") / "store", 30)
    server = serve(store, services=f"{other} {served.url}", deadline=2.0)
    yield server
    server.stop()


def test_another_server_of_ours_takes_part(allowing: Served, served: Served) -> None:
    query = f"""PREFIX ex: <{EX}>
        SELECT ?thing ?here ?there {{
          ?thing ex:value ?here
          SERVICE <{served.url}/sparql> {{ SELECT ?thing ?there {{ ?thing ex:value ?there FILTER(?there < 20) }} }}
        }} ORDER BY ?here"""
    rows = json.loads(allowing.ask(query).body)["results"]["bindings"]
    assert [row["here"]["value"] for row in rows] == [str(number) for number in range(20) if number % 3]
    assert all(row["here"] == row["there"] for row in rows)


@pytest.mark.parametrize("where", ["OPTIONAL { %s }", "{ %s } UNION { ?s ?p 1 }", "FILTER EXISTS { %s } ?s ?p ?v"])
def test_a_block_may_stand_anywhere(allowing: Served, other: str, where: str) -> None:
    reply = allowing.ask(f"SELECT * {{ {where.replace('%s', f'SERVICE <{other}/rows> {{ ?s ?p ?o }}')} }}")
    values = {row["s"]["value"] for row in json.loads(reply.body)["results"]["bindings"]}
    assert f"{EX}thing/1" in values, reply.text


def test_terms_arrive_as_they_are(allowing: Served, other: str) -> None:
    reply = allowing.ask(f"PREFIX o: <{other}/> SELECT ?s ?o {{ SERVICE o:rows {{ ?s ?p ?o }} }}")
    rows = json.loads(reply.body)["results"]["bindings"]
    assert rows[:2] == ANSWERS["/rows"]["results"]["bindings"][:2]
    assert rows[2] == {"s": {"type": "uri", "value": f"{other}/.well-known/genid/b0"}}
    assert "etag" not in reply.headers


def test_what_is_asked_is_the_block_with_its_prefixes(allowing: Served, other: str) -> None:
    allowing.ask(f"PREFIX ex: <{EX}> SELECT * {{ ?a ex:mine ?b SERVICE <{other}/none> {{ ?c ex:theirs '}}' }} }}")
    assert f"PREFIX ex: <{EX}>" in Other.asked[-1]
    assert "theirs" in Other.asked[-1]
    assert "mine" not in Other.asked[-1]


@pytest.mark.parametrize("path", ["away", "broken", "words", "deep", "large", "wrong", "many", "slow"])
def test_an_endpoint_that_fails_is_named(allowing: Served, other: str, path: str) -> None:
    reply = allowing.ask(f"SELECT * {{ SERVICE <{other}/{path}> {{ ?s ?p ?o }} }}")
    assert reply.status == 502
    assert f"{other}/{path}" in reply.text
    silent = allowing.ask(f"ASK {{ SERVICE SILENT <{other}/{path}> {{ ?s ?p ?o }} }}")
    assert silent.status in (200, 503), silent.text  # 503 where all the time went to waiting


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <https://elsewhere.example/> { ?s ?p ?o } }",
        "SELECT * { SERVICE <%s.elsewhere.example/> { ?s ?p ?o } }",
        "SELECT * { SERVICE <http://user@%h/rows> { ?s ?p ?o } }",
        "SELECT * { VALUES ?e { <%s/rows> } SERVICE ?e { ?s ?p ?o } }",
        "SELECT * { SERVICE <%s/rows> { SERVICE <%s/rows> { ?s ?p ?o } } }",
        "SELECT * { \\u0053ERVICE <%s/rows> { ?s ?p ?o } }",
        "SELECT * { SERVICE <file:///etc/passwd> { ?s ?p ?o } }",
        "SELECT * { SERVICE undeclared:rows { ?s ?p ?o } }",
        "SELECT * { SERVICE <%s/rows> { ?s ?p ?o ",
        "SELECT * { SERVICE",
        "SELECT * {" + " SERVICE <%s/rows> { ?s ?p ?o }" * 6 + " }",
    ],
)
def test_what_is_not_allowed_is_refused_and_not_asked(allowing: Served, other: str, query: str) -> None:
    before = len(Other.asked)
    reply = allowing.ask(query.replace("%s", other).replace("%h", other.removeprefix("http://")))
    assert reply.status in (400, 403), reply.text
    assert len(Other.asked) == before


def test_updates_never_call_out(other: str, tmp_path: Path) -> None:
    server = serve(make_store(tmp_path / "store", 3), services=other, write_token="only-for-tests")
    try:
        text = f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{other}/rows> {{ ?s ?p ?o }} }}"
        assert server.write(text).status == 403
        description = server.send("GET", "/sparql", {"Accept": "text/turtle"})
        assert "BasicFederatedQuery" in description.text
    finally:
        server.stop()


def test_a_name_that_leads_to_a_private_address_is_refused() -> None:
    with pytest.raises(ServiceFailed, match="not public"):
        without_services(
            "ASK { SERVICE <http://localhost:80/> {} }", origins("http://localhost:80"), base="", seconds=1
        )


def test_few_wait_for_others_at_once(other: str) -> None:
    taken = [_places.acquire(blocking=False) for _ in range(AT_ONCE)]
    try:
        with pytest.raises(Refused):
            without_services(f"ASK {{ SERVICE <{other}/rows> {{}} }}", origins(other), base="", seconds=1)
    finally:
        for _ in filter(None, taken):
            _places.release()


def test_the_setting_wants_origins() -> None:
    assert origins("https://Example.org/ http://[::1]:8080") == {"https://example.org", "http://[::1]:8080"}
    for wrong in ("example.org", "https://example.org/sparql", "ftp://example.org", "https://u:p@example.org"):
        with pytest.raises(BadSetting):
            origins(wrong)
    with pytest.raises(Forbidden):
        without_services(
            "ASK { SERVICE <https://example.org:444/> {} }", origins("https://example.org"), base="", seconds=1
        )
