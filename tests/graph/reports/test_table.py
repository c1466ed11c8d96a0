"""The table of reports: one row each, also for what could not be read."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from graph.claim import Extract
from graph.document import Document
from graph.errors import Damaged, WrongContent
from graph.reports.table import COLUMNS, report_row, write_rows
from tests.graph.reports import samples
from tests.graph.reports.conftest import NAME


def test_row_of_a_report(report: Callable[..., Extract]) -> None:
    extract = report(samples.SIF, samples.SIF_BODY)
    row = report_row(f"/reports/{NAME}", extract.document, extract)
    assert (row["folder"], row["urn"], row["council"]) == ("89991_exampleton", "89991", "exampleton")
    assert (row["framework"], row["family"]) == ("sif_lscb", "sif_lscb_overall_judgement_is")
    assert (row["inspection_start"], row["inspection_end"], row["publication_date"]) == (
        "2015-03-03",
        "2015-03-26",
        "2015-05-18",
    )
    assert (row["overall"], row["adoption"], row["lscb"]) == ("requires_improvement", "not_judged", "good")
    assert "leaders" not in row
    assert (row["lead_inspector"], row["improvement_items"], row["pages"]) == ("Jane Example", "3", "2")
    assert row["sha256"] == extract.document.sha256


@pytest.mark.parametrize(
    ("pages", "framework", "items"),
    [
        ([samples.ILACS_4], "ilacs_standard", "2"),
        ([samples.BOARD], "lscb_review", "2"),
        ([samples.LOOKED_AFTER, samples.RECORD], "lac_2013", ""),
    ],
)
def test_framework_in_one_word(
    report: Callable[..., Extract], pages: list[list[str]], framework: str, items: str
) -> None:
    extract = report(*pages)
    row = report_row(NAME, extract.document, extract)
    assert (row["framework"], row["improvement_items"]) == (framework, items)


def test_rows_of_what_could_not_be_read(read: Callable[..., Document]) -> None:
    page = report_row(NAME, WrongContent("a web page"), sha256="0" * 64)
    assert (page["framework"], page["notes"], page["urn"], page["sha256"]) == (
        "not_a_pdf",
        "a web page",
        "89991",
        "0" * 64,
    )
    assert report_row(NAME, Damaged("cut off"))["framework"] == ""
    assert report_row("letter.pdf", read(["A letter of many words to nobody."]))["folder"] == ""


def test_written_as_csv() -> None:
    stream = io.StringIO()
    write_rows([report_row(NAME, WrongContent("a, b"))], stream)
    (row,) = csv.DictReader(io.StringIO(stream.getvalue()))
    assert tuple(row) == COLUMNS
    assert row["file"] == NAME.split("/")[1]
    assert row["notes"] == "a, b"
