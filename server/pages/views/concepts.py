"""`/ref/…`: schemes and their concepts."""

from __future__ import annotations

import pyoxigraph as ox
from flask import Blueprint, Response

from ontology import BASE, CONCEPTS, NS
from server.pages import formats
from server.pages.addresses import concept_iri
from server.pages.answering import answer, graph_writers, table_writers
from server.pages.asking import Row, ask, triples_of
from server.pages.facts import capital, name_of
from server.pages.finding import Moved, found_at
from server.pages.finding import unknown as unknown_thing
from server.pages.rendering import render
from server.pages.schemes import scales
from server.pages.views.entities import thing_writers

blueprint = Blueprint("concept", __name__)
_COLUMNS = ("concept", "label", "notation", "definition", "rank", "within")


@blueprint.get("/ref/<scheme>/<name>")
def concept(scheme: str, name: str) -> Response:
    """A concept."""
    slug, extension = formats.split_extension(name)
    found = found_at(concept_iri(scheme, slug), slug, extension)
    if not found.rows:
        raise unknown_thing(scheme, slug)
    if target := found.first(NS["dct"] + "isReplacedBy"):
        raise Moved(target.replace(BASE, "/"))
    return answer(found.path, extension, thing_writers(found))


@blueprint.get("/ref")
@blueprint.get("/ref.<name>")
def schemes(name: str = "") -> Response:
    """All schemes."""
    rows = [{"scheme": f"{BASE}ref/{folder}", "name": folder.replace("-", " ")} for folder in CONCEPTS.values()]

    def page() -> str:
        shown = [(capital(row["name"]), row["scheme"]) for row in rows]
        return render("schemes.html", title="Concepts", schemes=shown)

    return answer(
        "/ref", formats.extension_named(name), {formats.HTML: page, **table_writers(("scheme", "name"), lambda: rows)}
    )


@blueprint.get("/ref/<name>")
def scheme(name: str) -> Response:
    """A scheme with its concepts."""
    slug, extension = formats.split_extension(name)
    if slug not in CONCEPTS.values():
        raise unknown_thing("scheme", slug)
    iri = f"{BASE}ref/{slug}"
    grades = slug == "grade"
    wanted = [f"{BASE}ref/scale/{key}" for key in scales()] if grades else [iri]
    rows = ask("concepts-of-scheme", {"scheme": wanted})
    facts = ask("facts", {"this": iri})

    def page() -> str:
        return render(
            "scheme.html",
            title=name_of(facts, iri) if facts else capital(slug.replace("-", " ")),
            iri=iri,
            definition=next((row["value"] for row in facts if row["property"] == NS["skos"] + "definition"), ""),
            concepts=list({row["concept"]: row for row in rows}.values()),
            graded=grades,
        )

    def triples() -> list[ox.Triple]:
        return triples_of("graph-of-concept", {"this": [iri, *(row["concept"] for row in rows)]})

    def table() -> list[Row]:
        return [{**row, "within": row.get("withinLabel", "")} for row in rows]

    return answer(
        f"/ref/{slug}", extension, {formats.HTML: page, **graph_writers(triples), **table_writers(_COLUMNS, table)}
    )
