"""SPARQL 1.1 Service Description of the endpoint, in the graph formats that clients take."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

_SOURCE = Path(__file__).with_suffix(".ttl")
FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
_PREFIXES = {"sd": "http://www.w3.org/ns/sparql-service-description#", "dct": "http://purl.org/dc/terms/"}


@lru_cache(maxsize=32)
def describe(endpoint: str, media_type: str) -> bytes:
    """The description with the endpoint's own address in it."""
    quads = ox.parse(_SOURCE.read_bytes(), ox.RdfFormat.TURTLE, base_iri=endpoint)
    triples = [quad.triple for quad in quads]
    return ox.serialize(triples, format=FORMATS[media_type], prefixes=_PREFIXES) or b""
