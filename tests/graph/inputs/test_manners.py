"""Manners of fetching: robots.txt, pauses, coming back to busy servers, saying whom to write to."""

from __future__ import annotations

import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler

import pytest

from graph.errors import Unreadable
from graph.inputs.fetching import Fetcher, Manners
from tests.graph.inputs.conftest import LOOPBACK
from tests.graph.inputs.site import Page, Site, answer, redirect

PAGE = "<!doctype html><html><body><p>An example story.</p></body></html>"


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
