"""`councilgraph load`: read and store; loading again changes nothing, and what was cut off is taken up again."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import click

from graph.facts import bundled_facts
from graph.inputs.counting import count
from graph.inputs.opening import Opening, expand
from graph.library import Library
from graph.loading.loading import load
from graph.loading.spread import CLUSTER, SECONDS, read_all
from graph.pipeline import Outcome
from graph.samples import sample_paths
from server.command_line import EXIT_BAD_DATA, Options
from server.command_line.progress import Progress
from server.command_line.rehearsal import rehearse, until_failure
from server.command_line.source_options import fetching_options, metadata, metadata_options, opening


class Jobs(click.ParamType[int | str]):
    """A number of processes, or the address of a Dask scheduler."""

    name = "jobs"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        """`4`, or `dask://host:port` as it is."""
        if isinstance(value, str) and value.startswith(CLUSTER):
            return value
        return click.IntRange(1, 64).convert(value, param, ctx)


@click.command("load")
@click.argument("places", nargs=-1, metavar="[PATH|URL]...")
@click.option("--samples", is_flag=True, help="Load the two bundled sample articles.")
@click.option("--england", is_flag=True, help="Load the bundled table of facts from official reports.")
@click.option(
    "--jobs",
    type=Jobs(),
    default=1,
    show_default=True,
    metavar="N|dask://HOST:PORT",
    help="Processes that read and extract, or the scheduler of a Dask cluster that does.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=1),
    default=SECONDS,
    show_default=True,
    help="Seconds that one document may take to be read.",
)
@click.option("--dry-run", is_flag=True, help="Read everything, store nothing.")
@click.option("--strict", is_flag=True, help="Stop at the first source that cannot be read.")
@fetching_options
@metadata_options
@click.pass_obj
def command(
    options: Options,
    /,
    places: tuple[str, ...],
    samples: bool,
    england: bool,
    jobs: int | str,
    time_limit: float,
    dry_run: bool,
    strict: bool,
    delay: float,
    networks: tuple[str, ...],
    **given: Any,
) -> int:
    """Read what is at each PATH or URL and store what it says.

    A PATH is a file, a folder (it is walked), a quoted pattern such as 'news/**/*.txt', a zip or tar archive, JSON Lines of
    articles (.jsonl), a web archive (.warc), a feed (.atom, .rss) or a list of addresses (.urls). A URL is a page or a feed.
    """
    places = (*places, *map(str, sample_paths() if samples else ()), *([str(bundled_facts())] if england else []))
    if not places:
        raise click.UsageError("Nothing to load: give files, folders or addresses, --samples or --england.")
    known = metadata(given, places)
    files = list(dict.fromkeys(expand(places)))
    if not files:
        raise click.UsageError("There is nothing to read at these paths.")
    opened = opening(options, known, delay, networks)
    progress = Progress(count(files), quiet=options.quiet)
    if dry_run:
        counts = rehearse(_outcomes(opened, files, jobs, time_limit, strict), progress)
    else:
        processes = jobs if isinstance(jobs, int) else os.cpu_count() or 1
        with Library(options.store, state=options.state, processes=processes) as library:
            opened.remembered = library.receipt
            counts = load(library, _outcomes(opened, files, jobs, time_limit, strict), progress)
    progress.done(counts)
    return EXIT_BAD_DATA if counts["unread"] else 0


def _outcomes(opened: Opening, files: list[str], jobs: int | str, time_limit: float, strict: bool) -> Iterable[Outcome]:
    outcomes = read_all(opened.items(files), jobs, time_limit)
    return until_failure(outcomes) if strict else outcomes
