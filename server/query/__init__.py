"""Answering SPARQL in processes that can be killed.

    guard        size and nesting, before any parser sees a text
    service      what the rest of the server calls: QueryService
    runner       one question from beginning to end: who may ask, which worker, what if it is long
    pool         an HTTP process's own workers, each query's first slice of time
    exchange     one question put to one worker
    broker       one process that owns admission, deadlines and generations for all HTTP processes; desk decides
    nursery      the zygote: holds one snapshot in memory and forks workers from it; generations of it follow each other
    worker       one disposable process: reads a question, streams the answer
    writer       the same for updates and uploads
    confinement  what a worker may not do: memory, time, network, files

Reading order: guard -> service -> runner -> pool -> exchange -> worker; then broker -> desk -> nursery -> generations.
"""

from __future__ import annotations

from server.query.answer import Answer, Kind, Rows
from server.query.service import QueryService

__all__ = ["Answer", "Kind", "QueryService", "Rows"]
