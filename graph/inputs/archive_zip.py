"""The members of a zip archive, by name; each is judged by what the directory says of it before a byte is unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import IO

from graph.errors import Damaged, Encrypted, TooLarge, Unreadable
from graph.inputs.archive import Member, hidden, refused
from graph.inputs.failure import Failure, printable
from graph.inputs.limits import Limits, megabytes
from graph.inputs.sound import BROKEN, sound

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)


def zip_members(archive: str, stream: IO[bytes], limits: Limits) -> Iterator[Member | Failure]:
    """The members of the archive; Damaged or TooLarge if it is none or too much altogether."""
    try:
        opened = zipfile.ZipFile(stream)
    except BROKEN as error:
        raise Damaged(f"it is not a zip archive: {error}", stage="unpack") from error
    with opened:
        members = sorted((info for info in opened.infolist() if not info.is_dir()), key=lambda info: info.filename)
        if len(members) > limits.members or sum(info.file_size for info in members) > limits.total:
            raise TooLarge(f"it holds more than {limits.members} files or {megabytes(limits.total)}", stage="unpack")
        for info in members:
            if hidden(info.filename):
                continue
            name = printable(info.filename)
            try:
                _check(info, limits)
                with opened.open(info) as inner:
                    yield Member(name.replace("\\", "/"), sound(inner))
            except Unreadable as error:
                yield Failure.of(f"{archive}!{name}", error)
            except BROKEN as error:
                yield Failure(f"{archive}!{name}", "unpack", f"it cannot be unpacked: {error}", kind="Damaged")


def _check(info: zipfile.ZipInfo, limits: Limits) -> None:
    if reason := refused(info.filename):
        raise Unreadable(reason, stage="unpack")
    if info.flag_bits & 1:
        raise Encrypted("it opens only with a password", stage="unpack")
    if info.compress_type not in METHODS:
        raise Unreadable(f"it is packed by method {info.compress_type}, which is not read", stage="unpack")
    if (info.external_attr >> 28) == 0o12:
        raise Unreadable("it is a link, not a file", stage="unpack")
    if info.file_size > limits.ratio_from and info.file_size > info.compress_size * limits.ratio:
        told = f"it unpacks to {megabytes(info.file_size)}, more than {limits.ratio} times its size"
        raise TooLarge(told, stage="unpack", hint="a decompression bomb?")
