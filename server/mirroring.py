"""Serving a graph that is kept by a SPARQL engine: a copy of it, under our own workers and limits, in the folder of its state.

A process of its own makes the copy, looks every few seconds whether the graph has changed, and makes the next one; the
query broker takes new snapshots up as it does after any load. Questions of strangers never reach the engine.
"""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from graph.errors import CouncilgraphError, StoreUnavailable
from graph.store import is_address, state_folder
from graph.store.remote_folder import belonging, kept_name
from graph.store.remote_mirror import mirror
from graph.store.remote_reader import RemoteReader
from server.query.program import program
from server.settings import Settings

LOOK_SECONDS = 2.0
_READY = "ready"


@contextlib.contextmanager
def mirrored(settings: Settings, state: Path | None) -> Iterator[Settings]:
    """Settings whose store is a folder: as they are, or with the folder of the copy; raises StoreUnavailable.

    Where there is a copy, HTTP writes nothing: they would be lost with the next one.
    """
    if not is_address(settings.store):
        yield settings
        return
    folder = state_folder(settings.store, state)
    follower = subprocess.Popen(  # noqa: S603
        program("server.mirroring", settings.store, str(folder)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert follower.stdin is not None
    assert follower.stdout is not None
    try:
        said = follower.stdout.readline().strip()
        if said != _READY:
            raise StoreUnavailable(said or f"The graph at {settings.store} could not be copied.")
        yield replace(settings, store=str(folder), read_only=True)
    finally:
        follower.stdin.close()  # its lifeline
        follower.stdout.close()
        try:
            follower.wait(3)
        except subprocess.TimeoutExpired:  # in the middle of a copy, which nobody will miss
            follower.kill()
            follower.wait()


def follow(address: str, folder: Path, say: int) -> None:
    """Copy, say so, and copy again whenever there is something new, until the lifeline closes; never raises."""
    known, problem = -1, ""
    while True:
        try:
            known, problem = _copy(address, folder, known), ""
            if say >= 0:
                os.write(say, f"{_READY}\n".encode())
                say = -1
        except (CouncilgraphError, OSError) as error:
            if say >= 0:
                os.write(say, f"{error}\n".encode())
                return
            if str(error) != problem:
                problem = str(error)
                print(f"councilgraph: what is served stays at version {known}: {problem}", file=sys.stderr)  # noqa: T201
        if _hung_up(LOOK_SECONDS):
            return


def _copy(address: str, folder: Path, known: int) -> int:
    reader = RemoteReader(address)
    belonging(folder, reader.location, create=False)
    mark = reader.mark()
    if mark is None or mark.name != kept_name(folder):
        raise StoreUnavailable(f"The graph at {address} is not the one that {folder} belongs to.")
    return mirror(reader, folder).version if mark.version != known else known


def _hung_up(seconds: float) -> bool:
    """Wait, unless whoever started us has gone."""
    return bool(select.select([sys.stdin], [], [], seconds)[0])


def main() -> None:
    """Started by `mirrored` with an address and a folder."""
    follow(sys.argv[1], Path(sys.argv[2]), sys.stdout.fileno())
