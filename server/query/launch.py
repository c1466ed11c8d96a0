"""Starts the broker: the one process per server, on which all its HTTP processes depend."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import msgspec

from graph.errors import StoreUnavailable
from server.query.broker import Charge
from server.query.limits import QueryLimits
from server.query.program import program


class Brokerage:
    """A running broker; `directory` is where HTTP processes find it. It ends with `close` or with this process."""

    def __init__(self, store: Path, limits: QueryLimits) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="councilgraph-"))
        charge = Charge(str(self.directory), str(store.absolute()), limits)
        command = program("server.query.broker", msgspec.json.encode(charge).decode())
        self._process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        if self._process.stdout is None or self._process.stdout.readline() != b"open\n":
            self.close()
            raise StoreUnavailable("The query broker did not start.")

    def close(self) -> None:
        """End the broker and with it all workers."""
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        shutil.rmtree(self.directory, ignore_errors=True)


def connect(directory: Path) -> socket.socket:
    """A new connection to the broker."""
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        sock.connect(str(directory / "broker.sock"))
    except OSError as error:
        sock.close()
        raise StoreUnavailable("The query broker is not running.") from error
    return sock
