"""Progress on standard error: on a terminal a bar with rate and time left, elsewhere one closing line."""

from __future__ import annotations

import sys
import time
from collections import Counter, deque

import click

WIDTH = 30
EVERY = 0.1
RECENT = 20.0  # seconds over which the rate is taken


class Progress:
    """How far a load has come; silent when told to be quiet. `total` is None where the inputs do not say."""

    def __init__(self, total: int | None, *, quiet: bool) -> None:
        self._total, self._count = total, 0
        self._quiet = quiet
        self._bar = not quiet and sys.stderr.isatty()
        self._began = self._drawn = time.monotonic()
        self._recent: deque[tuple[float, int]] = deque([(self._began, 0)])

    def step(self, count: int = 1) -> None:
        """So many more documents are done."""
        self._count += count
        now = time.monotonic()
        self._recent.append((now, self._count))
        while len(self._recent) > 2 and now - self._recent[0][0] > RECENT:
            self._recent.popleft()
        self._draw("read", self._count, self._total, f"  {self._rate():.0f}/s{self._left()}")

    def stage(self, name: str, done: int, total: int) -> None:
        """The graph is being brought up to date."""
        self._draw(name, done, total, "")

    def say(self, sentence: str) -> None:
        """Something went wrong with one source; printed even when quiet."""
        if self._bar:
            click.echo("\r\033[K", nl=False, err=True)
        click.echo(sentence, err=True)

    def done(self, counts: Counter[str]) -> None:
        """Close with what was done and how fast."""
        if self._quiet:
            return
        if self._bar:
            click.echo("\r\033[K", nl=False, err=True)
        seconds = time.monotonic() - self._began
        told = ", ".join(f"{number} {name}" for name, number in sorted(counts.items())) or "nothing to read was found"
        rate = self._count / seconds
        click.echo(f"{told}; {rate:.{0 if rate >= 10 else 1}f} documents a second, {seconds:.1f} s", err=True)

    def _rate(self) -> float:
        (first, before), (last, after) = self._recent[0], self._recent[-1]
        return (after - before) / (last - first) if last > first else 0.0

    def _left(self) -> str:
        rate = self._rate()
        if not self._total or not rate:
            return ""
        seconds = max(0, round((self._total - self._count) / rate))
        return f", {seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02} left"

    def _draw(self, name: str, done: int, total: int | None, more: str) -> None:
        now = time.monotonic()
        if not self._bar or (now - self._drawn < EVERY and done != total):
            return
        self._drawn = now
        if total:
            filled = min(WIDTH, WIDTH * done // total)
            shown = f"[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total}"
        else:
            shown = str(done)
        click.echo(f"\r\033[K{name:8}{shown}{more}", nl=False, err=True)
