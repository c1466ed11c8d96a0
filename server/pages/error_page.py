"""Errors as pages: the same words as for programs, what was typed kept, and a next step."""

from __future__ import annotations

from flask import Response, g

from server.errors import Problem
from server.pages.answering import POLICY
from server.pages.rendering import render

_STEPS = {
    404: "Check the address, or search:",
    406: "Choose a format, or search:",
    429: "Wait a moment and try again. Many requests came from your address.",
    503: "Try again in a moment. Nothing is lost, and this does not mean that there is no such data.",
}


def error_page(problem: Problem) -> Response:
    """What `State.html_error` calls."""
    g.page_formats = ()
    extra = problem.extra
    near = extra.get("near")
    html = render(
        "error.html",
        title=problem.title,
        status=problem.status,
        detail=problem.detail,
        line=extra.get("line"),
        column=extra.get("column"),
        near=near if isinstance(near, list) else [],
        available=extra.get("available", []),
        query=problem.query,
        next_step=_STEPS.get(problem.status, "Go back, or search:"),
    )
    response = Response(html, problem.status, mimetype="text/html")
    response.headers["Content-Security-Policy"] = POLICY
    return response
