"""`/ns`, the ontology: a page for people, the file for programs, the names as a table; and its JSON-LD context."""

from __future__ import annotations

import pyoxigraph as ox
from flask import Blueprint, Response

import ontology
from graph.vocabulary import load_vocabulary
from ontology import BASE, NS, VOCABULARY
from server.pages import formats
from server.pages.answering import answer, graph_writers, table_writers
from server.pages.asking import Row
from server.pages.drawing.classes import class_diagram
from server.pages.rendering import render, standing_alone
from server.pages.term_uses import uses
from server.pages.terms import short_name, term_label, terms

blueprint = Blueprint("vocabulary", __name__)
_COLUMNS = ("kind", "name", "iri", "label", "definition")


@blueprint.get("/ns")
@blueprint.get("/ns.<name>")
def vocabulary(name: str = "") -> Response:
    """The ontology."""
    writers = {
        formats.HTML: _page,
        **graph_writers(_ontology),
        **table_writers(_COLUMNS, _names),
        formats.SVG: lambda: standing_alone(class_diagram()),
    }
    return answer("/ns", formats.extension_named(name), writers)


@blueprint.get("/context.jsonld")
def context() -> Response:
    """The context by which our JSON-LD is read."""
    return answer("/context.jsonld", formats.JSON_LD, {formats.JSON_LD: ontology.context})


def _page() -> str:
    every = list(terms().values())
    return render(
        "ontology.html",
        title="The ontology",
        iri=VOCABULARY,
        triples=[triple for triple in _ontology() if triple.subject == ox.NamedNode(VOCABULARY)],
        classes=[term for term in every if term.is_class],
        properties=[term for term in every if not term.is_class],
        uses=uses(),
        short=short_name,
        label=term_label,
        drawing=class_diagram(),
        prefixes=sorted(NS.items()),
    )


def _ontology() -> list[ox.Triple]:
    """As the file has it, which the query engine's copy equals."""
    return [quad.triple for quad in ox.parse(ontology.vocabulary(), format=ox.RdfFormat.TURTLE, base_iri=BASE)]


def _names() -> list[Row]:
    """Prefixes, terms and concepts: what a query can name, for the editor of the query page and for whoever else completes."""
    found = [_row("prefix", prefix, space, "", "") for prefix, space in NS.items()]
    for term in terms().values():
        kind = "class" if term.is_class else "property"
        found.append(_row(kind, short_name(term.iri), term.iri, term.label, term.definition))
    for each in load_vocabulary().concepts.values():
        found.append(_row("concept", short_name(each.iri.value), each.iri.value, each.label, ""))
    return found


def _row(*cells: str) -> Row:
    return dict(zip(_COLUMNS, cells, strict=True))
