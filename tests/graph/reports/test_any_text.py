"""Whatever the text, reading ends and every offset points into it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.document import Document, DocumentKind
from graph.reading.pdf_blocks import find_blocks
from graph.reading.pdf_pages import join_pages
from graph.reports import extract_report
from tests.graph.reports import samples

LINES = [
    *samples.ILACS_4,
    *samples.SIF,
    *samples.SIF_BODY,
    *samples.RECORD,
    *samples.BOARD,
    "Rutland",
    "2",
    "Requires",
    "",
]
line = st.sampled_from(LINES) | st.text(max_size=40)
page = st.lists(line, max_size=25).map("\r\n".join)


def document(pages: list[str]) -> Document:
    joined = join_pages(pages)
    return Document(
        key="k",
        text=joined.text,
        sha256="0" * 64,
        media_type="application/pdf",
        reader="test",
        kind=DocumentKind.INSPECTION_REPORT,
        blocks=find_blocks(joined.text),
        pages=joined.starts,
    )


@given(st.lists(st.text(max_size=200) | page, max_size=8))
@settings(deadline=None)
def test_pages_and_blocks(pages: list[str]) -> None:
    made = document(pages)
    assert len(made.pages) == len(pages)
    assert list(made.pages) == sorted(made.pages)
    assert all(0 <= start <= len(made.text) for start in made.pages)
    end = 0
    for block in made.blocks:
        assert end <= block.span.start < block.span.end <= len(made.text)
        assert not made.text[end : block.span.start].strip()
        end = block.span.end
    assert not made.text[end:].strip()
    made.text.encode("utf-8")


@given(st.sampled_from([samples.ILACS_4[:4], samples.SIF[:8], samples.BOARD[:5]]), st.lists(page, max_size=5))
@settings(deadline=None)
def test_claims(front: list[str], pages: list[str]) -> None:
    front = ["Rutland County Council" if "Exampleton B" in words else words for words in front]
    made = document(["\n".join(front).replace("Exampleton", "Rutland"), *pages])
    extract = extract_report(made)
    for claim in extract.claims():
        for place in claim.evidence:
            assert 0 <= place.passage.start < place.passage.end <= len(made.text)
            assert place.passage.covers(place.trigger)
