"""One process that gives out workers, admits long queries and kills what is over its time, for all HTTP processes.

Its loop never evaluates, parses or loads anything. HTTP processes ask over a Unix socket, one question at a time on
each connection; workers' sockets are passed to them, so that results do not come through here. When a connection
closes, its workers are killed; when the lifeline (standard input) closes, everything ends.
"""

from __future__ import annotations

import selectors
import signal
import socket
import sys
from pathlib import Path

import msgspec

from server.query import wire
from server.query.board import Board
from server.query.desk import Desk
from server.query.generations import Generations, Nursery, Provision
from server.query.lanes import LaneSize
from server.query.parties import Peer

TICK_SECONDS = 0.02
IDLE_SECONDS = 0.25


class Charge(msgspec.Struct, frozen=True, kw_only=True):
    """What a broker is told when it is started."""

    directory: str
    provision: Provision
    running: int
    waiting: int
    client_running: int
    client_waiting: int


class Broker:
    """The loop around the desk: sockets in, sockets out, time."""

    def __init__(self, charge: Charge) -> None:
        directory = Path(charge.directory)
        self._selector = selectors.DefaultSelector()
        self._board = Board(directory / "board", write=True)
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(directory / "broker.sock"))
        self._door.listen(256)
        self._door.setblocking(False)
        self._selector.register(self._door, selectors.EVENT_READ)
        self._selector.register(sys.stdin, selectors.EVENT_READ)
        self._generations = Generations(charge.provision, self._watch, self._unwatch)
        size = LaneSize(charge.running, charge.waiting, charge.client_running, charge.client_waiting)
        self._desk = Desk(self._generations, size, charge.provision.spares)

    def run(self) -> None:
        """Serve until the lifeline closes."""
        while True:
            self._generations.look()
            for key, _ in self._selector.select(TICK_SECONDS if self._desk.busy() else IDLE_SECONDS):
                if key.fileobj is sys.stdin:
                    self._generations.close()
                    return
                self._hear(key)
            self._desk.tick()

    def _hear(self, key: selectors.SelectorKey) -> None:
        if key.fileobj is self._door:
            sock, _ = self._door.accept()
            self._selector.register(sock, selectors.EVENT_READ, Peer(sock))
        elif isinstance(key.data, Peer):
            self._hear_peer(key.data)
        elif isinstance(key.data, Nursery):
            self._hear_nursery(key.data)

    def _hear_peer(self, peer: Peer) -> None:
        try:
            data = peer.sock.recv(1 << 16)
        except OSError:
            data = b""
        if data:
            for message in peer.unpacker.feed(data):
                self._desk.serve(peer, message)
            return
        self._selector.unregister(peer.sock)
        self._desk.gone(peer)
        peer.sock.close()

    def _hear_nursery(self, nursery: Nursery) -> None:
        messages = nursery.hear()
        if messages is None:
            self._generations.lost(nursery)
            self._desk.lost(nursery)
            return
        for message in messages:
            if isinstance(message, wire.Ready):
                self._generations.take_over(nursery, message)
                self._board.post(nursery.version, _tag(nursery))
                self._desk.new_generation()
            elif isinstance(message, wire.Forked):
                self._desk.born(nursery, message, nursery.descriptors.popleft())
            elif isinstance(message, wire.Died):
                self._desk.died(nursery, message)
            elif isinstance(message, wire.Failed):
                self._generations.problem = message.message

    def _watch(self, nursery: Nursery) -> None:
        self._selector.register(nursery.sock, selectors.EVENT_READ, nursery)

    def _unwatch(self, nursery: Nursery) -> None:
        self._selector.unregister(nursery.sock)


def _tag(nursery: Nursery) -> str:
    """Version and the moment the snapshot was made, so that the tag is the same after a restart."""
    return f"{nursery.version:x}-{nursery.stamp & 0xFFFFFFFF:x}"[:16]


def main() -> None:
    """Started by server.query.launch with its charge as the argument and a pipe as standard input."""
    charge = msgspec.json.decode(sys.argv[1], type=Charge)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    broker = Broker(charge)
    print("open", flush=True)  # noqa: T201 - tells server.query.launch that the door is open
    broker.run()


if __name__ == "__main__":
    main()
