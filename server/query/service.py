"""QueryService: what the SPARQL endpoint and the pages call to have questions answered, always in killable workers."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import pyoxigraph as ox

from server.query import wire
from server.query.answer import Answer, Rows, Term, rows_from
from server.query.board import Board
from server.query.exchange import Exchange
from server.query.failures import Refused
from server.query.federation import without_services
from server.query.guard import check_query, check_update
from server.query.launch import Brokerage
from server.query.limits import QueryLimits
from server.query.link import Link
from server.query.runner import OWN_PAGES, Runner

_WRITTEN = msgspec.msgpack.Decoder(wire.Written)


class QueryService:
    """Thread-safe; one for each process. Without `directory` it starts a broker of its own."""

    def __init__(self, store: Path, limits: QueryLimits | None = None, *, directory: Path | None = None) -> None:
        self.limits = limits or QueryLimits()
        self._brokerage = None if directory else Brokerage(store, self.limits)
        place = directory or (self._brokerage.directory if self._brokerage else store)
        self._link, self._board = Link(place), Board(place / "board")
        self.runner = Runner(self._link, self._board, self.limits)

    @property
    def version(self) -> int:
        """Version of the data being served; -1 before the first snapshot is ready."""
        return self._board.version()

    @property
    def tag(self) -> str:
        """For entity tags: differs whenever the data do."""
        return self._board.tag()

    # -- questions

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
        if checked.calls_out:
            started = time.monotonic()
            text = without_services(text, self.limits.query_bounds.services, base=base, seconds=seconds)
            seconds -= time.monotonic() - started
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
        return self.runner.answer(question, checked, client, seconds)

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

    # -- writes, and the state of things

    def update(self, text: str, *, client: str = OWN_PAGES) -> wire.Written:
        """Carry out an update; returns when queries see it. Raises BadQuery, QueryFailure."""
        check_update(text, self.limits.update_bounds)
        return self.write(wire.Operation(verb="update", text=text), client=client)

    def write(self, operation: wire.Operation, *, client: str = OWN_PAGES) -> wire.Written:
        """Carry out a write whose text, if any, has been checked; one at a time, each in a process that can be killed."""
        seconds = self.limits.write_deadline
        deadline = time.monotonic() + seconds
        lease = self._link.spawn(writer=True)
        exchange = Exchange(self._link, None, lease, client, 0.0, deadline)
        try:
            ended = self._link.enter(lease, client, seconds, write=True)
            if ended:
                raise ended
            exchange.send(operation)
            written = _WRITTEN.decode(list(exchange.frames())[-1][1])
        finally:
            exchange.abandon()
        self.wait_for(written.version, max(1.0, deadline - time.monotonic()))
        return written

    def wait_for(self, version: int, seconds: float) -> bool:
        """Until this version is served, or the time is over."""
        self._link.call(wire.Call("await", seconds=seconds, version=version))
        return self.version >= version

    def condition(self) -> wire.Condition:
        """How the broker is."""
        reply, _ = self._link.call(wire.Call("report"))
        if not isinstance(reply, wire.Condition):
            raise Refused("The query broker is confused.")
        return reply

    def close(self) -> None:
        """End our workers, and the broker if it is ours."""
        self._link.close()
        if self._brokerage:
            self._brokerage.close()
        self.runner.close()
        self._link.close()  # our workers' keeper may have been talking
