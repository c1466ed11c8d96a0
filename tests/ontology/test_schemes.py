"""The schemes hold every key of the exchange formats, under the IRIs that the keys give."""

from __future__ import annotations

from collections import Counter

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from ontology import BASE, NS

CG = NS["cg"]
KEYS = {
    "body": "care_inspectorate care_inspectorate_wales cqc dfe dhsc estyn hmi_probation hmicfrs mhclg ofsted "
    "ofsted_cqc rsh",
    "framework": "area_send care_act_assurance child_protection_2012 ilacs ilacs_2018 ilacs_2023 ilacs_2026 jtai "
    "lac_2013 local_area_send_2016 rsh_consumer sif slac_2009",
    "assessment-kind": "assessment focused_visit full judgement lscb_review monitoring_visit pilot reinspection revisit "
    "short standard",
    "topic": "adoption adult_social_care care_and_care_leavers care_leavers children_in_care consumer_standards "
    "help_protection leadership lscb overall send_overall",
    "role": "assistant_director association_official cabinet_member chief_executive chief_inspector commissioner "
    "committee_chair council_leader councillor deputy_leader director_adult_services "
    "director_childrens_services director_other head_of_service improvement_adviser "
    "improvement_board_chair inspector inspectorate_official lscb_chair mayor minister mp ombudsman "
    "opposition_leader other practitioner shadow_cabinet_member trust_chair trust_chief_executive",
    "recurrence": "annual multi_year_total one_off unspecified",
    "money-status": "committed proposed spent",
    "intervention-kind": "children_trust commissioner improvement_adviser improvement_board improvement_notice "
    "priority_action_plan progress_review statement_of_action statutory_direction",
    "council-type": "city_corporation county london_borough metropolitan_district ni_district non_metropolitan_district "
    "scottish_council unitary welsh_council",
    "nation": "england northern_ireland scotland wales",
    "region": "east_midlands east_of_england london north_east north_west south_east south_west west_midlands "
    "yorkshire_and_the_humber",
    "ungraded": "no_overall not_judged",
    "zone": "body byline caption heading headline list promo table",
    "rights": "ogl own quote",
    "origin": "file-name flag markup sidecar text",
}
SERVICES = {
    "childrens": "childrens_services",
    "adults": "adult_social_care",
    "send": "send",
    "housing": "social_housing",
    "fire": "fire",
    "youth-justice": "youth_justice",
}
SCALES = {
    "ofsted": "outstanding good requires_improvement inadequate",
    "ofsted-2009": "outstanding good adequate inadequate",
    "cqc": "outstanding good requires_improvement inadequate",
    "rsh": "C1 C2 C3 C4",
    "send": "send_positive send_inconsistent send_systemic_failings",
    "send-2016": "send_no_significant_weakness send_significant_weakness",
    "apa": "outstanding good adequate inadequate",
    "csa": "excellent well adequately poorly",
    "fire-2018": "outstanding good requires_improvement inadequate",
    "fire-2023": "outstanding good adequate requires_improvement inadequate",
}
AREAS = {
    "sif": "overall help_protection in_care adoption care_leavers leadership_management_governance lscb",
    "lac-2013": "overall capacity_to_improve outcomes quality_of_provision leadership_and_management",
    "ilacs-2018": "overall leaders help_protection in_care_and_care_leavers",
    "ilacs-2023": "overall leaders help_protection in_care care_leavers",
    "ilacs-2026": "leaders help_protection in_care care_leavers",
}


def concept(prefix: str, key: str) -> URIRef:
    return URIRef(NS[prefix] + key.lower().replace("_", "-"))


@pytest.mark.parametrize(("prefix", "key"), [(prefix, key) for prefix, keys in KEYS.items() for key in keys.split()])
def test_key_is_the_notation_of_its_concept(schemes: Graph, prefix: str, key: str) -> None:
    assert schemes.value(concept(prefix, key), SKOS.notation) == Literal(key)


@pytest.mark.parametrize("slug", SERVICES)
def test_services_have_short_names(schemes: Graph, slug: str) -> None:
    assert schemes.value(concept("service-kind", slug), SKOS.notation) == Literal(SERVICES[slug])


@pytest.mark.parametrize("scale", SCALES)
def test_scale_has_its_grades_from_the_best_down(schemes: Graph, scale: str) -> None:
    ranked = sorted(
        (int(str(schemes.value(grade, URIRef(CG + "rank")))), str(schemes.value(grade, SKOS.notation)))
        for grade in schemes.subjects(SKOS.inScheme, concept("scale", scale))
    )
    assert ranked == list(enumerate(SCALES[scale].split(), 1))


