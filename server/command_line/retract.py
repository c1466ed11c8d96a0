"""`councilgraph retract`: take a document out and keep it out."""

from __future__ import annotations

import difflib

import click

from graph.errors import UnknownName
from graph.library import Library
from server.command_line import Options


@click.command("retract")
@click.argument("identity", metavar="ID")
@click.option("--reason", default="retracted by hand", show_default=True, help="Kept with the tombstone.")
@click.pass_obj
def command(options: Options, /, identity: str, reason: str) -> int:
    """Take the document ID (its identity, slug or IRI) out; a tombstone keeps it out when it is loaded again."""
    name = identity.rsplit("/id/document/", 1)[-1]
    with Library(options.store, create=False) as library:
        if not library.retract(name, reason):
            known = [document.key for document in library.state.documents()]
            raise UnknownName(_message(identity, known), tuple(difflib.get_close_matches(name, known, 5)))
    click.echo(f"{identity} is out of the graph and will not come back by loading.", err=True)
    return 0


def _message(identity: str, known: list[str]) -> str:
    near = difflib.get_close_matches(identity, known, 3)
    return f"There is no document {identity}." + (f" Did you mean {', '.join(near)}?" if near else "")
