"""From a file to claims in one step, and from a list of paths to files: what `read` and `load` have in common."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.claim import Extract
from graph.document import Document, DocumentKind
from graph.errors import Unreadable
from graph.facts import read_facts
from graph.reading import Metadata, read_file

SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml", ".pdf"})


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read; `kind` is the name of the error in graph.errors."""

    path: Path
    stage: str
    reason: str
    hint: str = ""
    kind: str = "Unreadable"

    def sentence(self) -> str:
        """One line for the user."""
        return f"{self.path}: {self.reason}" + (f" ({self.hint})" if self.hint else "")


def sources(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as named, and what folders hold of the kinds we read, sorted; hidden files and sidecars are left out."""
    for path in paths:
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                yield from (
                    Path(folder) / name
                    for name in sorted(names)
                    if Path(name).suffix.lower() in SUFFIXES and not name.startswith(".")
                )
        else:
            yield path


def read_source(path: Path, metadata: Metadata | None = None) -> list[Extract | Failure]:
    """Read one file and extract its claims: one extract for a document, one a row for a table of facts.

    Never raises for what the file holds; a table with a bad line gives the rows before it and the failure.
    """
    found: list[Extract | Failure] = []
    try:
        if path.suffix.lower() == ".csv":
            found.extend(read_facts(path))
        else:
            found.append(extract_document(read_file(path, metadata)))
    except Unreadable as error:
        found.append(Failure(path, error.stage, error.reason, error.hint, type(error).__name__))
    except OSError as error:
        found.append(Failure(path, "open", f"cannot be opened: {error.strerror or error}"))
    return found


def extract_document(document: Document) -> Extract:
    """Claims of a document, by the rules for its kind."""
    if document.kind is DocumentKind.INSPECTION_REPORT:
        from graph.reports import extract_report

        return extract_report(document)
    from graph.extraction.extractor import extract

    return extract(document)
