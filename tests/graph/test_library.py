"""Loading, replacing, retracting and being killed: the store always equals what its documents make."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.claim import Extract
from graph.document import DocumentKind
from graph.library import Library
from graph.loading.whole import graph_of
from graph.reference_graph import REFERENCE
from graph.vocabulary import cg
from tests.graph.claims import extract, inspection, judgement
from tests.graph.resolution.test_inspections import ALL, ILACS_2019, PRESS_2019
from tests.terms import name_of, text_of


def content(library: Library) -> frozenset[ox.Quad]:
    """What the documents brought: everything but register and schemes."""
    return frozenset(library.store.quads()) - library.state.partitions.quads(REFERENCE)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(str(tmp_path / "store")) as opened:
        yield opened


def test_the_store_equals_the_graph_of_its_documents(library: Library) -> None:
    library.add(ALL)
    library.drain()
    assert content(library) == graph_of(ALL)


def test_loading_again_changes_no_quad_and_no_version(library: Library) -> None:
    library.add(ALL)
    version = library.drain()
    assert {added.outcome for added in library.add(ALL)} == {"unchanged"}
    assert library.drain() == version


@pytest.mark.parametrize(
    "order", list(itertools.permutations(range(5)))[::17], ids=lambda order: "".join(map(str, order))
)
def test_documents_one_by_one_in_any_order_make_the_same_graph(library: Library, order: tuple[int, ...]) -> None:
    for place in order:
        library.add([ALL[place]])
        library.drain()
    assert content(library) == graph_of(ALL)


def test_the_same_identity_with_other_content_replaces(library: Library) -> None:
    library.add([ILACS_2019, PRESS_2019])
    library.drain()
    changed = extract(
        "press-2019", (inspection(fieldwork="2019-01"),), (judgement("i1", "overall", "good"),), text="Another text."
    )
    assert library.add([changed])[0].outcome == "replaced"
    library.drain()
    assert content(library) == graph_of([ILACS_2019, changed])


def test_a_retracted_document_is_gone_and_stays_away(library: Library) -> None:
    library.add(ALL)
    library.drain()
    assert library.retract("report-2022", "asked to")
    rest = [found for found in ALL if found.document.key != "report-2022"]
    assert content(library) == graph_of(rest)
    assert library.add(ALL)[2].outcome == "buried"
    library.drain()
    assert content(library) == graph_of(rest)
    assert not library.retract("no such document", "")


def test_a_rebuild_from_the_claims_is_the_same_graph(library: Library) -> None:
    library.add(ALL)
    library.drain()
    before = content(library)
    library.rebuild()
    assert content(library) == before


def test_a_store_of_another_mapping_is_written_again(tmp_path: Path) -> None:
    with Library(str(tmp_path / "store")) as library:
        library.add(ALL)
        library.drain()
        library.state.save_setting("mapping", "an older one")
    with Library(str(tmp_path / "store")) as library:
        assert len(library.state.pending()) == len(ALL)
        library.drain()
        assert content(library) == graph_of(ALL)
    with Library(str(tmp_path / "store")) as library:
        assert library.state.pending() == ()


def test_a_wrong_grade_in_the_press_is_a_disagreement_and_changes_nothing(library: Library) -> None:
    wrong = extract(
        "wrong", (inspection(fieldwork="2019-01"),), (judgement("i1", "overall", "good"),), date="2019-05-21"
    )
    library.add([ILACS_2019, PRESS_2019, wrong])
    library.drain()
    answer = library.store.query(
        """PREFIX cg: <https://w3id.org/councilgraph/ns#>
            SELECT ?subject ?grade ?ground (COUNT(DISTINCT ?reading) AS ?sides) WHERE {
              ?d a cg:Disagreement ; cg:disputedSubject ?subject ; cg:settledBy ?ground ; cg:conflictingReading ?reading .
              ?subject cg:grade ?grade } GROUP BY ?subject ?grade ?ground"""
    )
    assert isinstance(answer, ox.QuerySolutions)
    rows = list(answer)
    assert [[name_of(term) for term in (row[0], row[1], row[2])] for row in rows] == [
        ["hull-ofsted-childrens-2019-01-overall", "ofsted-inadequate", "stronger-source"]
    ]
    assert int(text_of(rows[0][3])) == 3


def test_a_tie_leaves_the_value_out(library: Library) -> None:
    sides = [
        extract(
            name,
            (inspection(fieldwork="2019-01"),),
            (judgement("i1", "overall", grade),),
            date="2019-05-21",
            text=f"Text {name}.",
        )
        for name, grade in (("a", "good"), ("b", "inadequate"))
    ]
    library.add(sides)
    library.drain()
    agreed = [
        q for q in library.store.quads() if q.predicate == cg("grade") and isinstance(q.graph_name, ox.DefaultGraph)
    ]
    assert agreed == []


def test_copies_of_a_text_count_once(library: Library) -> None:
    story = " ".join(f"word{number} in a story that was printed twice" for number in range(60))
    copies = [
        extract(
            name,
            (inspection(fieldwork="2019-01"),),
            (judgement("i1", "overall", "good"),),
            date="2019-05-21",
            text=story + name,
        )
        for name in "ab"
    ]
    other = extract(
        "c", (inspection(fieldwork="2019-01"),), (judgement("i1", "overall", "inadequate"),), date="2019-05-22"
    )
    library.add([*copies, other])
    library.drain()
    agreed = [
        q.object
        for q in library.store.quads()
        if q.predicate == cg("grade") and isinstance(q.graph_name, ox.DefaultGraph)
    ]
    assert [name_of(term) for term in agreed] == ["ofsted-inadequate"], "the later of two single sources"


def test_candidates_stay_out_of_the_graph(library: Library) -> None:
    doubtful = extract("d", (inspection(fieldwork="2019-01"),), (judgement("i1", "overall", "good", confidence=0.5),))
    library.add([doubtful])
    library.drain()
    assert not [q for q in library.store.quads() if q.predicate == cg("grade") and "/id/" in text_of(q.subject)]


VARIANTS = [
    *ALL,
    extract("press-2019", (inspection(fieldwork="2019-01"),), (judgement("i1", "overall", "good"),), text="Corrected."),
    extract("report-2019", (inspection(fieldwork="2019-02-04/2019-02-08"),), (), kind=DocumentKind.INSPECTION_REPORT),
    extract("other", (inspection(fieldwork="XXXX-11"), inspection("i2", council="derby", fieldwork="2019-01")), ()),
]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.one_of(st.sampled_from(VARIANTS), st.sampled_from(["report-2019", "press-undated"])), max_size=7))
def test_any_history_equals_a_load_of_what_is_left(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Extract | str]
) -> None:
    kept: dict[str, Extract] = {}
    buried = set()
    with Library(str(tmp_path_factory.mktemp("history") / "store")) as library:
        for step in steps:
            if isinstance(step, str):
                if library.retract(step, "test"):
                    buried.add(step)
                kept.pop(step, None)
            elif step.document.key not in buried:
                library.add([step])
                kept[step.document.key] = step
                library.drain()
        assert content(library) == graph_of(kept.values())


LOADER = """
import sys
from graph.library import Library
from tests.graph.test_library import many
with Library(sys.argv[1]) as library:
    for found in many():
        library.add([found])
        print(found.document.key, flush=True)
        library.drain()
