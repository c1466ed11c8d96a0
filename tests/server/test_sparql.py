"""/sparql of a running server: protocol, formats, failures, conditional requests, limits."""

from __future__ import annotations

import csv
import gzip
import http.client
import io
import json
import socket
import threading
import time
import zlib
from collections.abc import Callable
from urllib.parse import quote, urlencode, urlsplit

import pyoxigraph as ox
import pytest

from tests.server.conftest import CROSS_PRODUCT, EX, TOKEN, Served

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
SELECT = f"SELECT ?s ?n {{ ?s <{EX}value> ?n }} ORDER BY ?n LIMIT 3"
CONSTRUCT = f"CONSTRUCT WHERE {{ ?s <{EX}value> 4 }}"


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("", JSON),
        ("*/*", JSON),
        (JSON, JSON),
        ("application/json", JSON),
        (XML, XML),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        (f"{XML};q=0.3, {JSON};q=0.2, text/csv;q=0.9", "text/csv"),
        ("text/csv;q=0, */*", JSON),
        ("text/html;q=0.1, application/sparql-results+xml", XML),
        ("text/turtle, application/sparql-results+json;q=0.4", JSON),
    ],
)
def test_tables_by_accept(served: Served, accept: str, given: str) -> None:
    reply = served.ask(SELECT, accept)
    assert (reply.status, reply.media_type) == (200, given)


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("", "text/turtle"),
        ("text/turtle", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("application/trig", "application/trig"),
        ("application/n-quads", "application/n-quads"),
    ],
)
def test_graphs_by_accept(served: Served, accept: str, given: str) -> None:
    reply = served.ask(CONSTRUCT, accept)
    assert (reply.status, reply.media_type) == (200, given)
    assert len(list(ox.parse(reply.body, ox.RdfFormat.from_media_type(given)))) == 1


@pytest.mark.parametrize(
    ("parameters", "given"),
    [
        ({"format": "csv"}, "text/csv"),
        ({"output": "xml"}, XML),
        ({"format": "json", "output": "json", "results": "json"}, JSON),
        ({"format": "text/csv"}, "text/csv"),
        ({"format": "unheard-of"}, XML),
    ],
)
def test_the_format_parameter_wins(served: Served, parameters: dict[str, str], given: str) -> None:
    assert served.ask(SELECT, XML, **parameters).media_type == given


def test_what_cannot_be_given_is_406_with_what_can(served: Served) -> None:
    reply = served.ask(SELECT, "text/turtle")
    assert reply.status == 406
    assert "text/csv" in json.loads(reply.body)["detail"]


@pytest.mark.parametrize("method", ["form", "direct", "get"])
def test_three_ways_to_ask(served: Served, method: str) -> None:
    if method == "get":
        reply = served.ask(SELECT, "text/csv")
    elif method == "form":
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/csv"}
        reply = served.send("POST", "/sparql", headers, urlencode({"query": SELECT}))
    else:
        headers = {"Content-Type": "application/sparql-query; charset=UTF-8", "Accept": "text/csv"}
        reply = served.send("POST", "/sparql", headers, SELECT)
    assert [row["n"] for row in csv.DictReader(io.StringIO(reply.text))] == ["1", "2", "4"]


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status"),
    [
        ("GET", "/sparql?query=", {}, None, 400),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {}, None, 400),
        ("GET", "/sparql?update=DROP%20ALL", {}, None, 400),
        ("GET", "/sparql?query=DROP%20ALL", {}, None, 400),
        ("GET", "/sparql?query=%FF", {}, None, 400),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=relative", {}, None, 400),
        ("GET", "/sparql?query=ASK%7B%7D&timeout=soon", {}, None, 400),
        ("GET", "/sparql?query=ASK%7B%7D" + "&a=1" * 300, {}, None, 400),
        ("POST", "/sparql", {"Content-Type": "text/plain"}, "ASK {}", 415),
        ("POST", "/sparql", {}, "ASK {}", 415),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"ASK {} # " + b"\xff", 400),
        (
            "POST",
            "/sparql",
            {"Content-Type": "application/sparql-query; charset=utf-16"},
            "ASK {}".encode("utf-16"),
            400,
        ),
        ("DELETE", "/sparql", {}, None, 405),
        ("GET", "/nowhere", {}, None, 404),
    ],
)
def test_bad_requests(
    served: Served, method: str, path: str, headers: dict[str, str], body: str | bytes | None, status: int
) -> None:
    reply = served.send(method, path, headers, body)
    assert reply.status == status
    assert reply.media_type == "application/problem+json"
    assert json.loads(reply.body)["status"] == status
    if status == 405:
        assert "GET" in reply.headers["allow"]


