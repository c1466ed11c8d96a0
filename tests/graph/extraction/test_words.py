"""Looking only where the right words stand finds what looking everywhere finds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.document import Span
from graph.extraction.dates.dates import candidates
from graph.extraction.dates.words import PATTERN
from graph.extraction.people.roles import HEAD, HEAD_FIRST
from graph.extraction.quotations.words import BODY, BODY_FIRST, PRONOUN, PRONOUN_FIRST, SAY, SAY_FIRST
from graph.extraction.words import matches, words_of

PATTERNS = {
    "say": (SAY, SAY_FIRST),
    "body": (BODY, BODY_FIRST),
    "pronoun": (PRONOUN, PRONOUN_FIRST),
    "head": (HEAD, HEAD_FIRST),
}
_PLAIN = "Sampleton Jane Example in May 2019 2019/20 FY2019 Maybe yearly Mayor 14th , . ’s ' - – ( ) _ é İ the Ofsted x1 1st St"
OTHERS = _PLAIN.split()
texts = st.lists(
    st.sampled_from(sorted(BODY_FIRST | HEAD_FIRST | SAY_FIRST) + [*OTHERS, "\n"]).flatmap(
        lambda word: st.sampled_from([word, word.capitalize(), word.upper(), f"{word}s", f"-{word}"])
    ),
    max_size=25,
).flatmap(lambda words: st.sampled_from([" ", "  ", "-", "_"]).map(lambda joint: joint.join(words)))


@pytest.mark.parametrize("name", PATTERNS)
@settings(deadline=None, max_examples=150)
@given(text=texts)
def test_same_as_looking_everywhere(name: str, text: str) -> None:
    pattern, first = PATTERNS[name]
    span = Span(min(3, len(text)), len(text))
    assert [m.span() for m in matches(pattern, text, span, first)] == [
        m.span() for m in pattern.finditer(text, span.start, span.end)
    ]


@settings(deadline=None, max_examples=200)
@given(texts)
def test_no_date_stands_far_from_its_cue(text: str) -> None:
    everywhere = [match.span() for match in PATTERN.finditer(text)]
    assert [match.span() for match in candidates(text, Span(0, len(text)))] == everywhere


def test_capitals_whose_small_letters_are_longer_keep_their_places() -> None:
    text = "İİ Ofsted said"
    assert words_of(text).places["ofsted"] == [text.index("Ofsted")]
