"""What an HTTP process remembers of its clients: who has used up much lately, and which queries are known to be long."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

REMEMBERED = 10_000
ALLOWANCE = 0.5
"""Seconds a client may be ahead of its share."""
SHARE = 0.1
"""Seconds of evaluation in a second of time that a client may use for ever."""
MOST = 5.0
"""A client owes no more than this, so that it is forgiven within a minute."""
ADVANCE = 0.1
"""What a query costs until it is known what it has used."""
PENALTY = 1.0
"""What a query costs that was too long for the short-query workers."""
SMALL = 0.005
LONG_FOR = 60.0
"""How long a query that outlasted its slice is taken for a long one."""


class Ledger:
    """Both memories are bounded; the least recently seen are forgotten first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._debts: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._long: OrderedDict[str, float] = OrderedDict()
        self._heavy: OrderedDict[str, None] = OrderedDict()

    def charge(self, client: str, seconds: float) -> float:
        """The client uses so much of the short-query workers; what it did not use after all is charged back (negative).

        Returns what it owes now, by which the queues are ordered: who asks little is served first.
        """
        now = time.monotonic()
        with self._lock:
            debt, since = self._debts.pop(client, (0.0, now))
            debt = min(MOST, max(0.0, max(0.0, debt - SHARE * (now - since)) + seconds))
            self._debts[client] = (debt, now)
            if len(self._debts) > REMEMBERED:
                self._debts.popitem(last=False)
        return debt

    def used(self, client: str, seconds: float) -> None:
        """Remember whether the client's last query was a small one."""
        if (seconds > SMALL) == (client in self._heavy):
            return
        with self._lock:
            if seconds > SMALL:
                self._heavy[client] = None
                if len(self._heavy) > REMEMBERED:
                    self._heavy.popitem(last=False)
            else:
                self._heavy.pop(client, None)

    def asks_little(self, client: str) -> bool:
        """Whether the client's last query was a small one, so that the next will be over in no time."""
        return client not in self._heavy

    def was_long(self, query: str, *, long: bool) -> None:
        """The query did, or did not, outlast its slice."""
        if not long and query not in self._long:
            return
        with self._lock:
            self._long.pop(query, None)
            if long:
                self._long[query] = time.monotonic()
                if len(self._long) > REMEMBERED:
                    self._long.popitem(last=False)

    def is_long(self, query: str) -> bool:
        """Whether to send it to the slow lane without trying."""
        since = self._long.get(query)
        return since is not None and time.monotonic() - since < LONG_FOR
