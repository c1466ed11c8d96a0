"""`python -m tests.server.pages.page_times STORE…` serves each store and times every kind of page: how long, and how it grows.

Cold asks a page that no cache has, each time of another thing; warm asks one address again and again. Run on two stores of
different size in one go, the columns stand beside each other. Not a test: what a clock shows depends on the machine.
"""

from __future__ import annotations

import http.client
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote, urlsplit

REQUESTS = 40
_THINGS = {
    "council": "SELECT '/council/' || slug FROM council WHERE inspections > 0 ORDER BY slug",
    "largest": "SELECT '/council/' || slug FROM council ORDER BY documents DESC LIMIT 1",
    "document": "SELECT '/document/' || slug FROM document ORDER BY slug",
    "inspection": "SELECT DISTINCT replace(inspection, 'https://w3id.org/councilgraph/id', '') FROM judgement ORDER BY 1",
    "person": "SELECT replace(iri, 'https://w3id.org/councilgraph/id', '') FROM person ORDER BY 1",
}
_PAGES = {
    "home": ["/", "/?area=leadership&year=2021", "/?area=overall"],
    "councils": ["/councils", "/councils?region=yorkshire-and-the-humber", "/councils?grade=Good"],
    "judgements": ["/judgements", "/judgements?page=2", "/judgements?latest=1"],
    "judgements, filtered": [
        "/judgements?topic=leadership",
        "/judgements?grade=ofsted-good",
        "/judgements?from=2020-01-01",
    ],
    "documents": ["/documents", "/documents?page=3"],
    "search, names": ["/search?q=hull", "/search?q=north+yorkshire", "/search?q=birmingam"],
    "search, common words": ["/search?q=inadequate", "/search?q=council+children", "/search?q=inspectors+said"],
    "suggest": ["/suggest?q=bir", "/suggest?q=north", "/suggest?q=jane"],
    "compare": ["/compare?council=hull,leeds,barnsley", "/compare?council=kent,essex,surrey,devon"],
    "ontology": ["/ns"],
    "concepts": ["/ref/grade", "/ref/topic", "/ref/grade/ofsted-good"],
    "status": ["/status"],
    "feeds": ["/changes.atom", "/council/hull.atom"],
    "sitemap": ["/sitemap.xml", "/sitemap.xml?part=council", "/sitemap.xml?part=document&page=1"],
    "api": ["/api"],
    "reconcile": ["/reconcile?queries=" + quote('{"a":{"query":"Hull council"},"b":{"query":"Bristle city"}}')],
    "sparql form": ["/sparql"],
}


@contextmanager
def served(store: Path) -> Iterator[str]:
    """The address at which the program serves a store; it ends with the block."""
    start = [sys.executable, "-c", "from server.command_line import main; main()"]
    command = [*start, "--store", str(store), "serve", "--port", "0"]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert program.stdout
        told = program.stdout.readline()
        yield next(word for word in told.split() if word.startswith("http"))
    finally:
        program.terminate()
        program.wait(20)


def timed(address: str, paths: list[str], cold: str) -> tuple[float, float]:
    """Middle and 95th percentile, in milliseconds, of requests to these paths in turn."""
    taken = []
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    for number, path in enumerate(islice(cycle(paths), REQUESTS)):
        unseen = f"{'&' if '?' in path else '?'}cold={cold}{number}" if cold else ""
        started = time.perf_counter()
        connection.request("GET", path + unseen, headers={"Accept": "text/html"})
        answer = connection.getresponse()
        answer.read()
        taken.append((time.perf_counter() - started) * 1000)
        assert answer.status == 200, (path, answer.status)
    connection.close()
    return median(taken), quantiles(taken, n=20)[-1]


def pages_of(store: Path) -> dict[str, list[str]]:
    """The addresses asked for by kind of page, those of things from the index of the store."""
    from graph.saved_query import saved_queries

    newest = max((store / "index").glob("*.sqlite"), key=lambda file: file.stat().st_mtime)
    with closing(sqlite3.connect(newest)) as index:
        things = {kind: [row[0] for row in index.execute(sql)] for kind, sql in _THINGS.items()}
    spread = {kind: several[:: max(1, len(several) // REQUESTS)] for kind, several in things.items()}
    return _PAGES | spread | {f"question {name}": [f"/query/{name}"] for name in saved_queries()}


def main(stores: list[Path]) -> None:
    """A line a kind of page: cold p50 and p95, warm p95, for each store."""
    table: dict[str, list[str]] = {}
    for store in stores:
        with served(store) as address:
            _wait_for(address, "/suggest?q=hull")
            for kind, paths in pages_of(store).items():
                _wait_for(address, paths[0])
                cold, warm = timed(address, paths, f"{time.time_ns()}."), timed(address, paths[:1], "")
                table.setdefault(kind, []).append(f"{cold[0]:8.1f} {cold[1]:8.1f} {warm[1]:8.1f}")
                sys.stderr.write(f"{store.name:12} {kind:36} {table[kind][-1]}\n")
    sys.stdout.write(
        f"{'milliseconds':36}" + "".join(f" | cold p50      p95 warm p95  {store.name}" for store in stores) + "\n"
    )
    for kind, cells in table.items():
        sys.stdout.write(f"{kind:36} | " + " | ".join(cells) + "\n")


def _wait_for(address: str, path: str) -> None:
    """Until the index is made, or an answer that is worked out beforehand."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    for _ in range(600):
        connection.request("GET", path, headers={"Accept": "text/html"})
        answer = connection.getresponse()
        answer.read()
        if answer.status == 200:
            break
        time.sleep(1)
    connection.close()


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
