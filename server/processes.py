"""The processes that answer HTTP: forked from one that has everything imported, each with the application behind its door."""

from __future__ import annotations

import gc
import importlib.util
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import uvicorn

from server.application import create_app
from server.cache import AnswerCache
from server.door import Door
from server.gateway import Gateway
from server.operations.observer import observe
from server.query import QueryService
from server.quick import QuickAnswers
from server.settings import Settings

END_SECONDS = 5
IDLE_SECONDS = 60
RESTART_SECONDS = 1.0
_ENDING = {signal.SIGINT, signal.SIGTERM}


class Processes:
    """As many as the settings say; whichever dies is replaced."""

    def __init__(self, settings: Settings, door: socket.socket, broker: Path) -> None:
        self._settings, self._door, self._broker = settings, door, broker
        self._ending = False
        self._children: set[int] = set()
        for number in _ENDING:
            signal.signal(number, self._end)
        gc.collect()
        gc.freeze()
        for _ in range(settings.workers):
            self._start()

    def run(self) -> None:
        """Until a signal says that it is over."""
        while self._children:
            pid, _ = os.wait()
            if pid not in self._children:  # the broker's
                continue
            self._children.remove(pid)
            if not self._ending:
                time.sleep(RESTART_SECONDS)
            if not self._ending:  # nor by a signal during the sleep
                self._start()

    def _start(self) -> None:
        """One more; signals wait until it is known here, and until it would end by them there."""
        signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
        pid = os.fork()
        if pid:
            self._children.add(pid)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
            if self._ending:  # by a signal that came just before
                self._end()
            return
        status = 1
        try:
            for number in _ENDING:
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
            answer(self._settings, self._door, self._broker)
            status = 0
        finally:
            os._exit(status)

    def _end(self, *_: object) -> None:
        self._ending = True
        for pid in self._children:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)


def answer(settings: Settings, door: socket.socket, broker: Path) -> None:
    """What each HTTP process runs, until it is told to end."""
    service = QueryService(Path(settings.store), settings.limits, directory=broker)
    app = create_app(settings, service=service)
    limits = settings.limits
    cache = AnswerCache(settings.cache << 20, lambda: service.tag, limits.query_bounds)
    quick = QuickAnswers(app.extensions["councilgraph"], cache)
    most = limits.update_bounds.characters * 3
    observer = observe(Gateway(app, threads=settings.threads, body_limit=most, cache=cache), app, settings)
    sys.setswitchinterval(0.0005)  # the event loop must not stand behind many threads for long
    gc.collect()
    gc.freeze()  # what is here now stays, so the collector need not look at it for every few requests
    gc.set_threshold(20_000, 20, 50)
    config = uvicorn.Config(
        observer,
        http=partial(Door, cache=cache, quick=quick, observer=observer, direct=not settings.log_queries),  # type: ignore[arg-type]
        loop="uvloop" if importlib.util.find_spec("uvloop") else "asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=END_SECONDS,
    )
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[door])
