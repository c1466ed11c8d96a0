"""From what a user names (files, folders, patterns, archives, feeds, addresses) to sources, one at a time and in order.

What kind of input a file is, its name says; of an answer from the web its content type and first bytes do.
"""

from __future__ import annotations

import glob
import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from graph.document import Origin
from graph.errors import TooLarge, Unreadable
from graph.inputs.address import canonical, is_address
from graph.inputs.archive import Members, documents
from graph.inputs.failure import Failure, printable
from graph.inputs.fetching import Fetched, Fetcher
from graph.inputs.folders import DOCUMENTS, walk
from graph.inputs.grounds import grounds
from graph.inputs.limits import Limits, megabytes, read_whole
from graph.inputs.source import Item, Receipt, Remembered, Settled, Source, Unchanged, nothing_remembered
from graph.inputs.unpacked import unpacked
from graph.reading import Metadata
from graph.reading.metadata import read_sidecar

PACKED = r"(?:\.(?:gz|bz2|xz))"
KINDS = {
    "zip": re.compile(r"\.zip$", re.IGNORECASE),
    "tar": re.compile(rf"\.(?:tar{PACKED}?|tgz|tbz2?|txz)$", re.IGNORECASE),
    "warc": re.compile(r"\.warc(?:\.gz)?$", re.IGNORECASE),
    "articles": re.compile(rf"\.(?:jsonl|ndjson){PACKED}?$", re.IGNORECASE),
    "packed": re.compile(rf"\.(?:txt|text|html?|xhtml|pdf){PACKED}$", re.IGNORECASE),
    "feed": re.compile(r"\.(?:atom|rss)$", re.IGNORECASE),
    "addresses": re.compile(r"\.urls$", re.IGNORECASE),
}
FROM_THE_WEB = frozenset({"feed", "addresses"})
IN_FOLDERS = (
    DOCUMENTS | {".zip", ".tar", ".tgz", ".tbz", ".tbz2", ".txz", ".warc", ".jsonl", ".ndjson"} | {".gz", ".bz2", ".xz"}
)


def kind_of(name: str) -> str | None:
    """Which container the file of this name is; None for a document of its own."""
    return next((kind for kind, pattern in KINDS.items() if pattern.search(name)), None)


def expand(places: Iterable[str]) -> Iterator[str]:
    """Files and addresses: folders are walked, patterns such as `news/**/*.txt` filled in; lists and feeds in folders
    are left alone, so that walking a folder never asks the web."""
    for place in places:
        path = Path(place)
        if is_address(place):
            yield place
        elif path.is_dir():
            for found in walk(path, IN_FOLDERS):
                kind = kind_of(found.name)
                if kind not in FROM_THE_WEB and (kind or found.suffix.lower() in DOCUMENTS):
                    yield str(found)
        elif not path.exists() and re.search(r"[*?[]", place):
            found_there = sorted(glob.glob(place, recursive=True))
            yield from expand(found_there) if found_there else [place]
        else:
            yield place


