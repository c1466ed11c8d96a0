"""What a report is held against: its headings, its rules, the calendar, the register."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.claim import Extract
from tests.graph.reports import samples
from tests.graph.reports.conftest import NAME

Report = Callable[..., Extract]


def changed(lines: list[str], **replacements: str) -> list[str]:
    return [replacements.get(line, line) for line in lines]


def test_table_against_section_heading(report: Report) -> None:
    lines = ["protection: inadequate" if line.startswith("protection: ") else line for line in samples.ILACS_4]
    extract = report(lines)
    assert extract.conflicts == (
        "help_protection: the table says “Requires improvement to be good”, its section “inadequate”",
    )
    grades = {claim.area: claim.grade for claim in extract.judgements}
    assert grades["help_protection"] == "requires_improvement"


def test_an_inadequate_key_area_makes_the_whole_inadequate(report: Report) -> None:
    lines = [line.replace("protection Requires improvement", "protection Inadequate") for line in samples.SIF]
    (conflict,) = report(lines, samples.SIF_BODY).conflicts
    assert conflict.startswith("help_protection is inadequate")


@pytest.mark.parametrize(
    ("dates", "conflict"),
    [
        ("Saturday 12 to 18 March 2022", "was a Saturday"),
        ("Tuesday 7 to 18 March 2022", "was no Tuesday"),
        ("18 March 2022 to 7 March 2022", "before it starts"),
        ("7 March 2022 to 17 June 2022", "too long"),
        ("in spring", "no dates"),
    ],
)
def test_calendar(report: Report, dates: str, conflict: str) -> None:
    lines = [*samples.TITLE, f"Inspection dates: {dates}", samples.DATES[1], *samples.TABLE_4, *samples.SUMMARY]
    assert any(conflict in said for said in report(lines).conflicts)


def test_published_before_the_end(report: Report) -> None:
    lines = ["Report published: 20 March 2015" if line.startswith("Report") else line for line in samples.SIF]
    assert any(said.startswith("published on 2015-03-20, before") for said in report(lines, samples.SIF_BODY).conflicts)


def test_name_against_number(report: Report) -> None:
    extract = report(samples.ILACS_4, name="80547_x/report.pdf")
    assert extract.subjects == ("exampleton",)
    assert any("80547" in said for said in extract.conflicts)


def test_number_of_the_predecessor_is_no_conflict(report: Report) -> None:
    assert report(samples.ILACS_4, name="89992_x/report.pdf").conflicts == ()


def test_unknown_name_is_settled_by_the_number(report: Report) -> None:
    lines = [line.replace("Exampleton", "Nowheretown") for line in samples.ILACS_4]
    extract = report(lines, name=NAME)
    assert extract.subjects == ("exampleton",)
    assert "89991" in extract.mentions[0].reason


def test_unknown_name_without_number_gives_no_claims(report: Report) -> None:
    lines = [line.replace("Exampleton", "Nowheretown") for line in samples.ILACS_4]
    extract = report(lines, name="report.pdf")
    assert list(extract.claims()) == []
    assert "Nowheretown" in extract.document.problems[0]
