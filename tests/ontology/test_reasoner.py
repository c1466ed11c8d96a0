"""HermiT finds vocabulary, alignments, schemes and the worked graph consistent together, and a planted contradiction not."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from rdflib import OWL, RDF, XSD, Graph, Literal, URIRef

import ontology
from ontology import NS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs java on the PATH"),
    pytest.mark.filterwarnings("ignore"),
]
UNKNOWN_TO_HERMIT = {XSD.date, URIRef(NS["edtf"] + "EDTF")}
CG = NS["cg"]


def everything(agreed: Graph) -> Graph:
    """All of it in one graph, with datatypes that are not of OWL 2 swapped for strings."""
    swapped = Graph()
    outside = Graph().parse(data=ontology.alignments(), format="turtle")
    for subject, predicate, value in (*agreed, *outside):
        if isinstance(value, Literal) and value.datatype in UNKNOWN_TO_HERMIT:
            swapped.add((subject, predicate, Literal(str(value), datatype=XSD.string)))
        else:
            swapped.add((subject, predicate, XSD.string if value in UNKNOWN_TO_HERMIT else value))
    return swapped


def inconsistent(graph: Graph, folder: Path) -> bool:
    """Whether HermiT finds a contradiction; unsatisfiable classes count as one."""
    import owlready2

    owlready2.JAVA_EXE = shutil.which("java")
    world = owlready2.World(filename=str(folder / "quads.sqlite3"))
    loaded = world.get_ontology(ontology.VOCABULARY + "#")
    loaded.load(fileobj=io.BytesIO(graph.serialize(format="xml", encoding="utf-8")))
    assert len(world.graph) >= len(graph)
    try:
        with loaded:
            owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return True
    return bool(list(world.inconsistent_classes()))


def test_consistent(agreed: Graph, tmp_path: Path) -> None:
    assert not inconsistent(everything(agreed), tmp_path)


CONTRADICTIONS = {
    "a visit without grades that is an inspection": (
        ("id/inspection/hull-ofsted-childrens-2019-01", RDF.type, URIRef(CG + "FocusedVisit")),
    ),
    "money promised and spent": (("id/funding/exampleshire-2017-3m", RDF.type, URIRef(CG + "ReportedFunding")),),
    "an amount in words": (("id/funding/exampleshire-2017-3m", URIRef(CG + "amount"), Literal("three million")),),
    "one judgement of two inspections": (
        (
            "id/judgement/hull-ofsted-childrens-2019-01-overall",
            URIRef(CG + "judgementIn"),
            URIRef(ontology.BASE + "id/inspection/hull-ofsted-childrens-2014-11"),
        ),
        (
            "id/inspection/hull-ofsted-childrens-2014-11",
            OWL.differentFrom,
            URIRef(ontology.BASE + "id/inspection/hull-ofsted-childrens-2019-01"),
        ),
    ),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_contradiction_is_found(agreed: Graph, tmp_path: Path, name: str) -> None:
    graph = everything(agreed)
    for subject, predicate, value in CONTRADICTIONS[name]:
        graph.add((URIRef(ontology.BASE + subject), predicate, value))
    assert inconsistent(graph, tmp_path)
