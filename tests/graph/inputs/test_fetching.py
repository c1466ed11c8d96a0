"""Fetching: polite, bounded, from public addresses only."""

from __future__ import annotations

import gzip
import socket
import time
from http.server import BaseHTTPRequestHandler

import pytest

from graph.errors import TimeLimit, TooLarge, Unreadable, WrongContent
from graph.inputs.fetching import MOST_REDIRECTS, Fetcher, Manners
from graph.inputs.source import Receipt
from tests.graph.inputs.conftest import LOOPBACK
from tests.graph.inputs.site import Page, Site, answer, redirect

PAGE = "<!doctype html><html><body><p>An example story.</p></body></html>"


def test_a_page_comes_with_what_to_ask_with_next_time(site: Site, fetcher: Fetcher) -> None:
    site.pages["/story"] = answer(PAGE, etag='"7"', last_modified="Mon, 20 May 2019 10:00:00 GMT")
    fetched = fetcher.fetch(site.url("/story#part"))
    assert fetched is not None
    assert (fetched.data, fetched.etag) == (PAGE.encode(), '"7"')
    assert site.asked("/story")[0]["user-agent"].startswith("councilgraph/")
    site.pages["/story"] = answer(status=304)
    assert fetcher.fetch(site.url("/story"), Receipt("", "", fetched.etag, fetched.modified)) is None
    assert site.asked("/story")[1]["if-none-match"] == '"7"'
    assert site.asked("/story")[1]["if-modified-since"] == "Mon, 20 May 2019 10:00:00 GMT"


def test_a_304_that_nobody_asked_for_is_no_document(site: Site, fetcher: Fetcher) -> None:
    site.pages["/story"] = answer(status=304)
    with pytest.raises(Unreadable, match="304"):
        fetcher.fetch(site.url("/story"))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
    ],
)
def test_no_address_that_is_not_public(url: str) -> None:
    with pytest.raises(Unreadable, match=r"not public|cannot be found"):
        Fetcher().fetch(url)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "ftp://example.org/x",
        "http://",
        "http://me:secret@example.org/",
        "gopher://x/",
        "http://[",
        "http://h:99999/",
    ],
)
def test_no_other_scheme_and_no_password(url: str) -> None:
    with pytest.raises(Unreadable, match="address"):
        Fetcher().fetch(url)


def test_public_addresses_only_on_ports_of_the_web(monkeypatch: pytest.MonkeyPatch) -> None:
    from graph.inputs import public_address

    with pytest.raises(Unreadable, match="port 22"):
        public_address.checked("example.org", 22, resolver=lambda host, port: ["93.184.216.34"])
    assert public_address.checked("example.org", 443, resolver=lambda host, port: ["93.184.216.34"]) == "93.184.216.34"
    with pytest.raises(Unreadable, match="not public"):
        public_address.checked("example.org", 443, resolver=lambda host, port: ["93.184.216.34", "10.0.0.1"])


def test_the_connection_goes_to_the_address_that_was_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that resolves to something else the second time is not resolved a second time."""
    port = int(site.address.rsplit(":", 1)[1])
    asked: list[str] = []
    real = socket.getaddrinfo

    def changing(host: str, *rest: object, **more: object) -> object:
        asked.append(host)
        later = asked.count("rebinding.example") > 2
        return real("127.0.0.2" if later else "127.0.0.1", *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    site.pages["/story"] = answer(PAGE)
    fetcher = Fetcher(Manners(delay=0, seconds=2, allowed=LOOPBACK))
    assert fetcher.fetch(f"http://rebinding.example:{port}/story") is not None
    assert asked.count("rebinding.example") == 2, "once for the page and once for robots.txt"
    assert site.asked("/story")[0]["host"] == f"rebinding.example:{port}"
    with pytest.raises(Unreadable, match="not public"):
        fetcher.fetch(f"http://rebinding.example:{port}/story")


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2/", "http://169.254.169.254/", "file:///etc/hostname", "http://localhost:1/"]
)
def test_a_redirect_to_a_place_that_is_not_public(site: Site, fetcher: Fetcher, target: str) -> None:
    site.pages["/story"] = redirect(target)
    with pytest.raises(Unreadable):
        fetcher.fetch(site.url("/story"))


def test_redirects_are_followed_a_few_times(site: Site, fetcher: Fetcher) -> None:
    site.pages["/story"] = answer(PAGE)
    for step in range(MOST_REDIRECTS):
        site.pages[f"/{step}"] = redirect(f"/{step - 1}" if step else "/story", 301)
    fetched = fetcher.fetch(site.url(f"/{MOST_REDIRECTS - 1}"))
    assert fetched is not None
    assert fetched.address == site.url("/story")
    site.pages["/round"] = redirect("/round")
    with pytest.raises(Unreadable, match="redirects more than"):
        fetcher.fetch(site.url("/round"))


def _endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>more</p>" * 1000)


def _drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.1)


def _dripping_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(200):
        handler.wfile.write(b"X")
        handler.wfile.flush()
        time.sleep(0.1)


def _silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(5)


def _claiming(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", str(10**12))
    handler.end_headers()


@pytest.mark.parametrize(
    ("page", "error"),
    [
        (answer("x" * 100_001), TooLarge),
        (_endless, TooLarge),
        (_claiming, TooLarge),
        (answer(gzip.compress(b"x" * 50_000_000), content_encoding="gzip"), TooLarge),
        (answer(b"not gzip", content_encoding="gzip"), Unreadable),
        (answer(b"\x89PNG", kind="image/png"), WrongContent),
        (answer(b"PK", kind="application/zip"), WrongContent),
        (answer(b"{}", kind="application/json"), WrongContent),
        (answer("gone", status=410), Unreadable),
        (answer("oops", status=500), Unreadable),
        (answer(status=302), Unreadable),
    ],
    ids=["huge", "endless", "claiming", "bomb", "not-gzip", "picture", "archive", "json", "gone", "error", "nowhere"],
)
def test_what_is_refused(site: Site, fetcher: Fetcher, page: Page, error: type[Unreadable]) -> None:
    site.pages["/story"] = page
    with pytest.raises(error) as caught:
        fetcher.fetch(site.url("/story"))
    assert type(caught.value) is error
    assert caught.value.stage == "fetch"


@pytest.mark.parametrize("page", [_drip, _dripping_headers, _silent], ids=["body", "headers", "silence"])
def test_slow_servers_are_left(site: Site, page: Page) -> None:
    fetcher = Fetcher(Manners(delay=0, seconds=0.6, allowed=LOOPBACK))
    site.pages["/story"] = page
    site.pages["/robots.txt"] = answer("", kind="text/plain")
    began = time.monotonic()
    with pytest.raises(TimeLimit):
        fetcher.fetch(site.url("/story"))
    assert time.monotonic() - began < 3


def test_a_server_that_is_not_there(fetcher: Fetcher) -> None:
    with pytest.raises(Unreadable):
        fetcher.fetch("http://127.0.0.1:9/")


# ---- manners
