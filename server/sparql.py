"""The blueprint of /sparql: queries, updates and, where nothing is asked, what the service can do."""

from __future__ import annotations

import hashlib

from flask import Blueprint, Response, current_app, request

from graph.errors import BadQuery, CouncilgraphError
from server.access import record_write, require_write
from server.application_state import State
from server.description.service import FORMATS, describe
from server.errors import Problem, problem_of
from server.headers import content_type, query_headers
from server.negotiation import GRAPHS, TABLES, Wanted, choose, prefers_html, read_accept, wanted
from server.query import Answer, wire
from server.query.failures import NotAcceptable
from server.query.guard import Checked, check_query, check_update
from server.sparql_request import SparqlRequest, read_request
from server.using import with_dataset

blueprint = Blueprint("sparql", __name__)


def state() -> State:
    """What the application keeps for all requests."""
    found: State = current_app.extensions["councilgraph"]
    return found


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """SPARQL 1.1 Protocol."""
    here = state()
    limits = here.service.limits
    asked = read_request(
        request, query_limit=limits.query_bounds.characters, update_limit=limits.update_bounds.characters
    )
    if asked.update:
        return _update(here, asked)
    if here.query_page and _wants_page(asked):
        return here.query_page(asked)
    if asked.text is None:
        return _description(here)
    return _query(here, asked, asked.text)


def client_key() -> str:
    """Whom admission counts: the address, for IPv6 its network."""
    return client_of(request.remote_addr or "unknown")


def client_of(address: str) -> str:
    """The client behind an address."""
    return ":".join(address.split(":")[:4]) if ":" in address else address


def _wants_page(asked: SparqlRequest) -> bool:
    named = any(asked.parameters.get(name) for name in ("format", "output", "results"))
    return not named and prefers_html(request.headers.get("Accept"), (*TABLES, *GRAPHS))


def _query(here: State, asked: SparqlRequest, text: str) -> Response:
    limits = here.service.limits
    try:
        checked = check_query(text, limits.query_bounds)
        formats = wanted(request.headers.get("Accept"), asked.parameters)
        if not (formats.table or formats.graph):
            raise Problem(
                406, "Nothing that was asked for can be given. Formats: " + ", ".join((*TABLES, *GRAPHS)) + "."
            )
        tag = entity_tag(here.service.tag, asked, checked, formats)
        if tag and request.if_none_match.contains_weak(tag):
            return _finished(here, Response(status=304), tag)
        answer = here.service.query(
            text,
            table_format=formats.table,
            graph_format=formats.graph,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            abbreviate=True,
            base=here.endpoint(),
            client=client_key(),
            deadline=asked.timeout,
        )
    except CouncilgraphError as error:
        problem = problem_of(error)
        problem.query = text
        if isinstance(error, NotAcceptable):
            offers = GRAPHS if error.kind == "graph" else TABLES
            problem.detail = "This answer comes as " + ", ".join(dict.fromkeys(offers.values())) + "."
        raise problem from error
    response = answered(answer)
    fresh = answer.version == here.service.version
    return _finished(here, response, tag if fresh else "", seconds=asked.timeout)


def answered(answer: Answer) -> Response:
    """The answer as a response, streamed where it is large."""
    if answer.body is not None:
        return Response(answer.body, content_type=content_type(answer.media_type))
    response = Response(answer.chunks, content_type=content_type(answer.media_type), direct_passthrough=True)
    if answer.size is not None:
        response.content_length = answer.size
    return response


def entity_tag(data: str, asked: SparqlRequest, checked: Checked, formats: Wanted) -> str:
    """Data, question and formats; empty for a query whose answer changes by itself."""
    if not checked.repeatable:
        return ""
    graphs = (*(asked.default_graphs or ("-",)), "|", *(asked.named_graphs or ("-",)))
    parts = "\0".join((checked.normal, formats.table, formats.graph, *graphs))
    return f"{data}-{hashlib.blake2b(parts.encode(), digest_size=9).hexdigest()}"


def _finished(here: State, response: Response, tag: str, *, seconds: float | None = None) -> Response:
    response.headers.update(query_headers(here.service.limits, tag, seconds))
    return response


def _description(here: State) -> Response:
    media_type = choose(read_accept(request.headers.get("Accept")), tuple(FORMATS))
    if not media_type:
        raise Problem(406, "The description of the service comes as " + ", ".join(FORMATS) + ".")
    tag, services = f"{here.service.tag}-description", here.service.limits.query_bounds.services
    response = Response(describe(here.endpoint(), media_type, federated=bool(services)), mimetype=media_type)
    _finished(here, response, tag).make_conditional(request)
    return response


def _update(here: State, asked: SparqlRequest) -> Response:
    require_write(request, here.settings)
    text = asked.text or ""
    operation = wire.Operation(verb="update", text=text, base=here.endpoint())
    try:
        check_update(text, here.service.limits.update_bounds)
        operation = wire.Operation(
            verb="update",
            text=with_dataset(text, asked.default_graphs or (), asked.named_graphs or ()),
            base=here.endpoint(),
        )
        written = here.service.write(operation, client=client_key())
    except CouncilgraphError as error:
        record_write(here.settings.audit_path, client_key(), operation, written=None, problem=str(error))
        problem = problem_of(error)
        if isinstance(error, BadQuery):
            problem.title = "The update is not valid SPARQL"
        raise problem from error
    record_write(here.settings.audit_path, client_key(), operation, written=written)
    response = Response(status=204)
    response.headers["X-Dataset-Version"] = str(written.version)
    return response
