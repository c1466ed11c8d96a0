"""Quads as text in the formats and with the prefixes that people expect to read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, serialize

from ontology import NS

FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/trig": RdfFormat.TRIG,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}
TRIPLES_ONLY = frozenset({RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML})


def write_quads(quads: Iterable[Quad], media_type: str, out: IO[bytes]) -> None:
    """Write sorted; a format without graphs gets the default graph alone."""
    form = FORMATS[media_type]
    ordered = sorted(quads, key=lambda q: (str(q.graph_name), str(q.subject), str(q.predicate), str(q.object)))
    if form in TRIPLES_ONLY:
        triples = [Triple(q.subject, q.predicate, q.object) for q in ordered if isinstance(q.graph_name, DefaultGraph)]
        serialize(triples, out, form, prefixes=dict(NS))
    else:
        serialize(ordered, out, form, prefixes=dict(NS))
