"""Every file parses, in both engines where it is RDF, and keeps to the house rules on names."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse
from rdflib import Dataset, Graph
from rdflib.plugins.sparql import prepareQuery

import ontology
from ontology import BASE, CONCEPTS, ENTITIES, NS

FOLDER = Path(ontology.__file__).parent
TURTLE = {
    "vocabulary": ontology.vocabulary(),
    "alignments": ontology.alignments(),
    "shapes": ontology.shapes(),
} | {f"schemes/{name}": text for name, text in ontology.schemes().items()}
SPARQL = {f"queries/{name}": text for name, text in ontology.queries().items()} | {
    f"checks/{name}": text for name, text in ontology.checks().items()
}


@pytest.mark.parametrize("name", TURTLE)
def test_turtle_is_the_same_graph_in_both_engines(name: str) -> None:
    text = TURTLE[name]
    ours = Graph().parse(data=text, format="turtle")
    theirs = Graph().parse(data=as_n_triples(text), format="nt")
    assert len(ours) == len(theirs) > 0


def as_n_triples(text: str) -> str:
    return "\n".join(f"{triple} ." for triple in parse(text.encode(), format=RdfFormat.TURTLE))


@pytest.mark.parametrize("name", SPARQL)
def test_query_parses_in_both_engines(name: str) -> None:
    prepareQuery(SPARQL[name])
    Store().query(SPARQL[name])


@pytest.mark.parametrize("name", SPARQL)
def test_query_declares_the_prefixes_of_the_house_and_uses_each(name: str) -> None:
    declared = re.findall(r"^PREFIX ([\w-]+): <([^>]+)>$", SPARQL[name], flags=re.M)
    body = SPARQL[name].split("\n\n", 1)[1]
    for prefix, namespace in declared:
        assert NS[prefix] == namespace
        assert re.search(rf"(?<![\w-]){prefix}:", body), f"{prefix} is not used"


def test_worked_graph_is_the_same_in_both_engines(worked_dataset: Dataset, worked_store: Store) -> None:
    ours = sum(len(graph) for graph in worked_dataset.graphs())
    assert ours == len(worked_store) > 2000


def test_functions_hand_out_every_data_file() -> None:
    handed = {
        "councilgraph.ttl": ontology.vocabulary,
        "alignments.ttl": ontology.alignments,
        "shapes.ttl": ontology.shapes,
        "context.jsonld": ontology.context,
        "lexicon.ttl": ontology.lexicon,
        "councils.csv": ontology.register_table,
        "aliases.toml": ontology.alias_table,
    }
    present = {file.name for file in FOLDER.iterdir() if file.suffix in {".ttl", ".jsonld", ".csv", ".toml"}}
    assert present <= set(handed)
    for name in present:
        assert handed[name]() == (FOLDER / name).read_text(encoding="utf-8")
    assert set(ontology.schemes()) == {file.stem for file in (FOLDER / "schemes").iterdir()}


def test_context_is_json() -> None:
    assert "@context" in json.loads(ontology.context())


def test_prefixes_are_distinct_and_below_the_base() -> None:
    assert len(set(NS.values())) == len(NS)
    assert not set(CONCEPTS) & set(ENTITIES)
    for prefix in (*CONCEPTS, *ENTITIES):
        assert NS[prefix].startswith(BASE)
        assert NS[prefix].endswith("/")


@pytest.mark.parametrize("name", [*TURTLE, "worked"])
def test_no_iri_of_ours_has_a_slash_in_its_local_name(name: str) -> None:
    text = TURTLE.get(name) or (Path(__file__).parent / "worked.trig").read_text(encoding="utf-8")
    form = RdfFormat.TRIG if name == "worked" else RdfFormat.TURTLE
    heads = sorted(NS.values(), key=len, reverse=True)
    documents = {BASE + "ns", BASE + "alignments", BASE + "shapes"}
    for iri in set(re.findall(rf"<({re.escape(BASE)}[^>]*)>", "".join(map(str, parse(text.encode(), format=form))))):
        if iri in documents or re.fullmatch(re.escape(BASE) + r"(ns|alignments|shapes)(/[0-9.]+|#\w+)", iri):
            continue
        head = next((head for head in heads if iri.startswith(head)), None)
        assert head, f"{iri} is below no prefix"
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", iri[len(head) :]), iri
