"""One process that gives out workers, admits long queries and kills what is over its time, for all HTTP processes.

Its loop never evaluates, parses or loads anything. HTTP processes ask over a Unix socket, one question at a time on
each connection; workers' sockets are passed to them, so that results do not come through here. When a connection
closes, its workers are killed; when the lifeline (standard input) closes, everything ends.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import sys
from pathlib import Path

import msgspec

from server.query import wire
from server.query.board import Board
from server.query.confinement import adopt_orphans
from server.query.desk import Desk, Peer
from server.query.generations import Generations, Nursery
from server.query.lanes import LaneSize
from server.query.limits import QueryLimits

TICK_SECONDS = 0.02
IDLE_SECONDS = 0.25


class Charge(msgspec.Struct, frozen=True):
    """What a broker is told when it is started."""

    directory: str
    store: str
    limits: QueryLimits


class Broker:
    """The loop around the desk: sockets in, sockets out, time."""

    def __init__(self, charge: Charge) -> None:
        directory = Path(charge.directory)
        self._selector = selectors.DefaultSelector()
        self._board = Board(directory / "board", write=True)
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._door.bind(str(directory / "broker.sock"))
        self._door.listen(256)
        self._door.setblocking(False)
        self._selector.register(self._door, selectors.EVENT_READ)
        self._selector.register(sys.stdin, selectors.EVENT_READ)
        self._generations = Generations(Path(charge.store), charge.limits, self._watch, self._selector.unregister)
        self._desk = Desk(self._generations, LaneSize.of(charge.limits))

    def run(self) -> None:
        """Serve until the lifeline closes."""
        while True:
            self._generations.look()
            for key, _ in self._selector.select(TICK_SECONDS if self._desk.busy() else IDLE_SECONDS):
                if key.fileobj is sys.stdin:
                    self._generations.close()
                    return
                self._attend(key)
            self._desk.tick()

    def _attend(self, key: selectors.SelectorKey) -> None:
        if key.fileobj is self._door:
            sock, _ = self._door.accept()
            self._selector.register(sock, selectors.EVENT_READ, Peer(sock))
        elif isinstance(key.data, Peer):
            self._attend_peer(key.data)
        elif isinstance(key.data, Nursery):
            self._attend_nursery(key.data)

    def _attend_peer(self, peer: Peer) -> None:
        heard = _hear(peer.sock)
        if heard and isinstance(heard[0], wire.Call):
            self._desk.serve(peer, heard[0])
            return
        self._selector.unregister(peer.sock)
        self._desk.gone(peer)
        peer.sock.close()

    def _attend_nursery(self, nursery: Nursery) -> None:
        heard = _hear(nursery.sock)
        match heard and heard[0]:
            case None:
                self._generations.lost(nursery)
                self._desk.lost(nursery)
            case wire.Ready() as ready:
                self._generations.take_over(nursery, ready)
                self._board.post(nursery.version, nursery.tag)
                self._desk.new_generation()
            case wire.Born(version=0) as born if heard and heard[1] is not None:
                self._desk.born(born, heard[1])
            case wire.Born(version=version) if heard and heard[1] is not None:
                self._generations.followed(nursery, version, heard[1])
            case wire.Died() as died:
                self._desk.died(died)
            case wire.Failed(problem):
                self._generations.problem = problem

    def _watch(self, nursery: Nursery) -> None:
        self._selector.register(nursery.sock, selectors.EVENT_READ, nursery)


def _hear(sock: socket.socket) -> tuple[wire.Message, int | None] | None:
    try:
        return wire.hear(sock)
    except OSError:
        return None


def main() -> None:
    """Started by server.query.launch with its charge as the argument and a pipe as standard input."""
    charge = msgspec.json.decode(sys.argv[1], type=Charge)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    adopt_orphans()
    broker = Broker(charge)
    os.write(1, b"open\n")  # tells server.query.launch that the door is open
    broker.run()


if __name__ == "__main__":
    main()
