"""A digest of all that decides what is read in given bytes besides the bytes: the readers' code and the metadata given."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from graph.identity import digest
from graph.reading import Metadata


@cache
def readers_version() -> str:
    """Changes with the extractor of news, its data, and the extractor of reports."""
    from graph.extraction.extractor import EXTRACTOR_VERSION

    reports = Path(__file__).parents[1] / "reports"
    parts = [path.read_bytes().hex() for path in sorted(reports.rglob("*")) if path.suffix in {".py", ".toml"}]
    return digest(EXTRACTOR_VERSION, *parts)


def grounds(metadata: Metadata | None) -> str:
    """On which grounds a source with this metadata is read now."""
    return digest(readers_version(), msgspec.json.encode(metadata or Metadata()).decode())
