"""`councilgraph migrate`: a store of an older version of the program."""

from __future__ import annotations

from pathlib import Path

import click

from server.command_line import Options


@click.command("migrate")
@click.pass_obj
def command(options: Options, /) -> int:
    """Bring the folder of the store to the format of this version; copy it before."""
    from graph.migration import migrate

    left = migrate(Path(options.store))
    click.echo(f"Left format {', '.join(map(str, left))}." if left else "Nothing to do.", err=True)
    return 0
