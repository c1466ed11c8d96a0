"""The two articles the project began with: every fact that people found in them is in the graph and opens its sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from graph.claim import Extract
from graph.document import Document
from graph.inputs.source import Source
from graph.library import Library
from graph.pipeline import read
from graph.register.register import load_register

pytestmark = pytest.mark.devdata
PREFIXES = """
PREFIX cg: <https://w3id.org/councilgraph/ns#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
EVIDENCE = """?reading cg:readFrom ?passage .
  ?passage cg:inDocument ?document ; cg:exactText ?text ; cg:startOffset ?start ; cg:endOffset ?end ."""


@pytest.fixture(scope="module")
def library(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Both articles, loaded."""
    with Library(str(tmp_path_factory.mktemp("seeds") / "store")) as opened:
        found = [item for path in sorted((shared / "seeds").glob("*.txt")) for item in read(Source(str(path))).found]
        opened.add([item for item in found if isinstance(item, Extract)])
        opened.drain()
        yield opened


def gold(shared: Path) -> list[dict[str, Any]]:
    names = ("seed_000", "seed_001")
    return [json.loads((shared / "corpus" / "written" / f"{name}.json").read_text(encoding="utf-8")) for name in names]


def document_of(library: Library, facts: dict[str, Any]) -> tuple[str, Document]:
    """The stored article that a gold file is about: the dated one or the other."""
    for stored in library.state.documents():
        document = library.state.extract(stored.slug).document
        if (document.issued or None) == facts["article"]["date"]:
            return stored.slug, document
    raise AssertionError(facts["id"])


def rows(library: Library, slug: str, pattern: str) -> list[dict[str, str]]:
    """Solutions with the evidence in one document, checked against its text."""
    document = library.state.extract(slug).document
    here = f"<https://w3id.org/councilgraph/id/document/{slug}>"
    text = f"{PREFIXES} SELECT * WHERE {{ {pattern} {EVIDENCE} FILTER(?document = {here}) }}"
    answer = library.store.query(text)
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    found = [{name: str(getattr(term, "value", "")) for name, term in zip(names, row, strict=True)} for row in answer]
    for row in found:
        assert document.text[int(row["start"]) : int(row["end"])] == row["text"], "offsets fit the file"
    return found


JUDGEMENTS = """GRAPH ?reading { ?judgement cg:grade ?given ; cg:judgementIn ?inspection }
  ?given skos:notation ?grade . ?judgement cg:area/skos:notation ?area .
  ?inspection cg:inspectedBody/cg:gssCode ?gss . """
INSPECTIONS = """GRAPH ?reading { ?inspection cg:fieldwork|cg:published ?time }
  ?time cg:edtf ?date . ?inspection cg:inspectedBody/cg:gssCode ?gss ."""


def test_judgements(library: Library, shared: Path) -> None:
    for facts in gold(shared):
        slug, _ = document_of(library, facts)
        found = {(row["gss"], row["area"], row["grade"]) for row in rows(library, slug, JUDGEMENTS)}
        inspections = {item["id"]: item for item in facts["inspections"]}
        wanted = {(inspections[j["inspection"]]["council"], j["area"], j["grade"]) for j in facts["judgements"]}
        assert found == wanted


def test_inspections_with_their_dates(library: Library, shared: Path) -> None:
    for facts in gold(shared):
        slug, _ = document_of(library, facts)
        found = {(row["gss"], row["date"]) for row in rows(library, slug, INSPECTIONS)}
        assert found == {(item["council"], item["date"]) for item in facts["inspections"]}


def test_officials(library: Library, shared: Path) -> None:
    pattern = """GRAPH ?reading { ?tenure org:member ?person ; org:organization ?council ; cg:post ?post .
      ?person foaf:name ?name . ?post org:role ?held } ?held skos:notation ?role . """
    for facts in gold(shared):
        slug, _ = document_of(library, facts)
        found = {(row["name"], row["role"]) for row in rows(library, slug, pattern)}
        assert found == {(item["name"], item["role"]) for item in facts["officials"]}


def test_quotations_with_speakers(library: Library, shared: Path) -> None:
    pattern = """GRAPH ?reading { ?quotation a cg:Quotation }
      { ?quotation cg:speaker/foaf:name ?speaker } UNION { ?quotation cg:speakerBody/skos:notation ?speaker }
      ?quotation cg:quotedText ?words . """
    for facts in gold(shared):
        slug, _ = document_of(library, facts)
        found = rows(library, slug, pattern)
        for item in facts["quotes"]:
            assert any(row["speaker"] == item["speaker"] and item["first6"] in row["words"] for row in found), item


def test_money(library: Library, shared: Path) -> None:
    pattern = """GRAPH ?reading { ?funding cg:amount ?amount ; cg:funder ?council ; cg:recurrence ?r }
      ?r skos:notation ?recurrence ."""
    for facts in gold(shared):
        slug, _ = document_of(library, facts)
        found = {(int(row["amount"]), row["recurrence"]) for row in rows(library, slug, pattern)}
        assert found == {(item["gbp"], item["recurrence"]) for item in facts["funding"]}


def test_adverts_give_no_fact(library: Library, shared: Path) -> None:
    for facts in gold(shared):
        slug, document = document_of(library, facts)
        spans = [(row["start"], row["text"]) for row in rows(library, slug, "?reading a cg:Reading .")]
        promo = [block.span for block in document.blocks if block.zone == "promo"]
        assert not [text for start, text in spans if any(int(start) in span for span in promo)]
        names = {load_register().by_code(item["gss"])[0].slug for item in facts["councils"]["boilerplate"]}
        about = library.state.extract(slug)
        assert not names & set(about.subjects)


def test_the_inspection_of_january_2019_is_one_with_evidence_from_both(library: Library) -> None:
    text = (
        PREFIXES
        + """SELECT ?inspection (COUNT(DISTINCT ?document) AS ?documents) WHERE {
      GRAPH ?reading { ?inspection a cg:Inspection } ?reading cg:readFrom/cg:inDocument ?document } GROUP BY ?inspection"""
    )
    answer = library.store.query(text)
    assert isinstance(answer, ox.QuerySolutions)
    found = {row[0].value.rsplit("/", 1)[1]: int(row[1].value) for row in answer}
    assert found["hull-ofsted-childrens-2019-01"] == 2


def test_the_undated_article_gets_no_year(library: Library, shared: Path) -> None:
    slug, _ = document_of(library, gold(shared)[1])
    november = [row for row in rows(library, slug, INSPECTIONS) if row["date"].startswith("XXXX")]
    assert {row["date"] for row in november} == {"XXXX-11"}
    name = november[0]["inspection"].rsplit("/", 1)[1]
    assert not [part for part in name.split("-") if len(part) == 4 and part.isdigit()]
    times = library.store.query(PREFIXES + f"ASK {{ <{november[0]['time']}> cg:earliest|cg:latest ?day }}")
    assert isinstance(times, ox.QueryBoolean)
    assert not times


def test_loading_again_changes_no_quad(library: Library, shared: Path) -> None:
    before = set(library.store.quads())
    found = [item for path in sorted((shared / "seeds").glob("*.txt")) for item in read(Source(str(path))).found]
    assert {added.outcome for added in library.add([item for item in found if isinstance(item, Extract)])} == {
        "unchanged"
    }
    library.drain()
    assert set(library.store.quads()) == before
