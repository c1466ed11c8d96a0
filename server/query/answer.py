"""What comes back from a query: bytes on their way to a client, or rows for our own pages."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import IO

import pyoxigraph as ox

from server.query import wire
from server.query.failures import Refused

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = Mapping[str, Term]
IN_MEMORY = 1 << 20
_PIECE = 256 * 1024
_files = threading.BoundedSemaphore(16)
"""How many answers of one process may lie in files at the same time."""


class Kind(StrEnum):
    """What sort of result a query has."""

    ROWS = "rows"
    BOOLEAN = "boolean"
    GRAPH = "graph"


KINDS = {wire.ROWS: Kind.ROWS, wire.BOOLEAN: Kind.BOOLEAN, wire.GRAPH: Kind.GRAPH}


@dataclass(slots=True)
class Answer:
    """A result in one format: complete in `body` if it is small; else iterate `chunks`, which raises if it breaks off."""

    kind: Kind
    media_type: str
    version: int
    body: bytes | None
    chunks: Iterator[bytes]
    truncated: bool = False
    size: int | None = None
    """In bytes, where the answer is complete."""

    def read(self) -> bytes:
        """All of it; raises QueryFailure if it breaks off."""
        return self.body if self.body is not None else b"".join(self.chunks)


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of terms; an unbound variable has no key in its row."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]
    version: int
    truncated: bool = False
    """There were more than was asked for."""

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def rows_from(body: bytes, version: int, *, truncated: bool) -> Rows:
    """Rows out of SPARQL's tab separated values."""
    solutions = ox.parse_query_results(body, ox.QueryResultsFormat.TSV)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError("a SELECT query was expected")
    names = tuple(variable.value for variable in solutions.variables)
    rows = tuple({name: term for name in names if (term := solution[name]) is not None} for solution in solutions)
    return Rows(names, rows, version, truncated)


def collect(answer: Answer, frames: Generator[tuple[bytes, bytes]], first: bytes, most: int) -> Answer:
    """The answer with its body, or with chunks: from a file if it is large, as they come if it is more than `most`.

    An answer that is complete before its first byte leaves can still be a failure with a status, and holds no worker
    while its client reads slowly.
    """
    held = _Held()
    try:
        held.add(first)
        for kind, part in frames:
            if kind in (wire.END, wire.CUT):
                answer.truncated, answer.size = kind == wire.CUT, held.size
                answer.body, answer.chunks = held.whole(), held.pieces()
                return answer
            held.add(part)
            if held.size >= most:
                break
    except BaseException:
        frames.close()
        held.close()
        raise
    answer.chunks = _streamed(held, frames)
    return answer


def _streamed(held: _Held, frames: Generator[tuple[bytes, bytes]]) -> Iterator[bytes]:
    """What was held, then the rest as it comes; raises if it breaks off."""
    try:
        yield from held.pieces()
        for kind, part in frames:
            if kind == wire.MORE:
                yield part
    finally:
        frames.close()


class _Held:
    """Bytes in, then bytes out once: in memory, above a megabyte in a file without a name."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._file: IO[bytes] | None = None
        self.size = 0

    def add(self, part: bytes) -> None:
        """Raises Refused when too many large answers are under way."""
        self.size += len(part)
        if self._file is None and self.size > IN_MEMORY:
            if not _files.acquire(blocking=False):
                raise Refused("Too many large answers are under way.", retry_after=5.0)
            self._file = tempfile.TemporaryFile(prefix="councilgraph-answer-")  # noqa: SIM115 - closed by close()
            self._file.write(b"".join(self._parts))
            self._parts.clear()
        if self._file is None:
            self._parts.append(part)
        else:
            self._file.write(part)

    def whole(self) -> bytes | None:
        return b"".join(self._parts) if self._file is None else None

    def pieces(self) -> Iterator[bytes]:
        try:
            if self._file is None:
                yield b"".join(self._parts)
            else:
                self._file.seek(0)
                while piece := self._file.read(_PIECE):
                    yield piece
        finally:
            self.close()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
            _files.release()

    def __del__(self) -> None:
        self.close()  # where nobody ever asked for the pieces
