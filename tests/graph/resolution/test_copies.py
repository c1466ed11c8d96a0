"""Copies of a text count as one source, different texts on one subject do not."""

from __future__ import annotations

from graph.document import Block, Document, Span, Zone
from graph.resolution.copies import copies, fingerprint

STORY = " ".join(
    f"The {word} council met on day {number} to hear what the inspectors had found."
    for number, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
    )
)
OTHER = " ".join(
    f"Residents asked {number} questions about {word} and got answers from officers."
    for number, word in enumerate(
        ["roads", "bins", "parks", "libraries", "schools", "housing", "care", "rents", "tax", "trees"]
    )
)


def document(text: str, *, advert: str = "") -> Document:
    blocks = [Block(Span(0, len(text)), Zone.BODY)]
    if advert:
        blocks.append(Block(Span(len(text), len(text) + len(advert)), Zone.PROMO))
    return Document(key="k", text=text + advert, sha256="", media_type="text/plain", reader="", blocks=tuple(blocks))


def groups(**texts: Document) -> dict[str, str]:
    return copies({name: fingerprint(found) for name, found in texts.items()})


def test_a_reprint_is_a_copy_whatever_is_advertised_around_it() -> None:
    reprint = document(STORY.replace("day 3", "day 33").upper(), advert=OTHER)
    assert groups(b=document(STORY), c=reprint, a=document(OTHER)) == {"a": "a", "b": "b", "c": "b"}


def test_a_chain_of_copies_is_one_group() -> None:
    assert set(
        groups(x=document(STORY), y=document(STORY + " The end."), z=document("Hear this. " + STORY)).values()
    ) == {"x"}


def test_short_texts_are_never_copies() -> None:
    assert groups(a=document("Rated good."), b=document("Rated good.")) == {"a": "a", "b": "b"}
