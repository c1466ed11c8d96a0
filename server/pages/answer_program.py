"""`python -m server.pages.answer_program SNAPSHOT FILE` writes the rows of the query on its standard input, as SPARQL's TSV.

In a process of its own no request waits for it, and what takes too long can be ended. The file is whole or not there.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pyoxigraph as ox


def main(arguments: list[str]) -> int:
    """Ask a snapshot, which is never written again."""
    snapshot, file = arguments
    os.nice(10)
    rows = ox.Store.read_only(snapshot).query(sys.stdin.read())
    assert isinstance(rows, ox.QuerySolutions)
    draft = f"{file}.draft{os.getpid()}"
    rows.serialize(draft, format=ox.QueryResultsFormat.TSV)
    Path(draft).replace(file)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
