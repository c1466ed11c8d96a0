"""Counters in the Prometheus format. Under `serve` the HTTP processes share them through files beside the broker's socket,
so that every scrape sees the sum, whichever process answers it.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import CouncilgraphError
from server.query import QueryService

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Counter, Histogram
    from prometheus_client.metrics_core import Metric

BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})
_SHARED = "PROMETHEUS_MULTIPROC_DIR"


@dataclass(frozen=True, slots=True)
class _Counters:
    requests: Counter
    seconds: Histogram
    bytes: Counter
    broken: Counter
    registry: CollectorRegistry


@cache
def _counters() -> _Counters:
    """Made at the first request of a process: the library looks once, while it is imported, for the folder to share."""
    broker = os.environ.get("COUNCILGRAPH_BROKER")
    if broker:
        with contextlib.suppress(OSError):
            folder = Path(broker) / "metrics"
            folder.mkdir(exist_ok=True)
            os.environ.setdefault(_SHARED, str(folder))
    from prometheus_client import CollectorRegistry, Counter, Histogram

    own = CollectorRegistry()
    return _Counters(
        Counter("councilgraph_requests", "Requests answered.", ["route", "method", "status"], registry=own),
        Histogram(
            "councilgraph_request_seconds", "Seconds to the last byte.", ["route"], buckets=BUCKETS, registry=own
        ),
        Counter("councilgraph_answer_bytes", "Bytes of answers as sent.", ["route"], registry=own),
        Counter("councilgraph_answers_broken", "Answers that broke off.", ["route"], registry=own),
        own,
    )


def count_request(route: str, method: str, status: int, seconds: float, size: int, *, whole: bool) -> None:
    """Called once for each request."""
    _requests(route, method if method in _METHODS else "other", status).inc()
    timed, sized = _timed(route)
    timed.observe(seconds)
    sized.inc(size)
    if not whole:
        _counters().broken.labels(route).inc()


@lru_cache(maxsize=4096)
def _requests(route: str, method: str, status: int) -> Counter:
    return _counters().requests.labels(route, method, str(status))


@lru_cache(maxsize=512)
def _timed(route: str) -> tuple[Histogram, Counter]:
    return _counters().seconds.labels(route), _counters().bytes.labels(route)


def exposition(service: QueryService, store: Path, accept: str) -> tuple[bytes, str]:
    """What a scrape gets, and its content type."""
    own = _counters().registry
    from prometheus_client import CollectorRegistry
    from prometheus_client.exposition import choose_encoder
    from prometheus_client.multiprocess import MultiProcessCollector

    everything = CollectorRegistry()
    folder = os.environ.get(_SHARED)
    if folder and Path(folder).is_dir():
        MultiProcessCollector(everything, path=folder)  # type: ignore[no-untyped-call]
    else:
        everything.register(own)
    everything.register(_Condition(service, store))
    encode, content_type = choose_encoder(accept)
    return encode(everything), content_type


class _Condition:
    """What is so at this moment: the broker's report, and counts from the state beside the graph."""

    def __init__(self, service: QueryService, store: Path) -> None:
        self._service, self._store = service, store

    def collect(self) -> Iterator[Metric]:
        from prometheus_client.core import GaugeMetricFamily

        for name, meaning, value in (*self._queries(), *self._documents()):
            yield GaugeMetricFamily(f"councilgraph_{name}", meaning, value=value)

    def _queries(self) -> Iterator[tuple[str, str, float]]:
        try:
            found = self._service.condition()
        except (CouncilgraphError, OSError):
            yield "ready", "Whether queries can be answered.", 0.0
            return
        yield "ready", "Whether queries can be answered.", float(found.version is not None)
        yield "dataset_version", "Version of the data being served.", float(found.version or 0)
        yield "query_workers", "Query processes alive.", float(found.workers)
        yield "long_queries_running", "Long queries running.", float(found.slow_running)
        yield "long_queries_waiting", "Long queries waiting for a place.", float(found.slow_waiting)
        yield "query_workers_stopped", "Query processes stopped at a limit since the start.", float(found.killed)
        yield (
            "isolation",
            "Whether all protections of query processes are in force.",
            float(all(found.isolation.values())),
        )

    def _documents(self) -> Iterator[tuple[str, str, float]]:
        with contextlib.suppress(OSError):
            published = (self._store / "snapshots" / "CURRENT").stat().st_mtime
            yield "dataset_published_timestamp_seconds", "When the data were last published.", published
        if not (self._store / "state.sqlite").is_file():
            return
        with (
            contextlib.suppress(sqlite3.Error),
            closing(sqlite3.connect(self._store / "state.sqlite", timeout=1)) as db,
        ):
            documents, pending = db.execute("SELECT count(*), total(pending) FROM document").fetchone()
            unread = db.execute("SELECT count(*) FROM unread").fetchone()[0]
            yield "documents", "Documents stored.", float(documents)
            yield "documents_waiting", "Documents stored but not yet in the graph.", float(pending)
            yield "unread_sources", "Sources that could not be read.", float(unread)
