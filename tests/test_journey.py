"""One sentence of a sample article, followed from text to claim, quad, answer and page. Newcomers: read this first.

The sentence: “Its report rates the experiences and progress of children who need help and protection ‘inadequate’.”
Each test is one step; each step takes what the step before it gave.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from graph.claim import Extract, JudgementClaim
from graph.document import Document, Zone
from graph.extraction.extractor import extract
from graph.extraction.sentences import split
from graph.library import Library
from graph.loading.whole import graph_of
from graph.reading import read_file
from graph.samples import sample_paths
from graph.vocabulary import cg
from server.application import create_app
from server.settings import Settings
from tests.terms import text_of

HULL_2019 = sample_paths()[0]
WORDS = "children who need help and protection ‘inadequate’"
BASE = "https://w3id.org/councilgraph/"
JUDGEMENT = f"{BASE}id/judgement/hull-ofsted-childrens-2019-01-help-protection"


@pytest.fixture(scope="module")
def document() -> Document:
    """The article as text with blocks; nothing in the text is ever changed."""
    return read_file(HULL_2019)


@pytest.fixture(scope="module")
def read(document: Document) -> Extract:
    """What the article is understood to say."""
    return extract(document)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, read: Extract) -> Path:
    """A store with both samples."""
    folder = tmp_path_factory.mktemp("journey") / "store"
    with Library(str(folder)) as library:
        library.add([read, extract(read_file(sample_paths()[1]))])
        library.drain()
    return folder


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[FlaskClient]:
    """The application over that store."""
    app = create_app(Settings.load({"store": str(store)}))
    yield app.test_client()
    app.extensions["councilgraph"].service.close()


def claim_of(read: Extract) -> JudgementClaim:
    """The claim that was read in the sentence."""
    text = read.document.text
    return next(claim for claim in read.judgements if any(WORDS in e.passage.of(text) for e in claim.evidence))


def test_1_the_file_becomes_a_document_with_zones(document: Document) -> None:
    assert document.key == "hull-2019"
    assert document.issued == "2019-05-20"
    assert document.text == HULL_2019.read_text(encoding="utf-8")
    zones = {block.zone for block in document.blocks}
    assert {Zone.HEADLINE, Zone.BODY, Zone.PROMO} <= zones


def test_2_the_document_is_split_into_sentences(document: Document) -> None:
    sentences = [sentence.span.of(document.text) for sentence in split(document)]
    (sentence,) = [found for found in sentences if WORDS in found]
    assert sentence.startswith("Its report rates")
    assert sentence.endswith("‘inadequate’.")


def test_3_the_sentence_becomes_a_claim(read: Extract) -> None:
    claim = claim_of(read)
    assert (claim.area, claim.grade, claim.published) == ("help_protection", "inadequate", True)
    inspection = next(found for found in read.inspections if found.ref == claim.inspection)
    assert (inspection.council, inspection.inspectorate) == ("hull", "ofsted")
    assert [time.edtf for time in inspection.fieldwork] == ["2019-01"], "“in January” of an article of 20 May 2019"


def test_4_the_claim_becomes_quads_in_the_graph_of_its_sentence(read: Extract) -> None:
    quads = graph_of([read])
    subject, inadequate = ox.NamedNode(JUDGEMENT), ox.NamedNode(f"{BASE}ref/grade/ofsted-inadequate")
    graphs = {
        quad.graph_name
        for quad in quads
        if (quad.subject, quad.predicate, quad.object) == (subject, cg("grade"), inadequate)
    }
    assert ox.DefaultGraph() in graphs, "all agree, so the default graph has it too"
    passages = {quad.object for quad in quads if quad.subject in graphs and quad.predicate == cg("readFrom")}
    texts = {text_of(quad.object) for quad in quads if quad.subject in passages and quad.predicate == cg("exactText")}
    assert any(WORDS in text for text in texts)


def test_5_a_query_answers_with_the_sentence(client: FlaskClient, document: Document) -> None:
    query = f"""PREFIX cg: <https://w3id.org/councilgraph/ns#>
        SELECT ?text ?start ?end WHERE {{
          GRAPH ?reading {{ <{JUDGEMENT}> cg:grade ?grade }}
          ?reading cg:readFrom ?passage .
          ?passage cg:exactText ?text ; cg:startOffset ?start ; cg:endOffset ?end }}"""
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": "application/sparql-results+json"})
    assert answer.status_code == 200
    rows = [
        {name: cell["value"] for name, cell in row.items()}
        for row in answer.get_json(force=True)["results"]["bindings"]
    ]
    assert any(WORDS in row["text"] for row in rows)
    for row in rows:
        assert document.text[int(row["start"]) : int(row["end"])] == row["text"]


def test_6_a_page_shows_the_sentence(client: FlaskClient) -> None:
    entity = client.get("/id/council/hull")
    assert entity.status_code == 303
    page = client.get(entity.headers["Location"], headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert WORDS in _words(page.get_data(as_text=True))
    article = client.get("/document/hull-2019", headers={"Accept": "text/html"})
    assert article.status_code == 200
    assert "<mark" in article.get_data(as_text=True)
    assert WORDS in _words(article.get_data(as_text=True))


def _words(page: str) -> str:
    """A page's text without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())
