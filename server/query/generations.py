"""The nurseries of a broker: one per version of the snapshot, the newest gives workers, the old ones end when idle.

A new version is made beside the old one and takes over when it is ready, so that no query waits for a write or fails
because of it. The newest nursery forks its successor where the updates in between are known, which takes milliseconds;
else, and after a number of such steps, since a graph in memory that is updated for long answers more slowly, a new one
loads the snapshot. Versions that appear meanwhile are skipped, except the last.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from graph.errors import StoreError
from graph.store import Snapshot, changes_between, current_snapshot
from server.query import wire
from server.query.limits import QueryLimits
from server.query.nursery import Assignment
from server.query.program import program

POLL_SECONDS = 0.5
MOST_AT_ONCE = 3
MOST_STEPS = 50
RETRY_SECONDS = 5.0
_HUGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
"""Measured at two millions of quads: forks ten times, long queries two to three times as fast; ignored elsewhere."""
IN_MEMORY_PER_BYTE_ON_DISK = 1.7
"""Measured: about 220 bytes a quad on disk and 380 in memory."""


@dataclass(slots=True, eq=False)
class Nursery:
    """The broker's end of a nursery process."""

    process: subprocess.Popen[bytes] | None
    """None for one that another nursery has forked."""
    sock: socket.socket
    version: int
    tag: str
    """Version and the moment the snapshot was made, so that it is the same after a restart."""
    steps: int = 0
    """Updates that were replayed since a snapshot was loaded."""
    ready: wire.Ready | None = None
    workers: set[int] = field(default_factory=set)

    def say(self, message: wire.Message) -> None:
        """Send; a nursery that is gone is noticed by its closed socket."""
        with contextlib.suppress(OSError):
            wire.say(self.sock, message)


class Generations:
    """Starts and ends nurseries; `watch` and `unwatch` tell the loop which sockets to listen to."""

    def __init__(
        self,
        store: Path,
        limits: QueryLimits,
        watch: Callable[[Nursery], None],
        unwatch: Callable[[socket.socket], object],
    ) -> None:
        self._store, self._limits, self._watch, self._unwatch = store, limits, watch, unwatch
        self.all: list[Nursery] = []
        self.newest: Nursery | None = None
        self.problem = ""
        self._next_look = 0.0
        self._following: Path | None = None
        """The snapshot to whose version the newest nursery is making a successor."""
        self._load_next = False

    @property
    def version(self) -> int | None:
        """What is being served."""
        return self.newest.version if self.newest else None

    def serves(self, version: int) -> bool:
        """Whether workers of this version, or of a later one, are to be had."""
        return self.newest is not None and self.newest.version >= version

    def look(self, *, now: bool = False) -> None:
        """See whether there is a newer snapshot, every half second or at once, and begin to load it."""
        clock = time.monotonic()
        if not now and clock < self._next_look:
            return
        self._next_look = clock + POLL_SECONDS
        for nursery in list(self.all):
            if nursery.ready and nursery is not self.newest and not nursery.workers:
                self._forget(nursery)
        _bury()
        if self._following or any(nursery.ready is None for nursery in self.all) or len(self.all) >= MOST_AT_ONCE:
            return
        try:
            snapshot = current_snapshot(self._store)
        except StoreError as error:
            self.problem = str(error)
            return
        version = snapshot.version if snapshot else 0
        if self.newest is None or self.newest.version != version:
            if snapshot and self.newest and self._follow(self.newest, snapshot):
                return
            self._start(snapshot, version)

    def take_over(self, nursery: Nursery, ready: wire.Ready) -> None:
        """It has loaded its snapshot: from now on workers come from it."""
        nursery.ready = ready
        self.newest, self.problem, self._load_next = nursery, "", False

    def lost(self, nursery: Nursery) -> None:
        """Its process is gone."""
        unborn = nursery.ready is None and nursery.process is None
        self._load_next = self._load_next or unborn or self._following is not None
        self._following = None
        self._forget(nursery)
        if self.newest is nursery:
            self.newest = next((other for other in reversed(self.all) if other.ready), None)
        if nursery.ready is None and nursery.process:
            self.problem = self.problem or "The snapshot could not be loaded."
            self._next_look = time.monotonic() + RETRY_SECONDS

    def close(self) -> None:
        """End all."""
        for nursery in list(self.all):
            self._forget(nursery)

    def followed(self, nursery: Nursery, version: int, descriptor: int) -> None:
        """It has forked its successor, which is carrying out the updates in between."""
        tag, steps = _tag(version, self._following), nursery.steps + version - nursery.version
        self._following = None
        successor = Nursery(None, socket.socket(fileno=descriptor), version, tag, steps)
        self.all.append(successor)
        self._watch(successor)

    def _follow(self, newest: Nursery, snapshot: Snapshot) -> bool:
        """Ask the newest for a successor; False where the snapshot has to be loaded instead."""
        if self._load_next or not (newest.ready and newest.ready.in_memory):
            return False
        room = MOST_STEPS - newest.steps
        files = changes_between(self._store, newest.version, snapshot.version, room)
        if not files:
            return False
        self._following = snapshot.path
        newest.say(wire.Order("follow", version=snapshot.version, files=tuple(map(str, files))))
        return True

    def _start(self, snapshot: Snapshot | None, version: int) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        held = _bytes_in(snapshot.path) * IN_MEMORY_PER_BYTE_ON_DISK if snapshot else 0
        assignment = Assignment(
            store=str(self._store),
            snapshot=str(snapshot.path) if snapshot else "",
            in_memory=held <= self._limits.in_memory_mb << 20,
            limits=self._limits,
        )
        command = program("server.query.nursery", str(theirs.fileno()), msgspec.json.encode(assignment).decode())
        process = subprocess.Popen(  # noqa: S603
            command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env={**os.environ, **_HUGE_PAGES}
        )
        theirs.close()
        nursery = Nursery(process, ours, version, _tag(version, snapshot.path if snapshot else None))
        self.all.append(nursery)
        self._watch(nursery)

    def _forget(self, nursery: Nursery) -> None:
        """Close its socket, on which it kills its workers and ends."""
        self._unwatch(nursery.sock)
        self.all.remove(nursery)
        nursery.sock.close()
        if nursery.process:
            try:
                nursery.process.wait(2)
            except subprocess.TimeoutExpired:
                nursery.process.kill()
                nursery.process.wait()


def _tag(version: int, snapshot: Path | None) -> str:
    stamp = snapshot.stat().st_mtime_ns if snapshot and snapshot.exists() else 0
    return f"{version:x}-{stamp & 0xFFFFFFFF:x}"[:16]


def _bury() -> None:
    """Take leave of nurseries that another one had forked and that have ended."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _bytes_in(folder: Path) -> int:
    return sum(entry.stat().st_size for entry in folder.iterdir()) if folder.is_dir() else 0
