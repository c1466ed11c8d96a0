"""What can be said: vocabulary, schemes, register, shapes and saved queries, as data.

Each function hands out one file (or folder of files) as it stands, in UTF-8. Nothing here parses anything. IRIs are
below BASE throughout, which is a promise to those who cite them; a host that serves the pages elsewhere maps addresses,
not IRIs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

BASE: Final = "https://w3id.org/councilgraph/"
"""Every IRI of the project begins with this."""

VOCABULARY: Final = BASE + "ns"
"""The ontology itself; its terms are `VOCABULARY#Term`."""

CONCEPTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "grade": "grade",
        "scale": "scale",
        "ungraded": "ungraded",
        "topic": "topic",
        "framework": "framework",
        "area": "area",
        "role": "role",
        "body": "body",
        "assessment-kind": "assessment-kind",
        "intervention-kind": "intervention",
        "intervention-status": "intervention-status",
        "recurrence": "recurrence",
        "money-status": "money-status",
        "service-kind": "service",
        "council-type": "council-type",
        "nation": "nation",
        "region": "region",
        "zone": "zone",
        "rights": "rights",
        "origin": "origin",
        "settlement": "settlement",
    }
)
"""Prefix of each scheme of concepts and its folder below `ref/`."""

ENTITIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "council": "council",
        "place": "area",
        "service": "service",
        "organisation": "organisation",
        "reorganisation": "reorganisation",
        "inspection": "inspection",
        "judgement": "judgement",
        "finding": "finding",
        "person": "person",
        "post": "post",
        "tenure": "tenure",
        "quotation": "quotation",
        "funding": "funding",
        "programme": "programme",
        "intervention": "intervention",
        "spending-report": "spending-report",
        "time": "time",
        "document": "document",
        "metadata": "metadata",
        "passage": "passage",
        "reading": "reading",
        "extraction": "extraction",
        "mention": "mention",
        "inference": "inference",
        "disagreement": "disagreement",
        "retraction": "retraction",
    }
)
"""Prefix of each kind of entity and its folder below `id/`."""

OUTSIDE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "dc": "http://purl.org/dc/elements/1.1/",
        "dct": "http://purl.org/dc/terms/",
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""Prefixes of vocabularies that are not ours."""

NS: Final[Mapping[str, str]] = MappingProxyType(
    {"cg": VOCABULARY + "#", "ref": BASE + "ref/"}
    | {prefix: f"{BASE}ref/{folder}/" for prefix, folder in CONCEPTS.items()}
    | {prefix: f"{BASE}id/{folder}/" for prefix, folder in ENTITIES.items()}
    | dict(OUTSIDE)
)
"""Every prefix that data, queries and pages may use, with its namespace. `ref:role` is the scheme of `role:mayor`."""

_FOLDER = Path(__file__).parent


def vocabulary() -> str:
    """The ontology in Turtle."""
    return _text("councilgraph.ttl")


def alignments() -> str:
    """Superclasses, superproperties and close matches in other vocabularies, in Turtle."""
    return _text("alignments.ttl")


def schemes() -> Mapping[str, str]:
    """The concept schemes in Turtle, by file name without extension."""
    return _texts("schemes", ".ttl")


def lexicon() -> str:
    """The surface forms that the extractor recognises, in Turtle."""
    return _text("lexicon.ttl")


def register_table() -> str:
    """The register of councils as CSV with a header line."""
    return _text("councils.csv")


def alias_table() -> str:
    """Hand-kept aliases of councils and the deny-list, in TOML."""
    return _text("aliases.toml")


def shapes() -> str:
    """SHACL shapes for all that is stored, in Turtle."""
    return _text("shapes.ttl")


def context() -> str:
    """The JSON-LD context."""
    return _text("context.jsonld")


def queries() -> Mapping[str, str]:
    """Saved questions in SPARQL by slug; `queries/README.md` says how they declare title and parameters."""
    return _texts("queries", ".rq")


def checks() -> Mapping[str, str]:
    """Queries that must return nothing over a sound graph, by slug; each row starts with the focus node."""
    return _texts("checks", ".rq")


@cache
def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


@cache
def _texts(folder: str, extension: str) -> Mapping[str, str]:
    files = sorted((_FOLDER / folder).glob(f"*{extension}"))
    return MappingProxyType({file.stem: file.read_text(encoding="utf-8") for file in files})
