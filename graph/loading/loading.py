"""Outcomes of reading into a library, batch by batch: durable soon, visible in growing steps, each step in its order."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import Protocol

from graph.claim import Extract
from graph.inputs.failure import Failure
from graph.library import Library
from graph.loading.spread_child import read_within
from graph.pipeline import Outcome

BATCH, BATCH_SECONDS = 50, 2.0
FIRST_DRAIN, GROWTH = 2000, 4
AGAIN = 60.0  # seconds for a source that has to be read after all


class Listener(Protocol):
    """Who is told how a load goes."""

    def step(self, count: int = 1) -> None:
        """So many more sources are done."""

    def stage(self, name: str, done: int, total: int) -> None:
        """The graph is being brought up to date."""

    def say(self, sentence: str) -> None:
        """Something went wrong with one source."""


def load(library: Library, outcomes: Iterable[Outcome], listener: Listener) -> Counter[str]:
    """How many were new, replaced, unchanged, buried and unread.

    The graph is brought up to date whenever the store has grown fourfold: agreeing anew on all councils then costs a third
    more in total than doing it once at the end.
    """
    counts: Counter[str] = Counter()
    undrained = len(library.state.pending())
    drained = library.state.count() - undrained
    for batch in _batches(outcomes):
        stored = _store(library, batch, listener)
        counts += stored
        undrained += stored["new"] + stored["replaced"]
        listener.step(len(batch))
        if undrained >= max(FIRST_DRAIN, (GROWTH - 1) * drained):
            library.drain(listener.stage)
            drained, undrained = drained + undrained, 0
    library.drain(listener.stage)
    return counts


def _store(library: Library, batch: list[Outcome], listener: Listener) -> Counter[str]:
    """Store a batch in its order, in runs of what is to be stored and what is already."""
    counts: Counter[str] = Counter()
    for stored, run in groupby(batch, key=lambda outcome: outcome.unchanged):
        put = _confirm if stored else _add
        counts += put(library, list(run), listener)
    return counts


def _confirm(library: Library, run: list[Outcome], listener: Listener) -> Counter[str]:
    """What was found stored; unless a source before it in this load has brought another version of the document."""
    counts: Counter[str] = Counter()
    with library.state:
        for outcome in run:
            library.state.clear_unread(outcome.name)
    for outcome in run:
        if outcome.source is not None and library.receipt(outcome.name) is None:
            counts += _add(library, [read_within(outcome.source, AGAIN)], listener)
        else:
            counts["unchanged"] += 1
    return counts


def _add(library: Library, run: list[Outcome], listener: Listener) -> Counter[str]:
    failures = [item for outcome in run for item in outcome.found if isinstance(item, Failure)]
    extracts = [(item, outcome) for outcome in run for item in outcome.found if isinstance(item, Extract)]
    with library.state:
        for failure in failures:
            library.note_unread(str(failure.path), failure.stage, failure.reason, failure.hint)
    for failure in failures:
        listener.say(failure.sentence())
    receipts = ((outcome.name, outcome.receipt) if outcome.receipt else None for _, outcome in extracts)
    added = library.add([extract for extract, _ in extracts], receipts)
    for outcome in run:
        if outcome.receipt and not outcome.found:
            library.settle(outcome.name, outcome.receipt)
    return Counter(chain((item.outcome for item in added), ["unread"] * len(failures)))


def _batches(outcomes: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    batch: list[Outcome] = []
    began = time.monotonic()
    for outcome in outcomes:
        batch.append(outcome)
        if len(batch) >= BATCH or time.monotonic() - began > BATCH_SECONDS:
            yield batch
            batch, began = [], time.monotonic()
    if batch:
        yield batch
