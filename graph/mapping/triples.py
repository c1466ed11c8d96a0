"""Triples as they are collected for one claim; terms are given by their prefixed names, those of our ontology without."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from graph.claim import Claim, Evidence
from graph.vocabulary import term

_DEFAULT = DefaultGraph()
Value = NamedNode | Literal | str | int | bool | Decimal | dt.date


def literal(value: Value) -> NamedNode | Literal:
    """A Python value as an RDF term; plain strings have no language, for they are the source's own characters."""
    if isinstance(value, (NamedNode, Literal)):
        return value
    if isinstance(value, Decimal):
        return Literal(f"{value.normalize():f}", datatype=term("xsd:decimal"))
    if isinstance(value, dt.date):
        return Literal(value.isoformat(), datatype=term("xsd:date"))
    return Literal(value)


def in_graph(triples: Iterable[Triple], graph: NamedNode | DefaultGraph = _DEFAULT) -> Iterator[Quad]:
    """Triples as they stand in a graph."""
    return (Quad(each.subject, each.predicate, each.object, graph) for each in triples)


class Triples:
    """A growing list of triples about a few subjects."""

    def __init__(self) -> None:
        self._found: list[Triple] = []

    def add(self, subject: NamedNode, predicate: NamedNode | str, value: Value | None) -> None:
        """Say one thing; no value says nothing."""
        if value is None or value == "":
            return
        named = term(predicate) if isinstance(predicate, str) else predicate
        self._found.append(Triple(subject, named, literal(value)))

    def type(self, subject: NamedNode, kind: NamedNode | str) -> None:
        """Say what the subject is."""
        self.add(subject, "rdf:type", term(kind) if isinstance(kind, str) else kind)

    def done(self) -> tuple[Triple, ...]:
        """What was said, in order, nothing twice."""
        return tuple(dict.fromkeys(self._found))


@dataclass(frozen=True, slots=True)
class Statement:
    """What one claim says.

    `everywhere` stands in the graph of each passage of evidence, `only` in that of the named passages; `scope` is the
    council whose sources must agree on it, empty where each source stands for itself.
    """

    claim: Claim
    scope: str
    everywhere: tuple[Triple, ...]
    only: tuple[tuple[Evidence, tuple[Triple, ...]], ...] = ()

    def triples(self) -> tuple[Triple, ...]:
        """All of them."""
        return tuple(dict.fromkeys([*self.everywhere, *(triple for _, some in self.only for triple in some)]))

    def said_by(self, evidence: Evidence) -> tuple[Triple, ...]:
        """Those that one passage says."""
        return (*self.everywhere, *(triple for place, some in self.only for triple in some if place == evidence))
