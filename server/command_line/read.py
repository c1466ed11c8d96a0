"""`councilgraph read`: what is read, without a store."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from graph.claim import Extract
from graph.identity import document_slug
from graph.inputs.failure import Failure
from graph.inputs.opening import expand
from graph.loading.spread import read_all
from server.command_line import EXIT_BAD_DATA, Options
from server.command_line.source_options import fetching_options, metadata, metadata_options, opening
from server.reading_formats import FORMATS, write_extracts

SUMMARY = "summary"


@click.command("read")
@click.argument("places", nargs=-1, required=True, metavar="PATH|URL...")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice([*FORMATS, SUMMARY]),
    default="table",
    show_default=True,
    help="What to print.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for `-f summary`, one JSON a document.",
)
@fetching_options
@metadata_options
@click.pass_obj
def command(
    options: Options,
    /,
    places: tuple[str, ...],
    form: str,
    output: Path | None,
    delay: float,
    networks: tuple[str, ...],
    **given: Any,
) -> int:
    """Print what is read in what lies at each PATH or URL, without a store; they are as for `load`.

    `summary` writes one JSON file a document in the exchange format `councilgraph-gold/1`.
    """
    if (form == SUMMARY) != (output is not None):
        raise click.UsageError("-f summary and -o FOLDER belong together.")
    items = opening(options, metadata(given, places), delay, networks).items(dict.fromkeys(expand(places)))
    read: list[tuple[str, Extract]] = []
    failures: list[tuple[Failure, str]] = []
    for outcome in read_all(items):
        for found in outcome.found:
            if isinstance(found, Failure):
                failures.append((found, outcome.receipt.sha256 if outcome.receipt else ""))
                click.echo(f"councilgraph: {found.sentence()}", err=True)
            elif output is not None:
                _write_summary(output, outcome.name, found)
            else:
                read.append((outcome.name, found))
    if output is None:
        write_extracts(form, read, failures, sys.stdout.buffer)
    return EXIT_BAD_DATA if failures else 0


def _write_summary(folder: Path, name: str, extract: Extract) -> None:
    """Named like its file; what lies in a container, like the document."""
    from graph.summary import summary

    folder.mkdir(parents=True, exist_ok=True)
    stem = Path(name).stem if Path(name).is_file() else document_slug(extract.document.key)
    text = json.dumps({**summary(extract), "id": stem}, ensure_ascii=False, indent=1)
    (folder / f"{stem}.json").write_text(text + "\n", encoding="utf-8")