"""


def many() -> list[Extract]:
    """Sixty documents about three councils, enough for a load that can be interrupted."""
    return [
        extract(
            f"doc-{number}",
            (
                inspection(
                    fieldwork=f"{2010 + number % 9}-0{1 + number % 8}", council=("hull", "derby", "leeds")[number % 3]
                ),
            ),
            (judgement("i1", "overall", "good" if number % 5 else "inadequate"),),
            text=f"Document {number} says this.",
        )
        for number in range(60)
    ]


@pytest.mark.slow
def test_a_killed_load_loses_nothing_acknowledged_and_shows_nothing_by_half(tmp_path: Path) -> None:
    store = tmp_path / "store"
    chance = random.Random(20190520)
    acknowledged: set[str] = set()
    for _ in range(12):
        loader = subprocess.Popen([sys.executable, "-c", LOADER, str(store)], stdout=subprocess.PIPE, text=True)
        time.sleep(chance.uniform(0.8, 2.0))
        os.kill(loader.pid, signal.SIGKILL)
        out, _ = loader.communicate()
        acknowledged |= set(out.split())
        with Library(str(store)) as library:
            stored = {document.key for document in library.state.documents()}
            assert acknowledged <= stored
            visible = {
                text_of(q.object) for q in library.store.quads() if q.predicate.value.endswith("terms/identifier")
            }
            for found in many():
                if found.document.key in visible and not library.state.pending():
                    assert found.document.key in stored
            library.drain()
            assert content(library) == graph_of(e for e in many() if e.document.key in stored)
    assert acknowledged
