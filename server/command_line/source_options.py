"""Options of the commands that take sources: what a source's text does not say, and how it is fetched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ipaddress import ip_network
from pathlib import Path
from typing import Any, TypeVar

import click

from graph.document import DocumentKind, Origin, Rights
from graph.inputs.address import is_address
from graph.inputs.fetching import DELAY, Fetcher, Manners
from graph.inputs.opening import Opening, kind_of
from graph.inputs.public_address import Network
from graph.reading import Metadata
from server.command_line import Options

F = TypeVar("F", bound=Callable[..., Any])


def metadata_options(function: F) -> F:
    """`--id --title --date --publisher --url --kind --rights --provider-number`, handed over as one Metadata."""
    for option in reversed(
        [
            click.option(
                "--id", "key", metavar="ID", help="Identity of the document (default: its address, else its digest)."
            ),
            click.option("--title", help="Title of the document."),
            click.option("--date", metavar="EDTF", help="Date of the document: 2019-05-20, 2019-05 or 2019."),
            click.option("--publisher", help="Who published it."),
            click.option("--url", help="Address at which it was published."),
            click.option(
                "--kind", type=click.Choice([kind.value for kind in DocumentKind]), help="What kind of source it is."
            ),
            click.option(
                "--rights",
                type=click.Choice([right.value for right in Rights]),
                help="How much of the text may be shown: own and ogl all of it, quote the quoted sentences alone.",
            ),
            click.option("--provider-number", help="The inspectorate's number of the council."),
        ]
    ):
        function = option(function)
    return function


def fetching_options(function: F) -> F:
    """`--delay`, and for an intranet or a test `--allow-network`."""
    for option in (
        click.option(
            "--delay",
            type=click.FloatRange(min=0),
            default=DELAY,
            show_default=True,
            help="Seconds between two requests to the same web site, at least.",
        ),
        click.option(
            "--allow-network", "networks", multiple=True, hidden=True, help="May be fetched from though not public."
        ),
    ):
        function = option(function)
    return function


def opening(options: Options, known: Metadata | None, delay: float, networks: Sequence[str]) -> Opening:
    """What opens the places that were named."""
    return Opening(
        known, fetcher=Fetcher(Manners(delay, allowed=tuple(map(_network, networks)), contact=options.contact))
    )


def _network(text: str) -> Network:
    try:
        return ip_network(text)
    except ValueError as error:
        raise click.UsageError(f"{text} is not a network.") from error


def metadata(values: dict[str, str | None], places: Sequence[str]) -> Metadata | None:
    """The metadata given by flags, None without any; an identity or address can belong to one document only."""
    given = {name: value for name, value in values.items() if value}
    if not given:
        return None
    if ("key" in given or "url" in given) and (len(places) != 1 or not _is_one(places[0])):
        raise click.UsageError("--id and --url name one document, so give one file.")
    return Metadata.of(Origin.FLAG, **given)


def _is_one(place: str) -> bool:
    """Whether it names one document: no folder, pattern or archive; what an address leads to is not known yet."""
    if is_address(place):
        return True
    return not Path(place).is_dir() and (Path(place).exists() or not set(place) & set("*?[")) and kind_of(place) is None
