"""SHACL holds over the worked graph, and each shape catches the fault that was planted for it."""

from __future__ import annotations

import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, URIRef

import ontology
from ontology import NS

FOLDER = Path(__file__).parent
PREFIXES = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in NS.items())


@dataclass(frozen=True, slots=True)
class Fault:
    """What is taken out (`subject property`) and put in (Turtle), and how the message begins that must come."""

    shape: str
    message: str
    drop: tuple[str, ...] = ()
    add: str = ""


FAULTS = [
    Fault(**fault) for fault in tomllib.loads((FOLDER / "shape_faults.toml").read_text(encoding="utf-8"))["fault"]
]


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(data=ontology.shapes(), format="turtle")


def node(name: str) -> URIRef:
    prefix, local = name.split(":", 1)
    return URIRef(NS[prefix] + local)


def validate(data: Graph, shapes: Graph) -> tuple[bool, list[str], str]:
    conforms, report, text = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    assert isinstance(report, Graph)
    return conforms, [str(message) for message in report.objects(None, SH.resultMessage)], text


def test_worked_graph_conforms_quickly(agreed: Graph, shapes: Graph) -> None:
    start = time.perf_counter()
    conforms, _, text = validate(agreed, shapes)
    assert conforms, text
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.shape}: {fault.message}")
def test_planted_fault_is_caught(agreed: Graph, shapes: Graph, fault: Fault) -> None:
    data = Graph()
    data += agreed
    for pair in fault.drop:
        subject, predicate = map(node, pair.split())
        assert (subject, predicate, None) in data, "the fault drops what is not there"
        data.remove((subject, predicate, None))
    data.parse(data=PREFIXES + fault.add, format="turtle")
    conforms, messages, _ = validate(data, shapes)
    assert not conforms
    assert any(message.startswith(fault.message) for message in messages), messages


def test_every_shape_has_a_fault(shapes: Graph) -> None:
    names = {str(shape).rsplit("#", 1)[1] for shape in shapes.subjects(RDF.type, SH.NodeShape)}
    assert names == {fault.shape for fault in FAULTS}


def test_every_constraint_says_in_words_what_is_wrong(shapes: Graph) -> None:
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        for constraint in shapes.objects(shape, SH.property):
            assert str(shapes.value(constraint, SH.message)).endswith("."), shapes.value(constraint, SH.path)


@pytest.mark.slow
def test_shapes_are_sound_shacl_and_use_defined_terms(shapes: Graph, vocabulary: Graph) -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text
    for term in {n for triple in shapes for n in triple if isinstance(n, URIRef) and str(n).startswith(NS["cg"])}:
        assert (term, None, None) in vocabulary, term


def test_every_class_of_records_has_a_shape(shapes: Graph, vocabulary: Graph) -> None:
    unshaped = {"PublicBody", "DeliveryOrganisation", "AdministrativeArea", "Programme", "SpendingReport", "GradeScale"}
    targets = set(shapes.objects(None, SH.targetClass))
    for term in vocabulary.subjects(RDF.type, URIRef("http://www.w3.org/2002/07/owl#Class")):
        if not str(term).startswith(NS["cg"]):
            continue
        above = set(vocabulary.transitive_objects(term, URIRef(NS["rdfs"] + "subClassOf")))
        name = str(term).rsplit("#", 1)[1]
        assert above & targets or any(str(a).rsplit("#", 1)[1] in unshaped for a in above), name
