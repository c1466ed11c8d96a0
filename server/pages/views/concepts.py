"""`/ref/…`: schemes and their concepts, and `/ns`, the ontology."""

from __future__ import annotations

import pyoxigraph as ox
from flask import Blueprint, Response

import ontology
from ontology import BASE, CONCEPTS, NS, VOCABULARY
from server.pages import formats
from server.pages.addresses import concept_iri
from server.pages.answering import answer, graph_writers, table_writers
from server.pages.asking import Row, ask, triples_of
from server.pages.drawing.classes import class_diagram
from server.pages.facts import capital, name_of, value_of
from server.pages.finding import Found, Moved
from server.pages.finding import unknown as unknown_thing
from server.pages.rendering import render
from server.pages.schemes import mark
from server.pages.terms import short_name, term_label, terms
from server.pages.views.councils import standing_alone
from server.pages.views.entities import thing_writers

blueprint = Blueprint("concept", __name__)
_COLUMNS = ("concept", "label", "notation", "definition", "rank", "within")


@blueprint.get("/ref/<scheme>/<name>")
def concept(scheme: str, name: str) -> Response:
    """A concept."""
    slug, extension = formats.split_extension(name)
    iri = concept_iri(scheme, slug)
    rows = ask("facts", {"this": iri}) if iri else []
    if not rows:
        raise unknown_thing(scheme, slug)
    target = next((row["value"] for row in rows if row["property"] == NS["dct"] + "isReplacedBy"), "")
    if target:
        raise Moved(target.replace(BASE, "/"))
    found = Found(iri, slug, f"/ref/{scheme}/{slug}", extension, rows)
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
    wanted = [f"{BASE}ref/scale/{key}" for key in _scales()] if grades else [iri]
    rows = ask("concepts-of-scheme", {"scheme": wanted})
    facts = ask("facts", {"this": iri})

    def page() -> str:
        return render(
            "scheme.html",
            title=name_of(facts, iri) if facts else capital(slug.replace("-", " ")),
            iri=iri,
            definition=next((row["value"] for row in facts if row["property"] == NS["skos"] + "definition"), ""),
            concepts=_shown(rows),
            graded=grades,
        )

    def triples() -> list[ox.Triple]:
        return triples_of("graph-of-concept", {"this": [iri, *(row["concept"] for row in rows)]})

    def table() -> list[Row]:
        return [{**row, "within": row.get("withinLabel", "")} for row in rows]

    return answer(
        f"/ref/{slug}", extension, {formats.HTML: page, **graph_writers(triples), **table_writers(_COLUMNS, table)}
    )


def _scales() -> list[str]:
    from server.pages.schemes import scales

    return list(scales())


def _shown(rows: list[Row]) -> list[dict[str, object]]:
    return [
        {
            **row,
            "value": value_of(row["concept"], row["label"]),
            "mark": mark(row["concept"]) if "rank" in row else None,
        }
        for row in {row["concept"]: row for row in rows}.values()
    ]


@blueprint.get("/ns")
@blueprint.get("/ns.<name>")
def vocabulary(name: str = "") -> Response:
    """The ontology: a page for people, the file for programs."""
    extension = formats.extension_named(name)

    def page() -> str:
        every = list(terms().values())
        return render(
            "ontology.html",
            title="The ontology",
            iri=VOCABULARY,
            classes=[term for term in every if term.is_class],
            properties=[term for term in every if not term.is_class],
            short=short_name,
            label=term_label,
            drawing=class_diagram(),
            prefixes=sorted(NS.items()),
        )

    writers = {formats.HTML: page, **graph_writers(_ontology), formats.SVG: lambda: standing_alone([class_diagram()])}
    return answer("/ns", extension, writers)


def _ontology() -> list[ox.Triple]:
    """As the file has it, which the query engine's copy equals."""
    return [quad.triple for quad in ox.parse(ontology.vocabulary(), format=ox.RdfFormat.TURTLE, base_iri=BASE)]
