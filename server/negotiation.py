"""Which format a client gets: by `format=` and its aliases, else by Accept with Werkzeug's reading of q-values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

JSON_RESULTS: Final = "application/sparql-results+json"
XML_RESULTS: Final = "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
TURTLE, N_TRIPLES, RDF_XML = "text/turtle", "application/n-triples", "application/rdf+xml"
JSON_LD, TRIG, N_QUADS = "application/ld+json", "application/trig", "application/n-quads"

TABLES: Final[Mapping[str, str]] = {
    JSON_RESULTS: JSON_RESULTS,
    "application/json": JSON_RESULTS,
    XML_RESULTS: XML_RESULTS,
    "application/xml": XML_RESULTS,
    "text/xml": XML_RESULTS,
    CSV: CSV,
    TSV: TSV,
}
"""What a client may ask for to what the engine writes, the preferred first."""
GRAPHS: Final[Mapping[str, str]] = {
    TURTLE: TURTLE,
    N_TRIPLES: N_TRIPLES,
    RDF_XML: RDF_XML,
    JSON_LD: JSON_LD,
    TRIG: TRIG,
    N_QUADS: N_QUADS,
    "text/n3": "text/n3",
    "application/json": JSON_LD,
    "application/xml": RDF_XML,
    "text/xml": RDF_XML,
    "text/plain": N_TRIPLES,
}
_FORMAT_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "json": (JSON_RESULTS, JSON_LD),
    "xml": (XML_RESULTS, RDF_XML),
    "csv": (CSV, ""),
    "tsv": (TSV, ""),
    "srj": (JSON_RESULTS, ""),
    "srx": (XML_RESULTS, ""),
    "turtle": ("", TURTLE),
    "ttl": ("", TURTLE),
    "n3": ("", TURTLE),
    "ntriples": ("", N_TRIPLES),
    "nt": ("", N_TRIPLES),
    "rdf": ("", RDF_XML),
    "rdfxml": ("", RDF_XML),
    "rdf+xml": ("", RDF_XML),
    "jsonld": ("", JSON_LD),
    "json-ld": ("", JSON_LD),
    "trig": ("", TRIG),
    "nquads": ("", N_QUADS),
    "nq": ("", N_QUADS),
}
FORMAT_PARAMETERS: Final = ("format", "output", "results")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Formats for the two sorts of answer; empty where the client takes none."""

    table: str
    graph: str


def read_accept(header: str | None) -> MIMEAccept:
    """What the client takes; no header means anything."""
    return parse_accept_header(header if header and header.strip() else "*/*", MIMEAccept)


def choose(accept: MIMEAccept, offered: Sequence[str]) -> str:
    """The offer that the client likes best, the earlier one of equals; empty if it takes none."""
    best, best_key = "", (0.0, 0)
    for offer in offered:
        key = _liking(accept, offer)
        if key > best_key and key[0] > 0:
            best, best_key = offer, key
    return best


def _liking(accept: MIMEAccept, offer: str) -> tuple[float, int]:
    """Quality by the most specific range that fits, and how specific that is (RFC 9110, 12.5.1)."""
    found = (0.0, 0)
    closest = -1
    for pattern, quality in accept:
        bare = pattern.partition(";")[0].strip().lower()
        specific = {offer: 2, f"{offer.partition('/')[0]}/*": 1, "*/*": 0}.get(bare, -1)
        if specific > closest or (specific == closest and specific >= 0 and quality > found[0]):
            closest, found = specific, (float(quality), specific)
    return found


def wanted(accept_header: str | None, parameters: Mapping[str, str]) -> Wanted:
    """From the parameters that clients such as SPARQLWrapper send, which win, and from Accept."""
    table, graph = _by_accept(accept_header)
    for name in FORMAT_PARAMETERS:
        value = parameters.get(name, "").strip().lower()
        by_name = _FORMAT_NAMES.get(value)
        by_type = (TABLES.get(value, ""), GRAPHS.get(value, ""))
        named = by_name or (by_type if any(by_type) else None)
        if named:
            return Wanted(named[0] or table, named[1] or graph)
    return Wanted(table, graph)


@lru_cache(maxsize=512)
def _by_accept(header: str | None) -> tuple[str, str]:
    accept = read_accept(header)
    return TABLES.get(choose(accept, tuple(TABLES)), ""), GRAPHS.get(choose(accept, tuple(GRAPHS)), "")


def prefers_html(accept_header: str | None, others: Sequence[str]) -> bool:
    """Whether a page is what the client would rather have, as browsers do."""
    accept = read_accept(accept_header)
    if not accept_header or _liking(accept, "text/html")[1] < 1:
        return False
    return choose(accept, ["text/html", *others]) == "text/html"
