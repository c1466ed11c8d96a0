"""The page of a council: the answer in words, days in the past, disagreement, reorganisation, what is unknown."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient


def sentence(client: FlaskClient, path: str) -> str:
    """The answer at the top of a page, without markup."""
    page = client.get(path, headers={"Accept": "text/html"}).text
    found = re.search(r'<p class="answer">(.*?)</p>', page, re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>", "", found[1])


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        (
            "/council/hull",
            "Children’s services were last inspected on 14–25 November 2022: requires improvement overall, up from inadequate"
            " on 14–25 January 2019.",
        ),
        (
            "/council/hull?on=2020-01-01",
            "Children’s services were last inspected on 14–25 January 2019: inadequate overall, down from requires improvement"
            " from 18 November to 10 December 2014.",
        ),
        (
            "/council/hull?on=2014-01-01",
            "No graded inspection of Kingston upon Hull City Council has been read by 1 January 2014.",
        ),
        ("/council/barnsley", "No graded inspection of Barnsley Metropolitan Borough Council has been read."),
    ],
)
def test_answer(client: FlaskClient, path: str, answer: str) -> None:
    assert sentence(client, path) == answer


def test_no_overall_grade_is_said_not_invented(client: FlaskClient) -> None:
    told = sentence(client, "/council/north-exampleshire")
    assert "good for leadership and management" in told
    assert "overall" not in told


def test_disagreement_shows_both_sentences(client: FlaskClient) -> None:
    page = client.get("/council/sampleton", headers={"Accept": "text/html"}).text
    section = page[page.index('id="disagreements"') :]
    assert "settled by: stronger source" in section
    assert "Ofsted has rated help and protection in Sampleton <mark>outstanding</mark>." in section
    assert "<mark>Good</mark>" in section


def test_not_judged_has_its_own_mark(client: FlaskClient) -> None:
    page = client.get("/council/exampleshire", headers={"Accept": "text/html"}).text
    assert '<span class="grade g-none one">Not judged</span>' in page


def test_abolished_council_names_successors(client: FlaskClient) -> None:
    page = client.get("/council/exampleshire", headers={"Accept": "text/html"}).text
    assert "was abolished on 31 March 2023" in page
    assert '<a href="/council/north-exampleshire">North Exampleshire Council</a> and' in page
    after = client.get("/council/north-exampleshire", headers={"Accept": "text/html"}).text
    assert 'Took over from <a href="/council/exampleshire">' in after


def test_undated_is_kept_undated(client: FlaskClient) -> None:
    rows = client.get("/council/testbridge.json").json
    assert rows
    assert all(row["start"] for row in rows["rows"])
    page = client.get("/document/testbridge-release", headers={"Accept": "text/html"}).text
    assert "November, year not given" in page


def test_every_grade_has_its_sentence_source_and_rule_link(client: FlaskClient) -> None:
    page = client.get("/council/hull", headers={"Accept": "text/html"}).text
    assert page.count('<details class="how">') == 14
    assert 'cite="/document/hull-report-2019"' in page
    assert "by machine, not reviewed" in page


@pytest.mark.parametrize("value", ["yesterday", "2019-13-01", "2019", "2019-01-01T00:00"])
def test_day_must_be_a_day(client: FlaskClient, value: str) -> None:
    assert client.get(f"/council/hull?on={value}").status_code == 400


def test_inspection_shows_before_and_after(client: FlaskClient) -> None:
    page = client.get("/inspection/hull-ofsted-childrens-2022-11", headers={"Accept": "text/html"}).text
    assert "Overall effectiveness from inadequate to requires improvement" in page
    assert '<a href="/inspection/hull-ofsted-childrens-2019-01">' in page


def test_person_is_shown_no_longer_in_post_than_evidenced(client: FlaskClient) -> None:
    page = client.get("/person/exampleshire-jane-example", headers={"Accept": "text/html"}).text
    assert "began 5 March 2018" in page
    assert "seen in post, date not given" in page
    assert "ask for a correction or removal" in page


@pytest.mark.parametrize("day", ["0001-01-01", "0999-12-31", "9212-10-18", "9999-12-31"])
def test_every_day_of_the_calendar_is_answered(client: FlaskClient, day: str) -> None:
    assert client.get(f"/council/hull?on={day}", headers={"Accept": "text/html"}).status_code == 200
