"""Councils side by side: the answer first, histories in one picture, the same in words and rows."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree as ET

from flask.testing import FlaskClient

PATH = "/compare?council=hull,exampleshire"
SVG = "{http://www.w3.org/2000/svg}"


def test_the_answer_comes_first(client: FlaskClient) -> None:
    page = client.get(PATH, headers={"Accept": "text/html"}).text
    assert (
        "<h1>Exampleshire and Hull, side by side</h1>" in page or "<h1>Hull and Exampleshire, side by side</h1>" in page
    )
    assert "Hull requires improvement (2022)" in page


def test_the_picture_has_every_dated_grade_of_both_with_a_link(client: FlaskClient) -> None:
    svg = ET.fromstring(client.get("/compare.svg?council=hull&council=exampleshire").data)
    names = [link.get("aria-label", "") for link in svg.iter(f"{SVG}a")]
    assert "Hull, Overall effectiveness: Inadequate, 14–25 January 2019" in names
    assert any(name.startswith("Exampleshire, ") for name in names)
    told = svg.findtext(f"{SVG}desc") or ""
    assert "overall effectiveness requires improvement (2014), inadequate (2019), requires improvement (2022)" in told


def test_csv_has_the_whole_history(client: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/compare.csv?council=hull&council=exampleshire").text)))
    overall = [row["fieldwork_start"][:4] for row in rows if row["council"] == "hull" and row["topic"] == "overall"]
    assert overall == ["2022", "2019", "2014"]


def test_unknown_names_are_told_and_too_many_refused(client: FlaskClient) -> None:
    assert "Not found: atlantis" in client.get("/compare?council=hull,atlantis", headers={"Accept": "text/html"}).text
    many = "hull,leeds,bradford,sheffield,wakefield,kirklees,calderdale,york,barnsley"
    assert client.get(f"/compare?council={many}").status_code == 400


def test_nothing_read_is_said(client: FlaskClient) -> None:
    page = client.get("/compare?council=barnsley", headers={"Accept": "text/html"}).text
    assert "No graded inspection of this council has been read." in page
    assert "Nothing to draw" in client.get("/compare.svg?council=barnsley").text
