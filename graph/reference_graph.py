"""The part of the graph that no document brings: ontology, schemes, register, and what the dataset says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

import ontology
from graph.identity import digest
from graph.register.quads import register_quads
from graph.store.embedded import DATASET
from graph.vocabulary import scheme_quads, term
from ontology import BASE

REFERENCE = "reference"


def reference_quads() -> tuple[str, Callable[[], Iterator[Quad]]]:
    """(digest of all that goes in, a function that makes the quads)."""
    version = digest(
        ontology.vocabulary(),
        ontology.alignments(),
        *ontology.schemes().values(),
        ontology.register_table(),
        ontology.alias_table(),
    )
    return version, _quads


def _quads() -> Iterator[Quad]:
    yield from scheme_quads()
    yield from parse(ontology.alignments(), format=RdfFormat.TURTLE, base_iri=f"{BASE}alignments")
    yield from register_quads()
    for kind in ("http://rdfs.org/ns/void#Dataset", "http://www.w3.org/ns/dcat#Dataset"):
        yield Quad(DATASET, term("rdf:type"), NamedNode(kind))
    yield Quad(DATASET, term("dct:title"), Literal("councilgraph", language="en"))
