"""The nurseries of a broker: one per version of the snapshot, the newest gives workers, the old ones end when idle.

A new version is loaded beside the old one and takes over when it is ready, so that no query waits for a write or fails
because of it. Versions that appear while one is being loaded are skipped, except the last.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from graph.errors import StoreError
from graph.store import current_snapshot
from server.query import wire
from server.query.nursery import Assignment
from server.query.program import program

POLL_SECONDS = 0.5
MOST_AT_ONCE = 3
RETRY_SECONDS = 5.0
IN_MEMORY_PER_BYTE_ON_DISK = 1.7
"""Measured: about 220 bytes a quad on disk and 380 in memory."""


class Provision(msgspec.Struct, frozen=True, kw_only=True):
    """What the workers of a store may use."""

    store: str
    memory_mb: int = 1024
    writer_memory_mb: int = 2048
    in_memory_mb: int = 2048
    """Snapshots that would take more than this are read from disk."""
    spares: int = 2


@dataclass(slots=True, eq=False)
class Nursery:
    """The broker's end of a nursery process."""

    process: subprocess.Popen[bytes]
    sock: socket.socket
    version: int
    stamp: int
    """When the snapshot was made, in nanoseconds."""
    ready: wire.Ready | None = None
    workers: set[int] = field(default_factory=set)
    unpacker: wire.Unpacker = field(default_factory=wire.Unpacker)
    descriptors: deque[int] = field(default_factory=deque)

    def say(self, message: wire.Message) -> None:
        """Send; a nursery that is gone is noticed by its closed socket."""
        with contextlib.suppress(OSError):
            self.sock.sendall(wire.packed(message))

    def hear(self) -> list[wire.Message] | None:
        """What it has said, None when it is gone."""
        try:
            data, descriptors, _, _ = socket.recv_fds(self.sock, 1 << 16, 16)
        except OSError:
            return None
        self.descriptors.extend(descriptors)
        return list(self.unpacker.feed(data)) if data else None

    def end(self) -> None:
        """Close the control socket, on which the nursery kills its workers and ends."""
        self.sock.close()
        for descriptor in self.descriptors:
            os.close(descriptor)


class Generations:
    """Starts and ends nurseries; `watch` and `unwatch` tell the loop which sockets to listen to."""

    def __init__(
        self, provision: Provision, watch: Callable[[Nursery], None], unwatch: Callable[[Nursery], None]
    ) -> None:
        self._provision, self._watch, self._unwatch = provision, watch, unwatch
        self.all: list[Nursery] = []
        self.newest: Nursery | None = None
        self.problem = ""
        self._next_look = 0.0

    @property
    def version(self) -> int | None:
        """What is being served."""
        return self.newest.version if self.newest else None

    def look(self, *, now: bool = False) -> None:
        """See whether there is a newer snapshot, every half second or at once, and begin to load it."""
        clock = time.monotonic()
        if not now and clock < self._next_look:
            return
        self._next_look = clock + POLL_SECONDS
        self._retire()
        if any(nursery.ready is None for nursery in self.all) or len(self.all) >= MOST_AT_ONCE:
            return
        try:
            snapshot = current_snapshot(Path(self._provision.store))
        except StoreError as error:
            self.problem = str(error)
            return
        version = snapshot.version if snapshot else 0
        if self.newest is None or self.newest.version != version:
            self._start(str(snapshot.path) if snapshot else "", version)

    def take_over(self, nursery: Nursery, ready: wire.Ready) -> None:
        """It has loaded its snapshot: from now on workers come from it."""
        nursery.ready = ready
        self.newest, self.problem = nursery, ""

    def lost(self, nursery: Nursery) -> None:
        """Its process is gone."""
        self._forget(nursery)
        if self.newest is nursery:
            self.newest = next((other for other in reversed(self.all) if other.ready), None)
        if nursery.ready is None:
            self.problem = self.problem or "The snapshot could not be loaded."
            self._next_look = time.monotonic() + RETRY_SECONDS

    def close(self) -> None:
        """End all."""
        for nursery in list(self.all):
            self._forget(nursery)

    def _start(self, snapshot: str, version: int) -> None:
        ours, theirs = socket.socketpair()
        assignment = Assignment(
            store=self._provision.store,
            snapshot=snapshot,
            version=version,
            in_memory=_bytes_in(snapshot) * IN_MEMORY_PER_BYTE_ON_DISK <= self._provision.in_memory_mb * (1 << 20),
            memory_mb=self._provision.memory_mb,
            writer_memory_mb=self._provision.writer_memory_mb,
        )
        command = program("server.query.nursery", str(theirs.fileno()), msgspec.json.encode(assignment).decode())
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)  # noqa: S603
        theirs.close()
        nursery = Nursery(process, ours, version, Path(snapshot).stat().st_mtime_ns if snapshot else 0)
        self.all.append(nursery)
        self._watch(nursery)

    def _retire(self) -> None:
        for nursery in list(self.all):
            if nursery.ready and nursery is not self.newest and not nursery.workers:
                self._forget(nursery)

    def _forget(self, nursery: Nursery) -> None:
        self._unwatch(nursery)
        self.all.remove(nursery)
        nursery.end()
        try:
            nursery.process.wait(2)
        except subprocess.TimeoutExpired:
            nursery.process.kill()
            nursery.process.wait()


def _bytes_in(folder: str) -> int:
    return sum(entry.stat().st_size for entry in Path(folder).iterdir()) if folder and Path(folder).is_dir() else 0
