"""A few bytes of shared memory on which the broker writes the version it serves.

Every HTTP process looks at it for every request, so that entity tags and cached answers cost no message.
"""

from __future__ import annotations

import mmap
import struct
from pathlib import Path

_ENTRY = struct.Struct("<q16s")
NONE = -1


class Board:
    """Version and tag; the tag differs between stores and snapshots that happen to have the same version."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        if write:
            path.write_bytes(_ENTRY.pack(NONE, b""))
        with path.open("r+b" if write else "rb") as file:
            access = mmap.ACCESS_WRITE if write else mmap.ACCESS_READ
            self._memory = mmap.mmap(file.fileno(), _ENTRY.size, access=access)
        self._seen: tuple[bytes, int, str] = (b"", NONE, "")

    def post(self, version: int, tag: str) -> None:
        """Show a new version."""
        self._memory[: _ENTRY.size] = _ENTRY.pack(version, tag.encode("ascii"))

    def version(self) -> int:
        """Of the data being served; NONE before the first snapshot is ready."""
        return self._look()[1]

    def tag(self) -> str:
        """Differs whenever the data do."""
        return self._look()[2]

    def _look(self) -> tuple[bytes, int, str]:
        entry = self._memory[: _ENTRY.size]
        if entry != self._seen[0]:
            version, tag = _ENTRY.unpack(entry)
            self._seen = (entry, version, tag.rstrip(b"\0").decode("ascii"))
        return self._seen
