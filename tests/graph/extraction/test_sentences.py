"""Where sentences end in newspapers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.document import Span
from graph.extraction.sentences import sentence_spans

CASES = {
    "titles": ("Cllr. Jane Example met Dr. Sample. They spoke.", 2),
    "initials": ("J. K. Sample met R. Example. They spoke.", 2),
    "number": ("She lives at No. 10 there. He said no. That was it.", 3),
    "latin": ("Small things, e.g. Tea and i.e. Biscuits, matter.", 1),
    "money": ("It cost £1.5m in all. More came.", 2),
    "closing marks": ("“It is good.” She left. ‘So be it.’ He stayed.", 4),
    "question said": ("“Is it good?” she asked.", 1),
    "space lost": ("Services improved.The council was glad.", 2),
    "address": ("See www.example.gov.uk for more. Thanks.", 2),
    "list number": ("1. The council must act. It will.", 2),
    "ellipsis": ("It went on… The end came.", 2),
    "acronym": ("It is in the U.K. The town is small.", 2),
    "a form": ("Council: Sampleton\nOn site: 2 June 2025\nOverall: good", 3),
    "a colon in a paragraph": ("It said this: the\nservice is good", 1),
    "bullets in a line": ("• One thing • Two things", 2),
}


@pytest.mark.parametrize(("text", "count"), CASES.values(), ids=CASES)
def test_number_of_sentences(text: str, count: int) -> None:
    spans = list(sentence_spans(text, Span(0, len(text))))
    assert len(spans) == count, [span.of(text) for span in spans]


@given(st.text(alphabet="abcA .!?“”‘’'\"•1£,\n…", max_size=80))
def test_sentences_cover_the_text_in_order(text: str) -> None:
    spans = list(sentence_spans(text, Span(0, len(text))))
    assert (
        "".join(span.of(text) for span in spans).split() == "".join((spans and [text.strip()]) or []).split() or spans
    )
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        assert not text[end : span.start].strip()
        assert span.of(text) == span.of(text).strip()
        end = span.end
    assert not text[end:].strip()
