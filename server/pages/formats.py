"""The formats of pages: extension, media type, label; an extension beats `?format=`, which beats Accept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask import request

from server.errors import Problem
from server.negotiation import choose, read_accept


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a page."""

    extension: str
    media_type: str
    label: str


HTML: Final = Format("html", "text/html", "HTML")
TURTLE: Final = Format("ttl", "text/turtle", "Turtle")
JSON_LD: Final = Format("jsonld", "application/ld+json", "JSON-LD")
N_TRIPLES: Final = Format("nt", "application/n-triples", "N-Triples")
RDF_XML: Final = Format("rdf", "application/rdf+xml", "RDF/XML")
CSV: Final = Format("csv", "text/csv", "CSV")
TSV: Final = Format("tsv", "text/tab-separated-values", "TSV")
JSON: Final = Format("json", "application/json", "JSON")
SVG: Final = Format("svg", "image/svg+xml", "SVG")
ATOM: Final = Format("atom", "application/atom+xml", "Atom feed")
XML: Final = Format("xml", "application/xml", "XML")
SPARQL: Final = Format("rq", "application/sparql-query", "SPARQL")

GRAPHS: Final = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
ALL: Final = (HTML, *GRAPHS, CSV, TSV, JSON, SVG, ATOM, SPARQL)
_BY_EXTENSION: Final = {form.extension: form for form in ALL}
_ALIASES: Final = {
    "turtle": TURTLE,
    "json-ld": JSON_LD,
    "ntriples": N_TRIPLES,
    "xml": RDF_XML,
    "rdfxml": RDF_XML,
    "rdf+xml": RDF_XML,
}


def split_extension(name: str) -> tuple[str, Format | None]:
    """(`hull`, Turtle) of `hull.ttl`; a name with another ending is all name."""
    stem, dot, extension = name.rpartition(".")
    form = _BY_EXTENSION.get(extension) if dot and stem else None
    return (stem, form) if form else (name, None)


def extension_named(name: str) -> Format | None:
    """The format of an ending, None without one; 404 for an ending that is no format."""
    if name and name not in _BY_EXTENSION:
        raise Problem(
            404,
            f"There is no format called “{name}” here.",
            extra={"available": [f".{ending}" for ending in _BY_EXTENSION]},
        )
    return _BY_EXTENSION.get(name)


def negotiate(offered: Iterable[Format], extension: Format | None) -> Format:
    """The format to answer in; 406 with the list of formats where the client takes none of them."""
    offers = list(offered)
    asked = request.args.get("format", "").strip().lower()
    wanted = extension or _BY_EXTENSION.get(asked) or _ALIASES.get(asked) or _by_type(asked)
    if wanted:
        if wanted in offers:
            return wanted
        raise _none(offers)
    accepted = choose(read_accept(request.headers.get("Accept")), [form.media_type for form in offers])
    for form in offers:
        if form.media_type == accepted:
            return form
    raise _none(offers)


def _by_type(media_type: str) -> Format | None:
    return next((form for form in ALL if form.media_type == media_type), None)


def _none(offers: list[Format]) -> Problem:
    told = ", ".join(f"{form.media_type} (.{form.extension})" for form in offers)
    return Problem(
        406,
        f"This page comes as {told}. Put one of these endings behind its address, or name one in the Accept header.",
        extra={"available": [form.media_type for form in offers]},
    )
