"""Anything in the graph as a list of properties with labelled values: what pages without a form of their own show."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.register.register import load_register
from ontology import NS
from server.pages import schemes
from server.pages.addresses import is_ours, path_of, safe_link
from server.pages.asking import Row, ask, grouped
from server.pages.terms import term_label, terms
from server.pages.wording import edtf_in_words, shortened

TYPE = NS["rdf"] + "type"
_OF_COUNCILS = frozenset({"inspection", "judgement"})
"""Kinds whose addresses begin with a council."""
_HIDDEN = frozenset({NS["rdfs"] + "isDefinedBy"})
_FIRST = (TYPE, NS["skos"] + "prefLabel", NS["foaf"] + "name", NS["dct"] + "title", NS["skos"] + "definition")


@dataclass(frozen=True, slots=True)
class Value:
    """A value as shown: a label and, for a thing, where it leads."""

    label: str
    iri: str = ""

    @property
    def ours(self) -> bool:
        """Whether it has a page here."""
        return is_ours(self.iri)

    @property
    def path(self) -> str:
        """That page."""
        return path_of(self.iri)

    @property
    def link(self) -> str:
        """An address elsewhere that may be linked."""
        return safe_link(self.iri)


Facts = list[tuple[str, str, list[Value]]]


def facts_of(rows: list[Row]) -> Facts:
    """(label, IRI, values) of each property, names and types first."""
    found = grouped((row for row in rows if row["property"] not in _HIDDEN), "property")
    order = sorted(found, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), term_label(name)))
    return [(capital(term_label(name)), name, values_of(found[name])) for name in order]


def values_of(rows: list[Row], key: str = "value") -> list[Value]:
    """Distinct values, each with the best label known."""
    best: dict[str, Value] = {}
    for row in rows:
        if row[key] not in best:
            best[row[key]] = value_of(row[key], row.get("label", ""), row.get("property", ""))
    return sorted(best.values(), key=lambda value: (not value.label, value.label))


def value_of(text: str, label: str = "", prop: str = "") -> Value:
    """A value with a label: given, of a concept or term, or made from the address."""
    if not text.startswith(("http://", "https://")) or " " in text:
        return Value(edtf_in_words(text) if prop.endswith(("#edtf", "/issued")) else text)
    known = schemes.concept(text)
    if known or text in terms() or prop in (TYPE,):
        return Value(capital(schemes.label(text)), text)
    return Value(label or (readable(text) if is_ours(text) else text), text)


def readable(iri: str) -> str:
    """An address without label as words: `Hull, Ofsted childrens, January 2019` of an inspection."""
    kind, slug = iri.rsplit("/", 2)[-2:]
    known = load_register().councils
    if kind == "council" and slug in known:
        return known[slug].name
    told = slug.replace("-", " ")
    if kind in _OF_COUNCILS:
        council = max((name for name in known if slug.startswith(f"{name}-")), key=len, default="")
        found = re.fullmatch(r"-([a-z-]+)-(\d{4}(?:-\d\d)?)(?:-(.+))?", slug.removeprefix(council)) if council else None
        if found:
            parts = [capital(found[1]), edtf_in_words(found[2]), found[3] or ""]
            told = ", ".join([known[council].short_name, *(part.replace("-", " ") for part in parts if part)])
    return shortened(told, 90)


def capital(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def incoming_of(iri: str) -> tuple[list[tuple[str, list[Value]]], bool]:
    """What points to a thing, by property, and whether there is more than is shown."""
    rows = ask("incoming", {"this": iri})
    several = grouped(rows[:100], "property")
    found = [(capital(term_label(name)), values_of(some, "subject")) for name, some in several.items()]
    return sorted(found, key=lambda item: item[0]), len(rows) > 100


def name_of(rows: list[Row], iri: str) -> str:
    """The name a thing has among its facts, else its address as words."""
    for prop in (NS["skos"] + "prefLabel", NS["foaf"] + "name", NS["dct"] + "title", NS["rdfs"] + "label"):
        names = [row["value"] for row in rows if row["property"] == prop]
        if names:
            return shortened(min(names, key=len), 200)
    return capital(readable(iri))


def types_of(rows: list[Row]) -> list[str]:
    """The classes of a thing, in words."""
    return sorted({capital(schemes.label(row["value"])) for row in rows if row["property"] == TYPE})
