"""The table of facts gives the graph that the reports give, with cells where they have sentences."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.claim import Evidence, Extract
from graph.document import DocumentKind, Origin, Span, Stated
from graph.errors import Unreadable
from graph.facts import bundled_facts, read_facts, write_facts
from graph.inputs.failure import Failure
from graph.inputs.source import Source
from graph.library import Library
from graph.loading.whole import graph_of
from graph.pipeline import read
from graph.vocabulary import cg
from tests.graph.claims import extract, inspection, judgement
from tests.terms import text_of

TEXT = "Inspection dates: 14 January 2019 to 25 January 2019\nLead inspector: Jane Example\nOverall effectiveness Good"


def report() -> Extract:
    """A report on one page, with its words where they are printed."""
    dates, lead, grade = (Evidence(Span(*found), Span(*found)) for found in ((0, 52), (53, 81), (82, len(TEXT))))
    held = replace(
        inspection(fieldwork="2019-01-14/2019-01-25", framework="ilacs_2018", kind="standard"),
        evidence=(dates, lead),
        lead_inspectors=("Jane Example",),
    )
    held = replace(held, fieldwork=(replace(held.fieldwork[0], words="14 January 2019 to 25 January 2019"),))
    judged = replace(judgement("i1", "overall", "good"), evidence=(grade,), grade_words="Good")
    made = extract("report", (held,), (judged,), kind=DocumentKind.INSPECTION_REPORT, text=TEXT)
    document = replace(
        made.document, pages=(0,), date=Stated("2019-03-01", Origin.FILE_NAME), sha256="ab" * 32, key="ab" * 32
    )
    return replace(made, document=document)


def table(tmp_path: Path, *extracts: Extract) -> Path:
    out = io.StringIO()
    assert write_facts(extracts, out) == len(extracts)
    path = tmp_path / "facts.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def agreed(extracts: list[Extract]) -> set[ox.Quad]:
    """What the default graph says of inspections and judgements."""
    return {
        quad
        for quad in graph_of(extracts)
        if isinstance(quad.graph_name, ox.DefaultGraph)
        and any(f"/id/{kind}/" in text_of(quad.subject) for kind in ("inspection", "judgement"))
        and "/id/time/" not in str(quad.object)
    }


def test_the_table_gives_the_graph_of_the_report(tmp_path: Path) -> None:
    assert agreed(list(read_facts(table(tmp_path, report())))) == agreed([report()])


def test_its_passages_are_cells_with_words_and_page_but_no_offsets(tmp_path: Path) -> None:
    quads = graph_of(read_facts(table(tmp_path, report())))
    cells = {quad.subject for quad in quads if quad.object == cg("TableCell")}
    words = {text_of(quad.object) for quad in quads if quad.predicate == cg("exactText")}
    assert words == {"14 January 2019 to 25 January 2019", "Jane Example", "Good"}
    assert {quad.subject for quad in quads if quad.predicate == cg("page")} == cells
    assert not [quad for quad in quads if quad.predicate in (cg("startOffset"), cg("endOffset"), cg("textDigest"))]


def test_the_table_of_what_a_table_says_is_the_same_table(tmp_path: Path) -> None:
    first = table(tmp_path, report())
    again = io.StringIO()
    write_facts(read_facts(first), again)
    assert again.getvalue() == first.read_text(encoding="utf-8")


def test_the_report_itself_replaces_its_row_and_not_the_other_way_round(tmp_path: Path) -> None:
    row = next(iter(read_facts(table(tmp_path, report()))))
    with Library(str(tmp_path / "store")) as library:
        assert [library.add([found])[0].outcome for found in (row, report(), row, report())] == [
            "new",
            "replaced",
            "unchanged",
            "unchanged",
        ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("hull", "atlantis", "no council"),
        ("good@1 Good", "good", "not written as"),
        ("file-name", "hearsay", "hearsay"),
        (",ofsted,", ",", "too many or too few"),
    ],
)
def test_a_bad_line_is_named_and_the_lines_before_it_are_kept(tmp_path: Path, old: str, new: str, told: str) -> None:
    path = table(tmp_path, report())
    head, line = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, line, line.replace(old, new)]) + "\n", encoding="utf-8")
    found = read(Source(str(path))).found
    assert isinstance(found[0], Extract)
    failure = found[1]
    assert isinstance(failure, Failure)
    assert "line 3" in failure.reason
    assert told in failure.reason


def test_the_bundled_table_is_whole() -> None:
    rows = list(read_facts(bundled_facts()))
    assert len(rows) >= 59
    assert all(row.judgements or row.inspections[0].framework == "jtai" for row in rows)
    assert {"hull", "leeds", "bradford"} & {row.subjects[0] for row in rows}
    with pytest.raises(Unreadable):
        list(read_facts(bundled_facts().with_name("nowhere.csv")))


@pytest.mark.devdata
def test_the_bundled_table_says_what_the_reports_say(shared: Path) -> None:
    folder = shared / "reports" / "80477_kingston upon hull"
    items = [found for path in sorted(folder.glob("*.pdf")) for found in read(Source(str(path))).found]
    extracts = [replace(found, inspections=found.inspections[:1]) for found in items if isinstance(found, Extract)]
    digests = {found.document.sha256 for found in extracts}
    rows = [row for row in read_facts(bundled_facts()) if row.document.sha256 in digests]
    assert len(rows) == len(extracts) == 3
    assert agreed(rows) == agreed(extracts)
