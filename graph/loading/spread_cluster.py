"""Reading and extraction over a Dask cluster, in order and with a bounded number of batches on their way.

Workers get the bytes of the sources, so they need no folder in common with us; what they read comes back to one writer.
Each thread of a worker reads in a process of its own, so that a source that hangs or crashes costs no worker.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from graph.errors import BadSetting, StoreUnavailable, Unreadable
from graph.inputs.failure import Failure
from graph.inputs.grounds import grounds
from graph.inputs.source import Source
from graph.loading.spread_child import read_within
from graph.loading.spread_process import ReaderProcess
from graph.pipeline import Outcome, is_table, with_bytes

BATCH, BATCH_BYTES, BATCH_SECONDS = 16, 4 << 20, 1.0
LARGE = 1 << 20
AHEAD = 4  # batches on their way for each thread of the cluster
CONNECT = 20.0
_mine = threading.local()
Future = Any  # the extra brings no types


def spread_over_cluster(given: Iterable[Source | Outcome], address: str, seconds: float) -> Iterator[Outcome]:
    """What `graph.pipeline.read` gives for each source, in order; BadSetting or StoreUnavailable if the cluster is unfit."""
    with _connect(address) as client:
        ahead = AHEAD * max(1, sum(client.nthreads().values()))
        waiting: deque[tuple[list[Source], Future] | Outcome] = deque()
        for item in _batches(given, seconds):
            waiting.append(item if isinstance(item, Outcome) else (item, _submit(client, item, seconds)))
            while waiting and (_is_done(waiting[0]) or len(waiting) > ahead):
                yield from _outcomes(waiting.popleft())
        while waiting:
            yield from _outcomes(waiting.popleft())


def read_batch(batch: list[Source], seconds: float) -> list[Outcome]:
    """What a worker does."""
    if not hasattr(_mine, "reader"):
        _mine.reader = ReaderProcess(seconds)
    return [_mine.reader.read(source) for source in batch]


def _connect(address: str) -> Any:
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise BadSetting("Reading on a Dask cluster needs an extra: install councilgraph[dask].") from error
    try:
        client = distributed.Client(f"tcp://{address}", timeout=CONNECT, set_as_default=False)
        client.wait_for_workers(1, timeout=CONNECT)
    except (OSError, ValueError, TimeoutError) as error:
        raise StoreUnavailable(f"There is no Dask scheduler with workers at {address}.") from error
    return client


def _submit(client: Any, batch: list[Source], seconds: float) -> Future:
    large = sum(len(source.data or b"") for source in batch) > LARGE
    sent: Any = client.scatter([batch], hash=False)[0] if large else batch
    return client.submit(read_batch, sent, seconds, pure=False)


def _batches(given: Iterable[Source | Outcome], seconds: float) -> Iterator[list[Source] | Outcome]:
    """Sources with their bytes, some at a time; in their places the outcomes of what is not sent away."""
    batch: list[Source] = []
    size, began = 0, time.monotonic()
    for item in given:
        source = _ready(item, seconds)
        if isinstance(source, Source):
            batch.append(source)
            size += len(source.data or b"")
        full = len(batch) >= BATCH or size >= BATCH_BYTES or time.monotonic() - began > BATCH_SECONDS
        if batch and (full or isinstance(source, Outcome)):
            yield batch
            batch, size, began = [], 0, time.monotonic()
        if isinstance(source, Outcome):
            yield source
    if batch:
        yield batch


def _ready(item: Source | Outcome, seconds: float) -> Source | Outcome:
    if isinstance(item, Outcome):
        return item
    if is_table(item):
        return read_within(item, seconds)
    try:
        return with_bytes(item)
    except Unreadable as error:
        return Outcome(item.name, (Failure.of(item.name, error),))


def _is_done(item: tuple[list[Source], Future] | Outcome) -> bool:
    return isinstance(item, Outcome) or bool(item[1].done())


def _outcomes(item: tuple[list[Source], Future] | Outcome) -> Iterator[Outcome]:
    if isinstance(item, Outcome):
        yield item
        return
    batch, future = item
    try:
        outcomes: list[Outcome] = future.result()
    except import_module("distributed").KilledWorker:
        for source in batch:
            reason = "the worker of the Dask cluster that read it died"
            yield Outcome(source.name, (Failure(source.name, "read", reason, "load it again", kind="Damaged"),))
        return
    except Exception as error:
        raise StoreUnavailable(f"The Dask cluster gave up: {error}. Load again to go on.") from error
    finally:
        future.release()
    for source, outcome in zip(batch, outcomes, strict=True):
        if outcome.receipt and outcome.receipt.grounds != (source.grounds or grounds(source.metadata)):
            raise BadSetting("The workers of the Dask cluster have another version of the readers than this program.")
        yield outcome
