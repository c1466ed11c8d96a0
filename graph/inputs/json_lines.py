"""Articles in JSON Lines: one object a line; a bad line is a failure named by its number and costs no other line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from graph.errors import Unreadable
from graph.inputs.article import STAGE, article
from graph.inputs.failure import Failure
from graph.inputs.limits import Limits, too_large
from graph.inputs.source import Source
from graph.reading import Metadata


def articles(name: str, stream: IO[bytes], given: Metadata | None, limits: Limits) -> Iterator[Source | Failure]:
    """The articles of a file, called `file:line`."""
    number = 0
    while line := stream.readline(limits.line + 1):
        number += 1
        place = f"{name}:{number}"
        if len(line) > limits.line:
            _skip_line(line, stream)
            yield Failure.of(place, too_large(limits.line))
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        try:
            yield article(line, place, given)
        except Unreadable as error:
            yield Failure(place, error.stage or STAGE, error.reason, error.hint, type(error).__name__)


def _skip_line(line: bytes, stream: IO[bytes]) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(1 << 16)