def test_syntax_errors_say_where_in_three_forms(served: Served) -> None:
    wrong = 'SELECT * {\n ?s ?p "<script>" <b> }'
    as_json = json.loads(served.ask(wrong).body)
    assert (as_json["status"], as_json["line"]) == (400, 2)
    as_text = served.ask(wrong, "text/plain")
    assert as_text.media_type == "text/plain"
    assert "line 2, column" in as_text.text
    as_page = served.ask(wrong, "text/html,application/xhtml+xml,*/*;q=0.8")
    assert (as_page.status, as_page.media_type) == (400, "text/html")
    assert "&lt;script&gt;" in as_page.text
    assert "<script>" not in as_page.text


def test_datasets_of_the_protocol(served: Served) -> None:
    graph = f"{EX}graph/0"
    inside = f"ASK {{ <{EX}thing/0> ?p ?o }}"
    assert json.loads(served.ask(inside).body)["boolean"] is False
    assert json.loads(served.ask(inside, **{"default-graph-uri": graph}).body)["boolean"] is True
    named = f"ASK {{ GRAPH <{graph}> {{ <{EX}thing/0> ?p ?o }} }}"
    assert json.loads(served.ask(named, **{"named-graph-uri": graph}).body)["boolean"] is True
    assert json.loads(served.ask(named, **{"named-graph-uri": f"{EX}graph/1"}).body)["boolean"] is False
    assert json.loads(served.ask(named, **{"default-graph-uri": graph}).body)["boolean"] is False


def test_from_names_stored_graphs_only(served: Served) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.3)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/x.ttl"
        for query in (f"SELECT * FROM <{address}> {{ ?s ?p ?o }}", "SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }"):
            assert json.loads(served.ask(query).body)["results"]["bindings"] == []
        assert served.ask(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}").status == 403
        assert served.write(f"LOAD <{address}>").status == 403
        with pytest.raises(TimeoutError):
            listener.accept()


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


def test_preflight_allows_reading_and_no_token(served: Served) -> None:
    headers = {"Origin": "http://elsewhere.example", "Access-Control-Request-Method": "POST"}
    reply = served.send("OPTIONS", "/sparql", headers)
    assert reply.status == 204
    assert "authorization" not in reply.headers["access-control-allow-headers"].lower()


