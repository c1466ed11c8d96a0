"""The quick way for plain queries: answered in the event loop, without a thread and without Flask.

Most queries are done in a millisecond; a thread, a request object and a response object would cost several times that.
Whatever is not plain (other parameters, pages, errors, conditions, a busy pool) and whatever is not done in a few
milliseconds goes the usual way, the latter without being started again.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Mapping
from dataclasses import dataclass

from graph.errors import CouncilgraphError
from server.application_state import State
from server.compression import LEVEL, SMALLEST
from server.errors import PROBLEM_JSON, Problem, as_json, problem_of
from server.headers import COMMON, content_type, query_headers
from server.negotiation import Wanted, wanted
from server.query import Answer, wire
from server.query.failures import Refused
from server.query.guard import Checked, check_query
from server.query.under_way import Begun
from server.request_body import FORM, read_fields
from server.sparql import client_of, entity_tag
from server.sparql_request import QUERY, SparqlRequest
from server.wsgi_bridge import Reply, Scope

PATIENCE = 0.02
TRIES, BETWEEN_TRIES = 100, 0.005
"""Waiting for a worker here costs no thread, so that those who ask little get one however many threads are taken."""
LARGEST_BODY = 20_000
_PARAMETERS = frozenset({"query", "format", "output", "results"})
_COMMON = [(name.lower().encode(), value.encode()) for name, value in COMMON.items()]


@dataclass(frozen=True, slots=True)
class Plain:
    """A request that may go the quick way."""

    asked: SparqlRequest
    text: str
    checked: Checked
    formats: Wanted
    client: str
    base: str
    gzip: bool


class QuickAnswers:
    """For one event loop."""

    def __init__(self, state: State) -> None:
        self._settings, self._service = state.settings, state.service

    async def answer(self, scope: Scope, body: bytes) -> Reply | Begun | None:
        """The whole answer, or a query that is under way, or None: go the usual way."""
        plain = self._plain(scope, body)
        if plain is None:
            return None
        question = wire.Question(
            text=plain.text,
            table_format=plain.formats.table,
            graph_format=plain.formats.graph,
            abbreviate=True,
            base=plain.base,
            max_bytes=self._service.limits.answer_bytes,
            seconds=self._service.limits.deadline,
        )
        try:
            debt = self._service.arrive(plain.checked, plain.client)
        except Refused as error:
            return _refusal(problem_of(error))
        if debt is None:
            return None
        query = await self._begin(question, plain.client, debt)
        if query is None:
            self._service.leave(plain.client)
            return None
        return await self._ask(plain, query)

    async def _begin(self, question: wire.Question, client: str, debt: float) -> Begun | None:
        """A query that has been put, as soon as a worker is free for one who owes so much."""
        for _ in range(TRIES):
            query = self._service.begin(question, client, debt)
            if query is not None:
                return query
            await asyncio.sleep(BETWEEN_TRIES)
        return None

    async def _ask(self, plain: Plain, query: Begun) -> Reply | Begun:
        until = asyncio.get_running_loop().time() + PATIENCE
        while await _readable(query, until):
            answer = self._service.completed(query, plain.checked, plain.client)
            if answer is not None:
                return self._reply(plain, answer)
            if query.exchange.failed:
                break
        return query

    def _plain(self, scope: Scope, body: bytes) -> Plain | None:
        if scope["path"] != "/sparql" or scope["method"] not in ("GET", "POST"):
            return None
        headers = {bytes(name): bytes(value).decode("latin-1") for name, value in scope["headers"]}
        if self._settings.trusted_proxies or b"if-none-match" in headers or b"content-encoding" in headers:
            return None
        asked = _asked(scope, body, headers)
        accept = headers.get(b"accept")
        if asked is None or asked.text is None or (accept and "html" in accept):
            return None
        try:
            checked = check_query(asked.text, self._service.limits.query_bounds)
        except CouncilgraphError:
            return None
        formats = wanted(accept, asked.parameters)
        root = self._settings.public_url.rstrip("/") or f"{scope.get('scheme', 'http')}://{headers.get(b'host', '')}"
        packed = "gzip" in headers.get(b"accept-encoding", "") and "gzip;q=0" not in headers.get(b"accept-encoding", "")
        client = client_of((scope.get("client") or ("unknown", 0))[0])
        return Plain(asked, asked.text, checked, formats, client, f"{root}/sparql", packed)

    def _reply(self, plain: Plain, answer: Answer) -> Reply:
        tag = ""
        if answer.version == self._service.version:
            tag = entity_tag(self._service.tag, plain.asked, plain.checked, plain.formats)
        headers = query_headers(self._service.limits, tag)
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
    headers = {**problem.headers, "Content-Type": PROBLEM_JSON, "Cache-Control": "no-store"}
    own = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    return Reply(problem.status, own + _COMMON, as_json(problem).encode())


def _asked(scope: Scope, body: bytes, headers: Mapping[bytes, str]) -> SparqlRequest | None:
    """A query with at most a wish for a format; None for all else."""
    if scope["method"] == "GET":
        text = bytes(scope["query_string"]).decode("latin-1")
    elif scope["query_string"] or len(body) > LARGEST_BODY:
        return None
    else:
        kind = headers.get(b"content-type", "")
        text = body.decode("utf-8", "replace")
        if kind == QUERY and "\ufffd" not in text:
            return SparqlRequest(False, text, None, None, {})
        if kind != FORM or "\ufffd" in text:
            return None
    try:
        fields = read_fields(text)
    except Problem:
        return None
    names = [name for name, _ in fields]
    if names.count("query") != 1 or not _PARAMETERS.issuperset(names):
        return None
    parameters = dict(reversed(fields))
    return SparqlRequest(False, parameters["query"], None, None, parameters)


async def _readable(query: Begun, until: float) -> bool:
    """Wait until something has arrived from the worker; False when patience is at an end."""
    loop = asyncio.get_running_loop()
    arrived: asyncio.Future[bool] = loop.create_future()
    descriptor = query.exchange.fileno()
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
