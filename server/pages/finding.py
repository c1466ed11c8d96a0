"""From an address to the thing it names: by slug, by a former name or code (301), else 404 with near names."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyoxigraph as ox
from flask import request

from graph.register.register import load_register
from ontology import NS
from server.errors import Problem
from server.pages.addresses import iri_of, path_of
from server.pages.asking import Row, ask_terms, plain
from server.pages.formats import Format, split_extension
from server.pages.index import near_names

_REPLACED = NS["dct"] + "isReplacedBy"


class Moved(Exception):
    """The thing lives at another address of this host."""

    def __init__(self, path: str, status: int = 301) -> None:
        super().__init__(path)
        self.path, self.status = path, status


@dataclass(frozen=True, slots=True)
class Found:
    """A thing: its IRI, slug, page address, the extension asked for, and what the default graph says of it."""

    iri: str
    slug: str
    path: str
    extension: Format | None
    rows: list[Row]
    triples: list[ox.Triple] = field(default_factory=list)

    def of(self, prop: str) -> list[Row]:
        """What is said of one property."""
        return [row for row in self.rows if row["property"] == prop]

    def first(self, prop: str) -> str:
        """A value of a property, empty without one."""
        return next((row["value"] for row in self.of(prop)), "")


def find(kind: str, name: str, *, with_query: bool = True) -> Found:
    """The thing of that kind and name; raises Moved or a Problem."""
    slug, extension = split_extension(name)
    iri = iri_of(kind, slug)
    found = found_at(iri, slug, extension)
    if target := found.first(_REPLACED):
        raise Moved(_with(path_of(target), extension, with_query))
    if found.rows:
        return found
    if kind == "council":
        _find_council(slug, extension, with_query)
    raise unknown(kind, slug)


def found_at(iri: str, slug: str, extension: Format | None) -> Found:
    """What the default graph says of an IRI, else what readings say; nothing for no IRI."""
    rows = ask_terms("facts", {"this": iri}) if iri else ()
    if iri and not rows:
        rows = ask_terms("facts-in-readings", {"this": iri}, limit=200)
    this = [ox.Triple(ox.NamedNode(iri), row["property"], row["value"]) for row in rows]  # type: ignore[arg-type]
    return Found(iri, slug, path_of(iri), extension, plain(rows), this)


def _find_council(name: str, extension: Format | None, with_query: bool) -> None:
    """Former and foreign codes, other spellings: raises Moved where they mean one council."""
    register = load_register()
    known = register.by_code(name)
    councils = known if known else register.named(name.replace("-", " ").replace("_", " ")).councils
    if known or len(councils) == 1:
        raise Moved(_with(f"/council/{councils[0].slug}", extension, with_query))


def unknown(kind: str, slug: str) -> Problem:
    """404 with names that look alike."""
    words = slug.replace("-", " ")
    near = load_register().near(words) if kind == "council" else near_names(words)
    return Problem(
        404, f"There is no {kind.replace('-', ' ')} called “{slug}” here.", extra={"near": list(near)} if near else {}
    )


def _with(path: str, extension: Format | None, with_query: bool) -> str:
    query = request.query_string.decode("utf-8", "replace") if with_query else ""
    return path + (f".{extension.extension}" if extension else "") + (f"?{query}" if query else "")
