"""The files that a folder holds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

DOCUMENTS = frozenset({".txt", ".text", ".html", ".htm", ".xhtml", ".pdf"})


def walk(top: Path, suffixes: frozenset[str]) -> Iterator[Path]:
    """The files with these suffixes in a folder and the folders in it, sorted, nothing hidden."""
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if Path(name).suffix.lower() in suffixes and not name.startswith("."):
                yield Path(folder) / name
