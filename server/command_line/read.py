"""`councilgraph read`: what is read, without a store."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from graph.claim import Extract
from graph.pipeline import Failure, read_source, sources
from server.command_line import EXIT_BAD_DATA, Options
from server.command_line.source_options import PATHS, metadata, metadata_options
from server.reading_formats import FORMATS, write_extracts

SUMMARY = "summary"


@click.command("read")
@PATHS
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
@metadata_options
@click.pass_obj
def command(options: Options, /, paths: tuple[Path, ...], form: str, output: Path | None, **given: Any) -> int:
    """Print what is read in the files at PATHS (folders are walked), without a store.

    `summary` writes one JSON file a document in the exchange format `councilgraph-gold/1`.
    """
    if (form == SUMMARY) != (output is not None):
        raise click.UsageError("-f summary and -o FOLDER belong together.")
    known = metadata(given, paths)
    read: list[tuple[Path, Extract]] = []
    failures: list[tuple[Path, Failure]] = []
    for path in sources(paths):
        for found in read_source(path, known):
            if isinstance(found, Failure):
                failures.append((path, found))
                click.echo(f"councilgraph: {found.sentence()}", err=True)
            elif output is not None:
                _write_summary(output, path, found)
            else:
                read.append((path, found))
    if output is None:
        write_extracts(form, read, failures, sys.stdout.buffer)
    return EXIT_BAD_DATA if failures else 0


def _write_summary(folder: Path, path: Path, extract: Extract) -> None:
    from graph.summary import summary

    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({**summary(extract), "id": path.stem}, ensure_ascii=False, indent=1)
    (folder / f"{path.stem}.json").write_text(text + "\n", encoding="utf-8")
