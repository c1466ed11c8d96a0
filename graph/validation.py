"""What is wrong with a graph: shapes (SHACL) and check queries, each finding with the words it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, Graph
from rdflib import URIRef as Iri
from rdflib.namespace import SH

import ontology
from graph.saved_query import parse_saved_query

SENTENCE = Path(__file__).parent / "queries" / "sentence-of.rq"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: where, in which property, why, how bad (`Violation` or `Warning`), and the words concerned."""

    focus: str
    path: str
    message: str
    severity: str
    sentence: str


def check_findings(store: ox.Store) -> Iterator[Finding]:
    """Rows of the check queries, which must return nothing."""
    for name, text in ontology.checks().items():
        question = text.splitlines()[0].removeprefix("#").strip()
        answer = store.query(text)
        assert isinstance(answer, ox.QuerySolutions), name
        for row in answer:
            focus, path, value = (list(row) + [None, None])[:3]
            told = f"{question} ({_text(value)})" if value is not None else question
            yield Finding(_text(focus), _text(path), f"{name}: {told}", "Violation", _sentence(store, focus))


def shape_findings(store: ox.Store) -> Iterator[Finding]:
    """Results of the shapes over the default graph; time grows with the graph, about a second for ten thousand triples."""
    from pyshacl import validate

    lines = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    data = Graph().parse(data=lines or b"", format="nt")
    shapes = Graph().parse(data=ontology.shapes(), format="turtle")
    _, report, _ = validate(data, shacl_graph=shapes, advanced=True, inference="none")
    assert isinstance(report, Graph)
    for result in sorted(report.subjects(RDF.type, SH.ValidationResult), key=str):
        focus = report.value(result, SH.focusNode)
        yield Finding(
            str(focus),
            str(report.value(result, SH.resultPath) or ""),
            str(report.value(result, SH.resultMessage) or ""),
            str(report.value(result, SH.resultSeverity)).rsplit("#", 1)[-1],
            _sentence(store, ox.NamedNode(str(focus))) if isinstance(focus, Iri) else "",
        )


def _sentence(store: ox.Store, thing: object) -> str:
    if not isinstance(thing, ox.NamedNode):
        return ""
    query = parse_saved_query(SENTENCE.stem, SENTENCE.read_text(encoding="utf-8"))
    answer = store.query(query.with_values({"thing": thing.value}))
    assert isinstance(answer, ox.QuerySolutions)
    row = next(iter(answer), None)
    return " ".join(str(row[0].value).split()) if row else ""


def _text(term: object) -> str:
    return str(getattr(term, "value", term)) if term is not None else ""
