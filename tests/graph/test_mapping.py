"""Claims become quads: readings for passages, the agreed view for what sources together say."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest

from graph.claim import Evidence, Extract, FindingClaim, FindingKind, OfficialClaim, QuotationClaim, Status
from graph.document import DocumentKind, Span
from graph.loading.whole import graph_of
from graph.vocabulary import cg, term
from tests.graph.claims import EVIDENCE, TEXT, extract, inspection, judgement, time
from tests.terms import name_of, text_of

BASE = "https://w3id.org/councilgraph/"


def agreed(quads: frozenset[ox.Quad], predicate: str) -> set[tuple[str, str]]:
    """(subject, value) by local names, in the default graph."""
    return {
        (name_of(quad.subject), name_of(quad.object))
        for quad in quads
        if quad.predicate == cg(predicate) and isinstance(quad.graph_name, ox.DefaultGraph)
    }


def report(framework: str, **grades: str) -> Extract:
    claims = tuple(judgement("i1", area, grade) for area, grade in grades.items())
    held = inspection(fieldwork="2022-11-14/2022-11-25", framework=framework)
    return extract("report", (held,), claims, kind=DocumentKind.INSPECTION_REPORT, text="The text of the report.")


def press(**grades: str) -> Extract:
    claims = tuple(judgement("i1", area, grade) for area, grade in grades.items())
    return extract("press", (inspection(fieldwork="2022-11"),), claims, date="2023-01-20")


def test_an_area_narrowed_by_the_press_is_the_one_that_was_judged() -> None:
    quads = graph_of([report("ilacs_2018", in_care_and_care_leavers="good"), press(children_in_care="good")])
    assert agreed(quads, "grade") == {("hull-ofsted-childrens-2022-11-care-and-care-leavers", "ofsted-good")}
    assert agreed(quads, "area") == {
        ("hull-ofsted-childrens-2022-11-care-and-care-leavers", "ilacs-2018-in-care-and-care-leavers")
    }


def test_a_joint_area_is_never_copied_into_its_parts() -> None:
    parts = report("ilacs_2023", in_care="good", care_leavers="outstanding")
    quads = graph_of([parts, press(care_and_care_leavers="good")])
    assert agreed(quads, "grade") == {
        ("hull-ofsted-childrens-2022-11-children-in-care", "ofsted-good"),
        ("hull-ofsted-childrens-2022-11-care-leavers", "ofsted-outstanding"),
        ("hull-ofsted-childrens-2022-11-care-and-care-leavers", "ofsted-good"),
    }


def test_not_judged_is_a_fact_and_no_grade() -> None:
    quads = graph_of([report("sif", adoption="not_judged")])
    assert agreed(quads, "grade") == set()
    assert agreed(quads, "ungradedReason") == {("hull-ofsted-childrens-2022-11-adoption", "not-judged")}


def test_adequate_belongs_to_the_scale_of_its_time() -> None:
    old = extract("old", (inspection(fieldwork="2011-08"),), (judgement("i1", "overall", "adequate"),))
    assert agreed(graph_of([old]), "grade") == {("hull-ofsted-childrens-2011-08-overall", "ofsted-2009-adequate")}


def test_a_denied_grade_stays_in_its_reading() -> None:
    denied = replace(judgement("i1", "overall", "inadequate"), negated=True)
    quads = graph_of([extract("d", (inspection(fieldwork="2022-11"),), (denied,))])
    assert agreed(quads, "grade") == agreed(quads, "notGrade") == set()
    assert [quad for quad in quads if quad.predicate == cg("notGrade")]


def test_every_named_graph_is_a_reading_of_a_passage() -> None:
    quads = graph_of([report("ilacs_2018", overall="good"), press(overall="good")])
    graphs = {quad.graph_name for quad in quads if not isinstance(quad.graph_name, ox.DefaultGraph)}
    read_from = {quad.subject: quad.object for quad in quads if quad.predicate == cg("readFrom")}
    exact = {text_of(quad.subject): text_of(quad.object) for quad in quads if quad.predicate == cg("exactText")}
    assert graphs == set(read_from)
    assert {exact[text_of(passage)] for passage in read_from.values()} == {TEXT, "The text of the report."[: len(TEXT)]}


def test_a_month_without_a_year_has_no_bounds_anywhere() -> None:
    quads = graph_of([extract("undated", (inspection(fieldwork="XXXX-11"),), (judgement("i1", "overall", "good"),))])
    assert [text_of(quad.object) for quad in quads if quad.predicate == cg("edtf")] == ["XXXX-11", "XXXX-11"]
    assert not [quad for quad in quads if quad.predicate in (cg("earliest"), cg("latest"), cg("startDate"))]


def official(name: str = "Jane Example", organisation: str = "hull") -> OfficialClaim:
    return OfficialClaim(
        evidence=EVIDENCE, rule="test", confidence=0.9, name=name, role="chief_executive", title="chief executive",
        organisation=organisation, seen=time("2019-05-20"),
    )  # fmt: skip


def test_a_speaker_is_joined_to_the_post_in_which_they_spoke() -> None:
    words = QuotationClaim(
        evidence=EVIDENCE, rule="test", confidence=0.9, parts=(Span(0, 10), Span(11, 20)), speaker="Jane Example"
    )
    quads = graph_of([replace(extract("d"), officials=(official(),), quotations=(words,))])
    assert agreed(quads, "speaker") == {("d-0", "hull-jane-example")}
    assert agreed(quads, "speakerTenure") == {("d-0", "hull-jane-example-chief-executive")}
    assert {value for _, value in agreed(quads, "quotedText")} == {TEXT[0:10], TEXT[11:20]}
    posts = {name_of(quad.object) for quad in quads if quad.predicate == term("org:postIn")}
    assert posts == {"hull"}
    assert ("d-0", "hull") in agreed(quads, "about")


def test_words_of_nobody_are_about_the_one_council_of_the_document_or_none() -> None:
    words = QuotationClaim(evidence=EVIDENCE, rule="test", confidence=0.9, parts=(Span(0, 10),), body="ofsted")
    one = graph_of([replace(extract("d"), quotations=(words,), subjects=("hull",))])
    assert ("d-0", "hull") in agreed(one, "about")
    several = graph_of([replace(extract("d"), quotations=(words,), subjects=("hull", "leeds"))])
    assert not {council for subject, council in agreed(several, "about") if subject == "d-0"}


@pytest.mark.parametrize(
    ("words", "topics"),
    [
        ("Visits to care leavers come too late.", {"care-leavers"}),
        ("How files are kept.", set()),
        ("The adoption of a new way of working.", set()),
        ("The overall effectiveness of meetings.", set()),
    ],
)
def test_a_finding_has_the_topics_that_its_words_name(words: str, topics: set[str]) -> None:
    claim = FindingClaim(
        evidence=EVIDENCE,
        rule="test",
        confidence=0.9,
        inspection="i1",
        kind=FindingKind.AREA_FOR_IMPROVEMENT,
        text=words,
    )
    quads = graph_of([replace(report("ilacs_2018", help_protection="good"), findings=(claim,))])
    assert {value for _, value in agreed(quads, "topic")} == topics


def test_an_article_shows_a_person_in_post_on_its_day_and_no_longer() -> None:
    quads = graph_of([replace(extract("d", date="2019-05-20"), officials=(replace(official(), seen=None),))])
    (time_iri,) = {quad.object for quad in quads if quad.predicate == cg("seenHolding")}
    bounds = {
        text_of(quad.object)
        for quad in quads
        if quad.subject == time_iri and quad.predicate in (cg("earliest"), cg("latest"))
    }
    assert bounds == {"2019-05-20"}
    former = replace(official(), seen=None, former=True)
    assert not [
        q
        for q in graph_of([replace(extract("d", date="2019-05-20"), officials=(former,))])
        if q.predicate == cg("seenHolding")
    ]
    assert not [
        q
        for q in graph_of([replace(extract("d"), officials=(replace(official(), seen=None),))])
        if q.predicate == cg("seenHolding")
    ]


def test_people_of_no_known_body_belong_to_their_document() -> None:
    found = [replace(extract(key), officials=(official(organisation=""),)) for key in ("a", "b")]
    people = {name_of(quad.subject) for quad in graph_of(found) if quad.predicate.value.endswith("foaf/0.1/name")}
    assert people == {"a-jane-example", "b-jane-example"}


def test_previous_inspections_are_linked() -> None:
    claims = (
        inspection(fieldwork="2019-01", previous="i2"),
        inspection("i2", published="2015", status=Status.PREVIOUS),
    )
    assert agreed(graph_of([extract("d", claims)]), "previousAssessment") == {
        ("hull-ofsted-childrens-2019-01", "hull-ofsted-childrens-2015")
    }


def test_a_fact_in_two_sentences_stands_in_both_readings() -> None:
    both = (Evidence(Span(0, 10), Span(0, 5)), Evidence(Span(11, 20), Span(11, 15)))
    claim = replace(judgement("i1", "overall", "good"), evidence=both)
    quads = graph_of([extract("d", (inspection(fieldwork="2019-01"),), (claim,))])
    assert (
        len({quad.graph_name for quad in quads if quad.predicate == cg("grade")}) == 3
    )  # two readings and the default graph


def test_names_in_the_graph_hold_no_slash() -> None:
    odd = official(name="Zoë O’Neill-Ap Rhys / “The Boss”")
    for quad in graph_of([replace(extract("d/../e f"), officials=(odd,))]):
        for node in (quad.subject, quad.object):
            if isinstance(node, ox.NamedNode) and node.value.startswith(BASE + "id/"):
                assert node.value.removeprefix(BASE + "id/").count("/") == 1
