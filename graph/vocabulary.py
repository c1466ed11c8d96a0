"""The schemes as Python sees them: from the notations that claims use to the concepts that the graph uses.

Everything is read from the ontology's own files; there is no second list of grades, areas or roles in code.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

import ontology
from ontology import BASE, NS

SKOS = NS["skos"]


@cache
def term(name: str) -> NamedNode:
    """A term by its prefixed name, such as `dct:title`; without a prefix one of our own ontology."""
    prefix, _, local = name.rpartition(":")
    return NamedNode(NS[prefix or "cg"] + local)


cg = term


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a scheme: its address, the key that tables and claims use, its label, its rank where it is a grade."""

    iri: NamedNode
    scheme: str
    notation: str
    label: str
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Framework:
    """An inspection framework with its areas by notation, its scale, and the days between which fieldwork could start."""

    concept: Concept
    areas: dict[str, Concept]
    scale: str
    starts: dt.date | None
    ends: dt.date | None


class Vocabulary:
    """All concepts of the schemes."""

    def __init__(self, quads: list[Quad]) -> None:
        self._graph = Store()
        self._graph.extend(quads)
        self.concepts: dict[NamedNode, Concept] = {}
        self._by_notation: dict[tuple[str, str], Concept] = {}
        self._scale_of_grade: dict[tuple[str, str], Concept] = {}
        for quad in self._graph.quads_for_pattern(None, term("skos:notation"), None):
            self._add(quad)
        self.frameworks = self._frameworks()

    def _add(self, quad: Quad) -> None:
        iri = quad.subject
        if not isinstance(iri, NamedNode) or not iri.value.startswith(f"{BASE}ref/"):
            return
        scheme, _, _ = iri.value.removeprefix(f"{BASE}ref/").partition("/")
        rank = self._literal(iri, "rank")
        found = Concept(iri, scheme, _text(quad.object), self._label(iri), int(rank) if rank else None)
        self.concepts[iri] = found
        if scheme == "grade":
            for scale in self._objects(iri, "skos:inScheme"):
                self._scale_of_grade[(scale.value.rsplit("/", 1)[1], found.notation)] = found
        elif scheme != "area":
            self._by_notation[(scheme, found.notation)] = found

    def _frameworks(self) -> dict[str, Framework]:
        areas: dict[NamedNode, dict[str, Concept]] = defaultdict(dict)
        for quad in self._graph.quads_for_pattern(None, term("areaOf"), None):
            if isinstance(quad.object, NamedNode) and quad.subject in self.concepts:
                area = self.concepts[quad.subject]  # type: ignore[index]
                areas[quad.object][area.notation] = area
        found = {}
        for (scheme, notation), concept in self._by_notation.items():
            if scheme == "framework":
                scale = next(iter(self._objects(concept.iri, "scale")), None)
                found[notation] = Framework(
                    concept,
                    areas[concept.iri],
                    scale.value.rsplit("/", 1)[1] if scale else "",
                    _date(self._literal(concept.iri, "inForceFrom")),
                    _date(self._literal(concept.iri, "inForceUntil")),
                )
        return found

    def get(self, scheme: str, notation: str) -> Concept:
        """The concept with this key; KeyError where the schemes have none, for that is a fault of ours."""
        return self._by_notation[(scheme, notation)]

    def has(self, scheme: str, notation: str) -> bool:
        """Whether the scheme has this key."""
        return (scheme, notation) in self._by_notation

    def grade(self, notation: str, *, inspectorate: str, framework: str | None) -> Concept:
        """The grade on the scale of the framework, else on the one the inspectorate uses for that word."""
        known = self.frameworks.get(framework or "")
        for scale in ([known.scale] if known and known.scale else []) + SCALES.get(inspectorate, []):
            if (scale, notation) in self._scale_of_grade:
                return self._scale_of_grade[(scale, notation)]
        raise KeyError(f"no scale of {inspectorate} has the grade {notation}")

    def on_scale(self, notation: str, scale: str) -> bool:
        """Whether the scale has this grade; what is said in place of a grade is on every scale."""
        return (scale, notation) in self._scale_of_grade or self.has("ungraded", notation)

    def area(self, notation: str, framework: str | None) -> Concept:
        """The area of the framework, where that has one of this key, else the topic."""
        known = self.frameworks.get(framework or "")
        if known and notation in known.areas:
            return known.areas[notation]
        return self.get("topic", notation)

    def topic(self, area: Concept) -> Concept:
        """The topic above an area; a topic is its own."""
        if area.scheme == "topic":
            return area
        above = [
            self.concepts[broader] for broader in self._objects(area.iri, "skos:broader") if broader in self.concepts
        ]
        return next((concept for concept in above if concept.scheme == "topic"), area)

    def related_topics(self, topic: Concept) -> tuple[Concept, ...]:
        """Topics that cover part of a topic or the whole that it is part of."""
        near = (self.concepts.get(other) for other in self._objects(topic.iri, "skos:related"))
        return tuple(concept for concept in near if concept)

    def instance_class(self, concept: Concept) -> NamedNode | None:
        """The class to which things of the kind that the concept names belong, where it has one of its own."""
        return next(iter(self._objects(concept.iri, "instanceClass")), None)

    def _label(self, iri: NamedNode) -> str:
        return self._literal(iri, "skos:prefLabel") or iri.value.rsplit("/", 1)[1]

    def _literal(self, subject: NamedNode, predicate: str) -> str:
        found = next(iter(self._graph.quads_for_pattern(subject, term(predicate), None)), None)
        return _text(found.object) if found else ""

    def _objects(self, subject: NamedNode, predicate: str) -> list[NamedNode]:
        quads = self._graph.quads_for_pattern(subject, term(predicate), None)
        return sorted(
            (quad.object for quad in quads if isinstance(quad.object, NamedNode)), key=lambda node: node.value
        )


SCALES = {
    "ofsted": ["ofsted", "ofsted-2009"],
    "cqc": ["cqc"],
    "ofsted_cqc": ["send", "send-2016", "ofsted-2009", "ofsted"],
    "rsh": ["rsh"],
    "hmicfrs": ["fire-2023", "fire-2018"],
}


def _text(term: object) -> str:
    return term.value if isinstance(term, (Literal, NamedNode)) else ""


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def scheme_quads() -> list[Quad]:
    """The vocabulary and the schemes as quads of the default graph."""
    texts = {"councilgraph.ttl": ontology.vocabulary(), **ontology.schemes()}
    return [
        quad for name, text in texts.items() for quad in parse(text, format=RdfFormat.TURTLE, base_iri=f"{BASE}{name}")
    ]


@cache
def load_vocabulary() -> Vocabulary:
    """The schemes, read once."""
    return Vocabulary(scheme_quads())
