"""A gzip, bzip2 or xz stream as a plain one, bounded: no more output than allowed, no more memory than allowed.

The modules of the standard library that do the same neither limit the memory of xz nor the growth of the output.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from typing import IO, TYPE_CHECKING, Protocol

from graph.errors import Damaged, TooLarge
from graph.inputs.limits import Limits, megabytes
from graph.inputs.sound import sound

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAGIC = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz"}
CHUNK = 1 << 16


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Gzip:
    """zlib's decompressor with the words of the other two."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


def unpacked(stream: IO[bytes], limits: Limits) -> IO[bytes]:
    """The stream without its compression, as it is without any; reading raises Damaged or TooLarge."""
    buffered = stream if isinstance(stream, io.BufferedReader) else sound(stream)
    head = buffered.peek(6)[:6]
    kind = next((kind for magic, kind in MAGIC.items() if head.startswith(magic)), None)
    return io.BufferedReader(_Unpacked(buffered, kind, limits), CHUNK) if kind else buffered


class _Unpacked(io.RawIOBase):
    def __init__(self, stream: IO[bytes], kind: str, limits: Limits) -> None:
        self._stream, self._kind, self._limits = stream, kind, limits
        self._decompressor = self._fresh()
        self._taken = self._given = 0
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        with memoryview(buffer) as view:
            try:
                data = self._next(len(view))
            except (OSError, zlib.error, lzma.LZMAError, EOFError) as error:
                raise Damaged(f"its {self._kind} stream is broken: {error}", stage="unpack") from error
            view[: len(data)] = data
            self._count(len(data))
            return len(data)

    def _next(self, size: int) -> bytes:
        while True:
            if self._decompressor.eof:
                self._rest = (self._decompressor.unused_data or self._read()).lstrip(b"\0")
                if not self._rest:
                    return b""
                self._decompressor = self._fresh()
            data, self._rest = self._rest, b""
            found = self._decompressor.decompress(data, size)
            if found or self._decompressor.eof:
                if found:
                    return found
                continue
            self._rest = self._read()
            if not self._rest:
                raise EOFError("it ends too early")

    def _read(self) -> bytes:
        data = self._stream.read(CHUNK)
        self._taken += len(data)
        return data

    def _fresh(self) -> _Decompressor:
        if self._kind == "gzip":
            return _Gzip()
        if self._kind == "bzip2":
            return bz2.BZ2Decompressor()
        return lzma.LZMADecompressor(memlimit=self._limits.memory)

    def _count(self, size: int) -> None:
        self._given += size
        if self._given > self._limits.total:
            raise TooLarge(f"it unpacks to more than {megabytes(self._limits.total)}", stage="unpack")
        if self._given > self._limits.nested and self._given > self._taken * self._limits.ratio:
            raise TooLarge(
                f"it unpacks to more than {self._limits.ratio} times its size",
                stage="unpack",
                hint="a decompression bomb?",
            )
