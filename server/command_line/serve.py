"""`councilgraph serve`: the pages and the SPARQL endpoint over a store."""

from __future__ import annotations

import os
import signal

import click

from server.command_line import Options


@click.command("serve")
@click.option("--host", default=None, help="Address to listen on [default: 127.0.0.1].")
@click.option("--port", type=click.IntRange(0, 65535), default=None, help="Port to listen on [default: 8080].")
@click.option("--workers", type=click.IntRange(1, 64), default=None, help="Processes that answer HTTP.")
@click.option("--read-only", is_flag=True, help="Refuse every write, token or not.")
@click.pass_obj
def command(options: Options, /, host: str | None, port: int | None, workers: int | None, read_only: bool) -> int:
    """Serve the store over HTTP until interrupted; the address is printed once it answers."""
    if (
        signal.getsignal(signal.SIGHUP) is signal.SIG_DFL
    ):  # a terminal that closes ends all of it, not this process alone
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    from server.serving import serve
    from server.settings import Settings

    given = {"store": options.store, "host": host, "port": port, "workers": workers, "read_only": read_only or None}
    serve(
        Settings.load({name: value for name, value in given.items() if value is not None}, file=options.config),
        options.state,
    )
    return 0
