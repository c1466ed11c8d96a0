"""The lexicon: how forms are found, and that every concept in it is one of the schemes, with the same key."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

import ontology
from graph.document import Span
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.lexicon import load_lexicon

NOTATION = ox.NamedNode("http://www.w3.org/2004/02/skos/core#notation")
OWN = "https://w3id.org/councilgraph/lexicon#"


def found(text: str) -> list[tuple[str, str, bool]]:
    return [(text[m.span.start : m.span.end], m.value, m.strong) for m in mentions(text)]


def mentions(text: str) -> list[Mention]:
    return list(load_lexicon().find(text, Span(0, len(text))))


@pytest.mark.parametrize(
    ("text", "words", "value", "strong"),
    [
        ("rated Inadequate by", "Inadequate", "inadequate", True),
        ("good progress", "good", "good", False),
        (
            "looked-after\nchildren and care leavers",
            "looked-after\nchildren and care leavers",
            "care_and_care_leavers",
            True,
        ),
        ("Ofsted’s view", "Ofsted", "ofsted", True),
        ("the leaders’ impact", "leaders’ impact", "leadership", True),
        ("help & protection", "help & protection", "help_protection", True),
        ("widespread and/or systemic failings", "widespread and/or systemic failings", "send_systemic_failings", True),
        ("SEND", "SEND", "send", True),
    ],
)
def test_forms(text: str, words: str, value: str, strong: bool) -> None:
    assert (words, value, strong) in found(text)


def test_acronyms_count_only_in_capitals() -> None:
    assert not found("They will send it.")


def test_the_longest_form_wins() -> None:
    assert [value for _, value, _ in found("experiences and progress of children in care and care leavers")] == [
        "care_and_care_leavers"
    ]


def test_words_inside_words_do_not_count() -> None:
    assert not found("goodness, inadequately, Ofstedian")


def test_every_concept_is_in_the_schemes() -> None:
    notations = {
        triple.subject.value: triple.object.value
        for path in sorted((Path(ontology.__file__).parent / "schemes").glob("*.ttl"))
        for triple in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)
        if triple.predicate == NOTATION
    }
    for concept, value in load_lexicon().concepts.items():
        if not concept.startswith(OWN):
            assert notations.get(concept) == value, concept


def test_every_kind_of_mention_of_the_lexicon_is_there() -> None:
    kinds = {entry.kind for entry in load_lexicon().forms.values()}
    assert kinds >= {
        MentionKind.GRADE,
        MentionKind.AREA,
        MentionKind.KIND,
        MentionKind.SERVICE,
        MentionKind.OTHER_PROVIDER,
    }
