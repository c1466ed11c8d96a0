"""`councilgraph mcp`: for agents, over standard input and output."""

from __future__ import annotations

from pathlib import Path

import click

from server.command_line import Options


@click.command("mcp")
@click.pass_obj
def command(options: Options) -> int:
    """Answer an agent over standard input and output (Model Context Protocol), read-only and within the query limits.

    A graph at an address is answered from a copy, as by `serve`.
    Needs the extra: pip install 'councilgraph[mcp]'.
    """
    try:
        from server.mcp.tools import make_server
    except ModuleNotFoundError as error:
        raise click.UsageError("This needs the extra: pip install 'councilgraph[mcp]'.") from error
    from graph.store import current_snapshot
    from server.mcp.asking import Asking
    from server.mirroring import mirrored
    from server.query import QueryService
    from server.settings import Settings

    settings = Settings.load({"store": options.store}, file=options.config)
    with mirrored(settings, options.state) as local:
        current_snapshot(Path(local.store))
        service = QueryService(Path(local.store), local.limits)
        try:
            make_server(Asking(service)).run("stdio")
        finally:
            service.close()
    return 0
