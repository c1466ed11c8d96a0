"""Three reports and two articles about Hull, in every order of loading: one graph, with its disagreements and inferences."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.claim import Extract
from graph.inputs.source import Source
from graph.library import Library
from graph.loading.whole import graph_of
from graph.pipeline import read
from graph.reference_graph import REFERENCE
from tests.terms import name_of, text_of

pytestmark = [pytest.mark.devdata, pytest.mark.slow]
BASE = "https://w3id.org/councilgraph/"
CG = f"{BASE}ns#"


@pytest.fixture(scope="module")
def sources(shared: Path) -> list[Extract]:
    """The reports of 2015, 2019 and 2023 and the two articles the project began with."""
    folder = shared / "reports" / "80477_kingston upon hull"
    paths = [*sorted(folder.glob("*.pdf")), *sorted((shared / "seeds").glob("*.txt"))]
    found = [item for path in paths for item in read(Source(str(path))).found]
    assert len(found) == 5
    return [item for item in found if isinstance(item, Extract)]


@pytest.fixture(scope="module")
def graph(sources: list[Extract]) -> ox.Store:
    """The graph of all five, made in one go."""
    store = ox.Store()
    store.extend(graph_of(sources))
    return store


def rows(graph: ox.Store, columns: str, pattern: str) -> set[tuple[str, ...]]:
    answer = graph.query(
        f"PREFIX cg: <{CG}> PREFIX dct: <http://purl.org/dc/terms/> SELECT DISTINCT {columns} WHERE {{ {pattern} }}"
    )
    assert isinstance(answer, ox.QuerySolutions)
    return {tuple(name_of(term) for term in row) for row in answer}


@pytest.mark.parametrize("first", range(5))
def test_any_order_of_loading_makes_the_same_graph(sources: list[Extract], tmp_path: Path, first: int) -> None:
    expected = graph_of(sources)
    for number, order in enumerate(order for order in itertools.permutations(range(5)) if order[0] == first):
        with Library(str(tmp_path / str(number))) as library:
            for place in order:
                library.add([sources[place]])
                library.drain()
            assert frozenset(library.store.quads()) - library.state.partitions.quads(REFERENCE) == expected, order


IN_PRESS = "?document a cg:NewsArticle . ?r cg:readFrom/cg:inDocument ?document ."
IN_REPORTS = "?document a cg:InspectionReport . ?r cg:readFrom/cg:inDocument ?document ."


def test_the_reports_inspections_are_those_of_the_articles(graph: ox.Store) -> None:
    found = rows(graph, "?i ?day", IN_REPORTS + "GRAPH ?r { ?i cg:startDate ?day }")
    assert found == {
        ("hull-ofsted-childrens-2014-11", "2014-11-18"),
        ("hull-ofsted-childrens-2019-01", "2019-01-14"),
        ("hull-ofsted-childrens-2022-11", "2022-11-14"),
    }
    assert {name for (name,) in rows(graph, "?i", IN_PRESS + "GRAPH ?r { ?i cg:inspectedBody ?c }")} == {
        name for name, _ in found
    }


def test_the_november_without_a_year_is_linked_with_a_reason_and_keeps_its_words(graph: ox.Store) -> None:
    links = rows(
        graph, "?old ?new ?reason", "?old dct:isReplacedBy ?new . ?why cg:inferredSubject ?old ; cg:reason ?reason"
    )
    undated = [row for row in links if "undated" in row[0]]
    assert {row[1] for row in undated} == {"hull-ofsted-childrens-2022-11"}
    assert all(row[2] for row in undated)
    claimed = rows(graph, "?i ?d", IN_PRESS + "GRAPH ?r { ?i cg:fieldwork ?t . ?t cg:edtf ?d }")
    assert ("hull-ofsted-childrens-2022-11", "XXXX-11") in claimed


def test_2015_is_the_inspection_published_on_3_february_2015(graph: ox.Store) -> None:
    links = rows(graph, "?old ?new", "?old dct:isReplacedBy ?new")
    assert ("hull-ofsted-childrens-2015", "hull-ofsted-childrens-2014-11") in links
    published = rows(graph, "?day", f"<{BASE}id/inspection/hull-ofsted-childrens-2014-11> cg:published/cg:edtf ?day")
    assert published == {("2015-02-03",)}


def test_the_reports_confirm_every_grade_of_the_articles(graph: ox.Store) -> None:
    assert rows(graph, "?d", "?d a cg:Disagreement") == set()
    pressed, reported = (
        rows(graph, "?j ?g", where + "GRAPH ?r { ?j cg:grade ?g }") for where in (IN_PRESS, IN_REPORTS)
    )
    assert pressed
    assert pressed <= reported


def test_a_planted_wrong_grade_is_a_disagreement_and_changes_no_agreed_value(sources: list[Extract]) -> None:
    article = next(found for found in sources if found.document.issued == "2019-05-20" and not found.document.pages)
    judgements = tuple(
        replace(claim, grade="good", grade_words="good") if claim.area == "help_protection" else claim
        for claim in article.judgements
    )
    planted = replace(article, document=replace(article.document, key="planted"), judgements=judgements)
    quads = graph_of([*sources, planted])
    subject = f"{BASE}id/judgement/hull-ofsted-childrens-2019-01-help-protection"
    agreed = {
        name_of(quad.object)
        for quad in quads
        if text_of(quad.subject) == subject
        and text_of(quad.predicate) == f"{CG}grade"
        and isinstance(quad.graph_name, ox.DefaultGraph)
    }
    assert agreed == {"ofsted-inadequate"}
    disputed = {text_of(quad.object) for quad in quads if text_of(quad.predicate) == f"{CG}disputedSubject"}
    assert disputed == {subject}
