"""Keeps graph and state together where they are two machines: what a write is about to do, until the state has it too.

A change reaches the remote graph before the state beside it is committed. If the process dies in between, the next writer
finds the change here, sees that the state does not know of its version, and takes it back before anything else.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from graph.errors import StoreDamaged
from graph.store.folder import write_whole
from graph.store.protocol import Change

_ADDED, _REMOVED = "+ ", "- "


class Undo:
    """The file `undo` of a state folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "undo"

    def keep(self, change: Change, version: int) -> None:
        """Before the change is sent: what it is, and the version that it makes."""
        lines = [f"{_REMOVED}{quad} .\n" for quad in change.removed] + [f"{_ADDED}{quad} .\n" for quad in change.added]
        write_whole(self._path, f"{version}\n{''.join(lines)}end\n")

    def find(self) -> tuple[int, Change] | None:
        """The last change that was begun: its version and what takes it back."""
        try:
            first, *lines, end, _ = self._path.read_text(encoding="utf-8").split("\n")
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise StoreDamaged(f"{self._path} is cut off.") from error
        if end != "end" or not first.isdigit():
            raise StoreDamaged(f"{self._path} is cut off.")
        removed, added = (_quads(lines, mark) for mark in (_REMOVED, _ADDED))
        return int(first), Change(removed=added, added=removed)


def _quads(lines: list[str], mark: str) -> frozenset[ox.Quad]:
    text = "\n".join(line.removeprefix(mark) for line in lines if line.startswith(mark))
    return frozenset(ox.parse(text, format=ox.RdfFormat.N_QUADS))
