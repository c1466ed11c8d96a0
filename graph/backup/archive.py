"""The file of a backup: a gzipped tar whose first member lists every other with its size and SHA-256.

Read as a stream and checked while it is read; nothing in it is believed before its checksum is right, and no name in it
can lead out of the folder it is unpacked into.
"""

from __future__ import annotations

import hashlib
import io
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import IO

import msgspec

from graph.errors import StoreDamaged, StoreFromFuture, StoreUnavailable

FORMAT = 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 64 << 20
CHUNK = 1 << 20


class Entry(msgspec.Struct, frozen=True):
    """One file."""

    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds: `format` of this file, of the store, its data version, when and by which version it was made."""

    format: int
    store_format: int
    version: int
    made: str
    made_by: str
    files: tuple[Entry, ...]


def write_archive(out: IO[bytes], manifest: Manifest, files: Mapping[str, Path]) -> None:
    """Manifest, then the files in its order."""
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=6) as archive:
        data = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
        archive.addfile(_member(MANIFEST, len(data)), io.BytesIO(data))
        for entry in manifest.files:
            with files[entry.name].open("rb") as source:
                archive.addfile(_member(entry.name, entry.size), source)


def entry_of(name: str, path: Path) -> Entry:
    """The line of the manifest for a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Entry(name, size, digest.hexdigest())


def read_archive(path: Path, folder: Path | None, *, newest_store: int) -> Manifest:
    """Check everything and, given a folder, unpack into it; raises StoreDamaged, StoreFromFuture, StoreUnavailable."""
    try:
        with path.open("rb") as source, tarfile.open(fileobj=source, mode="r|gz") as archive:
            members = iter(archive)
            manifest = _manifest(path, archive, members, newest_store)
            _files(path, archive, members, manifest, folder)
            return manifest
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise StoreDamaged(f"{path} is not a whole backup of councilgraph: {error}.") from error
    except OSError as error:
        if error.errno is None:  # gzip's own complaints
            raise StoreDamaged(f"{path} is not a whole backup of councilgraph: {error}.") from error
        raise StoreUnavailable(f"{path} cannot be restored: {error.strerror}.") from error


def _manifest(path: Path, archive: tarfile.TarFile, members: Iterator[tarfile.TarInfo], newest: int) -> Manifest:
    first = next(members, None)
    if first is None or first.name != MANIFEST or first.size > LARGEST_MANIFEST:
        raise StoreDamaged(f"{path} is not a backup of councilgraph: it does not begin with a manifest.")
    data = archive.extractfile(first)
    try:
        manifest = msgspec.json.decode(data.read() if data else b"", type=Manifest)
    except msgspec.MsgspecError as error:
        raise StoreDamaged(f"The manifest of {path} cannot be read: {error}.") from error
    if manifest.format > FORMAT or manifest.store_format > newest:
        raise StoreFromFuture(f"{path} was made by a newer version of councilgraph ({manifest.made_by}).")
    return manifest


def _files(
    path: Path, archive: tarfile.TarFile, members: Iterator[tarfile.TarInfo], manifest: Manifest, folder: Path | None
) -> None:
    expected = {entry.name: entry for entry in manifest.files}
    for member in members:
        entry = expected.pop(member.name, None)
        if entry is None or not member.isreg() or member.size != entry.size or not _stays_inside(member.name):
            raise StoreDamaged(f"{path} holds {member.name!r}, which its manifest does not describe.")
        source = archive.extractfile(member)
        if source is None or _copied(source, folder / member.name if folder else None) != entry.sha256:
            raise StoreDamaged(f"In {path} the checksum of {member.name} is wrong.")
    if expected:
        raise StoreDamaged(f"{path} lacks {', '.join(sorted(expected)[:3])}.")


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and path.as_posix() == name and "\0" not in name


def _copied(source: IO[bytes], target: Path | None) -> str:
    """The checksum of what was read, and written if there is a target."""
    digest = hashlib.sha256()
    out: IO[bytes] = io.BytesIO()
    if target:
        target.parent.mkdir(parents=True, exist_ok=True)
        out = target.open("xb")
    with out:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            if target:
                out.write(chunk)
    return digest.hexdigest()


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member
