"""A request to /sparql as the SPARQL 1.1 Protocol reads it (sections 2.1 and 2.2): what is asked, over which graphs."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import pyoxigraph as ox
from flask import Request

from server.errors import Problem
from server.request_body import FORM, read_body, read_fields, read_text

QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
OPERATIONS = (
    "Send a query with GET, or with POST as a form or as application/sparql-query; "
    "an update with POST as a form or as application/sparql-update."
)


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """`text` is None where nothing was asked: then the service describes itself."""

    update: bool
    text: str | None
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    parameters: dict[str, str]

    @property
    def timeout(self) -> float | None:
        """Seconds the client is willing to wait."""
        value = self.parameters.get("timeout", "").strip()
        if not value:  # the query page sends its field empty
            return None
        try:
            seconds = float(value)
        except ValueError as error:
            raise Problem(400, "timeout wants seconds.") from error
        if not 0 < seconds < float("inf"):
            raise Problem(400, "timeout wants a positive number of seconds.")
        return seconds


def read_request(request: Request, *, query_limit: int, update_limit: int) -> SparqlRequest:
    """Raises a Problem where the Protocol asks for a 4xx."""
    in_url = read_fields(request.query_string.decode("latin-1"))
    if request.method in ("GET", "HEAD"):
        return _from_fields(in_url, update_allowed=False)
    kind = request.mimetype
    if kind == FORM:
        fields = read_fields(read_text(read_body(request, update_limit * 3), _charset(request)))
        asked_in_url = [name for name, _ in in_url if name in ("query", "update")]
        if asked_in_url:
            raise Problem(400, f"{asked_in_url[0]} belongs into the body of a POST.")
        return _from_fields([*in_url, *fields], update_allowed=True)
    if kind in (QUERY, UPDATE):
        update = kind == UPDATE
        if any(name in ("query", "update") for name, _ in in_url):
            raise Problem(400, "The body is the query; there cannot be another in the address.")
        text = read_text(read_body(request, update_limit if update else query_limit * 4), _charset(request))
        return _request(in_url, text, update=update)
    raise Problem(415, OPERATIONS, headers={"Accept-Post": f"{FORM}, {QUERY}, {UPDATE}"})


def _charset(request: Request) -> str | None:
    return request.mimetype_params.get("charset")


def _from_fields(fields: list[tuple[str, str]], *, update_allowed: bool) -> SparqlRequest:
    queries = [value for name, value in fields if name == "query"]
    updates = [value for name, value in fields if name == "update"]
    if updates and not update_allowed:
        raise Problem(400, "An update must be sent with POST.")
    if len(queries) + len(updates) > 1:
        raise Problem(400, "More than one query or update in one request.")
    if updates:
        return _request(fields, updates[0], update=True)
    if queries:
        return _request(fields, queries[0], update=False)
    if update_allowed:
        raise Problem(400, "There is neither a query nor an update. " + OPERATIONS)
    return _request(fields, None, update=False)


def _request(fields: list[tuple[str, str]], text: str | None, *, update: bool) -> SparqlRequest:
    default, named = (
        ("using-graph-uri", "using-named-graph-uri") if update else ("default-graph-uri", "named-graph-uri")
    )
    default_graphs = tuple(_graph(value) for name, value in fields if name == default)
    named_graphs = tuple(_graph(value) for name, value in fields if name == named)
    own = bool(default_graphs or named_graphs)
    return SparqlRequest(
        update, text, default_graphs if own else None, named_graphs if own else None, dict(reversed(fields))
    )


def _graph(value: str) -> str:
    try:
        if not urlsplit(value).scheme:
            raise ValueError("it is relative")
        return ox.NamedNode(value).value
    except ValueError as error:
        raise Problem(400, f"{value!r} is not an absolute IRI: {error}.") from error
