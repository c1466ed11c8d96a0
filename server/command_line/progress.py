"""Progress on standard error: a bar on a terminal, one closing line elsewhere."""

from __future__ import annotations

import sys
import time
from collections import Counter

import click

WIDTH = 30


class Progress:
    """How far a load has come; silent when told to be quiet."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self._total, self._count = total, 0
        self._quiet = quiet
        self._bar = not quiet and sys.stderr.isatty()
        self._began = time.monotonic()

    def step(self, count: int = 1) -> None:
        """So many more files are done."""
        self._count += count
        self._draw("read", self._count, self._total)

    def stage(self, name: str, done: int, total: int) -> None:
        """The graph is being brought up to date."""
        self._draw(name, done, total)

    def say(self, sentence: str) -> None:
        """Something went wrong with one file; printed even when quiet."""
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
        told = ", ".join(f"{number} {name}" for name, number in sorted(counts.items())) or "nothing"
        click.echo(f"{told}; {self._count / seconds:.0f} files a second, {seconds:.1f} s", err=True)

    def _draw(self, name: str, done: int, total: int) -> None:
        if self._bar and total:
            filled = min(WIDTH, WIDTH * done // total)
            click.echo(f"\r\033[K{name:8}[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total}", nl=False, err=True)
