"""Fetching over TLS, with a certificate made for the test: trusted, not trusted, of another name."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import Unreadable
from graph.inputs.fetching import Fetcher
from tests.graph.inputs.site import Site, answer, running

PAGE = "<!doctype html><html><body><p>An example story.</p></body></html>"


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
