"""A stream out of an archive, of which every way to break is told as Damaged."""

from __future__ import annotations

import io
import lzma
import tarfile
import zipfile
import zlib
from typing import IO, TYPE_CHECKING

from graph.errors import Damaged

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    OSError,
)


class Sound(io.RawIOBase):
    """Any object with `read`, as a raw stream."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer as far as the stream goes; raises Damaged."""
        with memoryview(buffer) as view:
            try:
                data = self._stream.read(len(view))
            except BROKEN as error:
                raise Damaged(f"it cannot be unpacked: {error}", stage="unpack") from error
            view[: len(data)] = data
            return len(data)


def sound(stream: IO[bytes]) -> io.BufferedReader:
    """The stream, buffered and with Damaged for all that can go wrong in it."""
    return io.BufferedReader(Sound(stream), 1 << 16)
