"""All development reports against the reference table: every grade, every date, every lead inspector."""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from pathlib import Path

import pytest

from graph.errors import Unreadable
from graph.reading import read_file
from graph.reports import extract_report
from graph.reports.table import AREAS, Row, report_row

pytestmark = [pytest.mark.devdata, pytest.mark.slow]

CORPUS = "6de77673160f12ef"
FLOORS = {
    "framework": 1.0,
    "inspection_start": 1.0,
    "inspection_end": 1.0,
    "publication_date": 1.0,
    "lead_inspector": 1.0,
    "improvement_items": 1.0,
    **dict.fromkeys(AREAS, 1.0),
}


def row(path: Path) -> Row:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    try:
        document = read_file(path)
    except Unreadable as error:
        return report_row(str(path), error, sha256=digest)
    extract = extract_report(document)
    for claim in extract.claims():
        assert claim.evidence
        assert all(place.passage.covers(place.trigger) for place in claim.evidence)
        assert all(place.trigger.of(document.text).strip() for place in claim.evidence)
    return report_row(str(path), document, extract)


@pytest.fixture(scope="module")
def gold(shared: Path) -> list[dict[str, str]]:
    with (shared / "reports" / "gold.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def rows(shared: Path, gold: list[dict[str, str]]) -> list[Row]:
    return [row(shared / "reports" / line["folder"] / line["file"]) for line in gold]


def test_the_reports_are_those_the_floors_were_measured_on(gold: list[dict[str, str]]) -> None:
    corpus = hashlib.sha256("".join(sorted(line["sha256"] for line in gold)).encode()).hexdigest()
    assert corpus[:16] == CORPUS


def plain(value: str) -> str:
    value = unicodedata.normalize("NFKD", value).casefold()
    return ";".join(sorted(re.sub(r"\s+", " ", part).strip(" .,") for part in value.split(";")))


@pytest.mark.parametrize("column", FLOORS)
def test_column(rows: list[Row], gold: list[dict[str, str]], column: str) -> None:
    right = [plain(read.get(column, "")) == plain(line[column]) for read, line in zip(rows, gold, strict=True)]
    assert sum(right) / len(right) >= FLOORS[column]


def test_files_pages_and_numbers(rows: list[Row], gold: list[dict[str, str]]) -> None:
    for read, line in zip(rows, gold, strict=True):
        for column in ("folder", "file", "urn", "council", "sha256"):
            assert read[column] == line[column]
        assert read.get("pages", "") == line["pages"]


def test_a_report_agrees_with_itself(rows: list[Row]) -> None:
    said = [read["notes"] for read in rows if read["notes"]]
    assert len(said) == 1
    assert "web page" in said[0]
