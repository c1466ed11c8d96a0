"""Documents: full text only where rights allow it, sentences marked and anchored, long texts in parts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from graph.claim import Evidence, Extract, InspectionClaim, JudgementClaim, Status
from graph.document import Block, Document, DocumentKind, Origin, Rights, Span, Stated, Zone
from graph.identity import document_slug
from graph.loading.whole import graph_of
from graph.reference_graph import reference_quads
from graph.state import State
from tests.server.pages.conftest import make_app

FIRST = "Ofsted judged Barnsley good in every way.\n"
OTHER = "A second paragraph that says nothing <b>at all</b>.\n"
LONG = "Filling words that go on and on. " * 1500 + "\n"


def extract(key: str, rights: Rights, text: str = FIRST + OTHER) -> Extract:
    """A document with one judgement in its first sentence."""
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block(Span(at, at + len(line) - 1), Zone.BODY))
        at += len(line)
    document = Document(
        key=key,
        text=text,
        sha256="0" * 64,
        media_type="text/plain",
        reader="test",
        kind=DocumentKind.NEWS_ARTICLE,
        rights=rights,
        blocks=tuple(blocks),
        title=Stated(f"Title of {key}", Origin.FLAG),
    )
    start = text.index("Ofsted")
    passage = Span(start, text.index("way.") + 4)
    place = (Evidence(passage, Span(text.index("good"), text.index("good") + 4)),)
    common: dict[str, Any] = {"evidence": place, "rule": "test.rule", "confidence": 0.9}
    inspection = InspectionClaim(
        **common,
        ref="i",
        council="barnsley",
        inspectorate="ofsted",
        service="childrens_services",
        kind="full",
        status=Status.CURRENT,
    )
    judgement = JudgementClaim(**common, inspection="i", area="overall", grade="good", grade_words="good")
    return Extract(
        document=document,
        extractor="test-1",
        subjects=("barnsley",),
        inspections=(inspection,),
        judgements=(judgement,),
    )


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Pages over a folder with three documents of different rights and one long one."""
    folder = tmp_path_factory.mktemp("store")
    extracts = [
        extract("own", Rights.OWN),
        extract("quote", Rights.QUOTE),
        extract("long", Rights.OGL, LONG * 2 + FIRST),
    ]
    state = State(folder / "state.sqlite")
    with state:
        for each in extracts:
            state.put(document_slug(each.document.key), each, ["barnsley"], dt.datetime.now(dt.UTC).isoformat())
    state.close()
    store = ox.Store()
    store.extend([*reference_quads()[1](), *graph_of(extracts)])
    return make_app(store, folder).test_client()


def page(client: FlaskClient, path: str) -> str:
    """HTML of an address."""
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return answer.text


def test_own_text_is_shown_whole_with_its_sentence_marked(library: FlaskClient) -> None:
    text = page(library, "/document/own")
    assert "A second paragraph that says nothing &lt;b&gt;at all&lt;/b&gt;." in text
    assert '<span class="said" id="p0">Ofsted judged Barnsley <mark>good</mark> in every way.</span>' in text
    assert "Overall effectiveness</a> <span" in text


def test_other_text_is_shown_by_its_sentences_alone(library: FlaskClient) -> None:
    text = page(library, "/document/quote")
    assert "second paragraph" not in text
    assert "Ofsted judged Barnsley <mark>good</mark> in every way." in text
    assert "Only the sentences from which something was read are shown" in text


def test_rights_hold_in_every_format(library: FlaskClient) -> None:
    for extension in ("ttl", "nt", "rdf", "jsonld", "json"):
        assert "second paragraph" not in library.get(f"/document/quote.{extension}").text


def test_long_text_comes_in_parts_and_a_link_finds_the_right_one(library: FlaskClient) -> None:
    first = page(library, "/document/long")
    assert "Part 1 of 3" in first
    assert "Ofsted judged Barnsley" not in first
    offset = len(LONG) * 2
    found = page(library, f"/document/long?at={offset}")
    assert f'id="p{offset}"' in found
    assert "Part 3 of 3" in found
    assert library.get("/document/long?part=9").status_code == 404
    assert library.get("/document/long?part=x").status_code == 400


def test_annotations_point_into_the_text(library: FlaskClient) -> None:
    told = library.get("/document/own.json").json
    assert told
    position, quote = told["items"][0]["target"]["selector"]
    text = FIRST + OTHER
    assert text[position["start"] : position["end"]] == quote["exact"]
    assert "Judgement: Overall effectiveness, Good" in [body["label"] for body in told["items"][0]["body"]]


def test_text_of_a_store_without_texts(client: FlaskClient) -> None:
    assert "Only the sentences" in page(client, "/document/exampleshire-news-2017")


def test_passages_that_overlap_are_told_once(tmp_path: Path) -> None:
    from server.pages.claims import Passage
    from server.pages.document_text import whole_text

    document = replace(extract("own", Rights.OWN).document, pages=())
    passages = [Passage("a", 0, 30, "", FIRST[:30], "r1"), Passage("b", 10, 20, "", FIRST[10:20], "r2")]
    parts = whole_text(document, passages, 1)
    assert "".join(str(piece.text) for piece in parts[0].pieces) == FIRST.rstrip("\n")
    assert len(parts[0].passages) == 2
