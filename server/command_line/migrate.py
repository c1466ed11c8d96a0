"""`councilgraph migrate`: a store of an older version of the program."""

from __future__ import annotations

from pathlib import Path

import click

from graph.errors import BadSetting
from server.command_line import Options


@click.command("migrate")
@click.pass_obj
def command(options: Options, /) -> int:
    """Bring the folder of the store to the format of this version; copy it before."""
    from graph.migration import migrate
    from graph.store import is_address

    if is_address(options.store):
        raise BadSetting("Only the folder of a store is migrated; --store names one.")
    left = migrate(Path(options.store))
    click.echo(f"Left format {', '.join(map(str, left))}." if left else "Nothing to do.", err=True)
    return 0
