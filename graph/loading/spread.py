"""Reading and extraction over several processes, in order and with back-pressure."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice

from graph.inputs.failure import Failure
from graph.inputs.source import Item, Settled, Source, Unchanged
from graph.loading.spread_child import read_within
from graph.loading.spread_process import ReaderProcess
from graph.pipeline import Outcome, unchanged

AHEAD = 64  # sources in flight for each process: enough work while the graph is written, few enough for flat memory
AHEAD_BYTES = 64 << 20
SECONDS = 60.0
FEW = 4  # as many sources are read by this process itself: sooner than another one starts
CLUSTER = "dask://"


def read_all(items: Iterable[Item], jobs: int | str = 1, seconds: float = SECONDS) -> Iterator[Outcome]:
    """What becomes of every item, in order: read here, by `jobs` processes, or by the Dask cluster at `dask://host:port`."""
    given = map(_settle, items)
    if isinstance(jobs, str):
        from graph.loading.spread_cluster import spread_over_cluster

        return spread_over_cluster(given, jobs.removeprefix(CLUSTER), seconds)
    first = list(islice(given, FEW + 1))
    if len(first) <= FEW:
        return (item if isinstance(item, Outcome) else read_within(item, seconds) for item in first)
    return spread(chain(first, given), jobs, seconds)


def _settle(item: Item) -> Source | Outcome:
    """The outcome of what needs no reading."""
    if isinstance(item, Source):
        return unchanged(item) or item
    if isinstance(item, Failure):
        return Outcome(str(item.path), (item,))
    if isinstance(item, Unchanged):
        return Outcome(item.name, unchanged=True)
    assert isinstance(item, Settled)
    return Outcome(item.name, receipt=item.receipt)


def spread(given: Iterable[Source | Outcome], jobs: int, seconds: float = SECONDS) -> Iterator[Outcome]:
    """What `graph.pipeline.read` gives for each source, in order; outcomes that are given pass through in their place.

    A source that takes longer than `seconds` or ends its process is a failure and costs no other source.
    """
    crew = _Crew(seconds)
    waiting: deque[tuple[Future[Outcome] | Outcome, int]] = deque()
    held = 0
    threads = ThreadPoolExecutor(jobs)
    try:
        for item in given:
            size = len(item.data or b"") if isinstance(item, Source) else 0
            waiting.append((threads.submit(crew.read, item) if isinstance(item, Source) else item, size))
            held += size
            while waiting and (_is_done(waiting[0][0]) or len(waiting) >= jobs * AHEAD or held > AHEAD_BYTES):
                first, size = waiting.popleft()
                held -= size
                yield _outcome(first)
        while waiting:
            yield _outcome(waiting.popleft()[0])
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        crew.stop()
        threads.shutdown()
        crew.close()


class _Crew:
    """A reader process for each thread."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._mine = seconds, threading.local()
        self._readers: list[ReaderProcess] = []

    def read(self, source: Source) -> Outcome:
        if not hasattr(self._mine, "reader"):
            self._mine.reader = ReaderProcess(self._seconds)
            self._readers.append(self._mine.reader)
        outcome: Outcome = self._mine.reader.read(source)
        return outcome

    def stop(self) -> None:
        for reader in self._readers:
            reader.stop()

    def close(self) -> None:
        for reader in self._readers:
            reader.close()


def _is_done(item: Future[Outcome] | Outcome) -> bool:
    return isinstance(item, Outcome) or item.done()


def _outcome(item: Future[Outcome] | Outcome) -> Outcome:
    return item if isinstance(item, Outcome) else item.result()
