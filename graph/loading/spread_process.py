"""A child process that reads sources one after another, replaced when it dies, hangs or has read very many."""

from __future__ import annotations

import subprocess
import sys
import time
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from graph.inputs.failure import Failure
from graph.inputs.source import Source
from graph.loading.spread_child import GRACE
from graph.pipeline import Outcome

CHILD = Path(__file__).with_name("spread_child.py")
SOURCES_PER_CHILD = 20_000  # whatever a library leaks is given back
START = 60.0


class ReaderProcess:
    """Used by one thread at a time; whatever a source does to the child costs that source alone."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None
        self._served = 0

    def read(self, source: Source) -> Outcome:
        """What `graph.pipeline.read` gives, or a failure that says that it took too long or ended the process."""
        started = self._child is None
        pipe = self._ready()
        began = time.monotonic()
        longest = self._seconds + 2 * GRACE + (START if started else 0.0)
        try:
            pipe.send(source)
            if pipe.poll(longest):
                outcome: Outcome = pipe.recv()
                self._served += 1
                return outcome
        except (EOFError, OSError):
            pass
        self.close()
        if time.monotonic() - began >= self._seconds:
            reason, kind = f"reading it took longer than {self._seconds:g} seconds", "TimeLimit"
        else:
            reason, kind = "the process that read it died", "Damaged"
        return Outcome(source.name, (Failure(source.name, "read", reason, kind=kind),))

    def stop(self) -> None:
        """End the child from another thread; `read` then fails at once."""
        if self._child is not None:
            self._child.kill()

    def close(self) -> None:
        """End the child."""
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None

    def _ready(self) -> Connection:
        if self._served >= SOURCES_PER_CHILD:
            self.close()
        if self._pipe is None:
            self._pipe, theirs = Pipe()
            arguments = [sys.executable, "-P", str(CHILD), str(theirs.fileno()), str(self._seconds)]
            self._child = subprocess.Popen(  # noqa: S603 - our own program
                arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[theirs.fileno()]
            )
            theirs.close()
            self._served = 0
        return self._pipe