@dataclass(slots=True)
class Opening:
    """`known` is given for every source, `remembered` gives the receipts of earlier loads."""

    known: Metadata | None = None
    remembered: Remembered = nothing_remembered
    limits: Limits = field(default_factory=Limits)
    fetcher: Fetcher = field(default_factory=Fetcher)
    _asked: set[str] = field(default_factory=set)

    def items(self, places: Iterable[str]) -> Iterator[Item]:
        """The sources at places that `expand` gave, and what could not be opened; never raises for what is there."""
        for place in places:
            found = self._address(place, self.known) if is_address(place) else self._file(place)
            for item in found:
                yield self._with_receipt(item)

    def _with_receipt(self, item: Item) -> Item:
        if isinstance(item, Source) and item.stored is None:
            return replace(item, stored=self.remembered(item.name))
        return item

    # ---- files

    def _file(self, place: str) -> Iterator[Item]:
        name = printable(place)
        if kind_of(name) is None and name == place:
            yield Source(name, metadata=self.known)
            return
        try:
            with Path(place).open("rb") as stream:
                if not stream.peek(1):
                    yield Failure(name, "open", "it is empty", kind="EmptySource")
                elif kind_of(name) is None:
                    yield from self._guarded(name, self._oddly_named(name, place, stream))
                else:
                    yield from self._container(name, stream, 0) or ()
        except OSError as error:
            yield Failure(name, "open", f"the file cannot be opened: {error.strerror or error}")

    def _oddly_named(self, name: str, place: str, stream: IO[bytes]) -> Iterator[Item]:
        """A file whose own name cannot be stored: its bytes, and what stands beside it."""
        metadata = (self.known or Metadata()).over(read_sidecar(Path(place)))
        yield Source(name, read_whole(stream, self.limits.member), metadata)

    def _container(self, name: str, stream: IO[bytes], depth: int) -> Iterator[Item] | None:
        """The items of a container; None if it is none, or one that is not looked into there."""
        kind = kind_of(name)
        if kind is None or (depth and kind in FROM_THE_WEB):
            return None
        if depth > self.limits.depth:
            return iter(
                [Failure(name, "unpack", f"it lies more than {self.limits.depth} archives deep", kind="TooLarge")]
            )
        return self._guarded(name, self._opened(kind, name, stream, depth))

    def _opened(self, kind: str, name: str, stream: IO[bytes], depth: int) -> Iterator[Item]:
        if kind == "zip":
            from graph.inputs.archive_zip import zip_members

            with tempfile.TemporaryFile() as copy:
                whole = stream if depth == 0 else _spooled(stream, copy, self.limits)
                yield from self._members(name, zip_members(name, whole, self.limits), depth)
        elif kind == "tar":
            from graph.inputs.archive_tar import tar_members

            yield from self._members(name, tar_members(name, stream, self.limits), depth)
        elif kind == "warc":
            from graph.inputs.web_archive import archived_pages

            yield from archived_pages(name, stream, self.known, self.limits)
        elif kind == "articles":
            from graph.inputs.json_lines import articles

            yield from articles(name, unpacked(stream, self.limits), self.known, self.limits)
        elif kind == "packed":
            yield self._packed(name, stream)
        elif kind == "addresses":
            yield from self._list(name, stream)
        else:
            yield from self._feed(name, read_whole(stream, self.limits.line), name)

    def _members(self, name: str, members: Members, depth: int) -> Iterator[Item]:
        def nested(place: str, stream: IO[bytes]) -> Iterator[Item] | None:
            return self._container(place, stream, depth + 1)

        yield from documents(name, members, self.known, DOCUMENTS, self.limits, nested)

    def _packed(self, name: str, stream: IO[bytes]) -> Source:
        return Source(name, read_whole(unpacked(stream, self.limits), self.limits.member), self.known)

    @staticmethod
    def _guarded(name: str, items: Iterator[Item]) -> Iterator[Item]:
        """What comes before a container breaks, and then one failure that says how it broke."""
        try:
            yield from items
        except Unreadable as error:
            yield Failure.of(name, error)

    # ---- the web

    def _list(self, name: str, stream: IO[bytes]) -> Iterator[Item]:
        for number, line in enumerate(stream, start=1):
            address = line.decode("utf-8", "replace").strip().removeprefix("\ufeff")
            if not address or address.startswith("#"):
                continue
            if is_address(address):
                yield from self._address(address, self.known)
            else:
                yield Failure(f"{name}:{number}", "fetch", "it is not an address of the web", "https://…")

    def _address(self, address: str, known: Metadata | None, *, listed: bool = False) -> Iterator[Item]:
        """What lies at an address: a document, or a feed with the documents that it lists."""
        name = canonical(address)
        if name in self._asked:
            return
        self._asked.add(name)
        why = grounds(known)
        before = self.remembered(name)
        try:
            fetched = self.fetcher.fetch(address, before if before and before.grounds == why else None)
        except Unreadable as error:
            yield Failure.of(name, error)
            return
        if fetched is None:
            yield Unchanged(name)
        elif fetched.feed and not listed:
            yield from self._fetched_feed(name, fetched, why)
        else:
            found = Metadata.of(Origin.SIDECAR, url=canonical(fetched.address))
            metadata = (known or Metadata()).over(found)
            yield Source(name, fetched.data, metadata, before, fetched.etag, fetched.modified, why)

    def _fetched_feed(self, name: str, fetched: Fetched, why: str) -> Iterator[Item]:
        whole = True
        for item in self._feed(name, fetched.data, fetched.address):
            whole = whole and not isinstance(item, Failure)
            yield self._with_receipt(item)
        if whole:
            digest = hashlib.sha256(fetched.data).hexdigest()
            yield Settled(name, Receipt(digest, why, fetched.etag, fetched.modified))

    def _feed(self, name: str, data: bytes, address: str) -> Iterator[Item]:
        from graph.inputs.feed import entries

        if self.known and (self.known.key or self.known.url):
            yield Failure(name, "feed", "an identity or address was given for one document, but it lists several")
            return
        try:
            found = entries(data, address)
        except Unreadable as error:
            yield Failure.of(name, error)
            return
        for entry in found:
            if is_address(entry.address):
                yield from self._address(entry.address, (self.known or Metadata()).over(entry.metadata), listed=True)
            else:
                yield Failure(name, "feed", f"it lists something that is no address: {entry.address[:80]}")


def _spooled(stream: IO[bytes], copy: IO[bytes], limits: Limits) -> IO[bytes]:
    """A zip archive inside another archive, which can only be read from a file; the file has no name."""
    size = 0
    while part := stream.read(1 << 20):
        size += len(part)
        if size > limits.nested:
            raise TooLarge(f"as an archive in an archive it may have {megabytes(limits.nested)}", stage="unpack")
        copy.write(part)
    copy.seek(0)
    return copy
