"""The words of the extractor hang on concepts that exist, under the keys that those have."""

from __future__ import annotations

import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef

import ontology
from ontology import BASE, NS

LEX = BASE + "lexicon#"


@pytest.fixture(scope="module")
def lexicon() -> Graph:
    return Graph().parse(data=ontology.lexicon(), format="turtle")


def test_concepts_exist(lexicon: Graph, schemes: Graph) -> None:
    named = {
        node for triple in lexicon for node in triple if isinstance(node, URIRef) and str(node).startswith(NS["ref"])
    }
    assert named
    unknown = sorted(str(node) for node in named if (node, RDF.type, None) not in schemes)
    assert unknown == []


def test_keys_are_the_notations_of_their_concepts(lexicon: Graph, schemes: Graph) -> None:
    wrong = []
    for concept, key in lexicon.subject_objects(URIRef(LEX + "value")):
        notation = schemes.value(concept, SKOS.notation)
        if notation is not None and notation != Literal(str(key)):
            wrong.append(f"{concept}: {key} is not {notation}")
    assert wrong == []


def test_display_labels_do_not_make_the_lexicon(lexicon: Graph) -> None:
    assert not list(lexicon.subject_objects(SKOS.prefLabel))
