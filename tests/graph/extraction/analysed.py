"""Text to Analysis with this room's own recognisers alone, so that these tests need no register and no lexicon."""

from __future__ import annotations

from dataclasses import replace

from graph.document import Document, Origin, Stated
from graph.extraction.analysis import Analysis
from graph.extraction.dates.dates import find_dates
from graph.extraction.money.money import find_money
from graph.extraction.sentences import split
from graph.reading import read_bytes


def analysed(text: str, issued: str | None = None) -> Analysis:
    """The analysis of a plain text whose date is `issued`, else what its masthead says."""
    document: Document = read_bytes(text.encode())
    document = replace(document, date=Stated(issued, Origin.FLAG)) if issued else document
    sentences = tuple(
        replace(
            sentence,
            mentions=(
                *find_dates(document.text, sentence.span, document.issued),
                *find_money(document.text, sentence.span),
            ),
        )
        for sentence in split(document)
    )
    return Analysis(document, sentences)
