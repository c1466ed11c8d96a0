"""Changes of a text that must not change its facts, or must change only what they are about; and any text at all."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.claim import Extract
from graph.document import Origin, Stated
from graph.errors import Unreadable
from graph.extraction import extractor
from graph.extraction.extractor import DECIDING, EXTRACTOR_VERSION, extract
from graph.reading import Metadata, read_bytes
from graph.summary import summary
from tests.graph.extraction.invented import articles, document, interventions, judgements, read

ADVERTS = """

READ MORE: Otherham City Council's children's services rated inadequate by Ofsted

Highways jobs

Head of Service, Thirdford Council
Join a council rated outstanding by Ofsted! £50,000 - £60,000
Recruiter: Thirdford Council

Sign up for our newsletter
"""
SECTIONS = [
    "Sampleton\n\nOfsted rated children's services at the city council good overall in March 2024.",
    "Otherham\n\nInspectors judged the council's service inadequate in May 2024. Leadership was inadequate too.",
    "Thirdford\n\nThe council was given an outstanding rating for adoption in June 2024.",
]
ROUND_UP = "Ofsted on children's services this year"
TEXTS = [article.text for article in articles()]
VOCABULARY = (
    "Ofsted CQC rated judged Sampleton City Council's children's services inadequate ‘good’ Outstanding requires improvement "
    "in May 2024 since 2019 no longer from to leadership care leavers ; : – ( ) - • C3 SEND commissioner improvement "
    "notice said “ ” ’ and , . ? the same verdict except for all areas seven were 12"
)
WORDS = st.sampled_from([*VOCABULARY.split(), "\n\n"])


def facts(found: Extract) -> tuple[frozenset[str], frozenset[str]]:
    return judgements(found), interventions(found)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_doubled_blank_lines(text: str) -> None:
    assert facts(read(text.replace("\n\n", "\n\n\n\n") + "\n\n")) == facts(read(text))


@pytest.mark.parametrize("text", TEXTS[:20], ids=range(20))
def test_adverts_add_nothing(text: str) -> None:
    assert facts(read(text + ADVERTS)) == facts(read(text))


@pytest.mark.parametrize("seed", range(6))
def test_shuffled_sections_give_the_same_set(seed: int) -> None:
    shuffled = random.Random(seed).sample(SECTIONS, len(SECTIONS))
    found = read("\n\n".join([ROUND_UP, *shuffled]))
    assert judgements(found) == {
        "sampleton current overall good 2024-03",
        "otherham current overall inadequate 2024-05",
        "otherham current leadership inadequate 2024-05",
        "thirdford current adoption outstanding 2024-06",
    }


def dated(text: str, day: str) -> Extract:
    return extract(document(text, metadata=Metadata(date=Stated(day, Origin.FLAG))))


def test_another_date_of_the_article_moves_relative_dates_only() -> None:
    text = (
        "Ofsted rated Sampleton City Council's children's services good after a visit in May. "
        "They were rated inadequate in 2016."
    )
    assert judgements(dated(text, "2023-07-01")) == {
        "sampleton current overall good 2023-05",
        "sampleton previous overall inadequate 2016",
    }
    assert judgements(dated(text, "2024-07-01")) == {
        "sampleton current overall good 2024-05",
        "sampleton previous overall inadequate 2016",
    }


def test_without_a_date_no_year_is_invented() -> None:
    found = read("Ofsted rated Sampleton City Council's children's services good after a visit in May.")
    assert judgements(found) == {"sampleton current overall good XXXX-05"}


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60), st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2040, 1, 1)))
def test_any_words_at_any_date(words: list[str], day: dt.date | None) -> None:
    metadata = Metadata(date=Stated(day.isoformat(), Origin.FLAG)) if day else None
    found = extract(document("x " + " ".join(words), metadata=metadata))
    check(found)


@settings(max_examples=100, deadline=None)
@given(
    st.text(min_size=1, max_size=400),
    st.sampled_from([None, "2024", "XXXX-05", "2024-05", "2024-05-01/2024-06", "1999~"]),
)
def test_any_text_at_any_date(text: str, day: str | None) -> None:
    metadata = Metadata(date=Stated(day, Origin.FLAG)) if day else None
    try:
        source = read_bytes(("a " + text).encode("utf-8", "ignore"), name="any.txt", metadata=metadata)
    except Unreadable:
        return
    check(extract(source))


def check(found: Extract) -> None:
    """What holds of every extract: exact offsets, known years, known references, and a summary."""
    text = found.document.text
    refs = {claim.ref for claim in found.inspections}
    for claim in found.claims():
        for evidence in claim.evidence:
            assert 0 <= evidence.passage.start <= evidence.passage.end <= len(text)
            assert 0 <= evidence.trigger.start <= evidence.trigger.end <= len(text)
        assert 0 <= claim.confidence <= 1
    for judgement in found.judgements:
        assert judgement.inspection in refs
    for inspection in found.inspections:
        for time in inspection.fieldwork:
            year = time.edtf[:4]
            assert "X" in year or year in text or time.anchored or time.edtf[2:4] in text
    assert summary(found)["schema"] == "councilgraph-gold/1"


def test_reading_twice_gives_the_same() -> None:
    source = document(TEXTS[4])
    assert extract(source) == extract(source)
    assert extract(source).extractor == EXTRACTOR_VERSION


def test_a_long_text_takes_time_in_proportion() -> None:
    sentence = (
        "Ofsted rated Sampleton City Council's children's services inadequate in May 2024, and leadership was good too"
    )
    for text in ((sentence + ", ") * 400, (sentence + ". ") * 400, "(‘" * 20000, "Ofsted " * 20000):
        extract(document(text))


def test_every_file_of_the_extractor_counts_for_its_version() -> None:
    files = [path for path in Path(extractor.__file__).parent.rglob("*") if path.is_file()]
    assert {path.suffix for path in files if "__pycache__" not in path.parts} <= set(DECIDING)
