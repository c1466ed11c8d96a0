"""What processes say to each other: length-prefixed MessagePack with the broker, and frames with a worker, each one
letter, a length and bytes, so that results pass through without being looked at.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterable
from typing import Final

import msgspec

FRAME: Final = struct.Struct("!cI")
LENGTH: Final = struct.Struct("!I")

HEAD, DATA, END, FAULT, ASK = b"H", b"D", b"E", b"X", b"Q"
"""Frames: kind of the answer; bytes of it; it is complete; an error; a question."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A query with everything a worker needs to write the answer."""

    text: str
    table_format: str = ""
    """Media type for rows and booleans, empty where the client takes none."""
    graph_format: str = ""
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    substitutions: dict[str, str] = {}
    """Variable to term in N-Triples syntax."""
    abbreviate: bool = False
    """Whether graphs are written with the prefixes of the project."""
    base: str = ""
    max_rows: int = 0
    """Only with TSV: stop after so many rows and say so; 0 for all."""
    max_bytes: int = 0
    seconds: float = 60.0


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """A write: an update text, or documents to put into or add to a graph, or a graph to drop (None: the default graph)."""

    verb: str
    """update, put, post or delete."""
    text: str = ""
    graph: str | None = None
    documents: tuple[tuple[str, bytes], ...] = ()
    """Media type and content of what was uploaded."""
    base: str = ""
    must_exist: bool = False


class Head(msgspec.Struct, frozen=True):
    """First frame of an answer."""

    kind: str
    media_type: str


class End(msgspec.Struct, frozen=True):
    """Last frame of a complete answer."""

    truncated: bool = False


class Written(msgspec.Struct, frozen=True):
    """What a writer did."""

    version: int
    existed: bool = True


class Fault(msgspec.Struct, frozen=True):
    """An error found by a worker."""

    code: str
    message: str
    line: int | None = None
    column: int | None = None


class Spawn(msgspec.Struct, frozen=True, tag=True):
    """Give me a worker; `slow` asks for admission to the slow lane first, `writer` for a process that may write."""

    client: str = ""
    seconds: float = 0.0
    slow: bool = False
    writer: bool = False


class Promote(msgspec.Struct, frozen=True, tag=True):
    """My worker has used up its slice: let it go on in the slow lane."""

    worker: int
    client: str
    seconds: float


class Finish(msgspec.Struct, frozen=True, tag=True):
    """I am done with this worker; end it. No reply."""

    worker: int


class Why(msgspec.Struct, frozen=True, tag=True):
    """The worker's socket closed: what happened?"""

    worker: int


class Await(msgspec.Struct, frozen=True, tag=True):
    """Tell me when workers of this version, or a later one, are to be had."""

    version: int
    seconds: float


class Report(msgspec.Struct, frozen=True, tag=True):
    """How are you?"""


class Given(msgspec.Struct, frozen=True, tag=True):
    """A worker; its socket travels along."""

    worker: int
    version: int
    process: int


class Go(msgspec.Struct, frozen=True, tag=True):
    """Carry on."""


class Denied(msgspec.Struct, frozen=True, tag=True):
    """Not admitted."""

    message: str
    retry_after: float
    own_fault: bool = False


class Ended(msgspec.Struct, frozen=True, tag=True):
    """How a worker ended: deadline, memory, crash or finished."""

    reason: str
    detail: str = ""


class Condition(msgspec.Struct, frozen=True, tag=True):
    """State of the broker, for health checks and the status page."""

    version: int | None
    workers: int
    slow_running: int
    slow_waiting: int
    in_memory: bool
    isolation: dict[str, bool]
    problem: str = ""
    killed: int = 0


class Fork(msgspec.Struct, frozen=True, tag=True):
    """Broker to nursery: make a worker."""

    worker: int
    writer: bool = False


class Signal(msgspec.Struct, frozen=True, tag=True):
    """Broker to nursery: kill, stop or continue a worker."""

    worker: int
    action: str


class Ready(msgspec.Struct, frozen=True, tag=True):
    """Nursery to broker: the snapshot is loaded."""

    version: int
    in_memory: bool
    isolation: dict[str, bool]


class Forked(msgspec.Struct, frozen=True, tag=True):
    """Nursery to broker: here is the worker; its socket travels along."""

    worker: int
    process: int


class Died(msgspec.Struct, frozen=True, tag=True):
    """Nursery to broker: a worker has ended; `signal` is 0 for a normal exit."""

    worker: int
    signal: int


class Failed(msgspec.Struct, frozen=True, tag=True):
    """Nursery to broker: the snapshot cannot be used."""

    message: str


Message = (
    Spawn | Promote | Finish | Why | Await | Report | Given | Go | Denied | Ended | Condition
    | Fork | Signal | Ready | Forked | Died | Failed
)  # fmt: skip

_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[Message] = msgspec.msgpack.Decoder(Message)


def packed(message: Message) -> bytes:
    """One message, ready to send."""
    body = _encoder.encode(message)
    return LENGTH.pack(len(body)) + body


def frame(kind: bytes, body: object = b"") -> bytes:
    """One frame; structs are encoded, bytes are taken as they are."""
    payload = body if isinstance(body, bytes) else _encoder.encode(body)
    return FRAME.pack(kind, len(payload)) + payload


class Unpacker:
    """Collects bytes and gives the messages that are complete."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterable[Message]:
        """The messages that `data` completes."""
        self._buffer += data
        found: list[Message] = []
        while len(self._buffer) >= LENGTH.size:
            end = LENGTH.size + LENGTH.unpack_from(self._buffer)[0]
            if len(self._buffer) < end:
                break
            found.append(_decoder.decode(self._buffer[LENGTH.size : end]))
            del self._buffer[:end]
        return found


def receive_exactly(sock: socket.socket, count: int) -> bytes:
    """So many bytes, or EOFError."""
    buffer = bytearray()
    while len(buffer) < count:
        part = sock.recv(min(count - len(buffer), 1 << 18))
        if not part:
            raise EOFError
        buffer += part
    return bytes(buffer)
