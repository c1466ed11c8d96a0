"""The saved questions over the bundled samples: the rows that a person checked, in both engines.

`python -m tests.test_questions` prints the golden file anew; read the difference before you commit it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, URIRef
from rdflib.term import Literal

from graph.claim import Extract
from graph.inputs.source import Source
from graph.loading.whole import graph_of
from graph.pipeline import read
from graph.reference_graph import reference_quads
from graph.samples import sample_paths
from graph.saved_query import saved_queries
from ontology import NS

GOLDEN = Path(__file__).with_name("golden_questions.json")
ABOUT_HULL_2019 = {"all-of-a-document": {"document": "hull-2019"}}
LONG = frozenset({"terms", "concepts"})  # listings of the ontology itself: counted, not listed
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib warns about its own calls


@pytest.fixture(scope="module")
def quads() -> frozenset[ox.Quad]:
    extracts = [found for path in sample_paths() for found in read(Source(str(path))).found]
    return graph_of(found for found in extracts if isinstance(found, Extract)) | frozenset(reference_quads()[1]())


@pytest.fixture(scope="module")
def store(quads: frozenset[ox.Quad]) -> ox.Store:
    made = ox.Store()
    made.extend(quads)
    return made


@pytest.fixture(scope="module")
def dataset(quads: frozenset[ox.Quad]) -> Dataset:
    made = Dataset(default_union=False)
    made.parse(data=ox.serialize(quads, format=ox.RdfFormat.N_QUADS), format="nquads")
    return made


def rows(store: ox.Store, name: str) -> list[str]:
    """The solutions as sorted lines of short terms."""
    answer = store.query(saved_queries()[name].with_values(ABOUT_HULL_2019.get(name, {})))
    if isinstance(answer, ox.QueryTriples):
        return sorted(" | ".join(map(_short, (t.subject, t.predicate, t.object))) for t in answer)
    assert isinstance(answer, ox.QuerySolutions)
    return sorted(" | ".join(_short(term) for term in row) for row in answer)


def rdflib_rows(dataset: Dataset, name: str) -> list[str]:
    answer = dataset.query(saved_queries()[name].with_values(ABOUT_HULL_2019.get(name, {})))
    return sorted(" | ".join(_short(term) for term in row) for row in answer)  # type: ignore[union-attr]


def _short(term: object) -> str:
    if term is None:
        return "-"
    if isinstance(term, (ox.NamedNode, URIRef)):
        iri = str(getattr(term, "value", term))
        space = max((space for space in NS.values() if iri.startswith(space)), key=len, default="")
        return next(f"{prefix}:{iri[len(space) :]}" for prefix, found in NS.items() if found == space) if space else iri
    value, datatype = str(getattr(term, "value", term)), getattr(term, "datatype", None)
    if isinstance(term, Literal):
        value = str(term)
    if datatype is not None and str(getattr(datatype, "value", datatype)).startswith(NS["xsd"] + "decimal"):
        value = f"{float(value):.12g}"
    return " ".join(value.split())


def golden() -> dict[str, list[str]]:
    return dict(json.loads(GOLDEN.read_text(encoding="utf-8")))


def told(name: str, found: list[str]) -> list[str]:
    return [f"{len(found)} rows"] if name in LONG else found


@pytest.mark.parametrize("name", sorted(saved_queries()))
def test_the_rows_over_the_samples(store: ox.Store, name: str) -> None:
    assert told(name, rows(store, name)) == golden()[name]


@pytest.mark.parametrize("name", sorted(saved_queries()))
@pytest.mark.slow
def test_the_other_engine_gives_the_same(store: ox.Store, dataset: Dataset, name: str) -> None:
    assert rdflib_rows(dataset, name) == rows(store, name)


def main() -> None:
    """Print the golden file anew."""
    made = ox.Store()
    extracts = [found for path in sample_paths() for found in read(Source(str(path))).found]
    made.extend(graph_of(found for found in extracts if isinstance(found, Extract)) | frozenset(reference_quads()[1]()))
    json.dump(
        {name: told(name, rows(made, name)) for name in sorted(saved_queries())},
        sys.stdout,
        ensure_ascii=False,
        indent=1,
    )
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
