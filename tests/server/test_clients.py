"""Programs people use read the running endpoint: SPARQLWrapper and rdflib's SPARQLStore."""

from __future__ import annotations

from typing import Any
from xml.dom.minidom import Document

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, RDFXML, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.server.conftest import EX, Served

SELECT = f"SELECT ?n {{ ?s <{EX}value> ?n }} ORDER BY ?n LIMIT 2"


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_reads_tables(served: Served, method: str) -> None:
    client = SPARQLWrapper(f"{served.url}/sparql")
    client.setMethod(method)
    client.setQuery(SELECT)
    client.setReturnFormat(JSON)
    found: Any = client.query().convert()
    assert [row["n"]["value"] for row in found["results"]["bindings"]] == ["1", "2"]
    client.setReturnFormat(XML)
    document = client.query().convert()
    assert isinstance(document, Document)
    assert len(document.getElementsByTagName("result")) == 2
    client.setReturnFormat(CSV)
    table = client.query().convert()
    assert isinstance(table, bytes)
    assert table.split() == [b"n", b"1", b"2"]


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")  # rdflib's, inside SPARQLWrapper
@pytest.mark.parametrize("form", [TURTLE, RDFXML])
def test_sparqlwrapper_reads_graphs(served: Served, form: str) -> None:
    client = SPARQLWrapper(f"{served.url}/sparql")
    client.setQuery(f"CONSTRUCT WHERE {{ ?s <{EX}value> 4 }}")
    client.setReturnFormat(form)
    found: Any = client.query().convert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert len(graph) == 1


def test_sparqlwrapper_understands_our_errors(served: Served) -> None:
    client = SPARQLWrapper(f"{served.url}/sparql")
    client.setQuery("SELECT * {")
    with pytest.raises(QueryBadFormed):
        client.query()


def test_rdflib_reads_us_as_a_store(served: Served) -> None:
    graph = Graph(SPARQLStore(f"{served.url}/sparql", returnFormat="json"))
    assert graph.value(URIRef(f"{EX}thing/4"), URIRef(f"{EX}value")) == Literal(4)
    rows: Any = graph.query(SELECT)
    assert [int(row.n) for row in rows] == [1, 2]
    assert (URIRef(f"{EX}thing/3"), None, None) not in graph
