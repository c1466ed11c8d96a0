"""create_app: the Flask application over a store. Pages join as a blueprint, everything else is here."""

from __future__ import annotations

import importlib
import importlib.util
from pathlib import Path

from flask import Flask, Response, jsonify, request
from werkzeug.middleware.proxy_fix import ProxyFix

from server import graph_store, operations, sparql
from server.application_state import State
from server.compression import compress
from server.errors import Problem, register_errors
from server.headers import COMMON
from server.query import QueryService
from server.settings import Settings

_ALLOWED = "GET, HEAD, POST, OPTIONS"


def create_app(settings: Settings | None = None, *, service: QueryService | None = None) -> Flask:
    """The application; without `service` it starts query processes of its own, which end with it."""
    settings = settings or Settings.load()
    app = Flask("server", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = None  # each reader of a body has a limit of its own
    here = State(settings, service or QueryService(Path(settings.store), settings.limits))
    app.extensions["councilgraph"] = here
    register_errors(app)
    app.register_blueprint(sparql.blueprint)
    app.register_blueprint(graph_store.blueprint)
    app.register_blueprint(operations.blueprint)
    if importlib.util.find_spec("server.pages.blueprint"):
        app.register_blueprint(importlib.import_module("server.pages.blueprint").blueprint)
    app.add_url_rule("/healthz", view_func=healthz)
    app.add_url_rule("/readyz", view_func=readyz)
    app.before_request(_preflight)
    app.after_request(_headers)
    app.after_request(compress)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops, x_prefix=hops)  # type: ignore[method-assign]
    return app


def healthz() -> Response:
    """The process is alive."""
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})


def readyz() -> Response:
    """Queries can be answered; says which version of the data and which protections are in force."""
    condition = sparql.state().service.condition()
    ready = condition.version is not None
    if not ready:
        raise Problem(503, condition.problem or "The data are being loaded.", headers={"Retry-After": "1"})
    response = jsonify(
        ready=ready,
        version=condition.version,
        in_memory=condition.in_memory,
        isolation=condition.isolation,
        workers=condition.workers,
        long_queries={"running": condition.slow_running, "waiting": condition.slow_waiting},
        stopped_workers=condition.killed,
        problem=condition.problem or None,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _preflight() -> Response | None:
    """A browser's question whether it may: reading yes, with the bearer token no."""
    if request.method != "OPTIONS" or "Access-Control-Request-Method" not in request.headers:
        return None
    response = Response(status=204)
    response.headers["Access-Control-Allow-Methods"] = _ALLOWED
    response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type, If-None-Match, If-Modified-Since"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _headers(response: Response) -> Response:
    for name, value in COMMON.items():
        response.headers.setdefault(name, value)
    return response
