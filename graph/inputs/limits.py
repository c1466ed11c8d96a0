"""How much of an input is taken in before it is refused; sizes in bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from graph.errors import TooLarge
from graph.reading import MAX_BYTES

PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """`ratio` is how many times larger than its packed form a member above `ratio_from` may be, `depth` how many
    archives may lie inside one another, `memory` what a decompressor may use.
    """

    member: int = MAX_BYTES
    line: int = 16 << 20
    total: int = 64 << 30
    members: int = 5_000_000
    ratio: int = 200
    ratio_from: int = 1 << 20
    depth: int = 2
    nested: int = 1 << 30
    memory: int = 256 << 20


def read_whole(stream: IO[bytes], limit: int) -> bytes:
    """All that is left of a stream; TooLarge if that is more than the limit.

    Read piece by piece: asked for all at once, a buffered stream makes room for the whole limit first.
    """
    parts: list[bytes] = []
    size = 0
    while part := stream.read(PIECE):
        parts.append(part)
        size += len(part)
        if size > limit:
            raise too_large(limit)
    return b"".join(parts)


def megabytes(size: int) -> str:
    """A size for a message."""
    return f"{size / 1e6:.0f} MB" if size >= 1e6 else f"{size} bytes"


def too_large(limit: int) -> TooLarge:
    """The error for one document over its limit."""
    return TooLarge(f"it has more than {megabytes(limit)}, which is not read", hint="split it")
