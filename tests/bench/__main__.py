"""`python -m tests.bench [--quads N] [--rdflib-endpoint PROGRAM] [--only PART]`: our server beside others, in one run.

Every question is put to all servers in turn, round after round, so that what the machine does meanwhile hits them alike;
a ratio is given as the lowest, middle and highest of the rounds. Answers count only where the numbers of rows agree.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import click

from tests.bench import goals
from tests.bench.client import Caller, Place, load
from tests.bench.graph import parameters, write_graph
from tests.bench.questions import filled, mixed, texts, unseen
from tests.bench.servers import OWN, running

ROUNDS, AT_MOST, THINGS = 5, 40, 200
CLIENTS, LOAD_SECONDS = 8, 4.0
PARTS = ("single", "distinct", "repeated", "deadline", "attack", "pages")


def main() -> None:
    """Print one line for each measurement."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quads", type=int, default=100_000)
    parser.add_argument("--rdflib-endpoint", default="", metavar="PROGRAM")
    parser.add_argument("--only", action="append", choices=PARTS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    parts = asked.only or PARTS
    with tempfile.TemporaryDirectory(prefix="councilgraph-bench-") as place:
        folder = Path(place)
        quads = write_graph(folder / "data.nq", asked.quads)
        things = parameters(asked.quads, THINGS)
        with running(folder, folder / "data.nq", quads, asked.rdflib_endpoint) as places:
            if "single" in parts:
                single(places, things, asked.rounds)
            if "distinct" in parts:
                _mixed("mixed load, all different", places, things, asked.rounds, repeated=False)
            if "repeated" in parts:
                _mixed("mixed load, repeated", places, things, asked.rounds, repeated=True)
        for name, measure in (("deadline", goals.deadline), ("attack", goals.attack)):
            if name in parts:
                click.echo(f"{name}: {measure(folder / 'store', things)}")
        if "pages" in parts:
            click.echo(f"pages: {goals.pages_and_start(folder)}")


def single(places: dict[str, Place], things: list[dict[str, str]], rounds: int) -> None:
    """One client: the middle time of each question, and how many times that of each other server ours takes."""
    callers = {name: Caller(place) for name, place in places.items()}
    click.echo(f"one client, middle of {rounds} rounds in ms; ours ÷ theirs as low/middle/high")
    sums: dict[str, list[float]] = {name: [0.0] * rounds for name in places}
    for kind in ("small", "large"):
        for name, text in texts(kind).items():
            middles = _rounds(callers, text, things, rounds)
            _line(name, [_cell(server, middles) for server in places])
            if kind == "small":
                sums = {
                    server: [a + b for a, b in zip(sums[server], middles[server], strict=True)] for server in places
                }
        if kind == "small":
            _line("all small", [_cell(server, sums) for server in places])


def _rounds(callers: dict[str, Caller], text: str, things: list[dict[str, str]], rounds: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {name: [] for name in callers}
    for number in range(rounds):
        rows: dict[str, list[int]] = {}
        for name, caller in callers.items():
            times, rows[name] = [], []
            for at in range(AT_MOST):
                question = filled(text, things[(number * AT_MOST + at) % len(things)])
                took, answer = caller.ask(caller.place.question(unseen(question)), timeout=600)
                times.append(took * 1000)
                rows[name].append(answer.rows)
                if sum(times) > 1500:
                    break
            found[name].append(statistics.median(times))
        _agree(rows, text)
    return found


def _agree(rows: dict[str, list[int]], text: str) -> None:
    """All servers give as many rows to the same question; raises AssertionError."""
    for name, numbers in rows.items():
        pairs = zip(rows[OWN], numbers, strict=False)
        assert all(ours == theirs >= 0 for ours, theirs in pairs), f"{name} gives {numbers}, we {rows[OWN]}:\n{text}"


def _mixed(title: str, places: dict[str, Place], things: list[dict[str, str]], rounds: int, *, repeated: bool) -> None:
    following: dict[str, Callable[[], bytes]] = {
        name: mixed(place, things, repeated=repeated) for name, place in places.items()
    }
    rates: dict[str, list[float]] = {name: [] for name in places}
    others: Counter[str] = Counter()
    for number in range(rounds + 1):
        for name, place in places.items():
            found = load(place, following[name], CLIENTS, LOAD_SECONDS)
            others.update({f"{name} {status}": n for status, n in found.statuses.items() if status != 200})
            if number:  # the first is to warm up
                rates[name].append(found.rate)
    click.echo(f"{title}, {CLIENTS} clients, requests/s; ours ÷ theirs")
    _line("", [*(_cell(name, rates) for name in places), f"not 200: {dict(others) or 0}"])


def _line(name: str, cells: list[str]) -> None:
    click.echo("  ".join((f"  {name:16}", *cells)))


def _cell(name: str, values: dict[str, list[float]]) -> str:
    middle = f"{name} {statistics.median(values[name]):.4g}"
    if name == OWN:
        return middle
    ratios = sorted(ours / theirs for ours, theirs in zip(values[OWN], values[name], strict=True))
    return f"{middle} ({_short(ratios[0])}/{_short(statistics.median(ratios))}/{_short(ratios[-1])}×)"


def _short(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.2g}"


if __name__ == "__main__":
    main()
