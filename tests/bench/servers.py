"""The three servers side by side, each on a free port of this machine and with the same data."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pyoxigraph as ox

from graph.store import open_store
from tests.bench.client import Caller, Place
from tests.graph.store.engines.servers import free_port
from tests.server.conftest import serve

OWN, OXIGRAPH, RDFLIB = "councilgraph", "oxigraph", "rdflib-endpoint"
RDFLIB_UP_TO = 300_000
"""Quads; it takes minutes to read more."""


def make_store(folder: Path, data: Path) -> float:
    """A store of ours with the data and its first snapshot; seconds."""
    began = time.perf_counter()
    open_store(str(folder)).close()
    graph = ox.Store(str(folder / "graph"))
    graph.bulk_load(path=str(data), format=ox.RdfFormat.N_QUADS)
    graph.flush()
    del graph
    with open_store(str(folder)) as store:
        store.publish()
    return time.perf_counter() - began


@contextlib.contextmanager
def running(folder: Path, data: Path, quads: int, rdflib_endpoint: str) -> Iterator[dict[str, Place]]:
    """Name and endpoint of each server there is; rdflib-endpoint only where a program is given."""
    took = make_store(folder / "store", data)
    click.echo(f"{quads:,} quads loaded and published in {took:.1f} s")
    with contextlib.ExitStack() as stack:
        own = serve(folder / "store", workers=2, log_requests="false")
        stack.callback(own.stop)
        places = {OWN: Place.of(f"{own.url}/sparql"), OXIGRAPH: stack.enter_context(_oxigraph(folder, data))}
        if rdflib_endpoint and quads <= RDFLIB_UP_TO:
            places[RDFLIB] = stack.enter_context(_rdflib(rdflib_endpoint, data))
        else:
            click.echo(
                f"{RDFLIB} is left out: it has no program here, or the graph has more than {RDFLIB_UP_TO:,} quads"
            )
        yield places


@contextlib.contextmanager
def _oxigraph(folder: Path, data: Path) -> Iterator[Place]:
    program, port = str(Path(sys.executable).with_name("oxigraph")), free_port()
    where = ["-l", str(folder / "oxigraph")]
    subprocess.run([program, "load", *where, "-f", str(data)], check=True, capture_output=True)
    with _started([program, "serve", *where, "-b", f"127.0.0.1:{port}"], port, "/query") as place:
        yield place


@contextlib.contextmanager
def _rdflib(program: str, data: Path) -> Iterator[Place]:
    port = free_port()
    with _started([program, "serve", "--host", "127.0.0.1", "--port", str(port), str(data)], port, "/") as place:
        yield place


@contextlib.contextmanager
def _started(command: list[str], port: int, path: str) -> Iterator[Place]:
    place = Place("127.0.0.1", port, path)
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    try:
        _wait(place, process)
        yield place
    finally:
        process.kill()
        process.wait()


def _wait(place: Place, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 600
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError):
            if Caller(place).ask(place.question("ASK {}"))[1].status == 200:
                return
        time.sleep(0.2)
    raise RuntimeError(f"nothing answers at port {place.port}")
