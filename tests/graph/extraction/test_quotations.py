"""Whose words stand between the marks: every kind of mark and every place a speaker can have. All people are invented."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from graph.extraction.quotations.quotations import find_quotations
from tests.graph.extraction.analysed import analysed

ARTICLES = tomllib.loads(Path(__file__).with_name("quotations.toml").read_text(encoding="utf-8"))
CASES = {
    each["name"]: (each["text"], [tuple(word or None for word in found) for found in each["found"]])
    for each in ARTICLES["quotation"]
}
NO_SPEECH = {each["name"]: each["text"] for each in ARTICLES["no_speech"]}


def quotations(text: str) -> list[tuple[str | None, str]]:
    analysis = analysed(text)
    return [
        (claim.speaker or claim.body, "\n".join(part.of(analysis.document.text) for part in claim.parts))
        for claim in find_quotations(analysis, "sampleton")
        if claim.published
    ]


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_quotation(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = quotations(text)
    assert [speaker for speaker, _ in found] == [speaker for speaker, _, _ in expected], found
    for (_, words), (_, first, last) in zip(found, expected, strict=True):
        assert words.startswith(first)
        assert words.endswith(last)


@pytest.mark.parametrize("text", NO_SPEECH.values(), ids=NO_SPEECH)
def test_no_speech(text: str) -> None:
    assert quotations(text) == []


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_curly_and_straight_marks_say_the_same(text: str, expected: list[tuple[str, str, str]]) -> None:
    straight = text.translate(str.maketrans("“”‘’", "\"\"''"))
    assert [speaker for speaker, _ in quotations(straight)] == [speaker for speaker, _, _ in expected]
