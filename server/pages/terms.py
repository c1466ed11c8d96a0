"""The ontology as pages show it: each term with label, definition, place and uses, from the file itself."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyoxigraph as ox

import ontology
from ontology import BASE, NS, VOCABULARY

_RDFS, _OWL, _SKOS = NS["rdfs"], NS["owl"], NS["skos"]


@dataclass(slots=True)
class Term:
    """A class or property of the ontology, or of another vocabulary that we use."""

    iri: str
    name: str
    kinds: tuple[str, ...] = ()
    label: str = ""
    definition: str = ""
    notes: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    inverse: tuple[str, ...] = ()
    used_by: list[str] = field(default_factory=list)
    """For a class: the properties whose domain it is."""

    @property
    def is_class(self) -> bool:
        """Else it is a property."""
        return "Class" in self.kinds


@cache
def terms() -> dict[str, Term]:
    """All terms of the ontology's own namespace, by IRI, classes first, in the order of the file."""
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in ox.parse(ontology.vocabulary(), format=ox.RdfFormat.TURTLE, base_iri=BASE):
        subject, value = triple.subject, triple.object
        own = isinstance(subject, ox.NamedNode) and subject.value.startswith(f"{VOCABULARY}#")
        if own and isinstance(subject, ox.NamedNode) and isinstance(value, (ox.NamedNode, ox.Literal)):
            said[subject.value][triple.predicate.value].append(value.value)
    found = {iri: _term(iri, facts) for iri, facts in said.items()}
    for term in found.values():
        for domain in term.domain:
            if domain in found:
                found[domain].used_by.append(term.iri)
    return dict(sorted(found.items(), key=lambda item: not item[1].is_class))


def _term(iri: str, facts: dict[str, list[str]]) -> Term:
    return Term(
        iri,
        iri.rpartition("#")[2],
        tuple(kind.rpartition("#")[2] for kind in facts[NS["rdf"] + "type"]),
        next(iter(facts[_RDFS + "label"]), ""),
        next(iter(facts[_SKOS + "definition"]), ""),
        tuple(facts[_SKOS + "scopeNote"]),
        tuple(facts[_SKOS + "example"]),
        tuple(facts[_RDFS + "subClassOf"] + facts[_RDFS + "subPropertyOf"]),
        tuple(facts[_RDFS + "domain"]),
        tuple(facts[_RDFS + "range"]),
        tuple(facts[_OWL + "inverseOf"]),
    )


@cache
def _plain() -> dict[str, str]:
    """What terms of other vocabularies are called."""
    told = tomllib.loads(Path(__file__).with_name("plain_terms.toml").read_text(encoding="utf-8"))
    return {NS[prefix] + name: label for prefix, names in told.items() for name, label in names.items()}


def term_label(iri: str) -> str:
    """A term in words: its label, else its name with spaces."""
    own = terms().get(iri)
    if own and own.label:
        return own.label
    if iri in _plain():
        return _plain()[iri]
    name = iri.replace("#", "/").rstrip("/").rpartition("/")[2] or iri
    return "".join(
        f" {letter.lower()}" if letter.isupper() and index else letter for index, letter in enumerate(name)
    ).replace("-", " ")


def short_name(iri: str) -> str:
    """`cg:grade`; the IRI where no prefix of ours fits."""
    for prefix, space in sorted(NS.items(), key=lambda item: -len(item[1])):
        local = iri.removeprefix(space)
        if local != iri and "/" not in local and "#" not in local:
            return f"{prefix}:{local}"
    return iri
