"""Real triple stores for tests: each with a fresh database in a temporary folder, on a free port of this machine alone."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

USER, PASSWORD = "dba", "dba"
STARTS_WITHIN = 60.0

VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
Striping = 0
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
MaxClientConnections = 10
CheckpointInterval = 0
SchedulerInterval = 10
DirsAllowed = .
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = .
ServerThreads = 10
MaxKeepAlives = 10
KeepAliveTimeout = 10
HTTPThreadSize = 280000
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 0
"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Server:
    """A running engine: its address, what opens it, and how to stop it as a crash would."""

    kind: str
    folder: Path
    command: list[str]
    port: int
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}" + ("/sparql" if self.kind == "virtuoso" else "")

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(self.command, cwd=self.folder, stdout=log, stderr=log)
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.address}?query=ASK%7B%7D", timeout=5):
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        self.kill()
        raise AssertionError(f"{self.kind} does not start: {(self.folder / 'log').read_text(errors='replace')[-800:]}")

    def kill(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(timeout=30)
            self.process = None
        (self.folder / "virtuoso.lck").unlink(missing_ok=True)


def oxigraph(folder: Path, *options: str) -> Server:
    port = free_port()
    program = Path(sys.executable).with_name("oxigraph")
    assert program.is_file(), "the tests need the PyPI package oxigraph"
    return Server("oxigraph", folder, [str(program), "serve", "-l", "db", "-b", f"127.0.0.1:{port}", *options], port)


def virtuoso(folder: Path, *, rows: int = 10_000_000) -> Server:
    program = shutil.which("virtuoso-t")
    assert program, "the tests need the Debian package virtuoso-opensource-7"
    port = free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(sql_port=free_port(), port=port, rows=rows))
    secrets = {"COUNCILGRAPH_STORE_USER": USER, "COUNCILGRAPH_STORE_PASSWORD": PASSWORD}
    return Server("virtuoso", folder, [program, "+configfile", "virtuoso.ini", "+foreground"], port, secrets)


STARTERS: dict[str, Callable[[Path], Server]] = {"oxigraph": oxigraph, "virtuoso": virtuoso}


@contextlib.contextmanager
def running(server: Server) -> Iterator[Server]:
    """The server while it runs, with its credentials in the environment."""
    kept = {name: os.environ.get(name) for name in server.environment}
    server.start()
    os.environ.update(server.environment)
    try:
        yield server
    finally:
        server.kill()
        for name, value in kept.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
