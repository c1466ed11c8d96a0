"""The pages in a WARC file: responses with status 200 and resources that are web pages, texts or PDFs.

The day on which a page was archived is not the day on which it was published, so it is not taken for a date.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from graph.document import Origin
from graph.errors import Damaged, TooLarge
from graph.inputs.address import canonical
from graph.inputs.content_type import is_document
from graph.inputs.failure import Failure
from graph.inputs.limits import Limits, read_whole
from graph.inputs.source import Source
from graph.reading import Metadata

BROKEN = (EOFError, ValueError, OSError, AttributeError, KeyError, IndexError)


def archived_pages(name: str, stream: IO[bytes], given: Metadata | None, limits: Limits) -> Iterator[Source | Failure]:
    """The pages of the archive, called `file!address`; Damaged where it breaks off."""
    records = iter(ArchiveIterator(stream))
    while True:
        try:
            record = next(records, None)
            if record is None:
                return
            found = _page(name, record, given, limits)
        except ArchiveLoadFailed as error:  # its words repeat the bytes that it met
            raise Damaged("the web archive is broken: a record does not begin as one", stage="unpack") from error
        except BROKEN as error:
            raise Damaged(f"the web archive is broken: {error}", stage="unpack") from error
        if found is not None:
            yield found


def _page(name: str, record: Any, given: Metadata | None, limits: Limits) -> Source | Failure | None:
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type == "response":
        headers = record.http_headers
        if headers is None or headers.get_statuscode() != "200":
            return None
        kind = headers.get_header("Content-Type") or ""
    elif record.rec_type == "resource":
        kind = record.rec_headers.get_header("Content-Type") or ""
    else:
        return None
    if not address.startswith(("http://", "https://")) or not is_document(kind):
        return None
    try:
        data = read_whole(record.content_stream(), limits.member)
    except TooLarge as error:
        return Failure.of(f"{name}!{address}", error)
    known = (given or Metadata()).over(Metadata.of(Origin.SIDECAR, url=canonical(address)))
    return Source(f"{name}!{address}", data, known)
