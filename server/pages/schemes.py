"""Concepts as pages show them: labels, topics above areas, and each grade's letters and tone.

The tone is one of few fills of the style sheet; it is never the only sign, for letters or the label stand in it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode

from graph.vocabulary import SKOS, Concept, load_vocabulary, scheme_quads
from server.pages.addresses import slug_of
from server.pages.terms import term_label

_TONES = {
    4: ("best", "good", "fair", "poor"),
    5: ("best", "good", "middling", "fair", "poor"),
    3: ("good", "fair", "poor"),
    2: ("good", "poor"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A grade: its label, letters for narrow places, tone, rank (1 best) and scale; `plain` for what is no grade."""

    iri: str
    label: str
    letters: str
    tone: str
    rank: int
    scale: str

    @property
    def graded(self) -> bool:
        """Whether this is a grade, not a reason for none."""
        return self.rank > 0


def concept(iri: str) -> Concept | None:
    """The concept of that address, if the schemes have it; what is no IRI at all names none."""
    try:
        return load_vocabulary().concepts.get(NamedNode(iri))
    except ValueError:
        return None


def label(iri: str) -> str:
    """Its label; the last part of its address for a concept or a term unknown here."""
    found = concept(iri)
    return found.label if found else term_label(iri)


@cache
def short_names() -> dict[str, str]:
    """The shortest name of each body, such as Ofsted."""
    found: dict[str, str] = {}
    for quad in scheme_quads():
        if quad.predicate.value in (f"{SKOS}altLabel", f"{SKOS}prefLabel") and isinstance(quad.object, Literal):
            iri, name = str(quad.subject)[1:-1], quad.object.value
            if "/ref/body/" in iri and (iri not in found or len(name) < len(found[iri])):
                found[iri] = name
    return found


def short_label(iri: str) -> str:
    """The short name of a body, else the label."""
    return short_names().get(iri) or label(iri)


def notation(iri: str) -> str:
    """Its key; empty for an unknown one."""
    found = concept(iri)
    return found.notation if found else ""


def topic(area: str) -> str:
    """The address of the topic above an area; an area unknown here is its own topic."""
    found = concept(area)
    return load_vocabulary().topic(found).iri.value if found else area


@cache
def mark(iri: str) -> Mark:
    """A grade, or a reason for none, as it is shown."""
    found = concept(iri)
    if not found or found.rank is None:
        return Mark(iri, label(iri), "–", "none", 0, "")
    scale, size = _scale_of(found)
    told = found.label.removesuffix(" to be good")
    tones = _TONES.get(size, ())
    tone = tones[found.rank - 1] if found.rank <= len(tones) else "other"
    return Mark(iri, told, _letters(found, told), tone, found.rank, scale)


@cache
def scales() -> dict[str, tuple[str, ...]]:
    """The grades of each scale, the best first, by the last part of the scale's address."""
    found: dict[str, list[str]] = defaultdict(list)
    for quad in scheme_quads():
        if (
            quad.predicate.value == f"{SKOS}inScheme"
            and isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, NamedNode)
        ):
            known = load_vocabulary().concepts.get(quad.subject)
            if known and known.rank:
                found[slug_of(quad.object.value)].append(known.iri.value)
    return {scale: tuple(sorted(set(grades), key=_rank)) for scale, grades in found.items()}


def _rank(iri: str) -> int:
    found = concept(iri)
    return found.rank or 0 if found else 0


def _scale_of(grade: Concept) -> tuple[str, int]:
    """Name of the scale and number of its grades."""
    for scale, grades in scales().items():
        if grade.iri.value in grades:
            return scale, len(grades)
    return "", 0


def _letters(grade: Concept, told: str) -> str:
    if grade.notation[:1].isupper():
        return grade.notation
    words = told.replace("-", " ").split()
    return (words[0][0] if len(words) == 1 else "".join(word[0] for word in words[:2])).upper()
