"""Runs the server: the broker once, then granian's processes, each with the application behind the gateway.

`python -m server.serving STORE [PORT]` is the short way, with everything else from the environment.
"""

from __future__ import annotations

import gc
import logging
import os
import socket
import sys
from dataclasses import asdict
from pathlib import Path

import msgspec
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.server import Server

from graph.errors import BadSetting, CouncilgraphError
from graph.store import current_snapshot
from server.application import create_app
from server.cache import AnswerCache
from server.gateway import Gateway
from server.operations.observer import Asgi, observe
from server.query import QueryService
from server.query.launch import Brokerage
from server.quick import QuickAnswers
from server.settings import Settings

_HANDED_DOWN, _BROKER = "COUNCILGRAPH_HANDED_DOWN", "COUNCILGRAPH_BROKER"
HEADER_MILLISECONDS = 10_000


def serve(settings: Settings) -> None:
    """Serve until interrupted; raises StoreError or BadSetting before anything is started."""
    current_snapshot(Path(settings.store))
    port = _free_port(settings.host, settings.port)
    brokerage = Brokerage(Path(settings.store), settings.limits)
    try:
        os.environ[_HANDED_DOWN] = msgspec.json.encode(asdict(settings)).decode()
        os.environ[_BROKER] = str(brokerage.directory)
        logging.getLogger("granian").setLevel(logging.WARNING)
        server = Server(
            "server.serving:gateway",
            address=settings.host,
            port=port,
            interface=Interfaces.ASGINL,
            workers=settings.workers,
            factory=True,
            websockets=False,
            http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS),
            log_enabled=False,
            respawn_failed_workers=True,
            workers_kill_timeout=5,
        )
        shown = f"[{settings.host}]" if ":" in settings.host else settings.host
        server.on_startup(lambda: print(f"councilgraph answers at http://{shown}:{port}/", flush=True))  # noqa: T201
        server.serve()
    finally:
        brokerage.close()


def gateway() -> Asgi:
    """What each HTTP process runs; it finds settings and broker in its environment."""
    settings = msgspec.json.decode(os.environ[_HANDED_DOWN], type=Settings)
    limits = settings.limits
    service = QueryService(Path(settings.store), limits, directory=Path(os.environ[_BROKER]))
    app = create_app(settings, service=service)
    cache = AnswerCache(settings.cache << 20, lambda: service.tag)
    quick = QuickAnswers(app.extensions["councilgraph"])
    most = limits.update_bounds.characters * 3
    sys.setswitchinterval(0.0005)  # the event loop must not stand behind many threads for long
    gc.collect()
    gc.freeze()  # what is here now stays, so the collector need not look at it for every few requests
    answering = Gateway(app, threads=settings.threads, body_limit=most, cache=cache, quick=quick)
    return observe(answering, app, settings)


def _free_port(host: str, port: int) -> int:
    """The port if it can be had; any free one for 0."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadSetting(
                f"Cannot listen on {host} port {port}: {error.strerror}. Is another server running there?"
            ) from error
        return int(probe.getsockname()[1])


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
