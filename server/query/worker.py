"""One disposable process: reads questions from its socket, evaluates them, streams the answers back as frames.

It holds no right to network or files and is killed from outside when a question takes too long, so nothing here watches
the clock. The first frame leaves when 64 kB are written or the answer is complete: an error before that is an error and
nothing else.
"""

from __future__ import annotations

import io
import os
import re
import socket
from collections.abc import Callable
from functools import lru_cache

import msgspec
import pyoxigraph as ox

from ontology import NS
from server.query import wire
from server.query.confinement import limit_processor

CHUNK = 64 * 1024
_QUESTIONS = msgspec.msgpack.Decoder(wire.Question)
_PLACE = re.compile(r"error at (\d+):(\d+): ?(.*)", re.DOTALL)
_PREFIXES = dict(NS)
_TERMS = re.compile(r"\[[^\]]*\]")
_NO_FORMAT = {wire.ROWS: "rows", wire.BOOLEAN: "boolean", wire.GRAPH: "graph"}


class _Full(Exception):
    """The sink has taken all it may."""


class _Sink(io.RawIOBase):
    """Turns what a serialiser writes into frames; counts bytes, and rows where lines are rows."""

    def __init__(self, sock: socket.socket, kind: bytes, question: wire.Question) -> None:
        self._sock, self._kind = sock, kind
        self._buffer = bytearray()
        self._room = question.max_bytes or (1 << 62)
        self._lines = question.max_rows + 1 if question.max_rows else None  # with the line of headings
        self.truncated = False

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # the engine hands over plain bytes
        if self.truncated:
            return len(data)  # the engine empties its own buffer once more after having been stopped
        piece = data if self._lines is None else self._cut(data, self._lines)
        self._room -= len(piece)
        if self._room < 0:
            raise _Full
        self._buffer += piece
        if len(self._buffer) >= CHUNK:
            self._sock.sendall(wire.frame(self._kind, bytes(self._buffer)))
            self._kind = wire.MORE
            self._buffer.clear()
        if self.truncated:
            raise _Full
        return len(data)

    def _cut(self, data: bytes, left: int) -> bytes:
        """As much of `data` as lies within the lines that are left; tab separated values have one line a row."""
        lines = data.count(b"\n")
        if lines < left or (lines == left and data.endswith(b"\n")):
            self._lines = left - lines
            return data
        self.truncated = True
        end = -1
        for _ in range(left):
            end = data.index(b"\n", end + 1)
        return data[: end + 1]

    def finish(self) -> None:
        """The answer is complete: send what is left and say so."""
        end = wire.CUT if self.truncated else wire.END
        self._sock.sendall(wire.frame(self._kind, bytes(self._buffer)) + wire.frame(end))


def serve(sock: socket.socket, store: ox.Store) -> None:
    """Answer until the other end closes; never returns."""
    while True:
        try:
            question = _QUESTIONS.decode(wire.receive_frame(sock)[1])
        except (EOFError, OSError):
            os._exit(0)
        fault = answer(sock, store, question)
        if fault is not None:
            sock.sendall(wire.frame(wire.FAULT, fault))


def answer(sock: socket.socket, store: ox.Store, question: wire.Question) -> wire.Fault | None:
    """Evaluate one question onto the socket; gives the error, if there was one."""
    limit_processor(question.seconds)
    try:
        return _evaluate(sock, store, question)
    except SyntaxError as error:
        return syntax_fault(str(error))
    except MemoryError:
        os._exit(3)
    except (ValueError, OSError, RuntimeError, TypeError, OverflowError) as error:
        return wire.Fault("engine", str(error))


def syntax_fault(message: str) -> wire.Fault:
    """The engine's message with its place; its grammar's character classes are left out, since they help nobody."""
    found = _PLACE.match(message)
    if not found:
        return wire.Fault("syntax", message)
    text = _TERMS.sub("", found[3].replace("\n", " "))
    wanted = [part.strip() for part in text.removeprefix("expected one of ").split(",") if part.strip(" |")]
    shown = text if not text.startswith("expected one of ") else "expected one of " + ", ".join(wanted)
    return wire.Fault("syntax", shown.strip() or "not SPARQL", int(found[1]), int(found[2]))


def _evaluate(sock: socket.socket, store: ox.Store, question: wire.Question) -> wire.Fault | None:
    result = store.query(
        question.text,
        base_iri=question.base or None,
        default_graph=_graphs(question.default_graphs),
        named_graphs=_names(question.named_graphs),
        substitutions={ox.Variable(name): _term(text) for name, text in question.substitutions.items()} or None,
    )
    kind, write = _writer(result, question)
    if write is None:
        return wire.Fault("not-acceptable", _NO_FORMAT[kind])
    sink = _Sink(sock, kind, question)
    try:
        write(sink)
    except _Full:
        if not sink.truncated:
            return wire.Fault("too-large", f"The answer is larger than {question.max_bytes:,} bytes.")
    except OSError as error:
        if kind == wire.GRAPH and "support" in str(error):  # RDF 1.2 in a format of RDF 1.1
            return wire.Fault("format", str(error))
        raise
    sink.finish()
    return None


def _writer(
    result: ox.QueryBoolean | ox.QuerySolutions | ox.QueryTriples, question: wire.Question
) -> tuple[bytes, Callable[[_Sink], object] | None]:
    """The kind of the answer and what writes it; nothing where the client takes no such answer."""
    if isinstance(result, ox.QueryTriples):
        triples, graph_format = result, _graph_format(question.graph_format)
        prefixes = _PREFIXES if question.abbreviate else None
        write = lambda sink: ox.serialize(triples, sink, graph_format, prefixes=prefixes)  # noqa: E731
        return wire.GRAPH, write if graph_format else None
    table, table_format = result, _table_format(question.table_format)
    kind = wire.BOOLEAN if isinstance(result, ox.QueryBoolean) else wire.ROWS
    return kind, (lambda sink: table.serialize(sink, table_format)) if table_format else None


@lru_cache
def _graph_format(media_type: str) -> ox.RdfFormat | None:
    return ox.RdfFormat.from_media_type(media_type) if media_type else None


@lru_cache
def _table_format(media_type: str) -> ox.QueryResultsFormat | None:
    return ox.QueryResultsFormat.from_media_type(media_type) if media_type else None


def _graphs(names: tuple[str, ...] | None) -> list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None:
    if names is None:
        return None
    return [ox.NamedNode(name) if name else ox.DefaultGraph() for name in names]


def _names(names: tuple[str, ...] | None) -> list[ox.NamedNode | ox.BlankNode] | None:
    return None if names is None else [ox.NamedNode(name) for name in names]


def _term(text: str) -> ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple:
    quad: ox.Quad = next(iter(ox.parse(f"<x:s> <x:p> {text} .", format=ox.RdfFormat.N_TRIPLES)))
    return quad.object
