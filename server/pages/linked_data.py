"""Triples as JSON-LD, compacted with the context of the ontology: its terms as keys, plain values where it says their type."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyoxigraph as ox

import ontology
from ontology import NS

_XSD = NS["xsd"]
_NATIVE = {f"{_XSD}boolean": {"true": True, "false": False}}


@dataclass(frozen=True, slots=True)
class _Key:
    """A term of the context: what it stands for, and how its values are read."""

    name: str
    iri: str
    type: str = ""
    language: str = ""
    many: bool = False


def compacted(triples: Iterable[ox.Triple], context: str = "") -> dict[str, Any]:
    """One object a subject, several in `@graph`; the context by its address, else in place with the terms used."""
    nodes: dict[str, dict[str, Any]] = {}
    used: set[str] = set()
    for triple in sorted(set(triples), key=lambda t: (str(t.subject), str(t.predicate), str(t.object))):
        subject = _name(triple.subject)
        key, value = _pair(triple)
        used |= {key, *([value] if key == "type" else [])}
        nodes.setdefault(subject, {"id": subject}).setdefault(key, []).append(value)
    for node in nodes.values():
        for key, values in node.items():
            if key != "id" and len(values) == 1 and not (key in _by_name() and _by_name()[key].many):
                node[key] = values[0]
    top = context or _part(used)
    return {"@context": top} | (next(iter(nodes.values())) if len(nodes) == 1 else {"@graph": list(nodes.values())})


def _pair(triple: ox.Triple) -> tuple[str, Any]:
    """The key and the value of one triple."""
    predicate, value = triple.predicate.value, triple.object
    if predicate == NS["rdf"] + "type" and isinstance(value, ox.NamedNode):
        known = _by_iri().get(value.value)
        return "type", known.name if known else value.value
    key = _by_iri().get(predicate) or _Key(_prefixed(predicate), predicate)
    if isinstance(value, ox.Literal):
        return key.name, _literal(value, key)
    return key.name, _name(value) if key.type == "@id" else {"id": _name(value)}


def _literal(value: ox.Literal, key: _Key) -> Any:
    """Bare where the context, or JSON itself, says what it is; else with its language or type."""
    text, kind = value.value, value.datatype.value
    if value.language:
        return text if value.language == key.language else {"@value": text, "@language": value.language}
    if kind == key.type:
        return text
    if not key.type and kind in _NATIVE and text in _NATIVE[kind]:
        return _NATIVE[kind][text]
    if not key.type and kind == f"{_XSD}integer" and text.lstrip("-").isdigit() and str(int(text)) == text:
        return int(text)
    if kind == f"{_XSD}string":
        return {"@value": text} if key.type or key.language else text
    return {"@value": text, "@type": kind}


def _name(term: object) -> str:
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else str(getattr(term, "value", term))


@cache
def _context() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ontology.context())["@context"]
    return found


@cache
def _by_name() -> dict[str, _Key]:
    """The terms of the context; prefixes and keywords are no terms."""
    found = {}
    for name, said in _context().items():
        about = {"@id": said} if isinstance(said, str) else said
        if isinstance(about, dict) and ":" in about["@id"] and not about["@id"].startswith(("http", "@")):
            many = about.get("@container") == "@set"
            type_, language = _whole(about.get("@type", "")), about.get("@language", "")
            found[name] = _Key(name, _whole(about["@id"]), type_, language, many)
    return found


@cache
def _by_iri() -> dict[str, _Key]:
    return {key.iri: key for key in reversed(_by_name().values())}


def _whole(name: str) -> str:
    """`cg:grade` as an IRI."""
    prefix, colon, local = name.partition(":")
    return _context()[prefix] + local if colon and isinstance(_context().get(prefix), str) else name


def _prefixed(iri: str) -> str:
    """An IRI by a prefix of the context, where one fits."""
    for name, space in _context().items():
        local = iri.removeprefix(space) if isinstance(space, str) and space.endswith(("/", "#")) else iri
        if local != iri and local.replace("_", "").isalnum():
            return f"{name}:{local}"
    return iri


def _part(used: set[str]) -> dict[str, Any]:
    """Of the context the version, keywords, prefixes, and the terms that are used."""
    terms = _by_name()
    return {name: said for name, said in _context().items() if name not in terms or name in used}
