"""Fetching: polite, bounded, from public addresses only."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from graph.errors import TimeLimit, TooLarge, Unreadable, WrongContent
from graph.inputs.fetching import MOST_REDIRECTS, Fetcher, Manners
from graph.inputs.source import Receipt
from tests.graph.inputs.conftest import LOOPBACK
from tests.graph.inputs.site import Page, Site, answer, redirect, running

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


def test_robots_txt_is_kept_to(site: Site, fetcher: Fetcher) -> None:
    rules = "User-agent: *\nDisallow: /private\nAllow: /private/open\nUser-agent: councilgraph\nDisallow: /no\n"
    site.pages |= {path: answer(PAGE) for path in ("/no/story", "/private", "/yes")}
    site.pages["/robots.txt"] = answer(rules, kind="text/plain")
    site.pages["/round"] = redirect("/no/story")
    assert fetcher.fetch(site.url("/yes")) is not None
    assert fetcher.fetch(site.url("/private")) is not None, "the group that names us counts, not the one for all"
    for path in ("/no/story", "/round"):
        with pytest.raises(Unreadable, match=r"robots\.txt"):
            fetcher.fetch(site.url(path))
    assert not site.asked("/no/story")
    assert len(site.asked("/robots.txt")) == 1


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (429, False), (500, False), (503, False)])
def test_without_rules_all_is_allowed_and_in_trouble_nothing(
    site: Site, fetcher: Fetcher, status: int, allowed: bool
) -> None:
    site.pages |= {"/story": answer(PAGE), "/robots.txt": answer(status=status)}
    if allowed:
        assert fetcher.fetch(site.url("/story")) is not None
    else:
        with pytest.raises(Unreadable, match=r"robots\.txt"):
            fetcher.fetch(site.url("/story"))


def test_a_pause_between_two_requests_to_a_site(site: Site) -> None:
    site.pages |= {"/story": answer(PAGE), "/robots.txt": answer("User-agent: *\nCrawl-delay: 7\n", kind="text/plain")}
    now, slept = [1000.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    fetcher = Fetcher(Manners(delay=2, seconds=2, allowed=LOOPBACK), clock=lambda: now[0], sleep=sleep)
    for _ in range(3):
        fetcher.fetch(site.url("/story"))
    assert slept == [7, 7, 7]


# ---- busy servers


@pytest.fixture
def patient() -> tuple[Fetcher, list[float]]:
    """A fetcher whose waits are written down instead of waited."""
    slept: list[float] = []
    manners = Manners(delay=0, seconds=2, size=100_000, allowed=LOOPBACK, contact="mailto:desk@news.example")
    return Fetcher(manners, sleep=slept.append), slept


def _in_turn(*pages: Page) -> Page:
    rest = list(pages)

    def page(handler: BaseHTTPRequestHandler) -> None:
        (rest.pop(0) if len(rest) > 1 else rest[0])(handler)

    return page


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_when_it_wants(
    site: Site, patient: tuple[Fetcher, list[float]], status: int
) -> None:
    fetcher, slept = patient
    site.pages["/story"] = _in_turn(answer(status=status, retry_after="7"), answer(PAGE))
    assert fetcher.fetch(site.url("/story")) is not None
    assert 7.0 in slept


def test_a_date_to_come_back_at(site: Site, patient: tuple[Fetcher, list[float]]) -> None:
    fetcher, slept = patient
    soon = formatdate(time.time() + 20, usegmt=True)
    site.pages["/story"] = _in_turn(answer(status=503, retry_after=soon), answer(PAGE))
    assert fetcher.fetch(site.url("/story")) is not None
    assert 5 < max(slept) < 21


@pytest.mark.parametrize(
    ("retry_after", "asked"), [("1", 3), ("3600", 1), ("soon", 3), ("9" * 400, 1)], ids=["1", "hour", "word", "huge"]
)
def test_a_server_that_stays_busy_is_left(
    site: Site, patient: tuple[Fetcher, list[float]], retry_after: str, asked: int
) -> None:
    site.pages["/story"] = answer(status=429, retry_after=retry_after)
    with pytest.raises(Unreadable, match="429") as caught:
        patient[0].fetch(site.url("/story"))
    assert caught.value.hint == "load it again later"
    assert len(site.asked("/story")) == asked


def test_a_server_in_error_is_asked_once(site: Site, patient: tuple[Fetcher, list[float]]) -> None:
    site.pages["/story"] = answer(status=500)
    with pytest.raises(Unreadable, match="500"):
        patient[0].fetch(site.url("/story"))
    assert len(site.asked("/story")) == 1


def test_the_contact_is_told(site: Site, fetcher: Fetcher, patient: tuple[Fetcher, list[float]]) -> None:
    site.pages["/story"] = answer(PAGE)
    patient[0].fetch(site.url("/story"))
    assert site.asked("/story")[0]["user-agent"].endswith("(+mailto:desk@news.example)")
    assert site.asked("/robots.txt")[0]["user-agent"].endswith("(+mailto:desk@news.example)")
    fetcher.fetch(site.url("/story"))
    assert site.asked("/story")[1]["user-agent"].endswith("(+https://w3id.org/councilgraph/)")


# ---- TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of one's own for `news.example`, and its key."""
    if not (program := shutil.which("openssl")):
        pytest.skip("openssl is not there")
    folder = tmp_path_factory.mktemp("tls")
    made, key = folder / "cert.pem", folder / "key.pem"
    request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"]
    subprocess.run([program, *request, *names, "-out", made, "-keyout", key], check=True, capture_output=True)
    return made, key


@pytest.fixture
def secured(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site over TLS; `news.example` and `other.example` are names of it."""
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: real("127.0.0.1", *rest, **more))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with running(context) as site:
        site.pages["/story"] = answer(PAGE)
        yield site


def _named(site: Site, name: str) -> str:
    return site.url("/story").replace("127.0.0.1", name)


def test_a_page_over_tls(
    secured: Site, fetcher: Fetcher, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    fetched = fetcher.fetch(_named(secured, "news.example"))
    assert fetched is not None
    assert fetched.data == PAGE.encode()
    assert secured.asked("/story")[0]["host"].startswith("news.example:")


@pytest.mark.parametrize(("trusted", "name"), [(False, "news.example"), (True, "other.example")])
def test_a_certificate_that_proves_nothing(
    secured: Site,
    fetcher: Fetcher,
    certificate: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    trusted: bool,
    name: str,
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with pytest.raises(Unreadable):
        fetcher.fetch(_named(secured, name))
    assert not secured.requests, "nothing was sent before the certificate was looked at"


def test_plain_http_where_tls_is_spoken(secured: Site, fetcher: Fetcher) -> None:
    with pytest.raises(Unreadable):
        fetcher.fetch(_named(secured, "news.example").replace("https:", "http:"))
