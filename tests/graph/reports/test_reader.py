"""The PDF reader: text without running lines, pages, blocks, and what metadata and file name add."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.document import Document, DocumentKind, Origin, Zone
from graph.reading import Metadata, read_bytes
from graph.reading.pdf import read_pdf
from graph.reading.pdf_blocks import find_blocks
from graph.reading.pdf_pages import join_pages
from tests.graph.reports import samples
from tests.graph.reports.printed import pdf

Read = Callable[..., Document]


def test_sentences_run_on_across_pages_and_offsets_know_their_page(read: Read) -> None:
    foot = "Inspection of Exampleton local authority children’s services"
    pages = [
        samples.ILACS_4[:-1],
        [foot, "7 to 18 March 2022 2", "4. Leaders listen to what families in this place", "have to"],
        [foot, "7 to 18 March 2022 3", "say. They act on it."],
        [foot, "7 to 18 March 2022 4", "5. The end."],
    ]
    document = read(*pages)
    assert "have to\nsay. They act on it." in document.text
    assert document.text.count(foot) == 0
    assert [document.page_of(document.text.index(words)) for words in ("Leaders listen", "say.", "The end")] == [
        2,
        3,
        4,
    ]
    paragraph = next(b.span.of(document.text) for b in document.blocks if b.span.of(document.text).startswith("4."))
    assert paragraph.endswith("They act on it.")


def test_a_title_like_the_footer_stays_on_the_first_page() -> None:
    foot = "Inspection of Exampleton services"
    text = join_pages([f"{foot}\nfirst"] + [f"{foot}\n{n} words" for n in range(2, 9)]).text
    assert text.count(foot) == 1
    assert text.startswith(foot)


def test_page_numbers_go_and_other_numbers_stay() -> None:
    lines = ["Homes counted:\n40", "Schools:\n12", "Of seven\n7", "and of eight\n7", "Three\n3", "In all\n90"]
    pages = [f"{number}\n{line}" for number, line in enumerate(lines, 1)]
    assert join_pages(pages).text == "".join(f"{line}\n" for line in lines)


def test_a_heading_repeated_on_some_pages_stays() -> None:
    pages = [f"The experiences and progress of\nchildren {n}x" if n % 3 == 0 else f"Page {n}x" for n in range(1, 13)]
    assert join_pages(pages).text.count("The experiences and progress of") == 4


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("out-of\ufffehours", "out-of-hours\n"),
        ("out-of\x02hours", "out-of-hours\n"),
        ("\uf06e item\r\n\uf02d part", "■ item\n– part\n"),
        ("e\ufb00ective", "effective\n"),
        ("zero\u200bwidth", "zerowidth\n"),
        ("lone \ud800 surrogate", "lone  surrogate\n"),
    ],
)
def test_characters_of_the_text_layer(raw: str, text: str) -> None:
    assert join_pages([raw]).text == text


def test_blocks_of_a_report(read: Read) -> None:
    document = read(samples.ILACS_4)
    zones = [(block.zone, " ".join(block.span.of(document.text).split())) for block in document.blocks]
    assert (
        Zone.TABLE,
        f"{samples.PROGRESS} {samples.PROTECTED} {samples.RI_LONG}",
    ) in zones
    assert (Zone.HEADING, "What needs to improve?") in zones
    assert (Zone.LIST, "• The speed of first visits, including those at night.") in zones
    assert (
        Zone.BODY,
        "1. Families are met soon after a call, although some of them wait for longer than the rules of the place allow.",
    ) in zones
    assert all(a.span.end <= b.span.start for a, b in zip(document.blocks, document.blocks[1:], strict=False))


def test_blocks_leave_nothing_out() -> None:
    text = "A title\nwords that run\non to the end.\n\n• one\n• two\nlonger\n12. no number\n"
    left = text
    for block in reversed(find_blocks(text)):
        left = left[: block.span.start] + left[block.span.end :]
    assert not left.strip()


def test_number_and_date_of_the_file_name_are_the_weakest_source(read: Read) -> None:
    document = read(samples.ILACS_4)
    assert document.provider_number
    assert (document.provider_number.value, document.provider_number.origin) == ("89991", Origin.FILE_NAME)
    assert document.date
    assert (document.date.value, document.date.origin) == ("2022-05-03", Origin.FILE_NAME)
    printed = read(samples.SIF, samples.SIF_BODY).date
    assert printed
    assert (printed.value, printed.origin) == ("2015-05-18", Origin.TEXT)


def test_metadata_is_stronger_than_print() -> None:
    given = Metadata.of(
        Origin.SIDECAR, date="2015-05-19", provider_number="89992", url="https://example.org/1", key="k"
    )
    document = read_pdf(pdf(samples.SIF, samples.SIF_BODY), name="a.pdf", metadata=given)
    assert (document.issued, document.key, document.path) == ("2015-05-19", "k", "a.pdf")
    assert document.provider_number
    assert document.provider_number.value == "89992"


def test_read_bytes_hands_pdfs_over() -> None:
    document = read_bytes(pdf(samples.ILACS_4), name="no-suffix")
    assert document.kind is DocumentKind.INSPECTION_REPORT
    assert document.reader.startswith("pypdfium2 ")
    assert document.title
    assert document.title.value == "Inspection of Exampleton local authority children’s services"
