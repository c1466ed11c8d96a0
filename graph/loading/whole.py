"""The graph that a set of documents makes, in one go and in memory: what `read -f trig` prints and what a store must equal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Quad

from graph.claim import Extract
from graph.identity import document_slug
from graph.mapping.agreed import agreed_quads, sources_of
from graph.mapping.context import Context
from graph.mapping.document import document_quads, statements
from graph.register.register import load_register
from graph.resolution.decision import InspectionDecision
from graph.resolution.inspections import resolve_inspections
from graph.resolution.nodes import nodes_in, scopes_of
from graph.vocabulary import load_vocabulary


def graph_of(extracts: Iterable[Extract]) -> frozenset[Quad]:
    """All quads of the documents, without register and schemes."""
    by_slug = {document_slug(extract.document.key): extract for extract in extracts}
    vocabulary, councils = load_vocabulary(), frozenset(load_register().councils)
    scopes: dict[str, list[str]] = defaultdict(list)
    for slug in sorted(by_slug):
        for scope in scopes_of(by_slug[slug]):
            scopes[scope].append(slug)
    decisions: dict[str, dict[str, InspectionDecision]] = {slug: {} for slug in by_slug}
    for scope, slugs in scopes.items():
        nodes = [node for slug in slugs for node in nodes_in(slug, by_slug[slug], scope, vocabulary)]
        for slug, decided in resolve_inspections(nodes).items():
            decisions[slug].update({decision.ref: decision for decision in decided})
    contexts = {slug: Context(by_slug[slug], slug, decisions[slug], vocabulary, councils) for slug in by_slug}
    quads: set[Quad] = set()
    for context in contexts.values():
        quads |= document_quads(context, statements(context))
    for scope, slugs in scopes.items():
        quads |= agreed_quads(scope, sources_of(contexts[slug] for slug in slugs), vocabulary)
    return frozenset(quads)
