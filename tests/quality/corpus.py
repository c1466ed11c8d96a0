"""The development articles and what was annotated in them.

Rules are written with all of them in view, so what they score says little of other articles: the README has that figure.
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


def texts() -> Iterator[tuple[str, Path]]:
    """Name and path of every article, in a fixed order."""
    for folder in FOLDERS:
        for path in sorted((CORPUS / folder).glob("*")):
            if path.suffix in (".txt", ".html"):
                yield f"{folder}/{path.stem}", path


@cache
def documents() -> dict[str, Document]:
    """The articles as documents, by name."""
    return {name: read_file(path) for name, path in texts()}


def gold(name: str) -> dict[str, Any]:
    """What was annotated in an article."""
    found: dict[str, Any] = json.loads((CORPUS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def digest() -> str:
    """A digest of the articles and their annotations: floors hold for these and no others."""
    whole = hashlib.sha256()
    for name, path in texts():
        whole.update(name.encode() + path.read_bytes() + (CORPUS / f"{name}.json").read_bytes())
    return whole.hexdigest()[:16]
