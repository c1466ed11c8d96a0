"""Dates and sums as a person would write them, and never more than is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.pages.wording import counted, edtf_in_words, listed, pounds, shortened, time_tag


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2019-05-20", "20 May 2019"),
        ("2019-05", "May 2019"),
        ("2019", "2019"),
        ("XXXX-11", "November, year not given"),
        ("XXXX-11-03", "3 November, year not given"),
        ("XXXX", "date not given"),
        ("201X", "the 2010s"),
        ("2019-01-14/2019-01-25", "14–25 January 2019"),
        ("2014-11-18/2014-12-10", "18 November to 10 December 2014"),
        ("2018-12-03/2019-01-11", "3 December 2018 to 11 January 2019"),
        ("2016/2019", "2016 to 2019"),
        ("2019-05-20/..", "since 20 May 2019"),
        ("../2019", "until 2019"),
        ("2018-23", "autumn 2018"),
        ("2019~", "about 2019"),
        ("2019-05-20/2019-05-20", "20 May 2019"),
        ("rubbish", "rubbish"),
        ("2019-99", "2019-99"),
    ],
)
def test_edtf(edtf: str, words: str) -> None:
    assert edtf_in_words(edtf) == words


@given(st.text(max_size=30))
def test_any_text_is_survived(text: str) -> None:
    assert isinstance(edtf_in_words(text), str)
    assert "<script" not in str(time_tag(text)).lower() or "<script" not in text.lower()
    assert len(shortened(text, 10)) <= 12


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("2000000", "£2 million"),
        ("2000000.0", "£2 million"),
        ("1250000", "£1.25 million"),
        ("35000", "£35,000"),
        ("1300000000", "£1.3 billion"),
        ("1234567", "£1,234,567"),
        ("99.5", "£99.50"),
        ("x", "x"),
    ],
)
def test_pounds(amount: str, words: str) -> None:
    assert pounds(amount) == words


def test_lists_and_counts() -> None:
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed([]) == ""
    assert counted(1, "source") == "1 source"
    assert counted(2345, "source") == "2,345 sources"
