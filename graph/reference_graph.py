"""The part of the graph that no document brings: ontology, schemes, register, and what the dataset says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pyoxigraph import DefaultGraph, Literal, Quad, RdfFormat, parse

import ontology
from graph.identity import digest
from graph.mapping.triples import DCT, outside
from graph.register_graph import register_quads
from graph.store.embedded import DATASET
from graph.vocabulary import RDF_TYPE, scheme_quads
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
    for triple in parse(ontology.alignments(), format=RdfFormat.TURTLE, base_iri=f"{BASE}alignments"):
        yield Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())
    yield from register_quads()
    for kind in (outside("http://rdfs.org/ns/void#", "Dataset"), outside("http://www.w3.org/ns/dcat#", "Dataset")):
        yield Quad(DATASET, RDF_TYPE, kind, DefaultGraph())
    yield Quad(DATASET, outside(DCT, "title"), Literal("councilgraph", language="en"), DefaultGraph())
