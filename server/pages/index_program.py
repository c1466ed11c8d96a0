"""`python -m server.pages.index_program SNAPSHOT FILE TAG` makes an index in a process of its own: no request waits for it.

A snapshot is never written again, so that it may be opened beside the service.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pyoxigraph as ox

from server.pages.index_build import build
from server.pages.source import StoreSource


def main(arguments: list[str]) -> int:
    """Build from a snapshot, whose folder is named by its version."""
    snapshot, file, tag = arguments
    os.nice(10)
    build(StoreSource(ox.Store.read_only(snapshot), int(Path(snapshot).name)), Path(file), tag)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
