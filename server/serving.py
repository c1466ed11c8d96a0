"""Runs the server: the broker once, then the processes that answer HTTP, each with the application behind its door.

`python -m server.serving STORE [PORT]` is the short way, with everything else from the environment.
"""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from graph.errors import BadSetting, CouncilgraphError
from graph.store import current_snapshot
from server.mirroring import mirrored
from server.query.launch import Brokerage
from server.settings import Settings

_BROKER = "COUNCILGRAPH_BROKER"
BACKLOG = 1024


def serve(settings: Settings, state: Path | None = None) -> None:
    """Serve until interrupted; raises StoreError or BadSetting before anything is started.

    `state` is the folder beside a store that is an address.
    """
    with mirrored(settings, state) as local:
        _serve(local)


def _serve(settings: Settings) -> None:
    current_snapshot(Path(settings.store))
    with _listen(settings.host, settings.port) as door:
        brokerage = Brokerage(Path(settings.store), settings.limits)
        os.environ[_BROKER] = str(brokerage.directory)
        try:
            from server.processes import Processes  # takes a second, in which the broker loads the snapshot

            processes = Processes(settings, door, brokerage.directory)
            shown = f"[{settings.host}]" if ":" in settings.host else settings.host
            print(f"councilgraph answers at http://{shown}:{door.getsockname()[1]}/", flush=True)  # noqa: T201
            processes.run()
        finally:
            brokerage.close()


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens; on any free port for 0."""
    door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        door.listen(BACKLOG)
    except OSError as error:
        door.close()
        raise BadSetting(
            f"Cannot listen on {host} port {port}: {error.strerror}. Is another server running there?"
        ) from error
    return door


def main(arguments: list[str]) -> int:
    """For tests and for the impatient."""
    if not arguments:
        print("usage: python -m server.serving STORE [PORT]", file=sys.stderr)  # noqa: T201
        return 2
    flags: dict[str, object] = {"store": arguments[0]}
    if len(arguments) > 1:
        flags["port"] = int(arguments[1])
    try:
        serve(Settings.load(flags))
    except CouncilgraphError as error:
        print(f"councilgraph: {error}", file=sys.stderr)  # noqa: T201
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
