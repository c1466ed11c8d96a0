"""Fetches documents politely: as robots.txt allows, one request at a time with a pause for each site, within limits,
from public addresses only, and only what has changed since the last time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from urllib.parse import urljoin, urlsplit

from graph.errors import TooLarge, Unreadable, WrongContent
from graph.inputs.content_type import is_document, may_be_feed, plain
from graph.inputs.public_address import Network, checked
from graph.inputs.request import Reply, ask, place_of
from graph.inputs.robots import SIZE as ROBOTS_SIZE
from graph.inputs.robots import Robots
from graph.inputs.source import Receipt
from graph.reading import MAX_BYTES

AGENT, HOME = "councilgraph", "https://w3id.org/councilgraph/"
DELAY = 1.0
BUSY, ATTEMPTS, LONGEST_WAIT = (429, 503), 3, 60.0
REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Manners:
    """`delay` seconds between two requests to a site, `seconds` and `size` for one answer; `allowed` are networks that
    may be asked although they are not public (an intranet, or the loopback of a test); `contact` is told to the sites."""

    delay: float = DELAY
    seconds: float = 60.0
    size: int = MAX_BYTES
    allowed: tuple[Network, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: `address` after redirects, and what to ask with next time."""

    address: str
    data: bytes
    content_type: str
    etag: str
    modified: str

    @property
    def feed(self) -> bool:
        """Whether it is an Atom or RSS feed."""
        return may_be_feed(self.content_type, self.data)


@dataclass(slots=True)
class Fetcher:
    """Remembers when each site was asked last, and its robots.txt."""

    manners: Manners = field(default_factory=Manners)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)
    _robots: Robots | None = None

    def fetch(self, url: str, known: Receipt | None = None) -> Fetched | None:
        """The document or feed at an address, None if it is as it was when `known` was written; else Unreadable."""
        url = url.split("#", maxsplit=1)[0]
        conditions = {}
        if known and known.etag:
            conditions["If-None-Match"] = known.etag
        if known and known.modified:
            conditions["If-Modified-Since"] = known.modified
        reply, final = self._follow(url, conditions, self.manners.size, robots=True)
        if reply.status == 304 and conditions:
            return None
        if reply.status != 200:
            later = "load it again later" if reply.status in BUSY else ""
            raise Unreadable(f"the server answered {reply.status}", stage="fetch", hint=later)
        fetched = Fetched(
            final,
            reply.body,
            reply.headers.get("content-type", ""),
            reply.headers.get("etag", ""),
            reply.headers.get("last-modified", ""),
        )
        if not is_document(fetched.content_type) and not fetched.feed:
            told = plain(fetched.content_type)
            raise WrongContent(f"it is {told}, neither a page, a text, a PDF nor a feed", stage="fetch")
        return fetched

    def _follow(self, url: str, headers: dict[str, str], size: int, *, robots: bool) -> tuple[Reply, str]:
        for _ in range(MOST_REDIRECTS + 1):
            _, host, port, _ = place_of(url)
            address = checked(host, port, self.manners.allowed)
            if robots:
                if refusal := self._rules().refusal(url):
                    raise Unreadable(refusal, stage="fetch")
                self._pause(url)
            reply = self._ask(url, address, headers, size)
            if reply.status not in REDIRECTS or not reply.headers.get("location"):
                return reply, url
            url = urljoin(url, reply.headers["location"]).split("#")[0]
        raise Unreadable(f"it redirects more than {MOST_REDIRECTS} times", stage="fetch")

    def _ask(self, url: str, address: str, headers: dict[str, str], size: int) -> Reply:
        """The answer of a server; one that is busy is asked again when it wants to be, unless that is long."""
        agent = f"{AGENT}/{version('councilgraph')} (+{self.manners.contact or HOME})"
        sent = {"User-Agent": agent, "Accept-Encoding": "gzip", "Accept": ACCEPT, **headers}
        for attempt in range(1, ATTEMPTS + 1):
            try:
                reply = ask(url, address, sent, seconds=self.manners.seconds, size=size)
            finally:
                self._last[urlsplit(url).netloc] = self.clock()
            wait = _wait(reply.headers.get("retry-after", ""), 5 * attempt * self.manners.delay)
            if reply.status not in BUSY or wait > LONGEST_WAIT or attempt == ATTEMPTS:
                break
            self.sleep(max(wait, self.manners.delay))
        return reply

    def _pause(self, url: str) -> None:
        site = urlsplit(url).netloc
        pause = max(self.manners.delay, self._rules().delay(url))
        rest = self._last.get(site, -pause) + pause - self.clock()
        if site in self._last and rest > 0:
            self.sleep(rest)

    def _rules(self) -> Robots:
        if self._robots is None:
            self._robots = Robots(AGENT, self._robots_txt)
        return self._robots

    def _robots_txt(self, url: str) -> Reply:
        try:
            return self._follow(url, {}, ROBOTS_SIZE, robots=False)[0]
        except TooLarge as error:
            raise Unreadable("its robots.txt is too large", stage="fetch") from error


ACCEPT = "text/html, application/xhtml+xml, application/pdf, application/atom+xml, application/rss+xml, text/plain"


def _wait(retry_after: str, otherwise: float) -> float:
    """Seconds to wait by a Retry-After header, which gives seconds or a date; `otherwise` without a proper one."""
    if retry_after.isdigit():
        return float(retry_after[:9])
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return otherwise
