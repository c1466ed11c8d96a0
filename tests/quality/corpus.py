"""The development articles: which there are, which are locked away, and what was annotated in them.

A third of the articles, chosen by the digest of their text, is never opened while rules are written; it is scored once,
at the end. The articles that the first issue was about are never locked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from graph.document import Document
from graph.reading import read_file

CORPUS = Path(__file__).parents[2] / ".." / "shared" / "corpus"
FOLDERS = ("written", "real", "real2")
_NEVER_LOCKED = ("seed_", "D01", "D02")


def is_locked(path: Path) -> bool:
    """Whether an article is one of the third that development must not see."""
    if path.stem.startswith(_NEVER_LOCKED):
        return False
    return int(hashlib.sha256(path.read_bytes()).hexdigest(), 16) % 3 == 0


def texts(*, locked: bool = False) -> Iterator[tuple[str, Path]]:
    """Name and path of every article that is (not) locked, in a fixed order."""
    for folder in FOLDERS:
        for path in sorted((CORPUS / folder).glob("*")):
            if path.suffix in (".txt", ".html") and is_locked(path) is locked:
                yield f"{folder}/{path.stem}", path


@cache
def documents(*, locked: bool = False) -> dict[str, Document]:
    """The articles as documents, by name."""
    return {name: read_file(path) for name, path in texts(locked=locked)}


def gold(name: str) -> dict[str, Any]:
    """What was annotated in an article."""
    found: dict[str, Any] = json.loads((CORPUS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def digest() -> str:
    """A digest of the open articles and their annotations: floors hold for these and no others."""
    whole = hashlib.sha256()
    for name, path in texts():
        whole.update(name.encode() + path.read_bytes() + (CORPUS / f"{name}.json").read_bytes())
    return whole.hexdigest()[:16]
