"""Options that say about a source what its text does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from graph.document import DocumentKind, Origin, Rights
from graph.reading import Metadata

F = TypeVar("F", bound=Callable[..., Any])
PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))


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


def metadata(values: dict[str, str | None], places: Sequence[Path | str]) -> Metadata | None:
    """The metadata given by flags, None without any; an identity or address can belong to one document only."""
    given = {name: value for name, value in values.items() if value}
    if not given:
        return None
    if ("key" in given or "url" in given) and (len(places) != 1 or not _is_one(str(places[0]))):
        raise click.UsageError("--id and --url name one document, so give one file.")
    return Metadata.of(Origin.FLAG, **given)


def _is_one(place: str) -> bool:
    """Whether it names one document: no folder, pattern or archive; what an address leads to is not known yet."""
    from graph.inputs.address import is_address
    from graph.inputs.opening import kind_of

    if is_address(place):
        return True
    return not Path(place).is_dir() and (Path(place).exists() or not set(place) & set("*?[")) and kind_of(place) is None
