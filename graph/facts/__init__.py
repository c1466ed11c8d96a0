"""A compact table of facts read in official reports: one row an inspection, each value a cell of the report.

The table stands in for reports that are not at hand: a row becomes a document whose text is its cells alone, and every
passage of it is a table cell with its own words and page instead of a sentence with offsets.
"""

from __future__ import annotations

from pathlib import Path

from graph.facts.reader import read_facts
from graph.facts.writer import write_facts

__all__ = ["bundled_facts", "read_facts", "write_facts"]


def bundled_facts() -> Path:
    """The table that comes with the program."""
    return Path(__file__).parent / "england.csv"
