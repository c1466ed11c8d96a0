"""What a terminal shows during a load: a bar with rate and time left where the number of documents is known."""

from __future__ import annotations

import io
import sys
from collections import Counter

import pytest

from server.command_line import progress
from server.command_line.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr("server.command_line.progress.time.monotonic", lambda: now[0])
    return now


def test_bar_rate_and_time_left(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    bar = Progress(4000, quiet=False)
    for _ in range(10):
        clock[0] += 1
        bar.step(100)
    last = terminal.getvalue().rsplit("\r", 1)[1]
    assert "1000/4000" in last
    assert "100/s, 0:00:30 left" in last
    assert last.count("#") == progress.WIDTH // 4
    bar.done(Counter(new=1000))
    assert "1000 new; 100 documents a second, 10.0 s" in terminal.getvalue()


def test_without_a_known_number_only_the_count_and_the_rate(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    bar = Progress(None, quiet=False)
    clock[0] += 2
    bar.step(10)
    last = terminal.getvalue().rsplit("\r", 1)[1]
    assert "10  5/s" in last
    assert "left" not in last


def test_the_rate_is_that_of_the_last_seconds(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    bar = Progress(10_000, quiet=False)
    for count in [1] * 60 + [50] * 40:
        clock[0] += 1
        bar.step(count)
    assert "50/s" in terminal.getvalue().rsplit("\r", 1)[1]


def test_elsewhere_and_when_quiet_no_bar(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    for quiet in (False, True):
        bar = Progress(10, quiet=quiet)
        clock[0] += 1
        bar.step(10)
        bar.say("a.txt: it is empty")
        bar.done(Counter(new=9, unread=1))
    told = capsys.readouterr().err
    assert told == "a.txt: it is empty\n9 new, 1 unread; 10 documents a second, 1.0 s\na.txt: it is empty\n"
