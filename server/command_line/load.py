"""`councilgraph load`: read and store; loading again changes nothing."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from graph.claim import Extract
from graph.facts import bundled_facts
from graph.library import Library
from graph.pipeline import Failure, read_source, sources
from graph.reading import Metadata
from graph.samples import sample_paths
from server.command_line import EXIT_BAD_DATA, Options
from server.command_line.progress import Progress
from server.command_line.source_options import metadata, metadata_options

BATCH, BATCH_SECONDS = 50, 2.0
GROWTH = 4  # drain whenever the undrained documents are a quarter of the store: linear in total, never far behind
FIRST_DRAIN = 500


@click.command("load")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--samples", is_flag=True, help="Load the two bundled sample articles.")
@click.option("--england", is_flag=True, help="Load the bundled table of facts from official reports.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read and extract."
)
@click.option("--dry-run", is_flag=True, help="Read everything, store nothing.")
@click.option("--strict", is_flag=True, help="Stop at the first file that cannot be read.")
@metadata_options
@click.pass_obj
def command(
    options: Options,
    /,
    paths: tuple[Path, ...],
    samples: bool,
    england: bool,
    jobs: int,
    dry_run: bool,
    strict: bool,
    **given: Any,
) -> int:
    """Read the files at PATHS (folders are walked) and store what they say."""
    if samples:
        paths = (*paths, *sample_paths())
    if england:
        paths = (*paths, bundled_facts())
    if not paths:
        raise click.UsageError("Nothing to load: give files or folders, --samples or --england.")
    known = metadata(given, paths)
    files = list(dict.fromkeys(sources(paths)))
    if not files:
        raise click.UsageError("There is nothing to read at these paths.")
    progress = Progress(len(files), quiet=options.verbosity < 0)
    found = _stop_at_failure(_read_all(files, known, jobs), strict)
    counts = _dry(found, progress) if dry_run else _load(options.store, found, progress)
    progress.done(counts)
    return EXIT_BAD_DATA if counts["unread"] else 0


def _read_all(files: list[Path], known: Metadata | None, jobs: int) -> Iterator[Extract | Failure]:
    if jobs == 1 or len(files) == 1:
        for path in files:
            yield from read_source(path, known)
        return
    from graph.spread import spread

    yield from spread(files, known, jobs)


def _stop_at_failure(found: Iterable[Extract | Failure], strict: bool) -> Iterator[Extract | Failure]:
    for item in found:
        yield item
        if strict and isinstance(item, Failure):
            return


def _dry(found: Iterable[Extract | Failure], progress: Progress) -> Counter[str]:
    counts: Counter[str] = Counter()
    for item in found:
        if isinstance(item, Failure):
            progress.say(item.sentence())
            counts["unread"] += 1
        else:
            counts["read, nothing stored"] += 1
        progress.step()
    return counts


def _load(store: str, found: Iterable[Extract | Failure], progress: Progress) -> Counter[str]:
    counts: Counter[str] = Counter()
    undrained = 0
    with Library(store) as library:
        for batch in _batches(found):
            for item in batch:
                if isinstance(item, Failure):
                    library.note_unread(str(item.path), item.stage, item.reason, item.hint)
                    progress.say(item.sentence())
                    counts["unread"] += 1
            for added in library.add([item for item in batch if isinstance(item, Extract)]):
                counts[added.outcome] += 1
                undrained += added.outcome in ("new", "replaced")
            progress.step(len(batch))
            if undrained >= max(FIRST_DRAIN, library.state.count() // GROWTH):
                library.drain()
                undrained = 0
        library.drain(progress.stage)
    return counts


def _batches(found: Iterable[Extract | Failure]) -> Iterator[list[Extract | Failure]]:
    batch: list[Extract | Failure] = []
    began = time.monotonic()
    for item in found:
        batch.append(item)
        if len(batch) >= BATCH or time.monotonic() - began > BATCH_SECONDS:
            yield batch
            batch, began = [], time.monotonic()
    if batch:
        yield batch
