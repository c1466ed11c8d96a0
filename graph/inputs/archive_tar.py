"""The members of a tar archive, packed or not, read once from front to end."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import IO

from graph.errors import Damaged, TooLarge
from graph.inputs.archive import Member, hidden, refused
from graph.inputs.failure import Failure, printable
from graph.inputs.limits import Limits
from graph.inputs.sound import BROKEN, sound
from graph.inputs.unpacked import unpacked

HEADERS = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)
LONGEST_HEADER = 1 << 20


class _Info(tarfile.TarInfo):
    """Refuses headers that would be read into memory whatever their size, and an archive that ends without an end."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Info:
        if len(buf) < tarfile.BLOCKSIZE:
            raise Damaged("the tar archive is cut off: what came after is missing", stage="unpack")
        found = super().frombuf(buf, encoding, errors)
        if found.type in HEADERS and found.size > LONGEST_HEADER:
            raise TooLarge("a header of the archive is larger than any header is", stage="unpack")
        return found


def tar_members(archive: str, stream: IO[bytes], limits: Limits) -> Iterator[Member | Failure]:
    """The members of the archive; Damaged or TooLarge where it breaks off or grows too large."""
    plain = unpacked(stream, limits)
    try:
        with tarfile.open(fileobj=plain, mode="r|", tarinfo=_Info) as opened:
            number = 0
            while (info := opened.next()) is not None:
                opened.members = []  # type: ignore[attr-defined] # a list of all members so far would grow with the archive
                number += 1
                if number > limits.members:
                    raise TooLarge(f"it holds more than {limits.members} files", stage="unpack")
                yield from _member(archive, opened, info)
    except BROKEN as error:
        raise Damaged(f"the tar archive is broken: {error}", stage="unpack") from error


def _member(archive: str, opened: tarfile.TarFile, info: tarfile.TarInfo) -> Iterator[Member | Failure]:
    if info.isdir() or hidden(info.name):
        return
    name = printable(info.name)
    reason = refused(info.name) or ("" if info.isreg() else "it is a link or a device, not a file")
    if reason:
        yield Failure(f"{archive}!{name}", "unpack", reason)
    elif (inner := opened.extractfile(info)) is not None:
        yield Member(name.removeprefix("./"), sound(inner))
