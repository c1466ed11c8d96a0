"""The worked graph (worked.trig) with vocabulary and schemes, in both engines."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import Dataset, Graph

import ontology

WORKED = Path(__file__).with_name("worked.trig")


def background() -> list[str]:
    """What has to stand in the default graph beside the data."""
    return [ontology.vocabulary(), *ontology.schemes().values()]


@pytest.fixture(scope="session")
def vocabulary() -> Graph:
    """The vocabulary alone."""
    return Graph().parse(data=ontology.vocabulary(), format="turtle")


@pytest.fixture(scope="session")
def schemes() -> Graph:
    """All schemes in one graph."""
    graph = Graph()
    for text in ontology.schemes().values():
        graph.parse(data=text, format="turtle")
    return graph


@pytest.fixture(scope="session")
def worked_dataset() -> Dataset:
    """The worked graph in rdflib; not to be changed."""
    return load_dataset()


@pytest.fixture(scope="session")
def worked_store() -> Store:
    """The worked graph in pyoxigraph; not to be changed."""
    return load_store()


@pytest.fixture(scope="session")
def agreed(worked_dataset: Dataset) -> Graph:
    """The default graph of the worked graph as a graph of its own; not to be changed."""
    graph = Graph()
    graph += worked_dataset.default_graph
    return graph


def load_dataset() -> Dataset:
    """A new copy in rdflib."""
    dataset = Dataset()
    with warnings.catch_warnings():  # rdflib's parse() asks for what rdflib calls deprecated
        warnings.simplefilter("ignore", DeprecationWarning)
        dataset.parse(data=WORKED.read_text(encoding="utf-8"), format="trig")
    for text in background():
        dataset.default_graph.parse(data=text, format="turtle")
    return dataset


def load_store() -> Store:
    """A new copy in pyoxigraph."""
    store = Store()
    store.load(path=str(WORKED), format=RdfFormat.TRIG)
    for text in background():
        store.load(text.encode(), format=RdfFormat.TURTLE)
    return store
