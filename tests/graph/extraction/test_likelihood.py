"""How likely a grade is a judgement and a time that of an inspection, by the words around them; and how tables are read."""

from __future__ import annotations

import math
from importlib.resources import files

import pytest

from graph.extraction.analysis import MentionKind
from graph.extraction.likelihood import weights
from graph.extraction.likelihood.features import around, between
from graph.extraction.likelihood.grades import GradeLikelihood
from graph.extraction.likelihood.times import of_an_inspection
from graph.extraction.likelihood.weights import ALWAYS, probability
from tests.graph.extraction.invented import OTHER_STAND_INS, document
from tests.quality.marking import scene_in

TABLES = ("judgement", "whole", "area", "inspected", "about")
STARTS = {
    "judgement": ("grade: ", "zone: ", "sentence", "next ", "near ", "pair ", "clause ", "mention ", "before", "after"),
    "area": ("area first", "grade first", *(f"{n} areas, " for n in range(4))),
}
STARTS["inspected"] = ("time", *STARTS["judgement"][1:])
STARTS["about"] = (
    *(
        "1 councils, ",
        "2 councils, ",
        "3 councils, ",
        "above",
        "before, ",
        "behind, ",
        "called ",
        "main",
        "not main",
        "rules: ",
    ),
    *(
        "stands ",
        "in headline",
        "not in headline",
        "first of all",
        "not first",
        "share ",
        "named ",
        "zone ",
        "one council ",
    ),
    *("several councils ", "among others "),
)
STARTS["whole"] = (*STARTS["judgement"], *(f"{n} areas " for n in range(3)))


def rows(table: str) -> list[tuple[str, float]]:
    text = files("graph.extraction.likelihood").joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    return [(name, float(weight)) for name, weight in (row.split("\t") for row in text.splitlines())]


def graded(text: str, names: dict[str, str] | None = None) -> list[GradeLikelihood]:
    scene = scene_in(document(text, names))
    return [
        GradeLikelihood(line, grade, scene.before(line)) for line in scene.lines for grade in line.of(MentionKind.GRADE)
    ]


def features(text: str, names: dict[str, str] | None = None) -> list[frozenset[str]]:
    return [around(each.line, each.grade, each.before) for each in graded(text, names)]


@pytest.mark.parametrize("table", TABLES)
def test_tables_can_be_read_and_used(table: str) -> None:
    names = [name for name, _ in rows(table)]
    assert names[0] == ALWAYS
    assert names[1:] == sorted(set(names[1:]))
    assert not [name for name in names[1:] if not name.startswith(STARTS[table])]
    assert all(math.isfinite(weight) and abs(weight) < 10 for _, weight in rows(table))


JUDGED = (
    ("Sampleton City Council was judged inadequate.", "Sampleton City Council was called inadequate by a neighbour."),
    ("Its children's services are rated good, Ofsted says.", "The council hopes to be rated good next year."),
    ("Sampleton’s adult social care has been rated good.", "A nursery in Sampleton has been rated good by Ofsted."),
    ("Leadership was found to be outstanding.", "The bill for outstanding repairs was found to be £2m."),
)


@pytest.mark.parametrize(("judged", "other"), JUDGED)
def test_a_judgement_is_likelier_than_what_only_sounds_like_one(judged: str, other: str) -> None:
    (one,), (two,) = graded(judged), graded(other)
    assert one.of_a_council > 0.5 > two.of_a_council


def test_a_grade_is_for_the_area_it_is_said_of() -> None:
    (first, second) = graded("Leadership was rated good, while help and protection is inadequate.")
    assert [area.value for area in first.areas] == ["leadership"]
    assert [area.value for area in second.areas] == ["help_protection"]
    assert first.of_the_whole < 0.5


def test_a_grade_without_an_area_is_overall() -> None:
    (grade,) = graded("Sampleton City Council's children's services have been rated inadequate by Ofsted.")
    assert grade.areas == ()
    assert grade.of_the_whole > 0.9


INSPECTED = (
    ("Inspectors visited Sampleton in May 2022.", "A new director came to Sampleton in May 2022."),
    ("Its services were rated good in 2019.", "Its budget was cut in 2019."),
    ("The services have been inadequate since March 2021, Ofsted said.", "It hopes to be good by March 2021, it said."),
    ("In March 2021 Ofsted found the services inadequate.", "In March 2021 the minister named a commissioner."),
)


@pytest.mark.parametrize(("inspection", "other"), INSPECTED)
def test_the_time_of_an_inspection_is_likelier_than_any_other_time(inspection: str, other: str) -> None:
    assert chance(inspection) > 0.5 > chance(other)


def chance(text: str) -> float:
    scene = scene_in(document(text))
    ((line, time),) = ((line, time) for line in scene.lines for time in line.of(MentionKind.DATE))
    return of_an_inspection(line, time, scene.before(line))


def test_which_month_and_year_it_was_does_not_count() -> None:
    text = "Inspectors visited Sampleton in May 2022."
    assert chance(text) == chance(text.replace("May 2022", "November 2016"))


TEXT = "In 2019 Sampleton City Council was rated good. Countyshire's leadership requires improvement, said Ann Lee."


def test_no_council_counts() -> None:
    assert features(TEXT) == features(TEXT, OTHER_STAND_INS)


def test_no_person_and_no_year_counts() -> None:
    assert features(TEXT) == features(TEXT.replace("2019", "2016").replace("Ann Lee", "Bob Ray"))


def test_features_are_named_in_the_order_of_the_text() -> None:
    (names,) = features("Sampleton City Council was then judged good in March 2024 by Ofsted.")
    assert {"next before: then judged", "next after: in <date>", "pair before: was then", "grade: good"} <= names


def test_features_tell_which_comes_first() -> None:
    (each,) = graded("Leadership was judged good.")
    (area,) = each.line.of(MentionKind.AREA)
    assert {"area first", "area first, all between: was judged"} <= between(each.line, each.grade, area)


def test_turned_weights_turn_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Sampleton City Council's children's services were rated inadequate by Ofsted in 2019."
    (right,) = graded(text)
    assert right.of_a_council > 0.9
    turned = {name: -weight for name, weight in rows("judgement")}
    monkeypatch.setattr(weights, "_weights", lambda table: turned)
    (wrong,) = graded(text)
    assert wrong.of_a_council == pytest.approx(1 - right.of_a_council, abs=1e-9)


def test_probability_of_unknown_features_is_that_of_none() -> None:
    assert probability("area", ["never seen"]) == probability("area", ())
