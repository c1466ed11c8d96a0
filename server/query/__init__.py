"""Answering SPARQL in processes that can be killed.

    guard        size and nesting, before any parser sees a text
    service      what the rest of the server calls: QueryService
    pool         an HTTP process's own workers, each query's first slice of time
    broker       one process that owns admission, deadlines and generations for all HTTP processes
    nursery      the zygote: holds one snapshot in memory and forks workers from it
    worker       one disposable process: reads a question, streams the answer
    writer       the same for updates and uploads
    confinement  what a worker may not do: memory, time, network, files

Reading order: question -> service -> pool -> broker -> nursery -> worker.
"""

from __future__ import annotations

from server.query.answer import Answer, Kind, Rows
from server.query.service import QueryService

__all__ = ["Answer", "Kind", "QueryService", "Rows"]
