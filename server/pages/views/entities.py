"""Addresses of things that have no page form of their own, and the redirect from every IRI to its page."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, redirect, request

from ontology import ENTITIES, NS
from server.pages import formats
from server.pages.addresses import path_of, slug_of
from server.pages.answering import Writer, answer, graph_writers
from server.pages.asking import ask, grouped, triples_of
from server.pages.evidence import evidence_of_reading, evidence_of_things
from server.pages.facts import TYPE as RDF_TYPE
from server.pages.facts import capital, facts_of, incoming_of, name_of, readable, types_of, value_of
from server.pages.finding import Found, Moved, find
from server.pages.rendering import render
from server.pages.schemes import label

blueprint = Blueprint("entities", __name__)
OWN_PAGES = frozenset({"council", "inspection", "person", "document", "reading"})
_OTHERS = ",".join(f'"{kind}"' for kind in sorted(set(ENTITIES.values()) - OWN_PAGES))
EVIDENCED = frozenset(
    {"tenure", "quotation", "funding", "intervention", "finding", "judgement", "spending-report", "programme"}
)


@blueprint.get("/id/<kind>/<name>")
def identity(kind: str, name: str) -> Response:
    """Every thing's IRI leads to its page (303, httpRange-14)."""
    try:
        found = find(kind, name)
    except Moved as moved:
        return moved_permanently(Moved("/id" + moved.path, moved.status))
    extension = f".{found.extension.extension}" if found.extension else ""
    query = request.query_string.decode("utf-8", "replace")
    response = redirect(found.path + extension + (f"?{query}" if query else ""), 303)
    response.vary.add("Accept")
    return _plain(response)


@blueprint.get(f"/<any({_OTHERS}):kind>/<name>")
def thing(kind: str, name: str) -> Response:
    """A thing of any kind, with all that is known of it and what points to it."""
    found = find(kind, name)
    return answer(found.path, found.extension, thing_writers(found))


def thing_writers(
    found: Found, html: Callable[[], str] | None = None, graph: str = "graph-of-thing"
) -> dict[formats.Format, Writer]:
    """The formats that everything has."""
    page = html or (lambda: thing_page(found))
    return {formats.HTML: page, **graph_writers(lambda: triples_of(graph, {"this": found.iri}))}


def thing_page(found: Found) -> str:
    """Properties, evidence, what readings say, what points here."""
    incoming, more = incoming_of(found.iri)
    kind = found.path.split("/")[1]
    evidence = evidence_of_things([found.iri], 10).get(found.iri, []) if kind in EVIDENCED else []
    saying = grouped(ask("facts-in-readings", {"this": found.iri}), "reading")
    graphs = [
        (f"Reading {slug_of(reading)[:8]} says", path_of(reading), facts_of(rows))
        for reading, rows in list(saying.items())[:20]
    ]
    types = types_of(found.rows)
    title = name_of(found.rows, found.iri)
    return render(
        "thing.html",
        title=title,
        thing=found,
        over=" · ".join(types) or capital(kind.replace("-", " ")),
        answer=_answer(found),
        facts=facts_of(found.rows),
        evidence=evidence[:10],
        graphs=graphs if not evidence else [],
        incoming=incoming,
        incoming_more=more,
        incoming_query=f"/sparql?query=SELECT%20*%20%7B%20%3Fsubject%20%3Fproperty%20%3C{found.iri}%3E%20%7D",
    )


def _answer(found: Found) -> str:
    definition = next((row["value"] for row in found.rows if row["property"] == NS["skos"] + "definition"), "")
    return definition or next(
        (row["value"] for row in found.rows if row["property"].endswith(("#quotedText", "#findingText"))), ""
    )


@blueprint.get("/reading/<name>")
def reading(name: str) -> Response:
    """A reading: the sentence, and all that was read in it."""
    found = find("reading", name)
    return answer(found.path, found.extension, thing_writers(found, lambda: _reading_page(found), "graph-of-reading"))


def _reading_page(found: Found) -> str:
    evidence = evidence_of_reading(found.iri)
    said = grouped(ask("contents", {"reading": found.iri}), "subject")
    graphs = [(_heading(subject, rows), path_of(subject), facts_of(rows)) for subject, rows in said.items()]
    return render(
        "thing.html",
        title=f"What was read in one sentence of {evidence[0].source.title}" if evidence else f"Reading {found.slug}",
        thing=found,
        over="Reading",
        evidence=evidence,
        facts=facts_of(found.rows),
        facts_title="How it was read",
        graphs=graphs,
        incoming=incoming_of(found.iri)[0],
    )


def _heading(subject: str, rows: list[dict[str, str]]) -> str:
    types = [capital(label(row["value"])) for row in rows if row["property"] == RDF_TYPE]
    return f"{types[0] if types else 'Thing'}: {value_of(subject).label if not types else readable(subject)}"


def moved_permanently(moved: Moved) -> Response:
    """The redirect that Moved stands for."""
    response = redirect(moved.path, moved.status)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return _plain(response)


def _plain(response: object) -> Response:
    assert isinstance(response, Response)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
