"""Brings a graph up to date with the claims beside it, whatever was left to be done, by this writer or one that was killed.

It resolves the inspections of the councils touched, then writes the documents that are new or whose decisions changed and
the agreed views, many at a time: state and graph are changed together, and what was not finished is done again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from graph.loading.drain_work import Partition, Piece, Workers
from graph.loading.partitions import lines_of, quads_of
from graph.mapping.document import shared
from graph.state import GRAPH_VERSION, State
from graph.store.protocol import Change, Store

CHUNK = 50  # documents that belong to no council are written so many at a time
WRITE_BYTES = 1 << 20  # packed; some 50,000 quads, which is where memory stays small and the store writes whole files
MANY = 300  # from so many documents on it pays to start processes
Progress = Callable[[str, int, int], None]


def drain(state: State, store: Store, progress: Progress, processes: int = 1) -> None:
    """Do all that is pending."""
    scopes = state.dirty_scopes()
    for slug in state.removed():
        write(state, store, [(f"document:{slug}", b"")])
    many = len(state.pending()) >= MANY
    with Workers(state, processes if many else 1) as workers:
        for done, (scope, decided) in enumerate(zip(scopes, workers.resolve(scopes), strict=True), start=1):
            with state:
                state.mark_pending([slug for slug, found in decided if state.save_decisions(slug, scope, found)])
            progress("resolve", done, len(scopes))
        pieces = _pieces(state, scopes)
        for batch in _batches(_counted(workers.map(pieces), len(pieces), progress)):
            write(state, store, batch)


def write(state: State, store: Store, partitions: Iterable[Partition]) -> None:
    """Replace partitions in the graph and remember it, so that both hold or neither."""
    removed: set[bytes] = set()
    added: set[bytes] = set()
    gone_shared: Counter[bytes] = Counter()
    new_shared: Counter[bytes] = Counter()
    with state:
        for name, partition in partitions:
            before, after = state.partitions.lines(name), lines_of(partition)
            for lines, own, counts in ((before - after, removed, gone_shared), (after - before, added, new_shared)):
                counted = shared(lines)
                counts.update(counted)
                own.update(lines.difference(counted))
            state.partitions.save(name, partition)
            state.mark_done(name, empty=not partition)
        gone, new = state.partitions.count(gone_shared, new_shared)
        now = store.apply(Change(quads_of(removed | gone), quads_of(added | new)))
        state.save_setting(GRAPH_VERSION, str(now))


def _pieces(state: State, scopes: Iterable[str]) -> list[Piece]:
    """Every pending document once, with the first of its scopes; those of none in chunks."""
    left = dict.fromkeys(state.pending())
    found = []
    for scope in scopes:
        mine = tuple(slug for slug in state.slugs_in(scope) if slug in left)
        for slug in mine:
            del left[slug]
        found.append(Piece(scope, mine))
    rest = iter(left)
    while chunk := tuple(islice(rest, CHUNK)):
        found.append(Piece("", chunk))
    return found


def _counted(found: Iterable[list[Partition]], total: int, progress: Progress) -> Iterator[Partition]:
    for done, partitions in enumerate(found, start=1):
        yield from partitions
        progress("write", done, total)


def _batches(partitions: Iterable[Partition]) -> Iterator[list[Partition]]:
    batch: list[Partition] = []
    size = 0
    for name, partition in partitions:
        batch.append((name, partition))
        size += len(partition)
        if size >= WRITE_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
