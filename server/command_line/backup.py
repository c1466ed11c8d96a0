"""`councilgraph backup`: everything that belongs to a store, in one file."""

from __future__ import annotations

from pathlib import Path

import click

from server.command_line import Options


@click.command("backup")
@click.argument("target", metavar="FILE|FOLDER/", type=click.Path(readable=False))
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=600.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for a moment at which a running load has written everything.",
)
@click.pass_obj
def command(options: Options, /, target: str, wait: float) -> int:
    """Write graph, source texts, claims, reviews, tombstones and the audit log to FILE, or to a dated file in FOLDER/.

    Loads and the server go on meanwhile. The file appears when it is whole; one that is there is never overwritten.
    """
    from graph.backup.backup import back_up
    from graph.errors import StoreUnavailable
    from graph.store import is_address, state_folder
    from server.settings import Settings

    folder = state_folder(options.store, options.state)
    audit = Settings.load({"store": str(folder)}, file=options.config).audit_path
    elsewhere = audit.is_file() and not audit.resolve().is_relative_to(folder.resolve())
    also = {"audit.jsonl": audit} if elsewhere else None
    address = options.store if is_address(options.store) else ""
    if not folder.is_dir():
        raise StoreUnavailable(f"There is no store at {folder}.")
    if target.endswith("/"):
        Path(target).mkdir(parents=True, exist_ok=True)
    made = back_up(folder, Path(target), wait=wait, also=also, address=address)
    click.echo(f"{made.path}: version {made.version}, {made.size:,} bytes", err=True)
    return 0
