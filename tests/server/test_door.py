"""The short way to an answer says what the long way says, whatever the pieces in which a request arrives."""

from __future__ import annotations

import re
import socket
import time
from urllib.parse import quote_plus, urlsplit

import pytest

from server.quick import _decoded, _read
from server.request_body import fields_of
from tests.server.conftest import EX, Served

CHANGING = re.compile(rb"(?:date|x-request-id): [^\r\n]+\r\n")
END = "Connection: close\r\n"


def request(query: str, fields: str = "", method: str = "POST") -> bytes:
    """As a client writes it."""
    sent = f"query={quote_plus(query)}"
    if method == "GET":
        return f"GET /sparql?{sent} HTTP/1.1\r\nHost: here\r\n{fields}\r\n".encode()
    kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(sent)}\r\n"
    return f"POST /sparql HTTP/1.1\r\nHost: here\r\n{kind}{fields}\r\n{sent}".encode()


def talk(served: Served, *pieces: bytes) -> bytes:
    """Send the pieces one by one; all that comes back until the server hangs up."""
    parts = urlsplit(served.url)
    heard = b""
    with socket.create_connection((parts.hostname or "", parts.port or 0), 20) as sock:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            sock.sendall(piece)
            time.sleep(0.05)
        while data := sock.recv(1 << 16):
            heard += data
    return heard


def last(query: str) -> bytes:
    """A request after which the server hangs up, so that it goes the long way."""
    return request(query, END)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_both_ways_say_the_same(served: Served, method: str) -> None:
    query = f"SELECT ?n {{ <{EX}thing/4> ?p ?n }} # {method} é"
    found = talk(served, *[request(query, method=method)] * 3, request(query, END, method))
    answers = [CHANGING.sub(b"", answer) for answer in found.split(b"HTTP/1.1 ")[1:]]
    heads = [set(answer.partition(b"\r\n\r\n")[0].split(b"\r\n")) - {b"connection: close"} for answer in answers]
    assert len(answers) == 4
    assert heads[0] == heads[1] == heads[2] == heads[3]
    assert len({answer.partition(b"\r\n\r\n")[2] for answer in answers}) == 1
    assert len(set(re.findall(rb"x-request-id: (\S+)", found))) == 4


def test_a_request_in_pieces_is_one_request(served: Served) -> None:
    whole = request("ASK { ?s ?p 4 }")
    head = whole.index(b"\r\n\r\n") + 4
    found = talk(served, whole[:head], whole[head:], whole[:30], whole[30:], whole[:-3], whole[-3:], last("ASK {}"))
    assert found.count(b"HTTP/1.1 200 ") == 4
    drops = [whole[at : at + 1] for at in range(len(whole) - 6, len(whole))]
    assert talk(served, whole[:-6], *drops, last("ASK {}")).count(b"HTTP/1.1 200 ") == 2


def test_requests_in_one_piece_are_answered_in_order(served: Served) -> None:
    asked = [f"SELECT ({number} AS ?n) {{}}" for number in range(5)]
    found = talk(served, b"".join(map(request, asked)) + last("ASK {}"))
    assert re.findall(rb'"value":"(\d)"', found) == [b"0", b"1", b"2", b"3", b"4"]


def test_what_follows_a_body_is_the_next_request(served: Served) -> None:
    found = talk(served, request("ASK {}") + b"NONSENSE\r\n\r\n")
    assert found.count(b"HTTP/1.1 200 ") <= 1
    assert b"HTTP/1.1 400 " in found


def test_a_repeated_request_is_answered_from_the_present_data(served: Served) -> None:
    asked = request(f"SELECT ?n {{ <{EX}repeated> <{EX}at> ?n }}", "Accept: text/csv\r\n")
    for number in range(3):
        served.write(f"DELETE WHERE {{ <{EX}repeated> ?p ?o }} ; INSERT DATA {{ <{EX}repeated> <{EX}at> {number} }}")
        found = talk(served, asked, asked, asked, last("ASK {}"))
        assert re.findall(rb"\r\n\r\nn\r\n(\d)\r\n", found) == [b"%d" % number] * 3


def test_answers_of_the_short_way_are_counted(served: Served) -> None:
    def counted() -> float:
        lines = served.send("GET", "/metrics").text.splitlines()
        mark = 'councilgraph_requests_total{method="POST",route="/sparql",status="200"}'
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(mark))

    before = counted()
    talk(served, *[request("ASK { ?s ?p 5 }")] * 6, last("ASK { ?s ?p 5 }"))
    assert counted() == before + 7


@pytest.mark.parametrize(
    "fields",
    [
        b"Host: a\r\nContent-Length: 5\r\nContent-Length: 6",
        b"Host: a\r\nTransfer-Encoding: chunked",
        b"Host: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked",
        b"Host: a\r\nContent-Length: +5",
        b"Host: a\r\nContent-Length: 5 5",
        b"Host: a\nContent-Length: 5",
        b"Host: a\n\nContent-Length: 5",
        b"Host: a\r\nX: a\r\n b",
        b"Host : a",
        b"Content-Length: 5",
        b"Host: a\r\nIf-None-Match: *",
        b"Host: a\r\nExpect: 100-continue\r\nContent-Length: 5",
        b"Host: a\r\nConnection: close",
        b"Host: a\r\nConnection: Upgrade\r\nUpgrade: websocket",
        b"Host: a\r\nAuthorization: Bearer x",
        b"Host: a\r\nAccept: text/html",
        b"",
    ],
)
def test_only_plain_heads_go_the_short_way(fields: bytes) -> None:
    assert _read(fields) is None


def test_a_plain_head_goes_the_short_way() -> None:
    found = _read(b"HOST: a\r\nUser-Agent: b\r\nContent-Length: 5\r\nConnection: Keep-Alive")
    assert found is not None
    assert (found.length, found.root) == (5, "http://a")


@pytest.mark.parametrize(
    "sent",
    [b"query=a%20b+c", b"query=%c3%A9%0a%0D%3D", b"query=", b"query=a%", b"query=a%zz", b"query=a=b", b"query=a%FF"]
    + [b"query=a&query=b", b"query=a\n", b"query=%", b"x=1", b"query=" + b"a" * 5_000 + b"\x00"],
)
def test_forms_are_decoded_alike(sent: bytes) -> None:
    found = _decoded(sent) if sent != b"query=a%FF" else None
    assert found is None or found == fields_of(sent)
