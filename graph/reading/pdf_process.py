"""Gives the text of a PDF's pages, parsed by a child process that is killed when it takes too long.

One child serves a process for its lifetime (it costs a tenth of a second to start, a few milliseconds a file to ask)
and is replaced after a crash, a timeout or a fork of its owner.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from graph import errors

SECONDS = 20.0
_CHILD = Path(__file__).with_name("pdf_child.py")
_LENGTH = struct.Struct(">Q")
_FILES_PER_CHILD = 500
_ERRORS: dict[str, type[errors.Unreadable]] = {
    "Damaged": errors.Damaged,
    "Encrypted": errors.Encrypted,
    "TooLarge": errors.TooLarge,
}


@dataclass(frozen=True, slots=True)
class PageTexts:
    """The pages as the reader gave them, and the reader's name and version."""

    pages: tuple[str, ...]
    reader: str


class _Died(Exception):
    """The child went away before it answered."""


class PageReader:
    """A child process and the right to talk to it; safe to share between threads and across forks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._served = 0

    def read(self, data: bytes, seconds: float = SECONDS) -> PageTexts:
        """The page texts; raises Damaged, Encrypted, TooLarge or TimeLimit."""
        with self._lock:
            child = self._ready()
            try:
                reply = json.loads(_ask(child, data, time.monotonic() + seconds))
            except TimeoutError:
                self._stop()
                raise errors.TimeLimit(f"reading the PDF took longer than {seconds:g} seconds", stage="pdf") from None
            except (_Died, BrokenPipeError):
                self._stop()
                raise errors.Damaged(
                    "the PDF crashes the reader or needs more memory than a report may take", stage="pdf"
                ) from None
            except BaseException:
                self._stop()
                raise
            self._served += 1
        if "error" in reply:
            raise _ERRORS[reply["error"]](reply["reason"], stage="pdf")
        return PageTexts(tuple(reply["pages"]), reply["reader"])

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._stop()

    def forget(self) -> None:
        """After a fork: the child belongs to the process we were forked from, and so may the lock."""
        self._lock = threading.Lock()
        child, self._child = self._child, None
        if child is not None:
            child.returncode = 0
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    pipe.close()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._served >= _FILES_PER_CHILD or (self._child is not None and self._child.poll() is not None):
            self._stop()
        if self._child is None:
            self._child = subprocess.Popen(  # noqa: S603 - our own script, no shell
                [sys.executable, "-P", "-B", str(_CHILD)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
            )
            assert self._child.stdin is not None
            os.set_blocking(self._child.stdin.fileno(), False)
            self._served = 0
        return self._child

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            with contextlib.suppress(BrokenPipeError), child:
                pass


def _ask(child: subprocess.Popen[bytes], data: bytes, deadline: float) -> bytes:
    assert child.stdin is not None
    assert child.stdout is not None
    _send(child.stdin.fileno(), _LENGTH.pack(len(data)) + data, deadline)
    (size,) = _LENGTH.unpack(_receive(child.stdout.fileno(), _LENGTH.size, deadline))
    return _receive(child.stdout.fileno(), size, deadline)


def _send(descriptor: int, data: bytes, deadline: float) -> None:
    view = memoryview(data)
    while view:
        _wait(descriptor, select.POLLOUT, deadline)
        view = view[os.write(descriptor, view[: 2**16]) :]


def _receive(descriptor: int, size: int, deadline: float) -> bytes:
    parts: list[bytes] = []
    while size:
        _wait(descriptor, select.POLLIN, deadline)
        part = os.read(descriptor, min(size, 2**20))
        if not part:
            raise _Died
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _wait(descriptor: int, event: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(descriptor, event)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise TimeoutError


READER = PageReader()
atexit.register(READER.close)
os.register_at_fork(after_in_child=READER.forget)
