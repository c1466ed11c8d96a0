"""From what went wrong to an HTTP answer: the only place that knows status codes.

A Problem is written as RFC 9457 JSON, as plain text or as a small page that keeps what was typed, by Accept.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from flask import Flask, Response, current_app, request
from markupsafe import escape
from werkzeug.exceptions import HTTPException

from graph.errors import BadQuery, CouncilgraphError, StoreError, UnknownName
from server.negotiation import choose, prefers_html, read_accept
from server.query import failures

PROBLEM_JSON = "application/problem+json"


@dataclass(slots=True)
class Problem(Exception):
    """An answer that says what is wrong; `extra` are further members, `query` what was asked."""

    status: int
    detail: str
    title: str = ""
    kind: str = "about:blank"
    headers: dict[str, str] = field(default_factory=dict)
    extra: dict[str, object] = field(default_factory=dict)
    query: str = ""

    def __post_init__(self) -> None:
        self.title = self.title or HTTPStatus(self.status).phrase


HtmlError = Callable[[Problem], Response]


_MEANINGS: tuple[tuple[type[CouncilgraphError], int, str], ...] = (
    (BadQuery, 400, "The query is not valid SPARQL"),
    (failures.DeadlinePassed, 503, "Time limit reached"),
    (failures.MemoryExhausted, 503, "Memory limit reached"),
    (failures.WorkerLost, 503, "The query was stopped"),
    (failures.TooComplex, 400, "The query is too large"),
    (failures.Forbidden, 403, "Refused"),
    (failures.ServiceFailed, 502, "Another endpoint failed"),
    (failures.NotAcceptable, 406, ""),
    (failures.AnswerTooLarge, 503, "The answer is too large"),
    (failures.Unserialisable, 406, "This format cannot hold the answer"),
    (failures.EngineFailed, 500, "The query could not be evaluated"),
    (UnknownName, 404, ""),
    (StoreError, 503, ""),
)
_WRITE_STATUS = {"absent": 404, "locked": 503}


def problem_of(error: CouncilgraphError) -> Problem:
    """The answer for an error of ours; 503 comes with a time after which to try again."""
    status, title = next(((code, name) for kind, code, name in _MEANINGS if isinstance(error, kind)), (500, ""))
    problem = Problem(status, str(error), title)
    if isinstance(error, failures.Refused):
        problem = Problem(429 if error.own_fault else 503, str(error))
        problem.headers["Retry-After"] = str(max(1, round(error.retry_after)))
    elif isinstance(error, failures.WriteFailed):
        problem = Problem(_WRITE_STATUS.get(error.stage, 500), str(error))
    elif isinstance(error, BadQuery) and error.line:
        problem.extra = {"line": error.line, "column": error.column}
    elif isinstance(error, UnknownName) and error.near:
        problem.extra = {"near": list(error.near)}
    if problem.status == 503:
        problem.headers.setdefault("Retry-After", "5")
    return problem


def respond(problem: Problem) -> Response:
    """The problem in the form that the client can use."""
    accept = request.headers.get("Accept")
    if prefers_html(accept, (PROBLEM_JSON, "application/json", "text/csv", "text/turtle", "application/xml")):
        page: HtmlError = current_app.extensions["councilgraph"].html_error or plain_page
        response = page(problem)
    elif choose(read_accept(accept), (PROBLEM_JSON, "text/plain")) == "text/plain":
        response = Response(_as_text(problem), problem.status, mimetype="text/plain")
    else:
        response = Response(as_json(problem), problem.status, mimetype=PROBLEM_JSON)
    response.headers.extend(problem.headers)
    response.headers["Cache-Control"] = "no-store"
    response.vary.add("Accept")
    return response


def register_errors(app: Flask) -> None:
    """Have every error of the application answered as a Problem."""
    app.register_error_handler(Problem, respond)
    app.register_error_handler(CouncilgraphError, lambda error: respond(problem_of(error)))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unforeseen)


def plain_page(problem: Problem) -> Response:
    """A page that needs nothing but itself and gives the query back."""
    place = f"<p>Line {problem.extra['line']}, column {problem.extra['column']}.</p>" if "line" in problem.extra else ""
    kept = ""
    if problem.query:
        kept = (
            '<form action="" method="get"><p><label for="query">Query</label></p>'
            f'<p><textarea id="query" name="query" rows="16" cols="90">{escape(problem.query)}</textarea></p>'
            "<p><button>Run</button></p></form>"
        )
    body = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{problem.status} {escape(problem.title)}</title>'
        f"</head><body><main><h1>{escape(problem.title)}</h1><p>{escape(problem.detail)}</p>{place}{kept}</main></body></html>"
    )
    return Response(body, problem.status, mimetype="text/html")


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        response = error.get_response()
        assert isinstance(response, Response)
        return response
    headers = {
        name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After", "WWW-Authenticate")
    }
    return respond(Problem(status, error.description or error.name, error.name, headers=headers))


def _unforeseen(error: Exception) -> Response:
    current_app.logger.error("unforeseen error on %s", request.path, exc_info=error)
    return respond(Problem(500, "Something went wrong on our side; it has been written down."))


def as_json(problem: Problem) -> str:
    """The body of application/problem+json."""
    members = {"type": problem.kind, "title": problem.title, "status": problem.status, "detail": problem.detail}
    return json.dumps(members | problem.extra, ensure_ascii=False) + "\n"


def _as_text(problem: Problem) -> str:
    place = f" (line {problem.extra['line']}, column {problem.extra['column']})" if "line" in problem.extra else ""
    return f"{problem.title}{place}: {problem.detail}\n"
