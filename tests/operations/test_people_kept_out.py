"""Taking a person out: from every document, also when it is loaded again, reviewed, or read by a newer extractor."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from graph.claim import Extract
from graph.library import Library
from graph.loading.burial import people_of, without_people
from tests.operations.conftest import PROGRAM, article, quads_of

PERSON = "hull-jane-example"


def _said(store: Path) -> str:
    return "\n".join(map(str, quads_of(store)))


def _run(store: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [PROGRAM, "--store", str(store), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_posts_and_quotations_go_and_stay_out(store: Path) -> None:
    assert f"/person/{PERSON}>" in _said(store)
    with Library(str(store)) as library:
        assert library.retract_person(PERSON, "asked for") == 2  # articles 0 and 5 are about Hull
    after = _said(store)
    assert PERSON not in after
    assert "/person/leeds-jane-example>" in after
    with Library(str(store)) as library:
        assert [added.outcome for added in library.add([article(0), article(10)])] == ["unchanged", "new"]
        library.drain()
        assert not library.state.extract("invented-10").quotations
        assert not library.state.unreviewed("invented-10").officials
    assert PERSON not in _said(store)


def test_cut_off_half_way_they_are_out_of_no_document(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library(str(store)) as library:
        put, stored = library.state.put, []

        def cut_off(slug: str, *rest: Any, **more: Any) -> None:
            put(slug, *rest, **more)
            stored.append(slug)
            if len(stored) == 2:
                raise KeyboardInterrupt

        monkeypatch.setattr(library.state, "put", cut_off)
        with pytest.raises(KeyboardInterrupt):
            library.retract_person(PERSON, "asked for")
        assert not library.state.buried("person")
        assert all(library.state.extract(slug).officials for slug in stored)


def test_the_grade_in_the_same_article_stays(store: Path) -> None:
    before = {quad for quad in quads_of(store) if "ns#grade>" in str(quad.predicate)}
    with Library(str(store)) as library:
        library.retract_person(PERSON, "asked for")
    assert {quad for quad in quads_of(store) if "ns#grade>" in str(quad.predicate)} == before


def test_a_person_nobody_buried_stays_as_they_are(sample_extracts: tuple[Extract, ...]) -> None:
    read = sample_extracts[0]
    everybody = {slug for slug, _ in people_of(read, "x")}
    assert everybody
    assert without_people(read, "x", {"somebody-else"}) is read
    bare = without_people(read, "x", everybody)
    assert not bare.officials
    assert not [quotation for quotation in bare.quotations if quotation.speaker]
    assert bare.judgements == read.judgements


def test_the_command_takes_slug_or_iri_and_names_near_ones(store: Path) -> None:
    lost = _run(store, "retract", "--person", "hull-jane-exampel")
    assert lost.returncode == 1
    assert "hull-jane-example" in lost.stderr
    done = _run(store, "retract", "--person", f"https://w3id.org/councilgraph/id/person/{PERSON}", "--reason", "asked")
    assert (done.returncode, "2 documents" in done.stderr) == (0, True)
    assert PERSON not in _said(store)
    assert _run(store, "retract", "--person", PERSON).returncode == 0
    assert _run(store, "retract").returncode == 2
    assert _run(store, "retract", "a", "--person", "b").returncode == 2
