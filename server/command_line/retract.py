"""`councilgraph retract`: take a document or a person out and keep them out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import click

from graph.errors import UnknownName
from graph.library import Library
from graph.loading.burial import people_of
from server.command_line import Options


@click.command("retract")
@click.argument("identity", metavar="ID", required=False)
@click.option("--person", metavar="SLUG|IRI", help="Take this person out of every document instead.")
@click.option("--reason", default="retracted by hand", show_default=True, help="Kept with the tombstone.")
@click.pass_obj
def command(options: Options, /, identity: str | None, person: str | None, reason: str) -> int:
    """Take the document ID (its identity, slug or IRI) out; a tombstone keeps it out when it is loaded again.

    With --person: every post and quotation of a person, and what rests on their word alone; the texts stay.
    """
    if (identity is None) == (person is None):
        raise click.UsageError("Say what to take out: the ID of a document, or --person.")
    with Library(options.store, state=options.state, create=False) as library:
        told = _document(library, identity, reason) if identity else _person(library, person or "", reason)
    click.echo(told, err=True)
    return 0


def _document(library: Library, identity: str, reason: str) -> str:
    name = identity.rsplit("/id/document/", 1)[-1]
    if not library.retract(name, reason):
        raise _unknown("document", identity, name, [document.key for document in library.state.documents()])
    return f"{identity} is out of the graph and will not come back by loading."


def _person(library: Library, person: str, reason: str) -> str:
    name = person.rsplit("/id/person/", 1)[-1].removeprefix("person:")
    known = {
        found
        for stored in library.state.documents()
        for found, _ in people_of(library.state.unreviewed(stored.slug), stored.slug)
    }
    if name not in known and name not in library.state.buried("person"):
        raise _unknown("person", person, name, known)
    count = library.retract_person(name, reason)
    return f"{name} is out of {count} document{'' if count == 1 else 's'} and will not come back by loading."


def _unknown(kind: str, given: str, name: str, known: Iterable[str]) -> UnknownName:
    near = tuple(difflib.get_close_matches(name, list(known), 3))
    return UnknownName(f"There is no {kind} {given}." + (f" Did you mean {', '.join(near)}?" if near else ""), near)
