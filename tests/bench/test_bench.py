"""The benchmark runs, finds equal rows and prints ratios; what they are is no business of a test."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.graph import parameters, write_graph


@pytest.mark.slow
def test_it_runs_on_a_small_graph() -> None:
    command = [sys.executable, "-m", "tests.bench", "--quads", "8000", "--rounds", "1", "--only", "single"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=250)
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    assert any(line[:3] == ["all", "small", "councilgraph"] and line[-1].endswith("×)") for line in lines)


def test_the_same_size_gives_the_same_graph(tmp_path: Path) -> None:
    first, second = tmp_path / "first.nq", tmp_path / "second.nq"
    assert write_graph(first, 8_000) == write_graph(second, 8_000) == len(first.read_text().splitlines())
    assert first.read_bytes() == second.read_bytes()
    asked = parameters(8_000, 3)
    assert all(value in first.read_text() for values in asked for value in values.values())
