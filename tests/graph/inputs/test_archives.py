"""Archives: every document in them, and one clear failure for whatever is wrong."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.inputs.failure import Failure
from graph.inputs.limits import Limits
from graph.inputs.opening import Opening, expand
from graph.inputs.source import Item, Source

STORY = b"Example story\n\nThe committee met on Tuesday and agreed the minutes.\n"
Files = dict[str, bytes]


def items(*places: Path, limits: Limits | None = None) -> list[Item]:
    return list(Opening(limits=limits or Limits()).items(expand(map(str, places))))


def names(found: list[Item]) -> dict[str, str]:
    """Sources as `read`, failures by their reason; by the name inside the archive."""
    told = {}
    for item in found:
        assert isinstance(item, Source | Failure)
        name = str(item.path) if isinstance(item, Failure) else item.name
        told[name.partition("!")[2]] = item.reason if isinstance(item, Failure) else "read"
    return told


def zipped(files: Files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: Files, *more: tarfile.TarInfo) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for info in more:
            archive.addfile(info)
    return out.getvalue()


PACK: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}


@pytest.mark.parametrize("suffix", list(PACK))
def test_a_tar_archive_packed_or_not(tmp_path: Path, suffix: str) -> None:
    files = {
        "a.txt": STORY,
        "a.meta.json": b'{"title": "Beside"}',
        "b/c.html": b"<html>",
        "b/picture.png": b"x",
        ".hidden.txt": b"x",
    }
    path = tmp_path / f"news.tar{suffix}"
    path.write_bytes(PACK[suffix](tarred(files)))
    found = items(path)
    assert names(found) == {"a.txt": "read", "b/c.html": "read"}
    assert isinstance(found[0], Source)
    assert found[0].metadata is not None
    assert found[0].metadata.title is not None
    assert (found[0].data, found[0].metadata.title.value) == (STORY, "Beside")


def test_a_zip_archive_with_sidecars_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "news.zip"
    files = {
        "z.txt": STORY,
        "a.html": b"<html>",
        "a.meta.json": b'{"date": "2019"}',
        "z.txt.meta.json": b'{"date": "2020"}',
    }
    path.write_bytes(zipped(dict(reversed(files.items()))))
    dates = {
        item.name[-6:]: item.metadata.date.value
        for item in items(path)
        if isinstance(item, Source) and item.metadata and item.metadata.date
    }
    assert dates == {"a.html": "2019", "!z.txt": "2020"}


@pytest.mark.parametrize("name", ["../out.txt", "/etc/passwd.txt", "a/../../b.txt", "C:/x.txt", "a\nb.txt"])
@pytest.mark.parametrize("pack", [zipped, tarred], ids=["zip", "tar"])
def test_names_that_lead_out(tmp_path: Path, name: str, pack: Callable[[Files], bytes]) -> None:
    path = tmp_path / f"news.{'zip' if pack is zipped else 'tar'}"
    path.write_bytes(pack({name: STORY, "good.txt": STORY}))
    told = names(items(path))
    assert told.pop("good.txt") == "read"
    assert len(told) == 1
    assert next(iter(told.values())).startswith("its name")


def test_links_and_devices_are_not_followed(tmp_path: Path) -> None:
    infos = []
    for kind, name in (
        (tarfile.SYMTYPE, "s.txt"),
        (tarfile.LNKTYPE, "l.txt"),
        (tarfile.CHRTYPE, "c.txt"),
        (tarfile.FIFOTYPE, "f.txt"),
    ):
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, "/etc/passwd"
        infos.append(info)
    path = tmp_path / "news.tar"
    path.write_bytes(tarred({"a.txt": STORY}, *infos))
    told = names(items(path))
    assert told.pop("a.txt") == "read"
    assert set(told) == {"s.txt", "l.txt", "c.txt", "f.txt"}


def test_bombs(tmp_path: Path) -> None:
    small = Limits(member=1 << 20, total=3 << 20, nested=2 << 20)
    (tmp_path / "bomb.zip").write_bytes(zipped({"bomb.txt": bytes(30 << 20), "good.txt": STORY}))
    told = names(items(tmp_path / "bomb.zip"))
    assert told["good.txt"] == "read"
    assert "more than 200 times" in told["bomb.txt"]
    (tmp_path / "large.zip").write_bytes(
        zipped({"large.txt": random.Random(1).randbytes(1_300_000), "good.txt": STORY})
    )
    assert "more than 1 MB" in names(items(tmp_path / "large.zip", limits=small))["large.txt"]
    (tmp_path / "bomb.tar.gz").write_bytes(
        gzip.compress(tarred({"good.txt": STORY, "pad.bin": bytes(30 << 20), "last.txt": STORY}))
    )
    found = items(tmp_path / "bomb.tar.gz", limits=small)
    assert [type(item).__name__ for item in found] == ["Source", "Failure"]
    (tmp_path / "bomb.txt.xz").write_bytes(lzma.compress(bytes(8 << 20)))
    (failure,) = items(tmp_path / "bomb.txt.xz", limits=small)
    assert isinstance(failure, Failure)
    assert failure.kind == "TooLarge"


def test_a_header_as_large_as_the_memory(tmp_path: Path) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 8 << 30
    (tmp_path / "news.tar").write_bytes(info.tobuf() + bytes(1 << 20))
    (failure,) = items(tmp_path / "news.tar")
    assert isinstance(failure, Failure)
    assert "header" in failure.reason


def test_archives_in_archives_down_to_a_depth(tmp_path: Path) -> None:
    inner = zipped({"a.txt": STORY, "list.urls": b"http://127.0.0.1/", "feed.rss": b"<rss/>"})
    packed = tarred({"one.zip": inner, "b.txt": STORY, "lines.jsonl": b'{"text": "x"}\n'})
    path = tmp_path / "news.zip"
    path.write_bytes(zipped({"two.tar": packed}))
    assert names(items(path)) == {
        "two.tar!one.zip!a.txt": "read",
        "two.tar!b.txt": "read",
        "two.tar!lines.jsonl:1": "read",
    }
    path.write_bytes(zipped({"three.zip": path.read_bytes()}))
    told = names(items(path))
    assert "archives deep" in told["three.zip!two.tar!one.zip"]
    assert told["three.zip!two.tar!b.txt"] == "read"


@pytest.mark.parametrize("cut", [0, 1, 30, 200, 600, 1400])
@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz", "tar.xz", "warc", "warc.gz", "txt.gz"])
def test_what_is_cut_off_or_no_archive_is_one_failure(tmp_path: Path, kind: str, cut: int) -> None:
    files = {f"{number}.txt": STORY * number for number in range(1, 4)}
    whole = {
        "zip": zipped(files),
        "tar": tarred(files),
        "tar.gz": gzip.compress(tarred(files), mtime=0),
        "tar.xz": lzma.compress(tarred(files)),
        "txt.gz": gzip.compress(STORY * 9, mtime=0),
    }.get(kind, b"WARC/1.0\r\nnonsense\r\n\r\n" * 100)
    for name, data in (("cut", whole[:cut]), ("noise", b"\xff\x00noise" * cut)):
        path = tmp_path / f"{name}.{kind}"
        path.write_bytes(data)
        found = items(path)
        assert sum(isinstance(item, Failure) for item in found) <= 1
        assert all(isinstance(item, Failure | Source) for item in found)


def test_a_damaged_member_costs_no_other(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": STORY * 50, "b.txt": STORY}))
    data[45] ^= 0xFF
    path = tmp_path / "news.zip"
    path.write_bytes(bytes(data))
    told = names(items(path))
    assert told["b.txt"] == "read"
    assert told["a.txt"] != "read"


def test_a_password_is_named(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": STORY}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path = tmp_path / "news.zip"
    path.write_bytes(bytes(data))
    assert names(items(path)) == {"a.txt": "it opens only with a password"}


def test_memory_stays_small_for_many_members(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "many.tar"
    with tarfile.open(path, "w") as archive:
        for number in range(3000):
            info = tarfile.TarInfo(f"{number}.txt")
            info.size = 4000
            archive.addfile(info, io.BytesIO(b"x" * 4000))
    tracemalloc.start()
    count = sum(1 for _ in Opening().items([str(path)]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 3000
    assert peak < 3_000_000
