"""What processes say to each other.

With a worker: frames of one letter, a length and bytes, so that results pass through without being looked at. With the
broker and between broker and nursery: MessagePack, one message a packet of a Unix socket that keeps packets apart.
"""

from __future__ import annotations

import socket
import struct
from typing import Final

import msgspec

FRAME: Final = struct.Struct("!cI")

ROWS, BOOLEAN, GRAPH = b"R", b"B", b"G"
"""First frame of an answer: its kind, and the first bytes of it."""
MORE, END, CUT = b"D", b"E", b"T"
"""More bytes; it is complete; it is complete as far as it was wanted."""
FAULT, ASK = b"X", b"Q"
LARGEST_MESSAGE = 1 << 16


class Question(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
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


class Call(msgspec.Struct, frozen=True, tag=True):
    """To the broker; `verb` is one of

    spawn   give me a worker, or with `write` a process that may write; the reply is Given
    enter   my worker has long work to do for `client`, or with `write` a write: tell me when it may go on
    finish  end this worker; no reply
    why     the worker's socket closed: what happened?
    await   tell me when workers of this version, or a later one, are to be had
    report  how are you? The reply is Condition
    """

    verb: str
    worker: int = 0
    client: str = ""
    seconds: float = 0.0
    version: int = 0
    write: bool = False


class Given(msgspec.Struct, frozen=True, tag=True):
    """A worker; its socket travels along."""

    worker: int
    version: int
    process: int


class Told(msgspec.Struct, frozen=True, tag=True):
    """Carry on; or how the worker ended: deadline, busy, memory, crash or finished."""

    ended: str = ""


class Denied(msgspec.Struct, frozen=True, tag=True):
    """Not admitted."""

    message: str
    retry_after: float
    own_fault: bool = False


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


class Order(msgspec.Struct, frozen=True, tag=True):
    """Broker to nursery: fork a worker; follow, that is fork a nursery that carries out the updates in `files` and so has
    a newer version; kill, stop, continue or slow a worker down.
    """

    action: str
    worker: int = 0
    writer: bool = False
    version: int = 0
    files: tuple[str, ...] = ()


class Ready(msgspec.Struct, frozen=True, tag=True):
    """Nursery to broker: the snapshot is loaded."""

    in_memory: bool
    isolation: dict[str, bool]


class Born(msgspec.Struct, frozen=True, tag=True):
    """Nursery to broker: here is the worker, or my successor of this version; its socket travels along."""

    worker: int = 0
    process: int = 0
    version: int = 0


class Died(msgspec.Struct, frozen=True, tag=True):
    """Nursery to broker: a worker has ended, and by which signal; 0 for a normal exit."""

    worker: int
    signal: int


class Failed(msgspec.Struct, frozen=True, tag=True):
    """Nursery to broker: the snapshot cannot be used."""

    message: str


Message = Call | Given | Told | Denied | Condition | Order | Ready | Born | Died | Failed

_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[Message] = msgspec.msgpack.Decoder(Message)


def say(sock: socket.socket, message: Message, descriptor: int | None = None) -> None:
    """One message, with a descriptor that travels along."""
    socket.send_fds(sock, [_encoder.encode(message)], [] if descriptor is None else [descriptor])


def hear(sock: socket.socket) -> tuple[Message, int | None] | None:
    """One message and the descriptor that came with it; None when the other side is gone."""
    data, descriptors, _, _ = socket.recv_fds(sock, LARGEST_MESSAGE, 1)
    return (_decoder.decode(data), descriptors[0] if descriptors else None) if data else None


def frame(kind: bytes, body: object = b"") -> bytes:
    """One frame; structs are encoded, bytes are taken as they are."""
    payload = body if isinstance(body, bytes) else _encoder.encode(body)
    return FRAME.pack(kind, len(payload)) + payload


def receive_frame(sock: socket.socket) -> tuple[bytes, bytes]:
    """Kind and body of the next frame; EOFError at the end."""
    kind, length = FRAME.unpack(_receive(sock, FRAME.size))
    return kind, _receive(sock, length)


def _receive(sock: socket.socket, count: int) -> bytes:
    part = sock.recv(count)
    if len(part) == count:
        return part
    buffer = bytearray(part)
    while part and len(buffer) < count:
        part = sock.recv(min(count - len(buffer), 1 << 18))
        buffer += part
    if len(buffer) < count:
        raise EOFError
    return bytes(buffer)
