"""Putting questions to workers: each gets a first slice on one of ours and, if it is long, a place in the slow lane.

A thread asks with `answer`. The event loop, which must not wait, goes by steps: `begin`, `completed`; what takes longer
it leaves to a thread, as `begun`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from server.query import wire
from server.query.answer import KINDS, Answer, Kind, collect
from server.query.board import Board
from server.query.exchange import Exchange
from server.query.failures import Refused, WorkerLost
from server.query.guard import Checked
from server.query.ledger import ADVANCE, ALLOWANCE, PENALTY, Ledger
from server.query.limits import QueryLimits
from server.query.link import Lease, Link
from server.query.pool import Pool

OWN_PAGES = ""
"""The client that is ourselves: it shares the places of all but has no limit of its own."""
TRIES = 5
JUST_NOW = 0.05
"""A worker that is found dead within so many seconds was dead before it was asked."""
AT_ONCE = 0.004
"""Seconds for which the event loop does nothing but wait for an answer that promises to be small."""
PATIENCE, SHORT_PATIENCE = 2.0, 0.5
"""How long to wait for a worker, and how long if the client owes."""
on_start: ContextVar[Callable[[Callable[[], None]], None] | None] = ContextVar("on_start", default=None)
"""Set by the gateway: told how to interrupt the query that the request has just started."""
begun: ContextVar[Begun | None] = ContextVar("begun", default=None)
"""Set by the gateway: a query of this request that is already under way."""


@dataclass(slots=True)
class Begun:
    """A query that was put to a worker, without a thread that waits for the answer."""

    question: wire.Question
    checked: Checked
    client: str
    exchange: Exchange
    taken: bool = False
    """Whether a thread reads the answer."""


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
            if early and early.question.text == question.text and not early.taken:
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
        debt = 0.0 if client == OWN_PAGES else self._ledger.charge(client, ADVANCE)
        try:
            lease = self._worker(debt, deadline)
            if self._ledger.is_long(checked.normal):
                self._admit(lease, client, deadline)
                return Exchange(self._link, None, lease, client, 0.0, deadline)
            return Exchange(self._link, self._pool, lease, client, self._limits.slice, deadline)
        except BaseException:
            if client != OWN_PAGES:
                self._ledger.charge(client, -ADVANCE)
            raise

    def _admit(self, lease: Lease, client: str, deadline: float) -> None:
        """To the slow lane, where the worker stays; if there is no place, it goes back."""
        try:
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
        future, patience = self._pool.queue(debt), SHORT_PATIENCE if debt > ALLOWANCE else PATIENCE
        if self._board.version() < 0:  # the first snapshot is being loaded
            patience = self._limits.deadline
        try:
            return future.result(max(0.01, min(patience, deadline - time.monotonic())))
        except TimeoutError:
            self._pool.withdraw(future)
            if debt > ALLOWANCE:
                raise Refused("You have too many queries under way.", retry_after=1.0, own_fault=True) from None
            raise Refused(self._pool.problem or "All workers are busy.", retry_after=1.0) from None

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
            self._ledger.charge(client, (PENALTY if exchange.promoted else used) - ADVANCE)
            self._ledger.used(client, used)
        self._ledger.was_long(checked.normal, long=used >= self._limits.slice)

    def begin(self, question: wire.Question, checked: Checked, client: str) -> Begun | None:
        """Put the question to a worker that is free at this moment, without waiting; None where it needs a thread.

        Raises Refused where a thread would find no place to wait in.
        """
        if checked.calls_out or self._ledger.is_long(checked.normal):
            return None
        debt = self._ledger.charge(client, ADVANCE)
        lease = self._pool.take(debt)
        if lease is None:
            self._ledger.charge(client, -ADVANCE)
            self._pool.check_room(debt)
            return None
        deadline = time.monotonic() + self._limits.deadline
        exchange = Exchange(self._link, self._pool, lease, client, self._limits.slice, deadline)
        try:
            exchange.send(question)
        except (WorkerLost, Refused):
            exchange.abandon()
            self._ledger.charge(client, -ADVANCE)
            return None
        return Begun(question, checked, client, exchange)

    def completed(self, query: Begun) -> Answer | None:
        """The answer, if all of it comes within a few milliseconds; else give the query as `begun` to a thread."""
        found = query.exchange.whole(AT_ONCE) if self._ledger.asks_little(query.client) else None
        if found is None:
            return None
        self._account(query.exchange, query.checked, query.client)
        kind, body = KINDS[found[0]], found[1]
        return Answer(kind, _media_type(kind, query.question), query.exchange.lease.version, body, iter(()))


def _media_type(kind: Kind, question: wire.Question) -> str:
    return question.graph_format if kind is Kind.GRAPH else question.table_format
