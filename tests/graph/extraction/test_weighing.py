"""Which council a grade or a time is about where a text names several: rules, unless the words around speak for another."""

from __future__ import annotations

import pytest

from graph.extraction.analysis import MentionKind
from graph.extraction.focus.place import Place
from graph.extraction.focus.traits import traits
from graph.extraction.focus.weighing import weighed
from graph.extraction.likelihood import weights
from graph.register.register import load_register
from tests.graph.extraction.invented import OTHER_STAND_INS, STAND_INS, document, read
from tests.quality.marking import focus_in, placed

NAMES = {real.lower(): invented for invented, real in STAND_INS.items()}


def places(text: str, names: dict[str, str] | None = None) -> list[Place]:
    """Where the grades of a text stand."""
    focus = focus_in(document(text, names))
    return [focus.place(line, grade) for line in focus.scene.lines for grade in line.of(MentionKind.GRADE)]


def about(place: Place) -> set[str]:
    return {NAMES[slug] for slug in weighed(place)[0]}


PASSING = (
    "Sampleton City Council's children's services were inspected by Ofsted in May.\n\n"
    "A commissioner, Ann Lee, once a director in Otherham, will advise the government.\n\n"
    "Inspectors said that the authority's services were inadequate."
)
IN_TURN = (
    "Children's services in Sampleton and Countyshire have been inspected by Ofsted.\n\n"
    "The city's were rated good in March. Help for care leavers in Countyshire was slow, inspectors found.\n\n"
    "The county council's services require improvement."
)
NEXT_DOOR = (
    "Sampleton's children's services were rated good by Ofsted in May, while in Otherham next door they were found "
    "to be inadequate."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PASSING, ["Sampleton"]),
        (IN_TURN, ["Sampleton", "Countyshire"]),
        (NEXT_DOOR, ["Sampleton", "Otherham"]),
    ],
)
def test_grades_are_about_the_council_that_the_words_speak_of(text: str, expected: list[str]) -> None:
    assert [about(place) for place in places(text)] == [{name} for name in expected]


def test_where_one_council_is_named_there_is_nothing_to_weigh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "_weights", lambda table: pytest.fail("weighed"))
    (place,) = places("Sampleton City Council's children's services were rated inadequate by Ofsted in May.")
    assert weighed(place) == (place.rules, place.surely) == (("derby",), 1.0)


def test_rules_stand_where_the_words_speak_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "_weights", lambda table: {weights.ALWAYS: 0.0})
    for place in places(IN_TURN):
        assert weighed(place) == (place.rules, place.surely)


def test_no_name_counts() -> None:
    for one, other in zip(places(IN_TURN), places(IN_TURN, OTHER_STAND_INS), strict=True):
        assert list(traits(one).values()) == list(traits(other).values())


def test_a_council_elsewhere_and_a_place_without_such_a_service_are_no_choice() -> None:
    text = "Sampleton's children's services were rated good by Ofsted. Its director came from Chelmsford and Cardiff."
    (place,) = places(text)
    assert place.groups == (("derby",),)


def test_features_tell_where_a_council_stands_and_what_it_is_called() -> None:
    first, second = places(IN_TURN)
    assert {"called last city, fits", "called last, fits, only one"} <= traits(first)[("derby",)]
    assert {"called last county, fits", "called last, fits, only one"} <= traits(second)[("kent",)]
    assert "rules: so" in traits(first)[first.rules]
    assert "main" in traits(first)[first.main]


def test_of_many_councils_the_nearest_are_weighed() -> None:
    names = [each.name for each in load_register().councils.values() if each.runs("send") and each.status == "current"]
    text = "Ofsted looks at children's services.\n\n" + "\n\n".join(f"{name} has a map." for name in names[:80])
    (place,) = places(f"{text}\n\nNobody said that its services were good.")
    assert len(place.groups) == 12
    assert place.groups[:2] == (place.rules, place.above[0].group)


def test_a_sum_goes_to_the_council_told_of_not_to_one_named_in_passing() -> None:
    text = (
        "Sampleton gets the watchdog's blessing\n\n"
        "Sampleton City Council's adult social care has been rated good by the Care Quality Commission following an "
        "assessment on 10-12 June 2025.\n\n"
        "The city scored 74%, the best in the region so far. Otherham, assessed in March, was also good; Thirdford is "
        "still to hear.\n\n"
        "Director of adult services Jane Plumwood said: “People here said they feel listened to, and that is that.”\n\n"
        "The CQC's chief inspector, Tom Plumwood, noted that transitions could be smoother.\n\n"
        "A £275,000 pilot scheme for young adults began last month, paid for by the council's public health grant."
    )
    assert {NAMES[claim.council] for claim in read(text).funding if claim.published} == {"Sampleton"}


@pytest.mark.slow
def test_the_only_council_near_is_meant_where_rules_name_none() -> None:
    alone = [each for each in placed() if not each.place.rules and len(each.place.groups) == 1]
    assert len(alone) > 20
    assert sum(frozenset(weighed(each.place)[0]) == each.group for each in alone) >= 0.9 * len(alone)
