"""`councilgraph review`: look at claims, accept, reject or correct them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import click

from graph.claim import Extract
from graph.errors import BadSetting, UnknownName
from graph.library import Library
from graph.loading.whole import graph_of
from graph.register.register import load_register
from graph.review import (
    Reviewable,
    ReviewDecision,
    Verdict,
    apply_decisions,
    decide,
    golden_case,
    reviewables,
)
from server.command_line import Options


@click.group("review", invoke_without_command=True)
@click.option("--published", is_flag=True, help="List published claims too, not candidates alone.")
@click.option("--document", metavar="ID", help="Only this document.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Claims to list.")
@click.pass_context
def command(ctx: click.Context, published: bool, document: str | None, limit: int) -> None:
    """List claims that wait for a decision, each with its sentence; `accept`, `reject` and `correct` decide.

    Decisions are kept in reviews.jsonl in the store's folder and replayed at each load.
    """
    if ctx.invoked_subcommand is not None:
        return
    options: Options = ctx.obj
    with Library(options.store, state=options.state, create=False) as library:
        shown = waiting = 0
        for extract, item in _items(library, document):
            if item.claim.published and not published:
                continue
            waiting += 1
            if shown < limit:
                shown += 1
                _print(extract, item)
        click.echo(f"{shown} of {waiting} claims", err=True)


@command.command("accept")
@click.argument("claim")
@click.option("--note", default="", help="Kept with the decision.")
@click.pass_obj
def accept(options: Options, /, claim: str, note: str) -> int:
    """Publish the claim with this id."""
    return _decide(options, claim, Verdict.ACCEPT, {}, note)


@command.command("reject")
@click.argument("claim")
@click.option("--note", default="", help="Kept with the decision.")
@click.pass_obj
def reject(options: Options, /, claim: str, note: str) -> int:
    """Take the claim with this id out and keep it out."""
    return _decide(options, claim, Verdict.REJECT, {}, note)


@command.command("correct")
@click.argument("claim")
@click.argument("changes", nargs=-1, required=True, metavar="NAME=VALUE…")
@click.option("--note", default="", help="Kept with the decision.")
@click.pass_obj
def correct(options: Options, /, claim: str, changes: tuple[str, ...], note: str) -> int:
    """Publish the claim with other arguments, such as grade=good."""
    if wrong := [change for change in changes if "=" not in change]:
        raise click.UsageError(f"A correction is NAME=VALUE, not {wrong[0]!r}.")
    change = {name: value for name, _, value in (item.partition("=") for item in changes)}
    return _decide(options, claim, Verdict.CORRECT, change, note)


@command.command("export")
@click.pass_obj
def export(options: Options, /) -> int:
    """Print the decisions as golden cases, one JSON object a line."""
    with Library(options.store, state=options.state, create=False) as library:
        for decision in library.reviews.read():
            click.echo(golden_case(decision))
    return 0


def _items(library: Library, document: str | None) -> Iterator[tuple[Extract, Reviewable]]:
    for stored in library.state.documents():
        if document in (None, stored.key, stored.slug):
            extract = library.state.unreviewed(stored.slug)
            yield from ((extract, item) for item in reviewables(extract))


def _print(extract: Extract, item: Reviewable) -> None:
    title = extract.document.title.value if extract.document.title else extract.document.key
    state = "published" if item.claim.published else "candidate"
    click.echo(f"{item.id}  {item.kind.removesuffix('s')}  {state} {item.claim.confidence:.2f}  {item.arguments}")
    before, found, after = item.sentence.partition(item.words)
    marked = f"{before}{click.style(f'[{found}]', bold=True)}{after}" if found else item.sentence
    click.echo(f"    “{' '.join(marked.split())}”")
    click.echo(f"    {title} ({extract.document.issued or 'no date'}), rule {item.claim.rule}")


def _rehearse(extract: Extract, decision: ReviewDecision) -> None:
    """A decision that the graph cannot take would stand in the way of every later load: BadSetting before it is written."""
    try:
        if (council := decision.change.get("council")) and council not in load_register().councils:
            raise KeyError(("council", council))
        graph_of(apply_decisions(extract, [decision])[:1])
    except (KeyError, ValueError) as error:
        given = " ".join(f"{name}={value}" for name, value in decision.change.items())
        why = error.args[0] if isinstance(error.args[0], str) else f"there is no {' '.join(error.args[0])}"
        raise BadSetting(f"{given} cannot be stored: {why}.") from error


def _decide(options: Options, claim: str, verdict: Verdict, change: dict[str, str], note: str) -> int:
    with Library(options.store, state=options.state, create=False) as library:
        for extract, item in _items(library, None):
            if item.id == claim:
                now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
                decision = decide(extract, item, verdict, change, now, note)
                _rehearse(extract, decision)
                library.reviews.append(decision)
                library.add([extract])
                library.drain()
                now_is = "".join(f"; now {name}={value}" for name, value in change.items())
                click.echo(f"{verdict.value}ed: {item.arguments}{now_is}", err=True)
                return 0
    raise UnknownName(f"There is no claim {claim}; `councilgraph review --published` lists the ids.")
