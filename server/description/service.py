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
_SD = "http://www.w3.org/ns/sparql-service-description#"
_PREFIXES = {"sd": _SD, "dct": "http://purl.org/dc/terms/"}


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{_SD}{name}")


@lru_cache(maxsize=32)
def describe(endpoint: str, media_type: str, *, federated: bool) -> bytes:
    """The description with the endpoint's own address in it; `federated`: SERVICE leads somewhere."""
    quads = ox.parse(_SOURCE.read_bytes(), ox.RdfFormat.TURTLE, base_iri=endpoint)
    triples = [quad.triple for quad in quads]
    if federated:
        triples.append(ox.Triple(ox.NamedNode(endpoint), _sd("feature"), _sd("BasicFederatedQuery")))
    return ox.serialize(triples, format=FORMATS[media_type], prefixes=_PREFIXES) or b""
