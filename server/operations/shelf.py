"""The folder of downloads: one folder a data version, with an index that appears when everything in it is whole.

STORE/downloads/<version>/index.json      what is there, with sizes and checksums
STORE/downloads/<version>/SHA256SUMS
STORE/downloads/lock                      held by the process that makes files
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

INDEX, SUMS = "index.json", "SHA256SUMS"


class Item(msgspec.Struct, frozen=True):
    """A file: `key` is its name without the date, which stays the same from version to version."""

    key: str
    name: str
    media_type: str
    size: int
    sha256: str
    content: str
    rows: int | None = None


class LeftOut(msgspec.Struct, frozen=True):
    """A file that could not be made, and why."""

    key: str
    reason: str


class Edition(msgspec.Struct, frozen=True):
    """All files of one version of the data."""

    version: int
    date: str
    made: str
    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """The downloads of a store."""

    folder: Path

    @classmethod
    def of(cls, store: Path) -> Shelf:
        """The shelf in a store's folder."""
        return cls(store / "downloads")

    def versions(self) -> tuple[int, ...]:
        """Versions that are ready, newest first."""
        try:
            found = [int(path.parent.name) for path in self.folder.glob(f"*/{INDEX}") if path.parent.name.isdigit()]
        except OSError:
            return ()
        return tuple(sorted(found, reverse=True))

    def edition(self, version: int) -> Edition | None:
        """The index of a version; None if it is not here."""
        try:
            return msgspec.json.decode((self.folder / str(version) / INDEX).read_bytes(), type=Edition)
        except (OSError, msgspec.MsgspecError):
            return None

    def newest(self) -> Edition | None:
        """The newest version that is ready."""
        return next((found for number in self.versions() if (found := self.edition(number))), None)

    def path(self, version: int, name: str) -> Path:
        """Where a file is."""
        return self.folder / str(version) / name
