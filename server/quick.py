"""The quick way for plain queries: answered in the event loop, without a thread and without Flask.

Most queries are done in less than a millisecond; a thread, a request object and a response object would cost several
times that, and so would reading the same head of a request again and again. Whatever is not plain (other parameters,
pages, errors, conditions) and whatever is not done in a few milliseconds goes the usual way, the latter without being
started again.
"""

from __future__ import annotations

import binascii
import gzip
import itertools
import os
import re
import string
from dataclasses import dataclass
from functools import lru_cache

import httptools

from graph.errors import CouncilgraphError
from server.application_state import State
from server.cache import AnswerCache, Fields, Kept, Key, lines, takes_gzip
from server.compression import LEVEL, SMALLEST
from server.errors import PROBLEM_JSON, Problem, as_json, problem_of
from server.headers import COMMON, content_type, query_headers
from server.negotiation import Wanted, wanted
from server.query import Answer, wire
from server.query.failures import Refused
from server.query.guard import Checked, check_query
from server.query.runner import Begun
from server.request_body import FORM, fields_of
from server.sparql import entity_tag
from server.sparql_request import QUERY, SparqlRequest

LARGEST_BODY, LARGEST_HEAD, MOST_MANNERS = 20_000, 4_000, 1_000
_POST, _GET, _VERSION = b"POST /sparql HTTP/1.1", b"GET /sparql?", b" HTTP/1.1"
_IN_ADDRESS = (string.ascii_letters + string.digits + "-._~:/?@!$&'()*+,;=%").encode()
_NOT_PLAIN = frozenset(
    {b"authorization", b"content-encoding", b"cookie", b"expect", b"if-match", b"if-modified-since"}
    | {b"if-none-match", b"if-unmodified-since", b"range", b"te", b"transfer-encoding", b"upgrade", b"x-request-id"}
    | {b"x-forwarded-host", b"x-forwarded-proto"}
)
_ONLY_A_QUERY = re.compile(rb"query=(?:[\w.~*+!'(),:;/?@$-]++|%[0-9A-Fa-f]{2})*+")
_PARAMETERS = frozenset({"query", "format", "output", "results"})


@dataclass(frozen=True, slots=True)
class Manner:
    """How a client asks: what the fields of a head say, which are the same for many requests."""

    said: dict[bytes, bytes]
    length: int
    """Bytes of the body."""
    kind: str
    accept: str | None
    gzip: bool
    root: str


class QuickAnswers:
    """For one event loop."""

    def __init__(self, state: State, cache: AnswerCache) -> None:
        self._settings, self._service, self._runner = state.settings, state.service, state.service.runner
        self._limits, self._cache = state.service.limits, cache
        self._manners: dict[bytes, Manner | None] = {}
        self.names = itertools.count(int.from_bytes(os.urandom(7)))
        """For requests that bring no name of their own."""

    def manner(self, fields: bytes) -> Manner | None:
        """What the fields of a head say, for as long as they are remembered; None where the request is not plain."""
        if fields not in self._manners:
            if len(self._manners) >= MOST_MANNERS:
                self._manners.clear()
            known = None if self._settings.trusted_proxies or len(fields) > LARGEST_HEAD else _read(fields)
            self._manners[fields] = known
        return self._manners[fields]

    def at_once(self, request: bytes, line: bytes, manner: Manner, body: bytes, client: str) -> Kept | Begun | None:
        """The whole answer, or a query that is under way and wants a thread, or None: go the usual way."""
        fields = _fields(line, manner, body)
        if fields is None:
            return None
        try:
            return self._answer(request, fields, manner, client)
        except Refused as error:
            return _refusal(problem_of(error))
        except CouncilgraphError:
            return None

    def _answer(self, request: bytes, fields: Fields, manner: Manner, client: str) -> Kept | Begun | None:
        parameters = dict(reversed(fields))
        text = parameters["query"]
        checked = check_query(text, self._limits.query_bounds)
        key = None
        if checked.repeatable and self._settings.cache:
            normal = tuple([(name, checked.normal if name == "query" else value) for name, value in fields])
            key = self._cache.key_of("/sparql", normal, manner.said)
            kept = self._cache.get(key)
            if kept:
                self._cache.repeats(request, kept)
            if kept or self._cache.is_being_computed(key):
                return kept
        formats = wanted(manner.accept, parameters)
        question = wire.Question(
            text=text,
            table_format=formats.table,
            graph_format=formats.graph,
            abbreviate=True,
            base=f"{self._settings.public_url.rstrip('/') or manner.root}/sparql",
            max_bytes=self._limits.answer_bytes,
            seconds=self._limits.deadline,
        )
        query = self._runner.begin(question, checked, client)
        answer = self._runner.completed(query) if query else None
        if answer is None:
            return query
        asked = SparqlRequest(False, text, None, None, parameters)
        return self._kept(answer, asked, checked, formats, key, packed=manner.gzip)

    def _kept(
        self, answer: Answer, asked: SparqlRequest, checked: Checked, formats: Wanted, key: Key | None, *, packed: bool
    ) -> Kept:
        """The answer as it is sent, put into the cache too."""
        body = answer.body or b""
        packed = packed and len(body) >= SMALLEST
        if packed:
            body = gzip.compress(body, LEVEL, mtime=0)
        fresh = answer.version == self._service.version
        tag = entity_tag(self._service.tag, asked, checked, formats) if fresh else ""
        own = f'content-length: {len(body)}\r\netag: W/"{tag}"\r\n' if tag else f"content-length: {len(body)}\r\n"
        kept = Kept(200, own.encode() + self._fixed(answer.media_type, packed, bool(tag)), body)
        if key and tag:
            self._cache.keep(key, kept)
        return kept

    @lru_cache(maxsize=64)  # noqa: B019 - there is one of these for each process
    def _fixed(self, media_type: str, packed: bool, tagged: bool) -> bytes:
        """The headers that many answers share."""
        headers = query_headers(self._limits, "-" if tagged else "")
        headers.pop("ETag", None)
        headers["Content-Type"] = content_type(media_type)
        if packed:
            headers["Content-Encoding"] = "gzip"
        return _encoded(headers)


