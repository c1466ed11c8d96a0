"""`councilgraph load`: read and store; loading again changes nothing, and what was cut off is taken up again."""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import click

from graph.facts import bundled_facts
from graph.inputs.counting import count
from graph.inputs.failure import Failure
from graph.inputs.fetching import DELAY, Fetcher, Manners
from graph.inputs.opening import Opening, expand
from graph.library import Library
from graph.loading import load
from graph.pipeline import Outcome
from graph.samples import sample_paths
from graph.spread import CLUSTER, SECONDS, read_all
from server.command_line import EXIT_BAD_DATA, Options
from server.command_line.progress import Progress
from server.command_line.source_options import metadata, metadata_options


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
@click.option(
    "--delay",
    type=click.FloatRange(min=0),
    default=DELAY,
    show_default=True,
    help="Seconds between two requests to the same web site, at least.",
)
@click.option("--allow-network", "networks", multiple=True, hidden=True, help="May be fetched from though not public.")
@click.option("--dry-run", is_flag=True, help="Read everything, store nothing.")
@click.option("--strict", is_flag=True, help="Stop at the first source that cannot be read.")
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
    delay: float,
    networks: tuple[str, ...],
    dry_run: bool,
    strict: bool,
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
    opening = Opening(known, fetcher=Fetcher(Manners(delay, allowed=tuple(map(_network, networks)))))
    progress = Progress(count(files), quiet=options.verbosity < 0)
    if dry_run:
        counts = _dry(_stop_at_failure(read_all(opening.items(files), jobs, time_limit), strict), progress)
    else:
        with Library(options.store, state=options.state) as library:
            opening.remembered = library.receipt
            outcomes = _stop_at_failure(read_all(opening.items(files), jobs, time_limit), strict)
            counts = load(library, outcomes, progress)
    progress.done(counts)
    return EXIT_BAD_DATA if counts["unread"] else 0


def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    try:
        return ipaddress.ip_network(text)
    except ValueError as error:
        raise click.UsageError(f"{text} is not a network.") from error


def _stop_at_failure(outcomes: Iterable[Outcome], strict: bool) -> Iterator[Outcome]:
    for outcome in outcomes:
        yield outcome
        if strict and any(isinstance(found, Failure) for found in outcome.found):
            return


def _dry(outcomes: Iterable[Outcome], progress: Progress) -> Counter[str]:
    counts: Counter[str] = Counter()
    for outcome in outcomes:
        for found in outcome.found:
            if isinstance(found, Failure):
                progress.say(found.sentence())
            counts["unread" if isinstance(found, Failure) else "read, nothing stored"] += 1
        progress.step()
    return counts
