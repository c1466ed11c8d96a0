"""Earlier inspections that a report names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.claim import Extract, InspectionClaim, Status
from tests.graph.reports import samples

Report = Callable[..., Extract]
Told = dict[str, dict[str, str]]

CASES: dict[str, tuple[list[str], Told]] = {
    "year-and-grade": (
        ["Since the last inspection in 2018, when services were judged to be good overall, much", "has changed."],
        {"previous-exampleton-2018": {"overall": "good"}},
    ),
    "overall-effectiveness": (
        [
            "This is better than at the previous inspection in 2017, when the judgement for overall",
            "effectiveness was ‘inadequate’.",
        ],
        {"previous-exampleton-2017": {"overall": "inadequate"}},
    ),
    "two-topics-of-one-visit": (
        [
            "■ The last inspection of Exampleton’s safeguarding arrangements was in May 2012.",
            "The council was judged to be adequate for safeguarding and outstanding for children",
            "looked after.",
        ],
        {"previous-exampleton-2012-05": {"help_protection": "adequate", "children_in_care": "outstanding"}},
    ),
    "list": (
        [
            "■ The last inspection report for the local authority was published in January 2016. The",
            "judgements were:",
            "■ overall effectiveness: Inadequate",
            "■ adoption performance: Requires improvement to be good",
        ],
        {"previous-exampleton-2016-01": {"overall": "inadequate", "adoption": "requires_improvement"}},
    ),
    "predecessor": (
        ["Services of the predecessor authority, Oldshire County Council, were judged good in May 2018."],
        {"previous-oldshire-2018-05": {"overall": "good"}},
    ),
    "year-and-month-are-one": (
        ["Since the last inspection in 2018, little has changed.", "The last inspection, in May 2018, was hard."],
        {"previous-exampleton-2018-05": {}},
    ),
    "another-council": (["At the last inspection in 2018, Rutland County Council was judged to be good."], {}),
    "home": (["One home was judged to be good at the last inspection in 2018."], {}),
    "fostering": (["The last inspection of the fostering service was in May 2018. It was judged to be good."], {}),
    "no-date": (["Since the last inspection, when services were judged to be good, much has changed."], {}),
    "focused-visit": (["Since the focused visit in 2019, much has changed."], {}),
    "no-grade-meant": (
        ["Since the last inspection in 2018, when services were judged not to be good, much", "has changed."],
        {"previous-exampleton-2018": {}},
    ),
}


@pytest.mark.parametrize(("lines", "told"), CASES.values(), ids=CASES.keys())
def test_earlier_inspections(report: Report, lines: list[str], told: Told) -> None:
    lines = [line.replace("■", "•") for line in lines]
    extract = report([*samples.TITLE, *samples.DATES, *samples.TABLE_4, *samples.SUMMARY, *lines, *samples.NEEDS])
    found: Told = {claim.ref: {} for claim in extract.inspections if claim.status is Status.PREVIOUS}
    for claim in extract.judgements:
        if claim.inspection in found:
            found[claim.inspection][claim.area] = claim.grade
    assert found == told
    for inspection in extract.inspections:
        assert all(place.passage.covers(place.trigger) for place in inspection.evidence)


def current(extract: Extract) -> InspectionClaim:
    return next(claim for claim in extract.inspections if claim.status is Status.CURRENT)


def test_a_bare_year_is_of_publication_and_the_latest_is_the_one_before(report: Report) -> None:
    lines = ["Since the last inspection in 2018, much has changed.", "The earlier inspection in May 2014 was hard."]
    extract = report([*samples.TITLE, *samples.DATES, *samples.TABLE_4, *samples.SUMMARY, *lines])
    claims = {claim.ref: claim for claim in extract.inspections}
    year, month = claims["previous-exampleton-2018"], claims["previous-exampleton-2014-05"]
    assert year.published_on
    assert (year.published_on.edtf, year.fieldwork) == ("2018", ())
    assert [time.edtf for time in month.fieldwork] == ["2014-05"]
    assert current(extract).previous == "previous-exampleton-2018"


def test_a_post_needs_a_name(report: Report) -> None:
    lines = [
        "The director of children’s services has been in post since May 2018.",
        "The chief executive, Jane Example, has been in post since June 2019.",
    ]
    extract = report([*samples.TITLE, *samples.DATES, *samples.TABLE_4, *samples.SUMMARY, *lines])
    (official,) = extract.officials
    assert (official.name, official.role, official.organisation) == ("Jane Example", "chief_executive", "exampleton")
    assert official.began
    assert official.began.edtf == "2019-06"