def test_conditional_requests(served: Served) -> None:
    path = "/sparql?" + urlencode({"query": SELECT})
    first = served.send("GET", path)
    tag = first.headers["etag"]
    again = served.send("GET", path, {"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == tag
    assert served.send("GET", path, {"If-None-Match": tag, "Accept": "text/csv"}).status == 200
    served.write(f"INSERT DATA {{ <{EX}a> <{EX}conditional> 1 }}")
    changed = served.send("GET", path, {"If-None-Match": tag})
    assert changed.status == 200
    assert changed.headers["etag"] != tag


def test_answers_that_change_by_themselves_are_not_stored(served: Served) -> None:
    one, two = (served.ask("SELECT (UUID() AS ?u) {}") for _ in range(2))
    assert one.body != two.body
    assert "etag" not in one.headers
    assert one.headers["cache-control"] == "no-store"


def test_layout_does_not_matter_to_the_cache(served: Served) -> None:
    one = served.ask("SELECT * { ?s ?p 4 }")
    two = served.ask("SELECT  *  {\n?s ?p 4 } # the same")
    assert one.headers["etag"] == two.headers["etag"]
    assert one.body == two.body


def test_cached_answers_are_those_of_the_present_data(served: Served) -> None:
    query = f"SELECT ?n {{ <{EX}cached> <{EX}at> ?n }}"
    for number in range(3):
        served.write(f"DELETE WHERE {{ <{EX}cached> ?p ?o }} ; INSERT DATA {{ <{EX}cached> <{EX}at> {number} }}")
        for _ in range(6):
            assert served.ask(query, "text/csv").text.split() == ["n", str(number)]


def test_head_is_get_without_a_body(served: Served) -> None:
    path = "/sparql?" + urlencode({"query": SELECT})
    head, get = served.send("HEAD", path), served.send("GET", path)
    assert (head.status, head.body) == (200, b"")
    for name in ("content-type", "etag", "content-length"):
        assert head.headers[name] == get.headers[name]


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


def test_description_of_the_service(served: Served) -> None:
    endpoint = ox.NamedNode("http://www.w3.org/ns/sparql-service-description#endpoint")
    for media_type in ("text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples"):
        reply = served.send("GET", "/sparql", {"Accept": media_type})
        assert (reply.status, reply.media_type) == (200, media_type)
        quads = list(ox.parse(reply.body, ox.RdfFormat.from_media_type(media_type)))
        assert [q.object for q in quads if q.predicate == endpoint] == [ox.NamedNode(f"{served.url}/sparql")]
    assert served.send("GET", "/sparql", {"Accept": "image/png"}).status == 406


@pytest.mark.parametrize(
    ("token", "status"), [(None, 401), ("wrong", 401), (TOKEN, 204)], ids=["none", "wrong", "right"]
)
def test_writing_needs_the_token(served: Served, token: str | None, status: int) -> None:
    headers = {"Content-Type": "application/sparql-update"} | ({"Authorization": f"Bearer {token}"} if token else {})
    reply = served.send("POST", "/sparql", headers, "INSERT DATA { <urn:x> <urn:y> 1 }")
    assert reply.status == status
    if status == 401:
        assert reply.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("content_type", [None, "text/plain", "multipart/form-data; boundary=x"])
def test_simple_cross_site_requests_write_nothing(served: Served, content_type: str | None) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"} | ({"Content-Type": content_type} if content_type else {})
    reply = served.send("POST", "/sparql?update=" + quote("INSERT DATA { <urn:cross> <urn:site> 1 }"), headers, b"x=1")
    assert reply.status in (400, 415)
    assert json.loads(served.ask("ASK { <urn:cross> ?p ?o }").body)["boolean"] is False


def test_updates_over_graphs_of_the_protocol(served: Served) -> None:
    served.write(f"INSERT DATA {{ GRAPH <{EX}u1> {{ <{EX}a> <{EX}b> 1 }} GRAPH <{EX}u2> {{ <{EX}a> <{EX}b> 2 }} }}")
    headers = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {TOKEN}"}
    path = "/sparql?" + urlencode({"using-graph-uri": f"{EX}u2"})
    text = f"INSERT {{ GRAPH <{EX}u3> {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}"
    assert served.send("POST", path, headers, text).status == 204
    rows = served.ask(f"SELECT ?o {{ GRAPH <{EX}u3> {{ ?s ?p ?o }} }}", "text/csv").text.split()
    assert rows == ["o", "2"]
    conflict = f"INSERT {{ ?s ?p ?o }} USING <{EX}u1> WHERE {{ ?s ?p ?o }}"
    assert served.send("POST", path, headers, conflict).status == 400
    assert served.send("POST", path, headers, "DELETE WHERE { ?s ?p ?o }").status == 400


def test_every_write_leaves_a_line(served: Served) -> None:
    served.write("INSERT DATA { <urn:audit> <urn:is> 1 }")
    served.write("INSERT DATA { broken")
    lines = [json.loads(line) for line in (served.store / "audit.jsonl").read_text().splitlines()]
    done, failed = lines[-2:]
    assert (done["operation"], done["client"], done["problem"]) == ("update", "127.0.0.1", None)
    assert done["version"] > 0
    assert len(done["sha256"]) == 64
    assert failed["problem"]
    assert failed["version"] is None
    assert TOKEN not in (served.store / "audit.jsonl").read_text()
