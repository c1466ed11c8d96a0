"""The documents in zip and tar archives, one member after another; nothing is ever written to disk under a member's name.

A member that cannot be taken in is a failure called `archive!member`. A sidecar counts for the documents beside it: in a
tar archive, which is read from front to end, for the one before and those after it as long as the names begin alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import IO

from graph.errors import Unreadable
from graph.inputs.article import metadata_in
from graph.inputs.failure import Failure
from graph.inputs.limits import Limits, read_whole
from graph.inputs.source import Item, Source
from graph.reading import Metadata

SIDECAR = ".meta.json"
SIDECAR_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; its stream is good until the next member is asked for."""

    name: str
    stream: IO[bytes]


Members = Iterable[Member | Failure]
Nested = Callable[[str, IO[bytes]], Iterator[Item] | None]


def refused(name: str) -> str:
    """Why a member's name cannot be that of a file inside the archive; empty if it can."""
    if re.search(r"[\x00-\x1f\x7f]", name):
        return "its name has control characters"
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name):
        return "its name leads out of the archive"
    return ""


def hidden(name: str) -> bool:
    """Whether a member is something that programs leave behind and no document."""
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts if part not in (".", ".."))


def documents(
    archive: str, members: Members, known: Metadata | None, wanted: frozenset[str], limits: Limits, nested: Nested
) -> Iterator[Item]:
    """The documents of an archive, also of one that breaks off; `nested` gives the items of a container in it."""
    beside = _Beside()
    try:
        yield from _items(archive, members, beside, known, wanted, limits, nested)
    except Unreadable:
        yield from beside.release(known)
        raise
    yield from beside.release(known)


def _items(
    archive: str,
    members: Members,
    beside: _Beside,
    known: Metadata | None,
    wanted: frozenset[str],
    limits: Limits,
    nested: Nested,
) -> Iterator[Item]:
    for member in members:
        if isinstance(member, Failure):
            yield member
            continue
        place = f"{archive}!{member.name}"
        if not member.name.lower().endswith(SIDECAR):
            yield from beside.release(known)
        try:
            if member.name.lower().endswith(SIDECAR):
                beside.hear(member.name, read_whole(member.stream, SIDECAR_BYTES))
            elif (inner := nested(place, member.stream)) is not None:
                yield from inner
            elif PurePosixPath(member.name).suffix.lower() in wanted:
                beside.hold(member.name, Source(place, read_whole(member.stream, limits.member)))
        except Unreadable as error:
            yield Failure.of(place, error)


class _Beside:
    """The last document, held back until it is known whether its sidecar follows."""

    def __init__(self) -> None:
        self._held: tuple[str, Source] | None = None
        self._sidecar: tuple[str, Metadata] | None = None

    def hold(self, name: str, source: Source) -> None:
        self._held = (name, source)

    def hear(self, name: str, data: bytes) -> None:
        try:
            content = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise Unreadable(f"the metadata cannot be read: {error}", stage="metadata") from error
        if not isinstance(content, dict):
            raise Unreadable("the metadata must be one JSON object", stage="metadata")
        self._sidecar = (name[: -len(SIDECAR)], metadata_in(content))

    def release(self, known: Metadata | None) -> Iterator[Source]:
        if self._held is None:
            return
        (name, source), self._held = self._held, None
        metadata = known or Metadata()
        if self._sidecar and self._sidecar[0] in (name, str(PurePosixPath(name).with_suffix(""))):
            metadata = metadata.over(self._sidecar[1])
        yield replace(source, metadata=metadata)
