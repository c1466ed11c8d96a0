"""The register as RDF."""

from __future__ import annotations

from datetime import date

import pytest
from pyoxigraph import DefaultGraph, NamedNode, QuerySolutions, Store

import ontology
from graph.identity import concept
from graph.register.quads import register_quads, services
from graph.register.register import load_register
from graph.vocabulary import scheme_quads
from ontology import BASE

REGISTER = load_register()


@pytest.fixture(scope="module")
def store() -> Store:
    found = Store()
    found.extend(register_quads())
    found.extend(scheme_quads())
    return found


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in ontology.NS.items())
    answer = store.query(prefixes + query)
    assert isinstance(answer, QuerySolutions)
    return sorted(tuple(str(term.value) for term in row) for row in answer)


def test_every_council_is_there_with_name_type_and_nation(store: Store) -> None:
    found = rows(store, "SELECT ?c ?n WHERE { ?c a cg:Council ; skos:prefLabel ?n ; cg:councilType ?t ; cg:nation ?m }")
    assert [name for _, name in found] == [REGISTER.councils[slug].name for slug in sorted(REGISTER.councils)]


def test_all_stands_in_the_default_graph() -> None:
    assert {quad.graph_name for quad in register_quads()} == {DefaultGraph()}


def test_it_is_the_same_each_time() -> None:
    assert list(register_quads()) == list(register_quads())


def test_a_code_of_any_kind_leads_to_the_council(store: Store) -> None:
    for code in ("E06000010", "GB-KHL", "810", "80477"):
        assert rows(store, f'SELECT ?c WHERE {{ ?c ?p "{code}" ; a cg:Council }}') == [(f"{BASE}id/council/hull",)]
    found = rows(store, 'SELECT ?c WHERE { ?c cg:formerGssCode "E08000016" ; a cg:Council }')
    assert found == [(f"{BASE}id/council/barnsley",)]


def test_a_successor_is_found_through_the_reorganisation(store: Store) -> None:
    query = """SELECT ?new ?day WHERE {
      ?event org:originalOrganization council:%s ; org:resultingOrganization ?new ; cg:effectiveOn ?day }"""
    council = f"{BASE}id/council/"
    assert rows(store, query % "north-yorkshire-county") == [(f"{council}north-yorkshire", "2023-04-01")]
    assert rows(store, query % "christchurch") == [(f"{council}bournemouth-christchurch-and-poole", "2019-04-01")]
    assert rows(store, query % "elmbridge") == [(f"{council}east-surrey", "2027-04-01")]


def test_what_ends_in_the_future_is_not_abolished(store: Store) -> None:
    found = rows(store, "SELECT ?c ?d WHERE { ?c cg:abolished ?d }")
    assert len(found) == 73
    assert all(date.fromisoformat(day) < date(2026, 11, 1) for _, day in found)


@pytest.mark.parametrize(
    ("slug", "kinds"),
    [
        ("hull", ("childrens", "adults", "send", "housing")),
        ("kent", ("childrens", "adults", "send")),
        ("ashford", ("housing",)),
        ("cardiff", ("childrens", "adults", "housing")),
        ("belfast", ()),
        ("cumbria", ("childrens", "adults", "send")),
    ],
)
def test_services_follow_from_the_kind_of_council(slug: str, kinds: tuple[str, ...]) -> None:
    assert services(REGISTER.councils[slug]) == kinds


def test_services_belong_to_their_council(store: Store) -> None:
    found = rows(
        store, "SELECT ?k WHERE { service:hull-childrens a cg:Service ; org:unitOf council:hull ; cg:serviceKind ?k }"
    )
    assert found == [(concept("service", "childrens").value,)]


def test_every_concept_and_term_used_is_defined(store: Store) -> None:
    defined = {quad.subject for quad in scheme_quads()}
    for quad in register_quads():
        for term in (quad.predicate, quad.object):
            if isinstance(term, NamedNode) and term.value.startswith((f"{BASE}ns#", f"{BASE}ref/")):
                assert term in defined, term


def test_labels_besides_the_name_are_unambiguous(store: Store) -> None:
    query = (
        "SELECT ?l WHERE { ?a skos:altLabel ?l ; a cg:Council . ?b skos:altLabel ?l ; a cg:Council FILTER(?a != ?b) }"
    )
    assert rows(store, query) == []
    welsh = rows(store, 'SELECT ?l WHERE { council:cardiff skos:altLabel ?l FILTER(LANG(?l) = "cy") }')
    assert welsh == [("Caerdydd",)]


def test_sources_and_licences_are_stated(store: Store) -> None:
    licences = rows(store, f"SELECT ?l WHERE {{ <{BASE}register> dct:license ?l ; dct:source ?s }}")
    assert any("open-government-licence" in licence for (licence,) in licences)
    assert any("creativecommons" in licence for (licence,) in licences)
