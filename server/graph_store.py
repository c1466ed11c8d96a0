"""The blueprint of /graph-store: SPARQL 1.1 Graph Store HTTP Protocol, graphs named by `?graph=`, `?default` or the path."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

import pyoxigraph as ox
from flask import Blueprint, Response, request

from graph.errors import BadQuery, CouncilgraphError
from server.access import record_write, require_write
from server.application_state import State
from server.errors import Problem, problem_of
from server.negotiation import GRAPHS, choose, read_accept
from server.query import wire
from server.request_body import check_document, read_body, read_fields
from server.sparql import answered, client_key, state

blueprint = Blueprint("graph_store", __name__)
TRIPLES = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
EXISTS = "ASK { GRAPH ?g {} }"
READABLE = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "text/n3")
_ALIASES = {
    "application/json": "application/ld+json",
    "application/xml": "application/rdf+xml",
    "text/xml": "application/rdf+xml",
}


@dataclass(frozen=True, slots=True)
class Target:
    """A named graph, or the default graph where `name` is None."""

    name: str | None


@blueprint.route("/graph-store", methods=["GET", "PUT", "POST", "DELETE"])
@blueprint.route("/graph-store/<path:below>", methods=["GET", "PUT", "POST", "DELETE"])
def graph_store(below: str = "") -> Response:
    """One operation on one graph."""
    here = state()
    if request.method in ("GET", "HEAD"):
        return _get(here, _target(here, below))
    require_write(request, here.settings)
    if request.method == "POST" and not below and not request.query_string:
        made = f"{here.root()}/graph-store/{uuid.uuid4()}"
        response = _write(here, Target(made))
        response.headers["Location"] = made
        return response
    return _write(here, _target(here, below))


def _target(here: State, below: str) -> Target:
    fields = read_fields(request.query_string.decode("latin-1"))
    graphs = [value for name, value in fields if name == "graph"]
    default = any(name == "default" for name, _ in fields)
    if len(graphs) + default > 1 or (below and (graphs or default)):
        raise Problem(400, "Name one graph: by ?graph=, by ?default or by the path.")
    if default:
        return Target(None)
    if below:
        return Target(here.root() + urlsplit(request.environ.get("REQUEST_URI") or request.path).path)
    if not graphs:
        raise Problem(400, "Which graph? Name it by ?graph=, by ?default or by the path.")
    try:
        if not urlsplit(graphs[0]).scheme:
            raise ValueError("it is relative")
        return Target(ox.NamedNode(graphs[0]).value)
    except ValueError as error:
        raise Problem(400, f"{graphs[0]!r} is not an absolute IRI: {error}.") from error


def _get(here: State, target: Target) -> Response:
    accept = read_accept(request.headers.get("Accept"))
    media_type = GRAPHS.get(choose(accept, tuple(GRAPHS)), "")
    if not media_type:
        raise Problem(406, "Graphs come as " + ", ".join(dict.fromkeys(GRAPHS.values())) + ".")
    if target.name and not here.service.ask(
        EXISTS, substitutions={"g": ox.NamedNode(target.name)}, client=client_key()
    ):
        raise Problem(404, "There is no such graph.")
    digest = hashlib.blake2b(f"{target.name}\0{media_type}".encode(), digest_size=9).hexdigest()
    tag = f"{here.service.tag}-{digest}"
    if request.if_none_match.contains_weak(tag):
        response = Response(status=304)
    else:
        answer = here.service.query(
            TRIPLES,
            table_format="",
            graph_format=media_type,
            default_graphs=[target.name or ""],
            named_graphs=[],
            abbreviate=True,
            client=client_key(),
        )
        response = answered(answer)
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.vary.update(("Accept", "Accept-Encoding"))
    return response


def _write(here: State, target: Target) -> Response:
    operation = _operation(here, target)
    try:
        written = here.service.write(operation, client=client_key())
    except CouncilgraphError as error:
        record_write(here.settings.audit_path, client_key(), operation, written=None, problem=str(error))
        problem = problem_of(error)
        if isinstance(error, BadQuery):
            problem.title = "The document cannot be read"
        raise problem from error
    record_write(here.settings.audit_path, client_key(), operation, written=written)
    response = Response(status=204 if written.existed else 201)
    response.headers["X-Dataset-Version"] = str(written.version)
    return response


def _operation(here: State, target: Target) -> wire.Operation:
    verb, base = request.method.lower(), target.name or here.root() + "/"
    if verb == "delete":
        return wire.Operation(verb=verb, graph=target.name, must_exist=target.name is not None)
    limit = here.service.limits.update_bounds.characters
    documents = _parts(limit) if request.mimetype == "multipart/form-data" else (_document(limit),)
    for media_type, data in documents:
        check_document(data, media_type)
    return wire.Operation(verb=verb, graph=target.name, documents=documents, base=base)


def _document(limit: int) -> tuple[str, bytes]:
    media_type = _readable(request.mimetype or "application/rdf+xml")
    return media_type, read_body(request, limit)


def _parts(limit: int) -> tuple[tuple[str, bytes], ...]:
    """The files of a form; each part says what it is."""
    if (request.content_length or 0) > limit:
        raise Problem(413, f"The limit is {limit:,} bytes.")
    request.max_form_memory_size = limit
    request.max_form_parts = 100
    parts = [
        (_readable(part.mimetype or "text/turtle"), part.stream.read()) for _, part in request.files.items(multi=True)
    ]
    if not parts:
        raise Problem(400, "The form has no file in it.")
    return tuple(parts)


def _readable(media_type: str) -> str:
    media_type = _ALIASES.get(media_type, media_type)
    if media_type not in READABLE:
        raise Problem(
            415, "Graphs are read as " + ", ".join(READABLE) + ".", headers={"Accept-Post": ", ".join(READABLE)}
        )
    return media_type
