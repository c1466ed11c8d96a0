"""What dates in running text mean, and that no year is ever made up."""

from __future__ import annotations

import datetime as dt
import re
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.document import Span
from graph.extraction.dates.dates import bounds, find_dates

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from edtf_validate.valid_edtf import is_valid

WITH_DATE = {
    "in January": "2019-01",
    "in November": "2018-11",
    "in May": "2019-05",
    "last May": "2018-05",
    "last June": "2018-06",
    "in November last year": "2018-11",
    "in January this year": "2019-01",
    "last year": "2018",
    "last month": "2019-04",
    "this year": "2019",
    "14 to 25 January 2019": "2019-01-14/2019-01-25",
    "between 3 and 14 July": "2018-07-03/2018-07-14",
    "in April and May": "2019-04/2019-05",
    "in November and December 2022": "2022-11/2022-12",
    "from November 2018 to January 2019": "2018-11/2019-01",
    "from 21 February to 4 March": "2019-02-21/2019-03-04",
    "between June 30 and July 4, 2025": "2025-06-30/2025-07-04",
    "on 11–15 March 2024": "2024-03-11/2024-03-15",
    "on 8 and 9 October 2017": "2017-10-08/2017-10-09",
    "on July 12 2024": "2024-07-12",
    "between the 25th of February and the 6th of March 2013": "2013-02-25/2013-03-06",
    "on 26 & 27 May 2018": "2018-05-26/2018-05-27",
    "on 12/13 October 2017": "2017-10-12/2017-10-13",
    "on 28 February and 1 March this year": "2019-02-28/2019-03-01",
    "between October 24 and November 4 last year": "2018-10-24/2018-11-04",
    "between late May and early June 2018": "2018-05/2018-06",
    "3rd February 2023": "2023-02-03",
    "on 03/02/2023": "2023-02-03",
    "on 16 May": "2019-05-16",
    "on 28 May": "2018-05-28",
    "in autumn 2022": "2022-23",
    "last autumn": "2018-23",
    "in the summer of 2023": "2023-22",
    "two years ago": "2017~",
    "over the last three years": "2016/2019",
    "over the next two years": "2019/2021",
    "in 2016-17": "2016/2017",
    "in 2020/21": "2020/2021",
    "between 2019 and 2022": "2019/2022",
    "a 2015 report": "2015",
    "a report today": "2019-05-20",
    "it is due to take over in October": "XXXX-10",
}
WITHOUT_DATE = {
    "in November": "XXXX-11",
    "on 16 May": "XXXX-05-16",
    "between 14 and 25 January": "XXXX-01-14/XXXX-01-25",
    "in November and December": "XXXX-11/XXXX-12",
    "in January this year": "XXXX-01",
    "in November 2022": "2022-11",
}
NO_DATE = [
    "It may, or may not, happen.",
    "Protesters march on the town hall.",
    "Will Sample and May Sample spoke.",
    "A further £2m, £2019 and £1,998.",
    "There are 2,019 homes and 2000 children.",
    "April Example and June Sample spoke.",
    "on 30 February 2019",
    "room 1812 and flat 20191",
]


def found(text: str, issued: str | None) -> list[str]:
    return [mention.value for mention in find_dates(text, Span(0, len(text)), issued)]


@pytest.mark.parametrize(("words", "edtf"), WITH_DATE.items())
def test_with_the_documents_date(words: str, edtf: str) -> None:
    assert found(f"Inspectors came {words}, it says.", "2019-05-20") == [edtf]


@pytest.mark.parametrize(("words", "edtf"), WITHOUT_DATE.items())
@pytest.mark.parametrize("issued", [None, "XXXX-05-16"])
def test_without_a_year_to_go_by(words: str, edtf: str, issued: str | None) -> None:
    assert found(f"Inspectors came {words}, it says.", issued) == [edtf]


@pytest.mark.parametrize("words", NO_DATE)
def test_no_date(words: str) -> None:
    assert found(words, "2019-05-20") == []


@pytest.mark.parametrize("words", ["last year", "two years ago", "last month", "today", "last autumn", "this year"])
def test_nothing_relative_without_a_date(words: str) -> None:
    assert found(words, None) == []


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019-01-14", "2019-01-14", "2019-01-14"),
        ("2019-01-14/2019-01-25", "2019-01-14", "2019-01-25"),
        ("2016/2019", "2016-01-01", "2019-12-31"),
        ("2017~", "2016-01-01", "2018-12-31"),
        ("2022-23", "2022-09-01", "2022-11-30"),
        ("2019/..", "2019-01-01", None),
        ("../2019-05", None, "2019-05-31"),
        ("[2018,2019-05]", "2018-01-01", "2019-05-31"),
        ("XXXX-11", None, None),
        ("2019-XX", "2019-01-01", "2019-12-31"),
        ("2019-13", None, None),
        ("nonsense", None, None),
        ("", None, None),
    ],
)
def test_bounds(edtf: str, first: str | None, last: str | None) -> None:
    assert bounds(edtf) == tuple(dt.date.fromisoformat(day) if day else None for day in (first, last))


WORDS = st.sampled_from(
    [
        "in",
        "on",
        "last",
        "this",
        "next",
        "May",
        "March",
        "3",
        "14th",
        "to",
        "and",
        "between",
        "January",
        "November",
        "Dec",
        "2019",
        "2015",
        "year",
        "years",
        "ago",
        "two",
        "autumn",
        "of",
        ",",
        "-",
        "/",
        ".",
        "£2m",
        "2016-17",
        "today",
        "Will",
        "inspectors",
        "came",
        "June",
        "30",
        "31",
        "the",
        "over",
        "three",
        "month",
        "2023-02-03",
        "99",
        "0",
        "may",
    ]
)
ISSUED = st.sampled_from(
    [None, "2019", "2019-05", "2019-05-20", "XXXX-05-16", "2016~", "2018/2019", "rubbish", "2019-13-45"]
)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=80), ISSUED)
def test_no_year_is_made_up(text: str, issued: str | None) -> None:
    written = {int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d", text)}
    written |= {int(f"{year // 100}{short}") for year in written for short in re.findall(r"(?<!\d)\d\d(?!\d)", text)}
    for mention in find_dates(text, Span(0, len(text)), issued):
        assert mention.when
        assert mention.span.of(text) == mention.when.words
        assert is_valid(mention.value), mention.value
        years = {int(year) for year in re.findall(r"(?<![\dX-])\d{4}(?!\d)", mention.value)}
        if mention.when.anchored:
            known = int(str(issued)[:4])
            assert all(abs(year - known) <= 60 for year in years)
        else:
            assert all(year in written or year + 1 in written for year in years)
        if "X" in mention.value[:4]:
            assert (mention.when.earliest, mention.when.latest) == (None, None)


@given(st.text(max_size=30))
def test_bounds_of_anything(edtf: str) -> None:
    first, last = bounds(edtf)
    assert first is None or last is None or isinstance(first, dt.date)
