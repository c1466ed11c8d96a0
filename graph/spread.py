"""Reading and extraction over several processes, in order and with back-pressure."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from graph.claim import Extract
from graph.pipeline import Failure, read_source
from graph.reading import Metadata

AHEAD = 8  # files in flight for each process: enough to keep them busy, few enough for flat memory

Found = list[Extract | Failure]


def spread(files: Iterable[Path], known: Metadata | None, jobs: int) -> Iterator[Extract | Failure]:
    """What `read_source` gives for each file, in the order of the files; a process that dies costs its file alone."""
    waiting: deque[tuple[Path, Future[Found]]] = deque()
    pool = _pool(jobs)
    try:
        for path in files:
            waiting.append((path, pool.submit(read_source, path, known)))
            if len(waiting) >= jobs * AHEAD:
                found, pool = _next(waiting, pool, known, jobs)
                yield from found
        while waiting:
            found, pool = _next(waiting, pool, known, jobs)
            yield from found
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))


def _next(
    waiting: deque[tuple[Path, Future[Found]]], pool: ProcessPoolExecutor, known: Metadata | None, jobs: int
) -> tuple[Found, ProcessPoolExecutor]:
    path, future = waiting.popleft()
    try:
        return future.result(), pool
    except BrokenProcessPool:
        fresh = _pool(jobs)
        again = [(other, fresh.submit(read_source, other, known)) for other, _ in waiting]
        waiting.clear()
        waiting.extend(again)
        lost: Found = [Failure(path, "extract", "the process that read it died", "read it alone to see why")]
        return lost, fresh
