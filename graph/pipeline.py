"""From a source to claims in one step: what `read` and `load` have in common."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from graph.claim import Extract
from graph.document import Document, DocumentKind
from graph.errors import Unreadable
from graph.facts import read_facts
from graph.inputs.failure import Failure
from graph.inputs.grounds import grounds
from graph.inputs.limits import read_whole
from graph.inputs.source import Receipt, Source
from graph.reading import MAX_BYTES, Metadata, read_bytes
from graph.reading.metadata import read_sidecar


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a source: claims and failures, and the receipt to be kept where it is one document.

    `unchanged` says that it was not read, because it is stored by the same bytes on the same grounds; `source` is kept
    then, for a source read before it may turn out to be another version of the same document.
    """

    name: str
    found: tuple[Extract | Failure, ...] = ()
    receipt: Receipt | None = None
    unchanged: bool = False
    source: Source | None = None


def read(source: Source) -> Outcome:
    """Read one source and extract its claims; never raises for what it holds."""
    found: list[Extract | Failure] = []
    receipt = None
    try:
        if is_table(source):
            found.extend(read_facts(Path(source.name)))
        else:
            data, metadata = _opened(source)
            receipt = _receipt(source, data, metadata)
            found.append(extract_document(read_bytes(data, name=source.name, metadata=metadata)))
    except Unreadable as error:
        found.append(Failure.of(source.name, error))
    except OSError as error:
        found.append(Failure(source.name, "open", f"cannot be opened: {error.strerror or error}"))
    except Exception as error:
        reason = f"the reader failed on it: {type(error).__name__}: {error}"
        found.append(Failure(source.name, "extract", " ".join(reason.split())[:300], kind="Defect"))
    return Outcome(source.name, tuple(found), receipt)


def is_table(source: Source) -> bool:
    """Whether it is a table of facts, which holds many documents."""
    return source.data is None and source.name.lower().endswith(".csv")


def unchanged(source: Source) -> Outcome | None:
    """The outcome of a source that is stored by the same bytes on the same grounds; None if it has to be read."""
    if source.stored is None or is_table(source):
        return None
    try:
        receipt = _receipt(source, *_opened(source))
    except (Unreadable, OSError):
        return None
    same = (source.stored.sha256, source.stored.grounds) == (receipt.sha256, receipt.grounds)
    return Outcome(source.name, receipt=receipt, unchanged=True, source=source) if same else None


def with_bytes(source: Source) -> Source:
    """The source with its bytes and all its metadata, so that it can be read on another machine; raises Unreadable."""
    data, metadata = _opened(source)
    return replace(source, data=data, metadata=metadata)


def _receipt(source: Source, data: bytes, metadata: Metadata) -> Receipt:
    why = source.grounds or grounds(metadata)
    return Receipt(hashlib.sha256(data).hexdigest(), why, source.etag, source.modified)


def _opened(source: Source) -> tuple[bytes, Metadata]:
    """The bytes and all metadata given; a file's sidecar counts after the flags."""
    if source.data is not None:
        return source.data, source.metadata or Metadata()
    path = Path(source.name)
    try:
        if path.is_dir():
            raise Unreadable(f"{path.name} is a directory")
        with path.open("rb") as stream:  # what is no plain file may never end, and says nothing of its size
            data = read_whole(stream, MAX_BYTES)
    except OSError as error:
        raise Unreadable(f"the file cannot be opened: {error.strerror or error}") from error
    return data, (source.metadata or Metadata()).over(read_sidecar(path))


def extract_document(document: Document) -> Extract:
    """Claims of a document, by the rules for its kind."""
    if document.kind is DocumentKind.INSPECTION_REPORT:
        from graph.reports import extract_report

        return extract_report(document)
    from graph.extraction.extractor import extract

    return extract(document)
