"""RDF terms as plain text, for tests that compare."""

from __future__ import annotations


def text_of(term: object) -> str:
    """An IRI or the characters of a literal."""
    return str(getattr(term, "value", ""))


def name_of(term: object) -> str:
    """The last part of an IRI."""
    return text_of(term).rsplit("/", 1)[-1]
