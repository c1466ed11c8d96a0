"""Triples as they are collected for one claim, and the few terms of other vocabularies that we write."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from graph.vocabulary import RDF_TYPE, SKOS, cg

DCT = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
XSD = "http://www.w3.org/2001/XMLSchema#"
EDTF = NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")

Value = NamedNode | Literal | str | int | bool | Decimal | dt.date


def outside(prefix: str, term: str) -> NamedNode:
    """A term of another vocabulary."""
    return NamedNode(prefix + term)


def literal(value: Value) -> NamedNode | Literal:
    """A Python value as an RDF term; plain strings have no language, for they are the source's own characters."""
    if isinstance(value, (NamedNode, Literal)):
        return value
    if isinstance(value, bool):
        return Literal(str(value).lower(), datatype=NamedNode(f"{XSD}boolean"))
    if isinstance(value, int):
        return Literal(str(value), datatype=NamedNode(f"{XSD}integer"))
    if isinstance(value, Decimal):
        return Literal(f"{value.normalize():f}", datatype=NamedNode(f"{XSD}decimal"))
    if isinstance(value, dt.date):
        return Literal(value.isoformat(), datatype=NamedNode(f"{XSD}date"))
    return Literal(value)


class Triples:
    """A growing list of triples about a few subjects."""

    def __init__(self) -> None:
        self._found: list[Triple] = []

    def add(self, subject: NamedNode, predicate: NamedNode | str, value: Value | None) -> None:
        """Say one thing; a predicate given by name is a term of the ontology, no value says nothing."""
        if value is None or value == "":
            return
        term = cg(predicate) if isinstance(predicate, str) else predicate
        self._found.append(Triple(subject, term, literal(value)))

    def type(self, subject: NamedNode, *classes: NamedNode | str) -> None:
        """Say what the subject is."""
        for found in classes:
            self._found.append(Triple(subject, RDF_TYPE, cg(found) if isinstance(found, str) else found))

    def done(self) -> tuple[Triple, ...]:
        """What was said, in order, nothing twice."""
        return tuple(dict.fromkeys(self._found))


LABEL = outside(SKOS, "prefLabel")
