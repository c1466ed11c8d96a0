"""What inputs hand over: sources to be read, and notes about sources that need no reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph.inputs.failure import Failure
from graph.reading import Metadata


@dataclass(frozen=True, slots=True)
class Receipt:
    """By which bytes and on which grounds (versions of the readers, metadata given) a source was stored.

    `etag` and `modified` are what its web server said to ask with next time.
    """

    sha256: str
    grounds: str
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One document to be read: by its bytes, or without any the file called `name`.

    `stored` is the receipt of an earlier load: bytes that agree with it are not read again. `grounds` is given where the
    metadata hold what only fetching could tell.
    """

    name: str
    data: bytes | None = None
    metadata: Metadata | None = None
    stored: Receipt | None = None
    etag: str = ""
    modified: str = ""
    grounds: str = ""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A source that is stored as it is now."""

    name: str


@dataclass(frozen=True, slots=True)
class Settled:
    """All that a feed listed has been handed over: it need not be fetched again before it changes."""

    name: str
    receipt: Receipt


Item = Source | Failure | Unchanged | Settled
Remembered = Callable[[str], Receipt | None]


def nothing_remembered(name: str) -> None:
    """For inputs without a store."""
