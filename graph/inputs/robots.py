"""What a site's robots.txt allows us, after RFC 9309: no file allows all, a server in trouble forbids all for now."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from graph.errors import Unreadable
from graph.inputs.request import Reply

LONGEST_DELAY = 30.0
SIZE = 512 << 10


class Robots:
    """The rules of the sites met so far; `ask` fetches an address and follows redirects."""

    def __init__(self, agent: str, ask: Callable[[str], Reply]) -> None:
        self._agent, self._ask = agent, ask
        self._known: dict[str, Protego | None] = {}

    def refusal(self, url: str) -> str:
        """Why the address must not be fetched; empty if it may be."""
        rules = self._rules(url)
        if rules is None:
            return "the site's robots.txt cannot be fetched, so nothing else is"
        return "" if rules.can_fetch(url, self._agent) else "the site's robots.txt does not allow it"

    def delay(self, url: str) -> float:
        """Seconds that the site wants between two requests, 0 if it does not say."""
        rules = self._rules(url)
        return min(LONGEST_DELAY, float((rules and rules.crawl_delay(self._agent)) or 0.0))

    def _rules(self, url: str) -> Protego | None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._known:
            self._known[site] = self._fetch(f"{site}/robots.txt")
        return self._known[site]

    def _fetch(self, url: str) -> Protego | None:
        try:
            reply = self._ask(url)
        except Unreadable:
            return None
        if reply.status == 200:
            return Protego.parse(reply.body.decode("utf-8", "replace"))
        return Protego.parse("") if 400 <= reply.status < 500 and reply.status != 429 else None
