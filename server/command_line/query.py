"""`councilgraph query`: SPARQL against the store or an endpoint."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import click

from graph.errors import BadQuery, CouncilgraphError
from server.command_line import EXIT_TIME, Options

FORMATS = ("table", "json", "csv", "tsv", "xml", "ttl", "nt")


@click.command("query")
@click.argument("query", metavar="[RQ|-]", default="-")
@click.option(
    "-f", "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="What to print."
)
@click.option("--param", "given", multiple=True, metavar="NAME=VALUE", help="Value of a parameter of a saved query.")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead of the store.")
@click.option("--time", "timed", is_flag=True, help="Say on standard error how long it took.")
@click.option(
    "--timeout", type=click.FloatRange(min=0.01), default=60.0, show_default=True, help="Seconds until it is given up."
)
@click.pass_obj
def command(
    options: Options,
    /,
    query: str,
    form: str,
    given: tuple[str, ...],
    endpoint: str | None,
    timed: bool,
    timeout: float,
) -> int:
    """Ask a SPARQL query.

    RQ is the name of a saved query, a file, the text itself, or - for standard input.
    """
    text = _text(query, _parameters(given))
    began = time.monotonic()
    if endpoint:
        from server.command_line.endpoint import ask_endpoint

        data = ask_endpoint(endpoint, text, form, timeout)
    else:
        data = _ask_store(options.store, text, form, timeout)
    out = sys.stdout.buffer
    out.write(data)
    out.flush()
    if timed:
        click.echo(f"{time.monotonic() - began:.3f} s", err=True)
    return 0


def _parameters(given: tuple[str, ...]) -> dict[str, str]:
    if wrong := [item for item in given if "=" not in item]:
        raise click.UsageError(f"--param wants NAME=VALUE, not {wrong[0]!r}.")
    return {name: value for name, _, value in (item.partition("=") for item in given)}


def _text(query: str, parameters: dict[str, str]) -> str:
    from graph.saved_query import parse_saved_query, saved_queries, saved_query

    if query == "-":
        if not (told := sys.stdin.read()).strip():
            raise BadQuery("There is no query on standard input.")
        found = parse_saved_query("standard input", told)
    elif query in saved_queries():
        found = saved_query(query)
    elif "{" in query:
        found = parse_saved_query("the query", query)
    elif Path(query).is_file():
        try:
            found = parse_saved_query(query, Path(query).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise BadQuery(f"{query} cannot be read as a query: {error}.") from error
    else:
        found = saved_query(query)
    return found.with_values(parameters) if parameters else found.text


def _ask_store(location: str, text: str, form: str, timeout: float) -> bytes:
    """Evaluate in a thread; an engine of ours cannot be stopped, so at the limit the process ends."""
    from graph.store import open_reader
    from server.command_line.answer import render_answer

    store = open_reader(location)
    outcome: list[bytes | BaseException] = []

    def run() -> None:
        try:
            outcome.append(render_answer(store.query(text), form))
        except BaseException as error:
            outcome.append(error.with_traceback(None))  # its frames hold an answer that must end in this thread

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(timeout)
    if not outcome:
        click.echo(f"councilgraph: The query was given up after {timeout:g} seconds; --timeout allows more.", err=True)
        sys.stderr.flush()
        os._exit(EXIT_TIME)
    found = outcome[0]
    if isinstance(found, click.ClickException | CouncilgraphError):
        raise found
    if isinstance(found, BaseException):
        raise BadQuery(f"The query cannot be answered: {found}") from found
    return found
