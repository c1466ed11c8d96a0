"""Reports on invented councils, from lines of text to the extract."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from graph.claim import Extract
from graph.document import Document
from graph.reading.pdf import read_pdf
from graph.reports import extract, extract_report
from tests.graph.reports import samples
from tests.graph.reports.printed import pdf

NAME = "89991_exampleton/children's services inspection - 03 may 2022.pdf"


@pytest.fixture
def read() -> Callable[..., Document]:
    """Lines of pages to a document."""

    def read(*pages: Sequence[str], name: str = NAME) -> Document:
        return read_pdf(pdf(*pages), name=name, metadata=None)

    return read


@pytest.fixture
def report(read: Callable[..., Document], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Extract]:
    """Lines of pages to what the report says."""
    register = samples.register()
    monkeypatch.setattr(extract, "load_register", lambda: register)

    def report(*pages: Sequence[str], name: str = NAME) -> Extract:
        return extract_report(read(*pages, name=name))

    return report
