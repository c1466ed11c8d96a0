"""The rows of the performance table that only our own server has: deadlines, attackers, pages, the first answer."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.bench.client import Caller, Load, Place, load, quantile
from tests.bench.questions import HEAVY, filled, texts, unseen
from tests.server.conftest import serve

ATTACKERS, ATTACK_SECONDS = 100, 12.0


def deadline(store: Path, things: list[dict[str, str]]) -> str:
    """Seconds until a question without end is 503, and until the next small one is answered."""
    own = serve(store, deadline=2.0, log_requests="false")
    try:
        place = Place.of(f"{own.url}/sparql")
        caller, small = Caller(place), texts("small")["latest"]
        ends, nexts = [], []
        for number in range(5):
            took, answer = caller.ask(place.question(unseen(HEAVY)))
            assert answer.status == 503, answer.status
            ends.append(took)
            nexts.append(caller.ask(place.question(unseen(filled(small, things[number]))))[0] * 1000)
        return f"503 after {_spread(ends)} s; the next small question {_spread(nexts)} ms"
    finally:
        own.stop()


def attack(store: Path, things: list[dict[str, str]]) -> str:
    """Small questions of one client without and with a hundred others that ask without end."""
    own = serve(store, log_requests="false")
    try:
        place = Place.of(f"{own.url}/sparql")
        alone = _small(place, things)
        results: multiprocessing.Queue[Counter[int]] = multiprocessing.Queue()
        attacker = multiprocessing.Process(target=_attack, args=(place, results))
        attacker.start()
        time.sleep(2)
        beside = _small(place, things)
        heard = results.get(timeout=60)
        attacker.join()
    finally:
        own.stop()
    before, after = (quantile(found.times, 0.99) * 1000 for found in (alone, beside))
    refused = sum(number for status, number in beside.statuses.items() if status != 200)
    told = ", ".join(f"{number} × {status or 'broken'}" for status, number in sorted(heard.items()))
    return (
        f"p99 of small questions {before:.1f} ms alone, {after:.1f} ms beside {ATTACKERS} attackers ({after / before:.1f}×); "
        f"{refused} of {len(beside.times) + refused} refused; attackers got {told}"
    )


def _small(place: Place, things: list[dict[str, str]]) -> Load:
    """A light client: one question, a pause, the next."""
    text, caller, found = texts("small")["judgements"], Caller(place), Load(0.0, [], Counter())
    for number in range(200):
        took, answer = caller.ask(place.question(unseen(filled(text, things[number % len(things)]))))
        found.statuses[answer.status] += 1
        if answer.status == 200:
            found.times.append(took)
        time.sleep(0.03)
    return found


def _attack(place: Place, results: multiprocessing.Queue[Counter[int]]) -> None:
    found = load(place, lambda: place.question(unseen(HEAVY)), ATTACKERS, ATTACK_SECONDS, source="127.0.0.2")
    results.put(found.statuses)


def pages_and_start(folder: Path) -> str:
    """The bundled data: seconds from the command to the first answer, and the slowest pages, nothing cached."""
    store, program = folder / "bundled", str(Path(sys.executable).with_name("councilgraph"))
    subprocess.run([program, "--store", str(store), "--quiet", "load", "--samples", "--england"], check=True)
    began = time.perf_counter()
    own = serve(store, cache=0, log_requests="false")
    first = time.perf_counter() - began
    try:
        place = Place.of(own.url)
        caller, pages = Caller(place), _pages(place)
        slow = {}
        for path in pages:
            times = [took for took, answer in (caller.ask(place.page(path)) for _ in range(25)) if answer.status == 200]
            slow[path] = quantile(times, 0.95) * 1000 if times else float("nan")
    finally:
        own.stop()
    worst = sorted(slow, key=lambda path: -slow[path])[:3]
    told = ", ".join(f"{path} {slow[path]:.0f} ms" for path in worst)
    return f"first answer after {first:.1f} s; p95 of {len(pages)} pages, slowest: {told}"


def _pages(place: Place) -> list[str]:
    """The pages everybody uses, and of each kind of thing the two with the longest page."""
    kinds: dict[str, list[tuple[int, str]]] = {}
    caller = Caller(place)
    parts = [f"/sitemap.xml?part={part}" for part in ("council", "inspection", "person", "document")]
    listed = "".join(caller.ask(place.page(part, "*/*"))[1].body.decode() for part in parts)
    for part in listed.split("<loc>")[1:]:
        path = "/" + part.partition("</loc>")[0].split("/", 3)[3]
        kind = path.split("/")[1]
        if path.count("/") > 1 and len(kinds.setdefault(kind, [])) < 400:
            kinds[kind].append((len(caller.ask(place.page(path))[1].body), path))
    longest = [path for found in kinds.values() for _, path in sorted(found)[-2:]]
    return [
        "/",
        "/councils",
        "/judgements",
        "/query",
        "/ns",
        "/api",
        "/status",
        "/search?q=help+and+protection",
        *longest,
    ]


def _spread(values: list[float]) -> str:
    low, *_, high = sorted(values)
    return f"{low:.2f}–{high:.2f}"
