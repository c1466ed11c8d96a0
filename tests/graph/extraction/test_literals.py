"""What patterns cannot match without: enough to rule them out, never too much."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.tape.literals import Index, literals

PATTERNS = {
    r"(?:rated|judged) (?:as )?good": "is rated as good",
    r"\bappoint\w*[^.;]{0,10}commissioner": "appointed a commissioner",
    r"(?:no longer |not )?inadequate(?= today|$)": "no longer inadequate today",
    r"(?:it|they)? (?>was|were) (?:very ){1,2}poor": "they were very poor",
    r"(?<!not )(?:a|b)*safe": "it is aabsafe",
    r"[a-f]+|\d": "7",
    r"uninterrupted(?:ly)?": "uninterruptedly",
}


@pytest.mark.parametrize(("pattern", "text"), PATTERNS.items())
def test_a_text_that_matches_has_all_that_is_needed(pattern: str, text: str) -> None:
    needed = literals(pattern)
    index = Index(piece for pieces in needed for piece in pieces)
    assert re.search(pattern, text)
    assert all(index.bits(pieces) & index.held(text) for pieces in needed)


@given(st.text(alphabet="abdeginopqrstuwy ", max_size=30))
@pytest.mark.parametrize("pattern", [r"(?:was|is) (?:not )?good\b", r"ra(?:ted|nge)[^b]{0,4}poor?"])
def test_nothing_that_matches_is_ruled_out(pattern: str, text: str) -> None:
    needed = literals(pattern)
    index = Index(piece for pieces in needed for piece in pieces)
    if re.search(pattern, text):
        assert all(index.bits(pieces) & index.held(text) for pieces in needed)


def test_words_of_every_branch_are_needed() -> None:
    assert literals("(?:rated|judged) good")[0] == {"good"} or literals("(?:rated|judged) good")[1] == {"good"}
    assert {"rated", "judged"} in literals("(?:rated|judged) good")


def test_what_may_be_missing_is_not_needed() -> None:
    assert literals("(?:very )?(?:good|[a-z]+)") == ()
    assert literals("(?!bad)(?:x|good)*") == ()


def test_a_text_without_the_words_is_ruled_out() -> None:
    (needed,) = literals("commissioner")
    index = Index(needed)
    assert not index.bits(needed) & index.held("a director of the service")
