"""`councilgraph restore`: a store out of a backup."""

from __future__ import annotations

from pathlib import Path

import click

from server.command_line import Options


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--verify", "only_verify", is_flag=True, help="Check the backup to its last byte and write nothing.")
@click.pass_obj
def command(options: Options, /, file: Path, only_verify: bool) -> int:
    """Make the store (--store) out of the backup FILE; the place must be empty or not there.

    Every checksum is verified and the store is opened once before it appears.
    """
    from graph.backup.restore import restore, verify
    from graph.errors import BadSetting
    from graph.store import is_address

    if is_address(options.store) and not only_verify:
        raise BadSetting("A backup is restored to a folder; --store names one.")
    manifest = verify(file) if only_verify else restore(file, Path(options.store))
    done = "is whole" if only_verify else f"is restored to {options.store}"
    click.echo(f"{file} {done}: version {manifest.version} of {manifest.made}", err=True)
    return 0
