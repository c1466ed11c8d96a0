"""The process that reads sources for another one: takes Source records from a pipe, gives an Outcome for each.

A source that takes too long ends with an exception where Python code runs and, where it does not, with the process.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import resource
import signal
import sys
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

if __name__ == "__main__":  # run by its path, so that it is of the same checkout or installation as its parent
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

if TYPE_CHECKING:
    from graph.inputs.source import Source
    from graph.pipeline import Outcome

GRACE = 5.0
MEMORY = 4 << 30


class _Alarm(BaseException):
    """Not an Exception, so that no library's catch-all swallows it."""


def read_within(source: Source, seconds: float) -> Outcome:
    """`graph.pipeline.read` with a time limit; in a thread other than the main one there is none."""
    from graph.inputs.failure import Failure
    from graph.pipeline import Outcome, read

    try:
        with _alarm(seconds):
            return read(source)
    except _Alarm:
        reason = f"reading it took longer than {seconds:g} seconds"
        return Outcome(source.name, (Failure(source.name, "read", reason, kind="TimeLimit"),))


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _raise)
    timer = signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, *timer)  # somebody else's alarm goes on


def _raise(*_: object) -> None:
    raise _Alarm


def _warm_up() -> None:
    """Load lexicon, rules and register, so that the first source is not charged for them."""
    from graph.inputs.source import Source
    from graph.pipeline import read

    read(Source("", b"A text to begin with."))


def main(descriptor: int, seconds: float) -> None:
    """Serve until the parent closes its end of the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    _warm_up()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with Connection(descriptor) as parent, contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            source = parent.recv()
            faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=nowhere)
            outcome = read_within(source, seconds)
            faulthandler.cancel_dump_traceback_later()
            parent.send(outcome)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
