"""The quick way for plain queries: answered in the event loop, without a thread and without Flask.

Most queries are done in less than a millisecond; a thread, a request object and a response object would cost several
times that. Whatever is not plain (other parameters, pages, errors, conditions) and whatever is not done in a few
milliseconds goes the usual way, the latter without being started again.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph.errors import CouncilgraphError
from server.application_state import State
from server.compression import LEVEL, SMALLEST
from server.errors import PROBLEM_JSON, Problem, as_json, problem_of
from server.headers import COMMON, content_type, query_headers
from server.negotiation import Wanted, wanted
from server.query import Answer, wire
from server.query.failures import Refused
from server.query.guard import check_query
from server.query.runner import Begun
from server.request_body import FORM, fields_of
from server.sparql import client_of, entity_tag
from server.sparql_request import QUERY, SparqlRequest
from server.wsgi_bridge import Reply, Scope

PLAIN: Final = "councilgraph.plain"
"""Where a request carries a query that has been prepared."""
SOON = 0.02
"""Seconds for which the loop waits for an answer while doing other things."""
LARGEST_BODY = 20_000
_PARAMETERS = frozenset({"query", "format", "output", "results"})
_COMMON = [(name.lower().encode(), value.encode()) for name, value in COMMON.items()]


@dataclass(frozen=True, slots=True)
class Plain:
    """A request that may go the quick way, and its query."""

    asked: SparqlRequest
    formats: Wanted
    gzip: bool
    query: Begun


class QuickAnswers:
    """For one event loop."""

    def __init__(self, state: State) -> None:
        self._settings, self._service, self._runner = state.settings, state.service, state.service.runner
        self._limits = state.service.limits

    def at_once(self, scope: Scope, body: bytes) -> Reply | Plain | None:
        """The whole answer, or a plain query that has been prepared, or None: go the usual way."""
        if scope["path"] != "/sparql" or scope["method"] not in ("GET", "POST"):
            return None
        try:
            plain = self._plain(scope, body)
        except Refused as error:
            return _refusal(problem_of(error))
        if plain is None:
            return None
        if self._runner.begin(plain.query):
            answer = self._runner.completed(plain.query, at_once=True)
            if answer:
                return self._reply(plain, answer)
        return plain

    async def soon(self, plain: Plain) -> Reply | Begun | None:
        """The whole answer, or a query that is under way and wants a thread."""
        query = plain.query
        try:
            if query.exchange is None:
                if not await self._begin(query):
                    return None
                answer = self._runner.completed(query, at_once=True)
                if answer:
                    return self._reply(plain, answer)
            return await self._ask(plain)
        except Refused as error:
            return _refusal(problem_of(error))
        except BaseException:
            if query.exchange:
                query.exchange.abandon()
            raise

    async def _begin(self, query: Begun) -> bool:
        """Put it as soon as a worker is free for one who owes so much."""
        try:
            future = self._runner.line_up(query)
        except Refused:
            self._runner.step_out(query)
            raise
        try:
            async with asyncio.timeout(self._runner.patience(query.debt)):
                lease = await asyncio.wrap_future(future)
        except TimeoutError:
            self._runner.step_out(query, future)
            raise self._runner.busy(query.debt) from None
        except BaseException:
            self._runner.step_out(query, future)
            raise
        if self._runner.begin(query, lease):
            return True
        self._runner.step_out(query)
        return False

    async def _ask(self, plain: Plain) -> Reply | Begun:
        exchange = plain.query.exchange
        assert exchange is not None
        until = asyncio.get_running_loop().time() + SOON
        while await _readable(exchange.lease.sock.fileno(), until):
            answer = self._runner.completed(plain.query)
            if answer is not None:
                return self._reply(plain, answer)
            if exchange.failed:
                break
        return plain.query

    def _plain(self, scope: Scope, body: bytes) -> Plain | None:
        headers = {bytes(name): bytes(value).decode("latin-1") for name, value in scope["headers"]}
        if self._settings.trusted_proxies or b"if-none-match" in headers or b"content-encoding" in headers:
            return None
        asked = _asked(scope, body, headers)
        accept = headers.get(b"accept")
        if asked is None or asked.text is None or (accept and "html" in accept):
            return None
        try:
            checked = check_query(asked.text, self._limits.query_bounds)
        except CouncilgraphError:
            return None
        formats = wanted(accept, asked.parameters)
        root = self._settings.public_url.rstrip("/") or f"{scope.get('scheme', 'http')}://{headers.get(b'host', '')}"
        packed = "gzip" in headers.get(b"accept-encoding", "") and "gzip;q=0" not in headers.get(b"accept-encoding", "")
        question = wire.Question(
            text=asked.text,
            table_format=formats.table,
            graph_format=formats.graph,
            abbreviate=True,
            base=f"{root}/sparql",
            max_bytes=self._limits.answer_bytes,
            seconds=self._limits.deadline,
        )
        client = client_of((scope.get("client") or ("unknown", 0))[0])
        query = self._runner.prepare(question, checked, client)
        return Plain(asked, formats, packed, query) if query else None

    def _reply(self, plain: Plain, answer: Answer) -> Reply:
        tag = ""
        if answer.version == self._service.version:
            tag = entity_tag(self._service.tag, plain.asked, plain.query.checked, plain.formats)
        headers = query_headers(self._limits, tag)
        body = answer.body or b""
        if plain.gzip and len(body) >= SMALLEST:
            body = gzip.compress(body, LEVEL, mtime=0)
            headers["Content-Encoding"] = "gzip"
        headers["Content-Type"] = content_type(answer.media_type)
        headers["Content-Length"] = str(len(body))
        own = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        return Reply(200, own + _COMMON, body)


def _refusal(problem: Problem) -> Reply:
    """Said at once, since many clients in a hurry are the reason for it."""
    body = as_json(problem).encode()
    headers = {**problem.headers, "Content-Type": PROBLEM_JSON, "Cache-Control": "no-store"}
    headers["Content-Length"] = str(len(body))
    own = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    return Reply(problem.status, own + _COMMON, body)


def _asked(scope: Scope, body: bytes, headers: Mapping[bytes, str]) -> SparqlRequest | None:
    """A query with at most a wish for a format; None for all else."""
    sent = body
    if scope["method"] == "GET":
        sent = scope["query_string"]
    elif scope["query_string"] or len(body) > LARGEST_BODY:
        return None
    try:
        if scope["method"] == "POST" and headers.get(b"content-type") == QUERY:
            return SparqlRequest(False, body.decode(), None, None, {})
        if scope["method"] == "POST" and headers.get(b"content-type") != FORM:
            return None
        fields = fields_of(sent)
    except (Problem, UnicodeDecodeError):
        return None
    names = [name for name, _ in fields]
    if names.count("query") != 1 or not _PARAMETERS.issuperset(names):
        return None
    parameters = dict(reversed(fields))
    return SparqlRequest(False, parameters["query"], None, None, parameters)


async def _readable(descriptor: int, until: float) -> bool:
    """Wait until something has arrived from the worker; False when patience is at an end."""
    loop = asyncio.get_running_loop()
    arrived: asyncio.Future[bool] = loop.create_future()
    loop.add_reader(descriptor, _settle, arrived, True)
    timer = loop.call_at(until, _settle, arrived, False)
    try:
        return await arrived
    finally:
        timer.cancel()
        loop.remove_reader(descriptor)


def _settle(future: asyncio.Future[bool], value: bool) -> None:
    if not future.done():
        future.set_result(value)
