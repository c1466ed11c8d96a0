"""Code and queries of the other rooms use no term, concept or prefix that the ontology does not have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, URIRef

from ontology import CONCEPTS, NS

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    file for room in ("graph", "server") for file in (ROOT / room).rglob("*") if file.suffix in {".py", ".rq", ".ttl"}
)
TERM = re.compile(r"""(?<![\w-])cg:([A-Za-z]\w*)|\b(?:cg|term)\(\s*["'](\w+)["']\s*\)""")
CONCEPT = re.compile(rf"(?<![\w:/-])({'|'.join(map(re.escape, CONCEPTS))}):([a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?![\w:-])")
PREFIX = re.compile(r"^\s*(?:PREFIX|@prefix)\s+([\w-]+):\s*<([^>]+)>", flags=re.M)

PLACEHOLDERS = {"nothing"}
"""Names in queries of the pages that a value always replaces before the query runs."""


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("file", SOURCES, ids=named)
def test_terms_are_defined(vocabulary: Graph, file: Path) -> None:
    used = {first or second for first, second in TERM.findall(file.read_text(encoding="utf-8"))}
    unknown = {
        name for name in used - PLACEHOLDERS if (URIRef(NS["cg"] + name), RDFS.isDefinedBy, None) not in vocabulary
    }
    assert unknown == set()


@pytest.mark.parametrize("file", [file for file in SOURCES if file.suffix == ".rq"], ids=named)
def test_concepts_in_queries_exist(schemes: Graph, file: Path) -> None:
    unknown = {
        f"{prefix}:{local}"
        for prefix, local in CONCEPT.findall(file.read_text(encoding="utf-8"))
        if (URIRef(NS[prefix] + local), RDF.type, None) not in schemes
    }
    assert unknown == set()


@pytest.mark.parametrize("file", SOURCES, ids=named)
def test_prefixes_are_those_of_the_house(file: Path) -> None:
    for prefix, namespace in PREFIX.findall(file.read_text(encoding="utf-8")):
        if prefix in NS:
            assert namespace == NS[prefix]
