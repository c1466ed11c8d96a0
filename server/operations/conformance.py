"""What the last run of the standards' own tests gave, from the file that the run has written (tests/server/conformance.py)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

FILE = Path(__file__).with_suffix(".json")


class Deviation(msgspec.Struct, frozen=True):
    """A test that is not passed, and why."""

    test: str
    reason: str


class Suite(msgspec.Struct, frozen=True):
    """A set of tests: its name, where it is published (empty: written for this project), and how many were passed."""

    name: str
    source: str
    passed: int
    tests: int
    deviations: tuple[Deviation, ...] = ()


class Run(msgspec.Struct, frozen=True):
    """One run against a server that was started for it, over HTTP, with nothing cached."""

    date: str
    versions: dict[str, str]
    suites: tuple[Suite, ...]


@lru_cache(maxsize=1)
def last_run() -> Run:
    """The last run that was kept."""
    return msgspec.json.decode(FILE.read_bytes(), type=Run)