def _encoded(headers: dict[str, str]) -> bytes:
    """With those that every answer carries."""
    return lines((name.lower().encode(), value.encode()) for name, value in (headers | COMMON).items())


def _refusal(problem: Problem) -> Kept:
    """Said at once, since many clients in a hurry are the reason for it."""
    body = as_json(problem).encode()
    headers = {**problem.headers, "Content-Type": PROBLEM_JSON, "Cache-Control": "no-store"}
    headers["Content-Length"] = str(len(body))
    return Kept(problem.status, _encoded(headers), body)


class _Head:
    """Receives what httptools finds in a head."""

    def __init__(self) -> None:
        self.said: dict[bytes, bytes] = {}
        self.complete = self.twice = False

    def on_header(self, name: bytes, value: bytes) -> None:
        name = name.lower()
        self.twice = self.twice or name in self.said
        self.said[name] = value

    def on_headers_complete(self) -> None:
        self.complete = True


def _read(fields: bytes) -> Manner | None:
    """By the same parser as all requests; None for what it refuses and for all that is not plain."""
    found = _Head()
    if fields.count(b"\n") != fields.count(b"\r\n"):
        return None
    try:
        httptools.HttpRequestParser(found).feed_data(b"%s\r\n%s\r\n\r\n" % (_POST, fields))
    except (httptools.HttpParserError, httptools.HttpParserUpgrade):
        return None
    said = found.said
    length = said.get(b"content-length", b"0")
    accept = said[b"accept"].decode("latin-1") if b"accept" in said else None
    if not found.complete or found.twice or b"host" not in said or not _NOT_PLAIN.isdisjoint(said):
        return None
    if said.get(b"connection", b"keep-alive").lower() != b"keep-alive" or (accept and "html" in accept):
        return None
    if not length.isdigit() or len(length) > 5 or int(length) > LARGEST_BODY:
        return None
    root = f"http://{said.get(b'host', b'').decode('latin-1')}"
    kind = said.get(b"content-type", b"").decode("latin-1")
    return Manner(said, int(length), kind, accept, takes_gzip(said.get(b"accept-encoding", b"")), root)


def _fields(line: bytes, manner: Manner, body: bytes) -> Fields | None:
    """A query with at most a wish for a format; None for all else."""
    try:
        if line == _POST and manner.kind == QUERY:
            return (("query", body.decode()),)
        if line == _POST and manner.kind == FORM:
            fields = _decoded(body) or fields_of(body)
        elif line.startswith(_GET) and line.endswith(_VERSION) and not body:
            address = line[len(_GET) : -len(_VERSION)]
            if address.translate(None, _IN_ADDRESS):
                return None
            fields = _decoded(address) or fields_of(address)
        else:
            return None
    except (Problem, UnicodeDecodeError):
        return None
    names = [name for name, _ in fields]
    return fields if names.count("query") == 1 and _PARAMETERS.issuperset(names) else None


def _decoded(sent: bytes) -> Fields | None:
    """A form that is nothing but a query, by way of a decoder in C: percent signs become quoted-printable's signs."""
    if not _ONLY_A_QUERY.fullmatch(sent):
        return None
    return (("query", binascii.a2b_qp(sent[6:].replace(b"%", b"=").replace(b"+", b" ")).decode()),)
