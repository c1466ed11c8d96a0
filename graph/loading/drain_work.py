"""The part of bringing a graph up to date that takes time and changes nothing: resolving and mapping, one council at a time.

Takes a state to read from, gives records to be saved and partitions to be written; done here or by several processes.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec

from graph.errors import StoreUnavailable
from graph.loading.partitions import packed
from graph.mapping.agreed import agreed_quads, sources_of
from graph.mapping.context import Context
from graph.mapping.document import document_quads
from graph.register.register import load_register
from graph.resolution.decision import Decisions
from graph.resolution.inspections import resolve_inspections
from graph.resolution.nodes import nodes_in
from graph.state import State
from graph.vocabulary import load_vocabulary

AHEAD = 3  # pieces on their way for each process
Decided = list[tuple[str, bytes]]
Partition = tuple[str, bytes]
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Piece:
    """The documents of a scope that are to be written and, after them, its agreed view; without a scope only documents."""

    scope: str
    slugs: tuple[str, ...]


class Worker:
    """Reads a state; every answer follows from what is committed there."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._vocabulary, self._councils = load_vocabulary(), frozenset(load_register().councils)

    def resolve(self, scope: str) -> Decided:
        """The decisions on the inspections of one scope, for each of its documents."""
        slugs = self._state.slugs_in(scope)
        nodes = [
            node
            for slug in slugs
            for node in nodes_in(slug, self._state.extract(slug, with_text=False), scope, self._vocabulary)
        ]
        decided = resolve_inspections(nodes)
        return [(slug, msgspec.json.encode(Decisions(decided.get(slug, ())))) for slug in slugs]

    def map(self, piece: Piece) -> list[Partition]:
        """The partitions of a piece of work."""
        wanted, found = set(piece.slugs), []
        sources = sources_of(map(self._context, self._state.slugs_in(piece.scope) if piece.scope else piece.slugs))
        for source in sources:
            if source.context.document in wanted:
                quads = document_quads(source.context, source.statements)
                found.append((f"document:{source.context.document}", packed(quads)))
        if piece.scope:
            found.append((f"scope:{piece.scope}", packed(agreed_quads(piece.scope, sources, self._vocabulary))))
        return found

    def _context(self, slug: str) -> Context:
        decisions = {
            decision.ref: decision
            for encoded in self._state.decisions(slug).values()
            for decision in msgspec.json.decode(encoded, type=Decisions).inspections
        }
        return Context(self._state.extract(slug), slug, decisions, self._vocabulary, self._councils)


class Workers:
    """One here or, for much work, several processes; use as a context manager."""

    def __init__(self, state: State, processes: int) -> None:
        self._here = Worker(state)
        self._pool = (
            ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _begin, (state.path,))
            if processes > 1
            else None
        )
        self._ahead = AHEAD * processes

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def resolve(self, scopes: Iterable[str]) -> Iterator[Decided]:
        """`Worker.resolve` of each, in order."""
        return self._spread(Worker.resolve, scopes) if self._pool else map(self._here.resolve, scopes)

    def map(self, pieces: Iterable[Piece]) -> Iterator[list[Partition]]:
        """`Worker.map` of each, in order."""
        return self._spread(Worker.map, pieces) if self._pool else map(self._here.map, pieces)

    def _spread(self, task: Callable[[Worker, T], R], items: Iterable[T]) -> Iterator[R]:
        assert self._pool
        rest = (self._pool.submit(_do, task, item) for item in items)
        try:
            waiting = deque(islice(rest, self._ahead))
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(islice(rest, 1))
        except BrokenProcessPool as error:
            raise StoreUnavailable(
                "A process that maps documents died, perhaps for want of memory; load again."
            ) from error


_mine: list[Worker] = []


def _begin(path: Path) -> None:
    """In a process of its own, which ends with the one that began it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _mine.append(Worker(State(path)))


def _end_with_parent() -> None:
    with contextlib.suppress(OSError):
        if parent := multiprocessing.parent_process():
            parent.join()
    os._exit(1)


def _do(task: Callable[[Worker, T], R], item: T) -> R:
    return task(_mine[0], item)
