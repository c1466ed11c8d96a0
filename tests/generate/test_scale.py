"""Thousands of generated articles: a load that is killed and taken up again makes the store of one that was not."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.generate.__main__ import write
from tests.generate.articles import articles

PROGRAM = str(Path(sys.executable).with_name("councilgraph"))
COUNT = 2000
FEW = 500


@dataclass(frozen=True)
class Run:
    """A load that ended: its last line, its seconds and the most memory it held, in megabytes."""

    code: int
    told: str
    seconds: float
    megabytes: float


def load(store: Path, *arguments: str | Path, kill_after: float | None = None) -> Run:
    began = time.monotonic()
    command = [PROGRAM, "--store", str(store), "load", *map(str, arguments)]
    with (store.parent / "told.txt").open("w+") as told:
        child = subprocess.Popen(command, stderr=told)
        if kill_after is not None:
            time.sleep(kill_after)
            child.send_signal(signal.SIGKILL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        return Run(child.returncode, told.read(), time.monotonic() - began, usage.ru_maxrss / 1024)


def dump(store: Path) -> list[str]:
    done = subprocess.run([PROGRAM, "--store", str(store), "dump"], check=True, capture_output=True, text=True)
    return sorted(done.stdout.splitlines())


def test_the_same_seed_gives_the_same_articles() -> None:
    assert list(articles(30)) == list(articles(30))
    assert len({article.text for article in articles(30)}) == 30
    assert list(articles(5, seed=1)) != list(articles(5, seed=2))


def test_generated_people_are_plainly_invented() -> None:
    for article in articles(50):
        for name in re.findall(
            r"said ([A-Z]\w+ \w+)|Councillor ([A-Z]\w+ [\w-]+)|^([A-Z]\w+ [\w-]+),", article.text, re.MULTILINE
        ):
            assert "Example" in "".join(name)
        assert "nothing in it happened" in article.text


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_load_killed_twice_equals_one_that_was_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(COUNT, tmp_path / "in.jsonl")
    whole = load(tmp_path / "whole", "--jobs", "2", tmp_path / "in.jsonl")
    assert whole.code == 0
    assert f"{COUNT} new" in whole.told
    broken = tmp_path / "broken"
    for share in (0.3, 0.4):
        assert (
            load(broken, "--jobs", "2", tmp_path / "in.jsonl", kill_after=whole.seconds * share).code == -signal.SIGKILL
        )
    resumed = load(broken, "--jobs", "2", tmp_path / "in.jsonl")
    assert resumed.code == 0
    assert re.search(r"\d+ unchanged", resumed.told), "what had been stored was not read again"
    assert dump(broken) == dump(tmp_path / "whole")
    again = load(broken, tmp_path / "in.jsonl")
    assert f"{COUNT} unchanged" in again.told
    with capsys.disabled():
        print(f"\n{whole.told.strip()}; peak {whole.megabytes:.0f} MB; again {again.seconds:.1f} s")  # noqa: T201


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_memory_does_not_grow_with_the_number_of_articles(tmp_path: Path) -> None:
    write(FEW, tmp_path / "few.jsonl")
    write(4 * FEW, tmp_path / "many.jsonl")
    few = load(tmp_path / "few", tmp_path / "few.jsonl")
    many = load(tmp_path / "many", tmp_path / "many.jsonl")
    assert many.megabytes < few.megabytes * 1.5
