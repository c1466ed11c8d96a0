"""The canary: a confined process and a real worker reach neither network nor files nor programs."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import msgspec
import pyoxigraph as ox
import pytest

from server.query import wire, worker
from server.query.confinement import confine

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the filter of system calls is Linux's")
ATTEMPT = """
import sys; sys.path.insert(0, {root!r})
import os, socket, subprocess
from server.query.confinement import confine
held = confine(memory_mb=512, files={files})
def attempt(action):
    try:
        action()
    except BaseException as error:
        return type(error).__name__
    return "done"
print(held["network"], attempt(lambda: socket.socket()), attempt(lambda: socket.create_connection(("127.0.0.1", 9))),
      attempt(lambda: socket.socketpair()), attempt(lambda: open("/etc/hostname").read()), attempt(os.fork),
      attempt(lambda: bytearray(2 << 30)), sep="|")
"""


@linux_only
@pytest.mark.parametrize("files", [False, True])
def test_a_confined_process_gets_nowhere(*, files: bool) -> None:
    text = ATTEMPT.format(root=str(Path(__file__).parents[2]), files=files)
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=30, check=True)
    held, sock, connect, pair, read, fork, memory = done.stdout.strip().split("|")
    assert held == "True"
    assert "done" not in (sock, connect, pair, fork)
    assert read == ("done" if files else "OSError" if read == "OSError" else "PermissionError")
    assert memory == "MemoryError"


@linux_only
def test_the_engine_in_a_worker_cannot_call_out() -> None:
    """No guard here: the engine itself is told to call a listener, in a process confined as workers are."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.5)
        port = listener.getsockname()[1]
        query = f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/sparql> {{ ?s ?p ?o }} }}"
        kind, body = _ask_in_worker(query)
        assert kind == wire.FAULT, body
        with pytest.raises(TimeoutError):
            listener.accept()


@linux_only
def test_a_worker_answers_without_those_rights() -> None:
    kind, body = _ask_in_worker(
        "SELECT (NOW() AS ?now) (RAND() AS ?r) (UUID() AS ?u) { FILTER(REGEX('abc', 'B', 'i')) }"
    )
    assert kind == wire.ROWS, body


def _ask_in_worker(query: str) -> tuple[bytes, bytes]:
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        ours.close()
        store = ox.Store()
        confine(memory_mb=256, files=False)
        worker.serve(theirs, store)
    theirs.close()
    try:
        ours.settimeout(10)
        question = wire.Question(text=query, table_format="text/csv", graph_format="text/turtle")
        ours.sendall(wire.frame(wire.ASK, question))
        return wire.receive_frame(ours)
    finally:
        ours.close()
        os.waitpid(pid, 0)


def test_faults_read_like_sentences() -> None:
    fault = worker.syntax_fault("error at 3:17: expected one of \"a\", ['0'..='9'], [_]")
    assert (fault.line, fault.column) == (3, 17)
    assert "[" not in fault.message
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(fault), type=wire.Fault) == fault
