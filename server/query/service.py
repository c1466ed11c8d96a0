"""QueryService: what the SPARQL endpoint and the pages call to have questions answered, always in killable workers."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import pyoxigraph as ox

from server.query import wire
from server.query.answer import Answer, Kind, Rows, Term, rows_from
from server.query.board import Board
from server.query.exchange import Exchange, Times
from server.query.failures import QueryFailure, Refused, WorkerLost
from server.query.guard import Checked, check_query
from server.query.launch import Brokerage
from server.query.ledger import ALLOWANCE, PENALTY, Ledger
from server.query.limits import QueryLimits
from server.query.link import Lease, Link
from server.query.pool import Pool
from server.query.spool import Spool
from server.query.under_way import Begun, begun, hold, on_start, stream
from server.query.writing import OWN_PAGES, Writing

TRIES = 5
AT_ONCE = 0.02
"""A worker that is found dead within so many seconds was dead before it was asked."""
PATIENCE, SHORT_PATIENCE = 2.0, 0.5
"""How long to wait for a worker, and how long if the client owes."""
_HEAD = msgspec.msgpack.Decoder(wire.Head)
_END = msgspec.msgpack.Decoder(wire.End)


class QueryService(Writing):
    """Thread-safe; one for each process. Without `directory` it starts a broker of its own."""

    def __init__(self, store: Path, limits: QueryLimits | None = None, *, directory: Path | None = None) -> None:
        self.limits = limits or QueryLimits()
        self._brokerage = None if directory else Brokerage(store, self.limits)
        place = directory or (self._brokerage.directory if self._brokerage else store)
        self._link, self._board = Link(place), Board(place / "board")
        self._pool = Pool(self._link, self._board, self.limits.fast_workers)
        self._ledger = Ledger()

    def query(
        self,
        text: str,
        *,
        table_format: str = "application/sparql-results+json",
        graph_format: str = "text/turtle",
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        substitutions: Mapping[str, Term] | None = None,
        abbreviate: bool = False,
        base: str = "",
        client: str = OWN_PAGES,
        deadline: float | None = None,
        max_rows: int = 0,
    ) -> Answer:
        """Evaluate and serialise; an empty format means that the client takes none of that kind.

        Returns when the first `held_bytes` or the whole answer are there. Raises BadQuery, QueryFailure. In a SELECT
        with named columns, `substitutions` can only replace variables that are among them: the engine refuses others.
        `max_rows` works with tab separated values only.
        """
        checked = check_query(text, self.limits.query_bounds)
        seconds = min(deadline or self.limits.deadline, self.limits.deadline)
        question = wire.Question(
            text=text,
            table_format=table_format,
            graph_format=graph_format,
            default_graphs=None if default_graphs is None else tuple(default_graphs),
            named_graphs=None if named_graphs is None else tuple(named_graphs),
            substitutions={name: str(term) for name, term in (substitutions or {}).items()},
            abbreviate=abbreviate,
            base=base,
            max_rows=max_rows,
            max_bytes=self.limits.answer_bytes,
            seconds=seconds,
        )
        return self._answer(question, checked, client, seconds)

    def arrive(self, checked: Checked, client: str) -> float | None:
        """What the client owes, a slice for this query included; None, and nothing charged, if it will not be quick.

        Raises Refused when the client owes too much to be worth a thread.
        """
        if self._ledger.is_long(checked.normal):
            return None
        debt = self._ledger.charge(client, self.limits.slice)
        if debt <= ALLOWANCE:
            return debt
        self.leave(client)
        if self._pool.crowded:
            raise Refused("You have too many queries under way.", retry_after=1.0, own_fault=True)
        return None

    def leave(self, client: str) -> None:
        """The query of `arrive` was not begun: charge its slice back."""
        self._ledger.charge(client, -self.limits.slice)

    def begin(self, question: wire.Question, client: str, debt: float) -> Begun | None:
        """Put the question at once if a worker is free; else None."""
        lease = self._pool.take_idle(debt)
        if lease is None:
            return None
        times = Times(self.limits.slice, time.monotonic() + self.limits.deadline)
        found = Begun(question.text, Exchange(self._link, self._pool, lease, times, client), lease)
        try:
            found.exchange.send(question)
        except QueryFailure:
            found.exchange.abandon()
            return None
        return found

    def completed(self, query: Begun, checked: Checked, client: str) -> Answer | None:
        """The answer if it has arrived whole; else give `begun` to the thread that goes on waiting."""
        frames = query.exchange.arrived()
        if frames is None:
            return None
        self._account(query.exchange, checked, client)
        head = _HEAD.decode(frames[0][1])
        body = b"".join(data for kind, data in frames if kind == wire.DATA)
        return Answer(Kind(head.kind), head.media_type, query.lease.version, body, iter(()))

    def select(
        self,
        text: str,
        *,
        substitutions: Mapping[str, Term] | None = None,
        client: str = OWN_PAGES,
        deadline: float | None = None,
        max_rows: int = 10_000,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> Rows:
        """Rows of pyoxigraph terms; `truncated` says that there were more than `max_rows`."""
        answer = self.query(
            text,
            table_format="text/tab-separated-values",
            graph_format="",
            substitutions=substitutions,
            client=client,
            deadline=deadline,
            max_rows=max_rows,
            default_graphs=default_graphs,
            named_graphs=named_graphs,
        )
        return rows_from(answer.read(), answer.version, truncated=answer.truncated)

    def ask(self, text: str, *, substitutions: Mapping[str, Term] | None = None, client: str = OWN_PAGES) -> bool:
        """Yes or no."""
        answer = self.query(text, table_format="text/csv", graph_format="", substitutions=substitutions, client=client)
        return answer.read().strip() == b"true"

    def construct(
        self, text: str, *, substitutions: Mapping[str, Term] | None = None, client: str = OWN_PAGES
    ) -> list[ox.Triple]:
        """The triples of a CONSTRUCT or DESCRIBE."""
        answer = self.query(
            text, table_format="", graph_format="application/n-triples", substitutions=substitutions, client=client
        )
        return [quad.triple for quad in ox.parse(answer.read(), ox.RdfFormat.N_TRIPLES)]

    def condition(self) -> wire.Condition:
        """How the broker is."""
        reply, _ = self._link.call(wire.Report())
        if not isinstance(reply, wire.Condition):
            raise Refused("The query broker is confused.")
        return reply

    def close(self) -> None:
        """End our workers, and the broker if it is ours."""
        self._link.close()
        if self._brokerage:
            self._brokerage.close()
        self._pool.close()

    def _answer(self, question: wire.Question, checked: Checked, client: str, seconds: float) -> Answer:
        """One exchange; another if the worker turns out to have died while it was idle."""
        deadline = time.monotonic() + seconds
        for tries_left in reversed(range(TRIES)):
            early = begun.get()
            if early and early.text == question.text and not early.taken:
                early.taken, exchange, lease = True, early.exchange, early.lease
            else:
                early = None
                exchange, lease = self._begin(checked, client, deadline)
            try:
                return self._exchange(exchange, lease, None if early else question)
            except WorkerLost:
                if exchange.heard or exchange.age > AT_ONCE or not tries_left:
                    raise
            finally:
                self._account(exchange, checked, client)
        raise WorkerLost("Workers keep dying.")

    def _exchange(self, exchange: Exchange, lease: Lease, question: wire.Question | None) -> Answer:
        interrupt = on_start.get()
        if interrupt:
            interrupt(exchange.interrupt)
        frames = exchange.frames()
        spool = Spool()
        try:
            if question is not None:
                exchange.send(question)
            head = _HEAD.decode(next(frames)[1])
            end = hold(frames, spool, self.limits.held_bytes)
        except BaseException:
            exchange.abandon()
            frames.close()
            spool.close()
            raise
        answer = Answer(Kind(head.kind), head.media_type, lease.version, spool.whole() if end else None, spool.pieces())
        if end:
            answer.truncated, answer.size = _END.decode(end).truncated, spool.size
        else:
            answer.chunks = stream(spool, frames)
        return answer

    def _account(self, exchange: Exchange, checked: Checked, client: str) -> None:
        """Charge back what was not used of the slice, and remember whether the query was long."""
        if client != OWN_PAGES:
            cost = PENALTY if exchange.promoted else min(exchange.used, self.limits.slice)
            self._ledger.charge(client, cost - self.limits.slice)
        self._ledger.was_long(checked.normal, long=exchange.used >= self.limits.slice)

    def _begin(self, checked: Checked, client: str, deadline: float) -> tuple[Exchange, Lease]:
        seconds = max(0.01, deadline - time.monotonic())
        debt = 0.0 if client == OWN_PAGES else self._ledger.charge(client, self.limits.slice)
        try:
            if self._ledger.is_long(checked.normal):
                lease = self._link.spawn(wire.Spawn(client, seconds, slow=True))
                return Exchange(self._link, None, lease, Times(0.0, deadline), client), lease
            owes = debt > ALLOWANCE
            lease = self._pool.take(min(seconds, SHORT_PATIENCE if owes else PATIENCE), debt)
        except BaseException:
            if client != OWN_PAGES:
                self.leave(client)
            raise
        allowed = self.limits.short_slice if owes else self.limits.slice
        return Exchange(self._link, self._pool, lease, Times(allowed, deadline), client), lease
