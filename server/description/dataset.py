"""The dataset as VoID and DCAT with what is in it by class and property, and the saved questions as SHACL examples with their
prefixes. Counted once for each version of the data.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from graph.saved_query import saved_queries
from ontology import BASE, NS
from server.query.answer import Rows

VOID, SH, DCT = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/shacl#", "http://purl.org/dc/terms/"
DATASET, READINGS = ox.NamedNode(f"{BASE}dataset"), ox.NamedNode(f"{BASE}dataset#readings")
PREFIXES = {"void": VOID, "sh": SH, "dcat": "http://www.w3.org/ns/dcat#"} | {
    name: NS[name] for name in ("cg", "dct", "foaf", "owl", "rdfs", "schema", "xsd")
}
_FOLDER = Path(__file__).parent
_TYPE = ox.NamedNode(f"{NS['rdf']}type")
_FORMS = {"SELECT": "Select", "CONSTRUCT": "Construct", "ASK": "Ask", "DESCRIBE": "Describe"}


class Source(Protocol):
    """What is asked of the graph."""

    def select(self, text: str) -> Rows:
        """The rows of a SELECT query."""


def describe(source: Source, tag: str, root: str) -> list[ox.Triple]:
    """Everything; `tag` stands for the version of the data, `root` is the address of the service."""
    return [*_fixed(root), *_counted(source, tag), *_examples(root)]


@lru_cache(maxsize=8)
def _fixed(root: str) -> tuple[ox.Triple, ...]:
    parsed = ox.parse((_FOLDER / "dataset.ttl").read_bytes(), ox.RdfFormat.TURTLE, base_iri=f"{root}/")
    return tuple(quad.triple for quad in parsed)


_kept: dict[str, tuple[ox.Triple, ...]] = {}


def _counted(source: Source, tag: str) -> tuple[ox.Triple, ...]:
    if tag not in _kept:
        found = tuple(_partitions(source))
        _kept.clear()
        _kept[tag] = found
    return _kept[tag]


def _partitions(source: Source) -> Iterator[ox.Triple]:
    classes, properties = _numbers(source, "class"), _numbers(source, "property")
    yield from _partition(classes, "class", "entities")
    yield from _partition(properties, "property", "triples")
    yield _number(DATASET, "classes", len(classes))
    yield _number(DATASET, "properties", len(properties))
    yield _number(DATASET, "triples", sum(properties.values()))
    yield ox.Triple(DATASET, _void("subset"), READINGS)
    yield ox.Triple(READINGS, _TYPE, _void("Dataset"))
    yield ox.Triple(
        READINGS, ox.NamedNode(f"{DCT}title"), ox.Literal("What each passage says, a named graph each", language="en")
    )
    for row in source.select(_text("readings")):
        yield ox.Triple(READINGS, _void("triples"), row["number"])


def _numbers(source: Source, what: str) -> dict[str, int]:
    rows = source.select(_text(f"{what}-partitions"))
    found = ((row[what], row["number"]) for row in rows)
    return {
        name.value: int(number.value)
        for name, number in found
        if isinstance(name, ox.NamedNode) and isinstance(number, ox.Literal)
    }


def _partition(numbers: dict[str, int], what: str, unit: str) -> Iterator[ox.Triple]:
    for iri, number in sorted(numbers.items()):
        part = ox.BlankNode()
        yield ox.Triple(DATASET, _void(f"{what}Partition"), part)
        yield ox.Triple(part, _void(what), ox.NamedNode(iri))
        yield _number(part, unit, number)


@lru_cache(maxsize=8)
def _examples(root: str) -> tuple[ox.Triple, ...]:
    """Each saved question as sh:SPARQLExecutable, and every prefix of the project as sh:declare."""
    return tuple(_examples_of(root))


def _examples_of(root: str) -> Iterator[ox.Triple]:
    prefixes = ox.NamedNode(f"{root}/.well-known/void#prefixes")
    for prefix, space in sorted(NS.items()):
        declared = ox.BlankNode()
        yield ox.Triple(prefixes, _sh("declare"), declared)
        yield ox.Triple(declared, _sh("prefix"), ox.Literal(prefix))
        namespace = ox.Literal(space, datatype=ox.NamedNode(f"{NS['xsd']}anyURI"))
        yield ox.Triple(declared, _sh("namespace"), namespace)
    for name, question in saved_queries().items():
        example, form = ox.NamedNode(f"{root}/query/{name}"), _form(question.text)
        yield ox.Triple(example, _TYPE, _sh("SPARQLExecutable"))
        yield ox.Triple(example, _TYPE, _sh(f"SPARQL{_FORMS[form]}Executable"))
        yield ox.Triple(example, ox.NamedNode(f"{NS['rdfs']}comment"), ox.Literal(question.question, language="en"))
        yield ox.Triple(example, _sh("prefixes"), prefixes)
        yield ox.Triple(example, _sh(form.lower()), ox.Literal(question.text))
        yield ox.Triple(example, ox.NamedNode(f"{NS['schema']}target"), ox.NamedNode(f"{root}/sparql"))


def _form(text: str) -> str:
    words = (line.split()[0].upper() for line in text.splitlines() if line.split())
    return next(word for word in words if word in _FORMS)


def _number(subject: ox.NamedNode | ox.BlankNode, name: str, value: int) -> ox.Triple:
    return ox.Triple(subject, _void(name), ox.Literal(value))


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(VOID + name)


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(SH + name)


@cache
def _text(name: str) -> str:
    return (_FOLDER / f"{name}.rq").read_text(encoding="utf-8")