@pytest.mark.parametrize("framework", AREAS)
def test_framework_has_its_areas(schemes: Graph, framework: str) -> None:
    owner = concept("framework", framework)
    areas = {str(schemes.value(a, SKOS.notation)): a for a in schemes.subjects(URIRef(CG + "areaOf"), owner)}
    assert set(areas) == set(AREAS[framework].split())
    for key, area in areas.items():
        assert area == concept("area", f"{framework}-{key}")
        assert schemes.value(area, SKOS.broader), f"{area} is below no topic"


def test_every_concept_is_in_a_scheme_with_label_notation_and_definition(schemes: Graph) -> None:
    listed = set(schemes.subjects(SKOS.inScheme))
    concepts = set(schemes.subjects(RDF.type, SKOS.Concept))
    assert concepts <= listed
    for node in listed:
        for predicate in (SKOS.prefLabel, SKOS.notation, SKOS.definition, SKOS.inScheme):
            assert len(list(schemes.objects(node, predicate))) == 1, f"{node}: {predicate}"
    kinds = {SKOS.ConceptScheme, URIRef(CG + "GradeScale")}
    for scheme in set(schemes.objects(None, SKOS.inScheme)):
        assert kinds & set(schemes.objects(scheme, RDF.type)), f"{scheme} is no scheme"


def test_notations_are_unique_in_their_scheme(schemes: Graph) -> None:
    counted: Counter[tuple[Node | None, ...]] = Counter()
    for node, scheme in schemes.subject_objects(SKOS.inScheme):
        owner = schemes.value(node, URIRef(CG + "areaOf"))
        counted[scheme, owner, schemes.value(node, SKOS.notation)] += 1
    assert [key for key, times in counted.items() if times > 1] == []


def test_slugs_follow_from_notations(schemes: Graph) -> None:
    short = {concept("service-kind", slug) for slug in SERVICES} | {concept("service-kind", "corporate")}
    for node, notation in schemes.subject_objects(SKOS.notation):
        slug = str(notation).lower().replace("_", "-")
        last = str(node).rsplit("/", 1)[1]
        kind = set(schemes.objects(node, RDF.type))
        if URIRef(CG + "Grade") in kind:
            scale = str(schemes.value(schemes.value(node, SKOS.inScheme), SKOS.notation)).replace("_", "-")
            assert last == f"{scale}-{slug.removeprefix('send-')}"
        elif owner := schemes.value(node, URIRef(CG + "areaOf")):
            assert last == f"{str(owner).rsplit('/', 1)[1]}-{slug}"
        elif node not in short:
            assert last == slug, node


def test_everything_named_in_the_schemes_exists(schemes: Graph, vocabulary: Graph) -> None:
    known = set(schemes.subjects()) | set(vocabulary.subjects(RDFS.isDefinedBy))
    for node in {n for triple in schemes for n in triple if isinstance(n, URIRef) and str(n).startswith(BASE)}:
        assert node in known, node


def test_instance_classes_are_classes(schemes: Graph, vocabulary: Graph) -> None:
    for cls in schemes.objects(None, URIRef(CG + "instanceClass")):
        assert (cls, RDF.type, OWL.Class) in vocabulary


def test_framework_with_grades_has_a_scale(schemes: Graph) -> None:
    for framework in schemes.subjects(RDF.type, URIRef(CG + "Framework")):
        graded = schemes.value(framework, URIRef(CG + "graded")) == Literal(True)
        assert graded == ((framework, URIRef(CG + "scale"), None) in schemes), framework


def test_versions_of_ilacs_follow_each_other_without_gap(schemes: Graph) -> None:
    days = [
        tuple(
            schemes.value(concept("framework", f"ilacs-{year}"), URIRef(CG + name))
            for name in ("inForceFrom", "inForceUntil")
        )
        for year in (2018, 2023, 2026)
    ]
    assert [str(first) for first, _ in days] == ["2018-01-01", "2023-01-01", "2026-04-01"]
    assert [str(last) for _, last in days] == ["2022-12-31", "2026-03-31", "None"]


def test_scheme_has_a_licence(schemes: Graph) -> None:
    for scheme in schemes.subjects(RDF.type, SKOS.ConceptScheme):
        assert schemes.value(scheme, DCTERMS.license), scheme


def test_combined_area_is_neither_of_its_parts(schemes: Graph) -> None:
    combined = concept("area", "ilacs-2018-in-care-and-care-leavers")
    assert set(schemes.objects(combined, SKOS.broader)) == {concept("topic", "care-and-care-leavers")}
    for part in ("children-in-care", "care-leavers"):
        assert schemes.value(concept("topic", part), SKOS.broader) is None
