"""The zygote: one single-threaded process that holds one snapshot and forks workers from it.

A snapshot in memory answers five to eight times faster than on disk and a fork shares it; above a size the snapshot
stays on disk and every worker opens it for itself after the fork (a forked RocksDB would be broken, so this process
never opens one). Ends, with all its workers, when the broker closes the control socket.
"""

from __future__ import annotations

import contextlib
import gc
import os
import resource
import selectors
import signal
import socket
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pyoxigraph as ox

from server.query import wire, worker, writer
from server.query.confinement import confine, die_with_parent, limit_processor, reaches_network, silence
from server.query.limits import QueryLimits

SLOW_NICENESS = 12
"""Long queries give way to short ones."""
REPLAY_SECONDS = 20.0
_SIGNALS = {"kill": signal.SIGKILL, "stop": signal.SIGSTOP, "continue": signal.SIGCONT}


class Assignment(msgspec.Struct, frozen=True):
    """What a nursery is told when it is started."""

    store: str
    snapshot: str
    in_memory: bool
    limits: QueryLimits


def load(snapshot: str) -> ox.Store:
    """The snapshot in memory, an empty store where there is none.

    A child process reads the disk, so that no thread of RocksDB is ever alive in the process that forks; N-Quads
    between the two is also twice as fast as handing over quads one by one.
    """
    if not snapshot:
        return ox.Store()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        status = 1
        with contextlib.suppress(BaseException), open(writing, "wb") as out:
            on_disk = ox.Store.read_only(snapshot)
            for name in on_disk.named_graphs():
                out.write(f"{name}\n".encode())
            out.write(b"\n")
            on_disk.dump(out, ox.RdfFormat.N_QUADS)
            status = 0
        os._exit(status)
    os.close(writing)
    held = ox.Store()
    with open(reading, "rb") as data:
        for line in iter(data.readline, b"\n"):
            if not line:
                break
            held.add_graph(ox.NamedNode(line.decode().strip()[1:-1]))
        try:
            held.bulk_load(data, ox.RdfFormat.N_QUADS, lenient=True)
        except SyntaxError as error:
            raise OSError(f"the snapshot {snapshot} was read only in part") from error
    if os.waitpid(child, 0)[1]:
        raise OSError(f"the snapshot {snapshot} cannot be read")
    return held


@dataclass(slots=True)
class Nursery:
    """The loop: forks, signals and buries workers as the broker says."""

    control: socket.socket
    assignment: Assignment
    store: ox.Store | None = None
    children: dict[int, int] = field(default_factory=dict)
    """Worker number to process id."""

    def run(self) -> None:
        """Load the snapshot and serve the broker until it hangs up."""
        self.store = load(self.assignment.snapshot) if self.assignment.in_memory else None
        self._serve()

    def _serve(self) -> None:
        gc.collect()
        gc.freeze()
        wire.say(self.control, wire.Ready(self.assignment.in_memory, self._try_isolation()))
        selector = selectors.DefaultSelector()
        awake, bell = socket.socketpair()
        for end in (awake, bell):
            end.setblocking(False)
        signal.set_wakeup_fd(bell.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        selector.register(self.control, selectors.EVENT_READ)
        selector.register(awake, selectors.EVENT_READ)
        while True:
            ready = {key.fileobj for key, _ in selector.select()}
            if awake in ready:
                with contextlib.suppress(BlockingIOError):
                    awake.recv(4096)
                self._bury()
            if self.control in ready:
                heard = wire.hear(self.control)
                if heard is None:
                    break
                self._obey(heard[0])
        for pid in self.children.values():
            os.kill(pid, signal.SIGKILL)

    def _obey(self, order: wire.Message) -> None:
        match order:
            case wire.Order(action="fork"):
                self._fork(order)
            case wire.Order(action="follow"):
                self._succeed(order)
            case wire.Order(action="slow", worker=worker) if worker in self.children:
                _slow_down(self.children[worker])
            case wire.Order(action=action, worker=worker) if worker in self.children:
                os.kill(self.children[worker], _SIGNALS[action])

    def _fork(self, order: wire.Order) -> None:
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            with contextlib.suppress(BaseException):
                ours.close()
                self._become(theirs, writes=order.writer)
            os._exit(4)
        theirs.close()
        self.children[order.worker] = pid
        wire.say(self.control, wire.Born(order.worker, pid), ours.fileno())
        ours.close()

    def _succeed(self, order: wire.Order) -> None:
        """Fork a nursery of a newer version; it shares what has not changed, and ends if an update takes too long."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        if os.fork() == 0:
            with contextlib.suppress(BaseException):
                ours.close()
                self.control.close()
                assert self.store is not None
                limit_processor(REPLAY_SECONDS)
                for file in order.files:
                    self.store.update(Path(file).read_text(encoding="utf-8"))
                limit_processor(None)
                Nursery(theirs, self.assignment, self.store)._serve()
            os._exit(0)
        theirs.close()
        wire.say(self.control, wire.Born(version=order.version), ours.fileno())
        ours.close()

    def _become(self, sock: socket.socket, *, writes: bool) -> None:
        """In the child: drop what belongs to the parent, give up rights, serve."""
        die_with_parent()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self.control.close()
        silence()
        if writes:
            self.store = None
            confine(memory_mb=self.assignment.limits.write_memory_mb, files=True)
            writer.serve(sock, self.assignment.store)
        store = self.store if self.store is not None else ox.Store.read_only(self.assignment.snapshot)
        confine(memory_mb=self.assignment.limits.memory_mb, files=self.store is None)
        # a thread has memory pages of its own: allocating between those shared with the parent takes 1.5 times as long
        threading.Thread(target=worker.serve, args=(sock, store)).start()
        signal.pause()

    def _try_isolation(self) -> dict[str, bool]:
        """Confine a throw-away child as a worker is and let it look for a way out."""
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            held = confine(memory_mb=self.assignment.limits.memory_mb, files=not self.assignment.in_memory)
            held["network"] = held["network"] and not reaches_network()
            os.write(writing, msgspec.json.encode(held))
            os._exit(0)
        os.close(writing)
        os.waitpid(pid, 0)
        with open(reading, "rb") as answer:
            return msgspec.json.decode(answer.read() or b"{}", type=dict[str, bool])

    def _bury(self) -> None:
        numbers = {pid: number for number, pid in self.children.items()}
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            number = numbers.get(pid)
            if number is not None:
                del self.children[number]
                out_of_memory = os.WIFEXITED(status) and os.WEXITSTATUS(status) == 3
                ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
                wire.say(self.control, wire.Died(number, signal.SIGABRT if out_of_memory else ended_by))


def _slow_down(pid: int) -> None:
    """All its threads: Linux counts niceness by the thread."""
    with contextlib.suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task") if sys.platform == "linux" else [pid]:
            os.setpriority(os.PRIO_PROCESS, int(thread), SLOW_NICENESS)


def main() -> None:
    """Started by the broker: the control socket's descriptor and the assignment are the arguments."""
    control = socket.socket(fileno=int(sys.argv[1]))
    assignment = msgspec.json.decode(sys.argv[2], type=Assignment)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nursery = Nursery(control, assignment)
    try:
        nursery.run()
    except OSError as error:
        with contextlib.suppress(OSError):
            wire.say(control, wire.Failed(str(error)))
    os._exit(0)


if __name__ == "__main__":
    main()
