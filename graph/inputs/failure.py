"""A source that could not be read, as it is told to the user and kept in the store."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from graph.errors import Unreadable


def printable(name: str) -> str:
    """A name as it can be stored and shown: bytes that are no text, and characters that steer a terminal, are spelled out."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(char if _harmless(char) else char.encode("unicode_escape").decode() for char in text)


def _harmless(char: str) -> bool:
    return char.isprintable() or unicodedata.category(char) == "Zs"


@dataclass(frozen=True, slots=True)
class Failure:
    """Where (a file, `archive!member`, `file:line` or an address), at which stage and why; `kind` names the error."""

    path: Path | str
    stage: str
    reason: str
    hint: str = ""
    kind: str = "Unreadable"

    @classmethod
    def of(cls, name: Path | str, error: Unreadable) -> Failure:
        """The failure that an error of graph.errors is."""
        return cls(name, error.stage, error.reason, error.hint, type(error).__name__)

    def sentence(self) -> str:
        """One line for the user."""
        return f"{self.path}: {self.reason}" + (f" ({self.hint})" if self.hint else "")
