"""`/reconcile`: the OpenRefine reconciliation service (API 0.2): manifest, batches, suggest, preview, extend."""

from __future__ import annotations

import json
import re
from typing import Any

from flask import Blueprint, Response, render_template, request

from server.errors import Problem
from server.pages import reconciling
from server.pages.answering import POLICY, to_json
from server.pages.index import index
from server.pages.searching import names
from server.pages.source import root

blueprint = Blueprint("reconcile", __name__)
_LARGEST = 1 << 20


@blueprint.route("/reconcile", methods=["GET", "POST"])
def service() -> Response:
    """The manifest, or answers to `queries` or `extend`."""
    if request.method == "POST" and (request.content_length or 0) > _LARGEST:
        raise Problem(413, "A batch may have up to 1 MB; send fewer queries at once.")
    queries, extension = request.values.get("queries"), request.values.get("extend")
    if queries:
        asked = _object(queries, "queries")
        if len(asked) > reconciling.MOST_QUERIES:
            raise Problem(413, f"A batch may have up to {reconciling.MOST_QUERIES} queries; there are {len(asked)}.")
        return _json(
            {
                key: reconciling.reconcile(value if isinstance(value, dict) else {"query": value})
                for key, value in asked.items()
            }
        )
    if extension:
        return _json(reconciling.extend(_object(extension, "extend")))
    return _json(reconciling.manifest(root()))


@blueprint.get("/reconcile/suggest/<any(entity,property,type):what>")
def suggest(what: str) -> Response:
    """Things, properties or types whose name begins like this."""
    prefix = request.args.get("prefix", "")[:100]
    if what == "entity":
        hits = [hit for hit in names(index(), prefix, 20) if hit.kind in ("council", "person")]
        found: list[dict[str, object]] = [
            {
                "id": hit.path.strip("/"),
                "name": hit.name,
                "description": hit.about,
                "notable": [{"id": hit.kind.capitalize(), "name": hit.kind.capitalize()}],
            }
            for hit in hits[:10]
        ]
    else:
        every = reconciling.properties() if what == "property" else [reconciling.COUNCIL, reconciling.PERSON]
        found = [
            dict(each)
            for each in every
            if prefix.casefold() in each["name"].casefold() or prefix.casefold() in each["id"].casefold()
        ]
    return _json({"result": found})


@blueprint.get("/reconcile/propose")
def propose() -> Response:
    """Properties with which a column of councils can be extended."""
    return _json({"type": request.args.get("type", "Council"), "properties": reconciling.properties(), "limit": 0})


@blueprint.get("/reconcile/preview")
def preview() -> Response:
    """A small page about a candidate."""
    identifier = request.args.get("id", "")
    if not re.fullmatch(r"(council|person)/[A-Za-z0-9._-]+", identifier):
        raise Problem(404, "There is nothing to preview by that name.")
    html = render_template("preview.html", **reconciling.preview(identifier))
    response = Response(html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
    return response


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Problem(400, f"The parameter {name} is not JSON: {error}.") from error
    if not isinstance(found, dict):
        raise Problem(400, f"The parameter {name} wants a JSON object.")
    return found


def _json(value: object) -> Response:
    """JSON, or JSONP for old clients that name a callback."""
    callback = request.args.get("callback", "")
    text = to_json(value)
    if re.fullmatch(r"[A-Za-z_$][\w.$]{0,60}", callback):
        response = Response(f"/**/{callback}({text.strip()});", mimetype="application/javascript")
    else:
        response = Response(text, mimetype="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "no-cache"
    return response
