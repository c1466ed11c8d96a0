"""Where an answer is collected before its first byte leaves: in memory, above a megabyte in a file without a name.

Holding an answer until it is complete means that a failure can still be said with a status, and that a client that reads
slowly holds no worker.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from typing import IO

from server.query.failures import Refused

IN_MEMORY = 1 << 20
MOST_ON_DISK = 1 << 30
"""For all answers of one process together."""
_PIECE = 256 * 1024
_lock = threading.Lock()
_on_disk = 0


class Spool:
    """Bytes in, then bytes out once; `close` gives the space back."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._file: IO[bytes] | None = None
        self.size = 0

    def add(self, part: bytes) -> None:
        """Raises Refused when all answers under way together take too much room."""
        self.size += len(part)
        if self._file is None and self.size > IN_MEMORY:
            self._file = tempfile.TemporaryFile(prefix="councilgraph-answer-")  # noqa: SIM115 - closed by close()
            _reserve(self.size - len(part))
            self._file.write(b"".join(self._parts))
            self._parts.clear()
        if self._file is None:
            self._parts.append(part)
        else:
            _reserve(len(part))
            self._file.write(part)

    def whole(self) -> bytes | None:
        """All of it, if it is small enough to be in memory."""
        return b"".join(self._parts) if self._file is None else None

    def pieces(self) -> Iterator[bytes]:
        """All of it, bit by bit; closes at the end."""
        try:
            if self._file is None:
                yield b"".join(self._parts)
            else:
                self._file.seek(0)
                while piece := self._file.read(_PIECE):
                    yield piece
        finally:
            self.close()

    def close(self) -> None:
        """Give the space back."""
        if self._file is not None:
            self._file.close()
            self._file = None
            _reserve(-self.size)


def _reserve(count: int) -> None:
    global _on_disk  # noqa: PLW0603 - one total for the process is the point
    with _lock:
        if count > 0 and _on_disk + count > MOST_ON_DISK:
            raise Refused("Too many large answers are under way.", retry_after=5.0)
        _on_disk += count
