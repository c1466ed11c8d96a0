"""Two articles that come with the program, retold for it and free to show: Hull in 2019, and Hull in a November."""

from __future__ import annotations

from pathlib import Path


def sample_paths() -> tuple[Path, ...]:
    """The sample articles, each with its sidecar."""
    return tuple(sorted(Path(__file__).parent.glob("*.txt")))
