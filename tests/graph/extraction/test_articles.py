"""The project's own articles: the facts in them, and that no fact depends on the council's name or the kind of quotes."""

from __future__ import annotations

import re

import pytest

from tests.graph.extraction.invented import (
    OTHER_STAND_INS,
    Article,
    articles,
    inspections,
    interventions,
    judgements,
    read,
)

ALL = [pytest.param(article, id=f"{number}-{article.text.strip()[:40]}") for number, article in enumerate(articles())]


@pytest.mark.parametrize("article", ALL)
def test_facts(article: Article) -> None:
    found = read(article.text)
    if article.judgements is not None:
        assert judgements(found) == article.judgements
    if article.interventions is not None:
        assert interventions(found) == article.interventions
    if article.inspections is not None:
        assert inspections(found) == article.inspections


@pytest.mark.parametrize("article", ALL)
def test_another_name_gives_the_same_facts(article: Article) -> None:
    found, renamed = read(article.text), read(article.text, OTHER_STAND_INS)
    assert judgements(renamed, OTHER_STAND_INS) == judgements(found)
    assert interventions(renamed, OTHER_STAND_INS) == interventions(found)


@pytest.mark.parametrize("article", ALL)
def test_quotation_marks_make_no_difference(article: Article) -> None:
    curly = re.sub(r"(?<!\w)'([^']*)'(?!\w)", r"‘\1’", article.text).replace("'", "’")
    assert judgements(read(curly)) == judgements(read(article.text))


@pytest.mark.parametrize("article", ALL)
def test_evidence_is_in_the_text(article: Article) -> None:
    found = read(article.text)
    text = found.document.text
    for claim in found.claims():
        assert claim.evidence
        for evidence in claim.evidence:
            assert 0 <= evidence.passage.start <= evidence.trigger.start < evidence.trigger.end <= evidence.passage.end
            assert evidence.passage.end <= len(text)
