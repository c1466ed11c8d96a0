"""Days of fieldwork as they are printed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.document import Span
from graph.reading import pdf_name
from graph.reading.pdf_days import find_periods, month_number


def edtf(text: str) -> list[str]:
    return [period.edtf for period in find_periods(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("14 to 25 January 2019", ["2019-01-14/2019-01-25"]),
        ("28 June 2021 to 9 July 2021\nLead inspector", ["2021-06-28/2021-07-09"]),
        ("28 June to 9 July 2021", ["2021-06-28/2021-07-09"]),
        ("12 December to 13 January 2023", ["2022-12-12/2023-01-13"]),
        ("18 Feb 2014 – 12 March 2014", ["2014-02-18/2014-03-12"]),
        ("14 January 2014- 5 February 2014", ["2014-01-14/2014-02-05"]),
        ("20 June 2017 ─ 13 July 2017", ["2017-06-20/2017-07-13"]),
        ("24 – 28 June 2013", ["2013-06-24/2013-06-28"]),
        ("28 July 2016", ["2016-07-28"]),
        ("October 2013", ["2013-10"]),
        ("October to November 2013", ["2013-10/2013-11"]),
        ("6March2017 to 30 March\n2017", ["2017-03-06/2017-03-30"]),
        ("Monday 4 June to Friday 8 June 2018", ["2018-06-04/2018-06-08"]),
        ("4th-15th March, 2019", ["2019-03-04/2019-03-15"]),
        ("22 Septmber – 3 October 2014", ["2014-09-22/2014-10-03"]),
        ("10 December 20141\nThe", ["2014-12-10"]),
        ("5 to 9 December 2022 and 14 to 15 February 2023", ["2022-12-05/2022-12-09", "2023-02-14/2023-02-15"]),
        (
            "1 July 2019 to 5 July 2019 and 5 August 2019 to\n6 August 2019",
            ["2019-07-01/2019-07-05", "2019-08-05/2019-08-06"],
        ),
        ("8 July 2019 to 12 July and 7 to 8 August", ["2019-07-08/2019-07-12", "2019-08-07/2019-08-08"]),
        ("7–11 October, 14–18 October 2019", ["2019-10-07/2019-10-11", "2019-10-14/2019-10-18"]),
        ("28 to 9 July 2021", []),
        ("31 February 2014", []),
        ("14 January to 5 February", []),
        ("soon", []),
    ],
)
def test_periods(printed: str, expected: list[str]) -> None:
    assert edtf(printed) == expected


@given(st.dates(dt.date(2005, 1, 1), dt.date(2030, 12, 31)), st.integers(0, 40))
def test_any_period_reads_as_written(first: dt.date, days: int) -> None:
    last = first + dt.timedelta(days)
    full = f"{first:%-d %B %Y} to {last:%-d %B %Y}"
    short = f"{first:%-d %B} – {last:%-d %B %Y}"
    for printed in (full, short):
        (period,) = find_periods(printed, Span(0, len(printed)))
        assert (period.first, period.last) == (first, last)
        assert period.span.of(printed) == printed


@given(st.text("0123456789 -–toandJuneMay,.20", max_size=60))
def test_no_year_is_invented(printed: str) -> None:
    for period in find_periods(printed, Span(0, len(printed))):
        years = {period.last.year, period.first.year}
        assert any(str(year) in printed for year in years)


@pytest.mark.parametrize(
    ("word", "number"), [("Sept", 9), ("Febuary", 2), ("MAY", 5), ("Mar", 3), ("Lead", None), ("the", None)]
)
def test_month_names(word: str, number: int | None) -> None:
    assert month_number(word) == number


@pytest.mark.parametrize(
    ("name", "number", "date"),
    [
        ("89991_exampleton/children's services inspection - 03 may 2022.pdf", "89991", "2022-05-03"),
        ("/x/2789991_exampleton on sea/a,  pdf - 23 august 2013.pdf", "2789991", "2013-08-23"),
        ("report 2022-05-03.pdf", None, "2022-05-03"),
        ("12_x/31 february 2022.pdf", None, None),
    ],
)
def test_file_names(name: str, number: str | None, date: str | None) -> None:
    found = pdf_name.provider_number(name), pdf_name.date(name)
    assert tuple(stated.value if stated else None for stated in found) == (number, date)
