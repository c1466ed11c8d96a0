"""The check queries return nothing over the worked graph and find the fault that was planted for each."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions, Store
from rdflib import Dataset

import ontology
from ontology import NS

from .conftest import load_store

pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # raised by rdflib within itself
PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in NS.items())
FAULTS = tomllib.loads((Path(__file__).with_name("check_faults.toml")).read_text(encoding="utf-8"))


def expand(name: str) -> str:
    prefix, local = name.split(":")
    return str(NamedNode(NS[prefix] + local))


def focuses(store: Store, check: str) -> set[str]:
    rows = store.query(ontology.checks()[check])
    assert isinstance(rows, QuerySolutions)
    return {str(row["focus"]) for row in rows}


@pytest.mark.parametrize("check", ontology.checks())
def test_nothing_is_wrong_with_the_worked_graph(worked_store: Store, worked_dataset: Dataset, check: str) -> None:
    assert focuses(worked_store, check) == set()
    assert list(worked_dataset.query(ontology.checks()[check])) == []


@pytest.mark.parametrize("check", ontology.checks())
def test_check_finds_the_planted_fault(check: str) -> None:
    store = load_store()
    store.update(PREFIXES + FAULTS[check]["update"])
    assert focuses(store, check) == {expand(name) for name in FAULTS[check]["focus"]}


@pytest.mark.parametrize("check", ontology.checks())
def test_check_says_what_is_wrong_and_names_the_focus_first(worked_store: Store, check: str) -> None:
    text = ontology.checks()[check]
    title = text.splitlines()[0]
    assert title.startswith("# ")
    assert title.endswith(".")
    rows = worked_store.query(text)
    assert isinstance(rows, QuerySolutions)
    assert [variable.value for variable in rows.variables] in (["focus"], ["focus", "path", "value"])


@pytest.mark.parametrize("check", ontology.checks())
def test_check_uses_defined_terms_only(check: str) -> None:
    assert undefined_terms(ontology.checks()[check]) == set()


def undefined_terms(query: str) -> set[str]:
    """Prefixed names of ours in a query that neither vocabulary nor schemes define."""
    known = load_store()
    body = re.sub(r'"[^"]*"|<[^>\s]*>|^#.*$', "", query, flags=re.M)
    ours = {prefix for prefix in NS if prefix in ontology.CONCEPTS or prefix in {"cg", "ref"}}
    lost = set()
    for prefix, local in re.findall(r"(?<![\w-])([a-z-]+):([A-Za-z0-9][\w-]*)", body):
        if prefix in ours and not any(known.quads_for_pattern(NamedNode(NS[prefix] + local), None, None, None)):
            lost.add(f"{prefix}:{local}")
    return lost
