"""Addresses about the site itself: feeds, sitemap, robots, corrections, status, what programs may ask."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Response, current_app, g, render_template, request

from server.errors import Problem
from server.pages import formats
from server.pages.addresses import is_ours, path_of
from server.pages.answering import POLICY, answer, to_json
from server.pages.feeds import feed_of_all
from server.pages.index import Index, index, index_or_none
from server.pages.paging import number_asked
from server.pages.rendering import NAVIGATION, render
from server.pages.source import root, setup
from server.pages.stored import unread

blueprint = Blueprint("site", __name__)
_COUNTED = ("council", "inspection", "judgement", "person", "document", "sentence")
_ADDRESSES = 2_000
"""Addresses of one part of the sitemap; the standard allows 50,000, in more time than a page should take."""
_PARTS = {
    "council": "SELECT iri FROM council ORDER BY slug LIMIT ? OFFSET ?",
    "inspection": "SELECT iri FROM inspection ORDER BY iri LIMIT ? OFFSET ?",
    "person": "SELECT iri FROM person ORDER BY iri LIMIT ? OFFSET ?",
    "document": "SELECT iri FROM document ORDER BY slug LIMIT ? OFFSET ?",
}


@blueprint.get("/changes.atom")
def changes() -> Response:
    """All judgements as a feed."""
    index()
    return answer("/changes.atom", formats.ATOM, {formats.ATOM: feed_of_all})


@blueprint.get("/correct")
def correct() -> Response:
    """How to report a mistake in a fact."""
    about = request.args.get("about", "")[:500]
    contact = setup().contact
    g.page_formats = ()
    html = render(
        "correct.html",
        title="Report a mistake",
        about=about,
        about_path=path_of(about) if is_ours(about) else "",
        host=request.host,
        contact=contact,
        contact_link=_contact_link(contact, about),
    )
    return page_of(html)


def _contact_link(contact: str, about: str) -> str:
    from urllib.parse import quote

    if re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", contact):
        return f"mailto:{contact}?subject={quote('Mistake in ' + about)}"
    return contact if contact.startswith(("https://", "http://")) else ""


def page_of(html: str) -> Response:
    """HTML that is no thing's page."""
    response = Response(html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Everything may be read but what computes for each visitor."""
    lines = [
        "User-agent: *",
        "Disallow: /sparql",
        "Disallow: /search",
        "Disallow: /reconcile",
        "Disallow: /compare",
        f"Sitemap: {root()}/sitemap.xml",
        "",
    ]
    return Response("\n".join(lines), mimetype="text/plain")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """The pages of councils, inspections, people and documents: a list of parts, or with `part` and `page` one of these."""
    found, part = index(), request.args.get("part", "")
    number = number_asked("page", 1)
    if part and part not in _PARTS:
        raise Problem(404, f"The sitemap has no part “{part[:40]}”; it has {', '.join(_PARTS)}.")
    return answer(
        "/sitemap.xml", formats.XML, {formats.XML: lambda: _part(found, part, number) if part else _parts(found)}
    )


def _parts(found: Index) -> str:
    counts = {**found.about, "council": str(found.number("SELECT count(*) FROM council"))}
    pages = [
        f"/sitemap.xml?part={part}&page={page}"
        for part in _PARTS
        for page in range(1, 2 + (int(counts[part]) - 1) // _ADDRESSES)
    ]
    return render_template("sitemap.xml", root=root(), paths=pages, index=True)


def _part(found: Index, part: str, number: int) -> str:
    rows = found.rows(_PARTS[part], (_ADDRESSES, (number - 1) * _ADDRESSES))
    if not rows and number > 1:
        raise Problem(404, f"This part of the sitemap has no page {number}.")
    own = (
        [*(href for href, _ in NAVIGATION), "/", "/documents", "/ref", "/api"]
        if (part, number) == ("council", 1)
        else []
    )
    return render_template("sitemap.xml", root=root(), paths=[*own, *(path_of(row["iri"]) for row in rows)])


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """By which browsers offer this search."""
    text = render_template("opensearch.xml", root=root())
    return Response(text, mimetype="application/opensearchdescription+xml")


@blueprint.get("/status")
@blueprint.get("/status.<name>")
def status(name: str = "") -> Response:
    """Versions, counts, what could not be read, limits in force."""
    told = _told()
    html = lambda: render("status.html", title="Status", told=told)  # noqa: E731
    writers = {formats.HTML: html, formats.JSON: lambda: to_json(told)}
    response = answer("/status", formats.extension_named(name), writers)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _told() -> dict[str, Any]:
    found = index_or_none()
    about = found.about if found else {}
    state: Any = current_app.extensions.get("councilgraph")
    limits = getattr(getattr(state, "service", None), "limits", None)
    in_force = limits and {
        "query_seconds": limits.deadline,
        "answer_megabytes": limits.answer_bytes >> 20,
        "query_characters": limits.query_bounds.characters,
    }
    return {
        "version": setup().source.version,
        "index_version": about.get("version", ""),
        "index_made": about.get("made", ""),
        "counts": {key: int(about[key]) for key in _COUNTED if key in about},
        "unread": unread(setup().store),
        "limits": in_force or {},
    }


@blueprint.get("/api")
def api() -> Response:
    """What programs can ask, with examples that work here."""
    return answer(
        "/api",
        None,
        {formats.HTML: lambda: render("api.html", title="For developers", every=formats.ALL)},
    )
