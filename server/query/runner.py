"""Putting questions to workers: each gets a first slice on one of ours and, if it is long, a place in the slow lane.

A thread asks with `answer`. The event loop, which must not wait, goes by steps: `prepare`, `begin` (or `line_up` for a
worker), `completed`; what takes longer it leaves to a thread, as `begun`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import ContextVar

from server.query import wire
from server.query.answer import KINDS, Answer, Kind, collect
from server.query.board import Board
from server.query.exchange import Exchange
from server.query.failures import Refused, WorkerLost
from server.query.guard import Checked
from server.query.ledger import ALLOWANCE, PENALTY, Ledger
from server.query.limits import QueryLimits
from server.query.link import Lease, Link
from server.query.pool import Pool

OWN_PAGES = ""
"""The client that is ourselves: it shares the places of all but has no limit of its own."""
TRIES = 5
JUST_NOW = 0.05
"""A worker that is found dead within so many seconds was dead before it was asked."""
AT_ONCE = 0.002
PATIENCE, SHORT_PATIENCE = 2.0, 0.5
"""How long to wait for a worker, and how long if the client owes."""
MOST_LONG = 8
"""Threads that one client may keep waiting with queries known to be long."""
on_start: ContextVar[Callable[[Callable[[], None]], None] | None] = ContextVar("on_start", default=None)
"""Set by the gateway: told how to interrupt the query that the request has just started."""
begun: ContextVar[Begun | None] = ContextVar("begun", default=None)
"""Set by the gateway: a query of this request that is already under way."""


class Begun:
    """A query that was put to a worker, or waits to be, without a thread that waits for the answer."""

    def __init__(self, question: wire.Question, checked: Checked, client: str, debt: float) -> None:
        self.question, self.checked, self.client, self.debt = question, checked, client, debt
        self.exchange: Exchange | None = None
        self.taken = False


class Runner:
    """The workers of one process, and what it knows of those who ask."""

    def __init__(self, link: Link, board: Board, limits: QueryLimits) -> None:
        self._link, self._board, self._limits = link, board, limits
        self._pool = Pool(link, board, limits.fast_workers)
        self._ledger = Ledger()

    def close(self) -> None:
        """End our workers; to be called when the broker or the link to it is closed."""
        self._pool.close()

    def answer(self, question: wire.Question, checked: Checked, client: str, seconds: float) -> Answer:
        """One exchange; another if the worker turns out to have died while it was idle."""
        deadline = time.monotonic() + seconds
        for tries_left in reversed(range(TRIES)):
            early = begun.get()
            if early and early.exchange and early.question.text == question.text and not early.taken:
                early.taken, exchange = True, early.exchange
            else:
                early, exchange = None, self._exchange(checked, client, deadline)
            try:
                return self._exchanged(exchange, question, put=early is None)
            except WorkerLost:
                if not tries_left or exchange.heard or not (exchange.unsent or exchange.age < JUST_NOW):
                    raise
            finally:
                self._account(exchange, checked, client)
        raise WorkerLost("Workers keep dying.")

    def _exchange(self, checked: Checked, client: str, deadline: float) -> Exchange:
        """With a worker for a first slice; with one that has been admitted to the slow lane, if the query is long."""
        debt = 0.0 if client == OWN_PAGES else self._ledger.charge(client, self._limits.slice)
        try:
            lease = self._worker(debt, deadline)
            if self._ledger.is_long(checked.normal):
                self._admit(lease, client, deadline)
                return Exchange(self._link, None, lease, client, 0.0, deadline)
            allowed = self._limits.short_slice if debt > ALLOWANCE else self._limits.slice
            return Exchange(self._link, self._pool, lease, client, allowed, deadline)
        except BaseException:
            if client != OWN_PAGES:
                self._ledger.charge(client, -self._limits.slice)
            raise

    def _admit(self, lease: Lease, client: str, deadline: float) -> None:
        """To the slow lane, where the worker stays; if there is no place, it goes back."""
        try:
            with self._ledger.waiting_with_long(client):
                ended = self._link.enter(lease, client, deadline - time.monotonic())
        except Refused:
            self._pool.give_back(lease)
            raise
        self._pool.lose(lease)
        if ended:
            lease.close()
            raise ended

    def _worker(self, debt: float, deadline: float) -> Lease:
        lease = self._pool.take(debt)
        if lease:
            return lease
        future = self._pool.queue(debt)
        try:
            return future.result(max(0.01, min(self.patience(debt), deadline - time.monotonic())))
        except TimeoutError:
            self._pool.withdraw(future)
            raise self.busy(debt) from None

    def _exchanged(self, exchange: Exchange, question: wire.Question, *, put: bool) -> Answer:
        interrupt = on_start.get()
        if interrupt:
            interrupt(exchange.interrupt)
        frames = exchange.frames()
        try:
            if put:
                exchange.send(question)
            kind, first = next(frames)
        except BaseException:
            exchange.abandon()
            frames.close()
            raise
        answer = Answer(KINDS[kind], _media_type(KINDS[kind], question), exchange.lease.version, None, iter(()))
        return collect(answer, frames, first, self._limits.held_bytes)

    def _account(self, exchange: Exchange, checked: Checked, client: str) -> None:
        """Charge back what was not used of the slice, and remember whether the query was long."""
        used = exchange.used
        if client != OWN_PAGES:
            cost = PENALTY if exchange.promoted else min(used, self._limits.slice)
            self._ledger.charge(client, cost - self._limits.slice)
            self._ledger.used(client, used)
        self._ledger.was_long(checked.normal, long=used >= self._limits.slice)

    def prepare(self, question: wire.Question, checked: Checked, client: str) -> Begun | None:
        """The question, charged to the client; None, and nothing charged, if it will need a thread anyway.

        Raises Refused when the client has too much under way to be worth one.
        """
        if checked.calls_out:
            return None
        if self._ledger.is_long(checked.normal):
            if self._ledger.long_under_way(client) >= MOST_LONG:
                raise Refused("You have too many long queries under way.", retry_after=2.0, own_fault=True)
            return None
        return Begun(question, checked, client, self._ledger.charge(client, self._limits.slice))

    def begin(self, query: Begun, lease: Lease | None = None) -> bool:
        """Put it to this worker, or to one that is free at this moment; False if there is none or it has just died."""
        lease = lease or self._pool.take(query.debt)
        if lease is None:
            return False
        allowed = self._limits.short_slice if query.debt > ALLOWANCE else self._limits.slice
        deadline = time.monotonic() + self._limits.deadline
        exchange = Exchange(self._link, self._pool, lease, query.client, allowed, deadline)
        try:
            exchange.send(query.question)
        except (WorkerLost, Refused):
            exchange.abandon()
            return False
        query.exchange = exchange
        return True

    def patience(self, debt: float) -> float:
        """How many seconds it is worth to wait for a worker; long while the first snapshot is being loaded."""
        if self._board.version() < 0:
            return self._limits.deadline
        return SHORT_PATIENCE if debt > ALLOWANCE else PATIENCE

    def busy(self, debt: float) -> Refused:
        """What to say to who has waited in vain."""
        if debt > ALLOWANCE:
            return Refused("You have too many queries under way.", retry_after=1.0, own_fault=True)
        return Refused(self._pool.problem or "All workers are busy.", retry_after=1.0)

    def line_up(self, query: Begun) -> Future[Lease]:
        """A worker for it, when its turn has come; raises Refused. Give up with `step_out`."""
        return self._pool.queue(query.debt)

    def step_out(self, query: Begun, future: Future[Lease] | None = None) -> None:
        """It will not be begun: what it was charged is given back."""
        if future:
            self._pool.withdraw(future)
        if query.exchange is None:
            self._ledger.charge(query.client, -self._limits.slice)

    def completed(self, query: Begun, *, at_once: bool = False) -> Answer | None:
        """The answer if all of it is there; else give it as `begun` to a thread that goes on waiting.

        With `at_once` the caller does nothing but wait for it, for a few milliseconds and if it promises to be small.
        """
        if query.exchange is None or (at_once and not self._ledger.asks_little(query.client)):
            return None
        found = query.exchange.whole(AT_ONCE if at_once else 0.0)
        if found is None:
            return None
        self._account(query.exchange, query.checked, query.client)
        kind, body = KINDS[found[0]], found[1]
        return Answer(kind, _media_type(kind, query.question), query.exchange.lease.version, body, iter(()))


def _media_type(kind: Kind, question: wire.Question) -> str:
    return question.graph_format if kind is Kind.GRAPH else question.table_format
