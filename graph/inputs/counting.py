"""How many documents inputs hold, as far as it can be told without unpacking them: for a progress bar."""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Iterable
from pathlib import Path

from graph.inputs.address import is_address
from graph.inputs.archive import SIDECAR, hidden
from graph.inputs.folders import DOCUMENTS
from graph.inputs.opening import kind_of

PART = 1 << 20


def count(places: Iterable[str]) -> int | None:
    """Number of documents at places that `expand` gave; None where some place does not say."""
    total = 0
    for place in places:
        kind = "web" if is_address(place) else kind_of(place)
        if kind is None:
            total += 1
            continue
        found = _in_container(kind, place)
        if found is None:
            return None
        total += found
    return total


def _in_container(kind: str, place: str) -> int | None:
    with contextlib.suppress(OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        if kind == "packed":
            return 1
        if kind == "articles" and place.lower().endswith((".jsonl", ".ndjson")):
            return _lines(Path(place))
        if kind == "zip":
            with zipfile.ZipFile(place) as archive:
                names = [name for name in archive.namelist() if not hidden(name) and not name.endswith(SIDECAR)]
            if not any(kind_of(name) for name in names):
                return sum(Path(name).suffix.lower() in DOCUMENTS for name in names)
    return None


def _lines(path: Path) -> int:
    with path.open("rb") as handle:
        count, last = 0, b"\n"
        while part := handle.read(PART):
            count, last = count + part.count(b"\n"), part[-1:]
        return count + (last != b"\n")
