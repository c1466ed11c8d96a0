"""`councilgraph dump`: the whole graph."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graph.store import open_reader
from server.command_line import Options

FORMS = {"nq": "application/n-quads", "trig": "application/trig"}


@click.command("dump")
@click.option(
    "-f", "--format", "form", type=click.Choice(list(FORMS)), default="nq", show_default=True, help="N-Quads or TriG."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write (default: standard output)."
)
@click.pass_obj
def command(options: Options, /, form: str, output: Path | None) -> int:
    """Write the whole graph as it was after the last load, without disturbing a writer."""
    store = open_reader(options.store)
    if output is None:
        store.dump(sys.stdout.buffer, FORMS[form])
        return 0
    draft = output.with_name(output.name + ".draft")
    try:
        with draft.open("wb") as handle:
            store.dump(handle, FORMS[form])
        draft.replace(output)
    finally:
        draft.unlink(missing_ok=True)
    return 0
