"""The blueprint of /metrics, /downloads, /conformance and what describes the service: /openapi.json, /llms.txt, VoID."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pyoxigraph as ox
from flask import Blueprint, Response, jsonify, redirect, request, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from server.application_state import State
from server.description.dataset import PREFIXES, describe
from server.description.service import FORMATS
from server.errors import Problem
from server.headers import content_type
from server.negotiation import choose, prefers_html, read_accept
from server.operations.conformance import last_run
from server.operations.downloads import KEY, Maker, Patience, listing
from server.operations.llms import guide
from server.operations.metrics import exposition
from server.operations.openapi import description
from server.operations.shelf import SUMS, Item, Shelf
from server.sparql import state

blueprint = Blueprint("operations", __name__, template_folder="templates")
_YEAR = 365 * 24 * 3600
_patience = Patience()


@blueprint.get("/metrics")
def metrics() -> Response:
    """Counters and gauges for Prometheus."""
    here = state()
    body, content_type = exposition(here.service, Path(here.settings.store), request.headers.get("Accept", ""))
    return Response(body, content_type=content_type, headers={"Cache-Control": "no-store"})


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Every address of this service, in OpenAPI 3.1."""
    from flask import current_app

    return _described(jsonify(description(current_app.url_map, current_app.view_functions, state().root())))


@blueprint.get("/.well-known/void")
def dataset() -> Response:
    """What is in the graph by class and property, where to get and ask it, example questions and prefixes: VoID, DCAT, SHACL."""
    here = state()
    media_type = choose(read_accept(request.headers.get("Accept")), tuple(FORMATS))
    if not media_type:
        raise Problem(406, "The description of the dataset comes as " + ", ".join(FORMATS) + ".")
    tag = here.service.tag
    triples = describe(here.service, tag, here.root())
    body = ox.serialize(triples, format=FORMATS[media_type], prefixes=PREFIXES) or b""
    response = Response(body, content_type=content_type(media_type), headers={"Cache-Control": "no-cache"})
    response.vary.add("Accept")
    response.set_etag(f"{tag}-dataset-{media_type.rpartition('/')[2]}", weak=True)
    response.make_conditional(request)
    return response


@blueprint.get("/conformance")
@blueprint.get("/conformance.<name>")
def conformance(name: str = "") -> Response:
    """What the standards' own tests gave when they were last run."""
    told = msgspec.to_builtins(last_run())
    if name not in ("", "html", "json"):
        raise Problem(404, "The tests are told as /conformance.html and /conformance.json.")
    if name == "json" or (not name and not prefers_html(request.headers.get("Accept"), ("application/json",))):
        response = jsonify(told)
    else:
        from server.pages.rendering import render

        response = Response(render("conformance.html", title="Conformance", told=told), mimetype="text/html")
    response.vary.add("Accept")
    return _described(response)


@blueprint.get("/llms.txt")
def llms() -> Response:
    """What language models need to know to ask here."""
    return _described(Response(guide(state().root()), mimetype="text/plain"))


@blueprint.get("/downloads")
def downloads() -> Response:
    """The whole dataset as files: which there are, with sizes, checksums and the meaning of every column."""
    here = state()
    told = listing(_shelf(here), here.root(), here.service.version, problem=_problem(here))
    if prefers_html(request.headers.get("Accept"), ("application/json",)):
        from server.pages.rendering import render

        response = Response(render("downloads.html", title="Downloads", told=told), mimetype="text/html")
    elif choose(read_accept(request.headers.get("Accept")), ("application/json",)):
        response = jsonify(told)
    else:
        raise Problem(406, "The list of downloads comes as application/json and text/html.")
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept")
    return _fresh_or_known(response)


@blueprint.get("/downloads/latest/<key>")
def latest(key: str) -> Response:
    """The newest file of a name without date, by redirection."""
    here = state()
    problem = _problem(here)
    newest = _shelf(here).newest() or (None if problem else _patience.wait(_shelf(here)))
    if newest is None:
        raise Problem(503, _problem(here) or "The files are being made.", headers={"Retry-After": "5"})
    names = {item.key: item.name for item in newest.items} | {SUMS: SUMS}
    if key not in names:
        left_out = next((each.reason for each in newest.left_out if each.key == key), "")
        told = f"{key} could not be made: {left_out}." if left_out else f"There is no download called {key}."
        raise Problem(404, told, extra={"near": sorted(names)})
    response = redirect(f"/downloads/{newest.version}/{names[key]}", 302)
    response.headers["Cache-Control"] = "no-cache"
    assert isinstance(response, Response)
    return response


@blueprint.get("/downloads/<int:version>/<name>")
def download(version: int, name: str) -> Response:
    """A file of one version of the data; parts of it too, by Range."""
    shelf = _shelf(state())
    edition = shelf.edition(version)
    item = next((each for each in edition.items if each.name == name), None) if edition else None
    if edition and name == SUMS:
        item = Item(SUMS, SUMS, "text/plain", 0, f"sums-{version}", "")
    if item is None:
        raise Problem(404, "There is no such file; /downloads lists those that are kept.")
    if "," in request.headers.get("Range", ""):
        request.environ.pop("HTTP_RANGE")  # several parts at once are not worth their price: all of it instead
    try:
        response = send_file(
            shelf.path(version, name),
            item.media_type,
            as_attachment=True,
            download_name=name,
            etag=item.sha256,
            max_age=_YEAR,
        )
    except FileNotFoundError as error:
        raise Problem(404, "The file has just been replaced by a newer one.") from error
    except RequestedRangeNotSatisfiable as error:
        raise Problem(416, "The file has no such part.", headers={"Content-Range": f"bytes */{item.size}"}) from error
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Repr-Digest"] = f"sha-256=:{_base64(item.sha256)}:" if item.size else ""
    if not item.size:
        del response.headers["Repr-Digest"]
    return response


def _shelf(here: State) -> Shelf:
    return Shelf.of(Path(here.settings.store))


def _problem(here: State) -> str:
    """Have the files made if there are none of the present data; why there cannot be any, if so."""
    from flask import current_app

    if not here.settings.downloads:
        return "Downloads are switched off here."
    maker: Maker = current_app.extensions.setdefault(KEY, Maker())
    return maker.ensure(Path(here.settings.store), here.settings.downloads, here.service.version)


def _described(response: Response) -> Response:
    response.headers["Cache-Control"] = "public, max-age=300"
    return _fresh_or_known(response)


def _fresh_or_known(response: Response) -> Response:
    """304 where the client has it already."""
    response.add_etag(weak=True)
    response.make_conditional(request)
    return response


def _base64(digest: str) -> str:
    import base64

    return base64.b64encode(bytes.fromhex(digest)).decode()
