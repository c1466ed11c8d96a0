"""The W3C protocol tests and the hardening probe of the development data, against a running server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from server.operations.conformance import last_run
from tests.server.conformance import REASONS, run
from tests.server.conftest import TOKEN, make_store, serve

pytestmark = [pytest.mark.devdata, pytest.mark.slow]


def test_the_standards_tests_give_what_is_published(shared: Path) -> None:
    found = {suite.name: suite for suite in run(shared).suites}
    assert [suite.passed for suite in found.values()] == [34, 14, 3, 9, 21]
    assert [suite.tests for suite in found.values()] == [34, 14, 3, 10, 21]
    assert found == {suite.name: suite for suite in last_run().suites}
    assert {each.test for suite in found.values() for each in suite.deviations} == set(REASONS)


def test_the_hardening_probe(tmp_path: Path, shared: Path) -> None:
    server = serve(make_store(tmp_path / "store", 500), write_token=TOKEN, deadline=5)
    try:
        command = [sys.executable, str(shared / "tools/hardening_probe.py"), "--query", f"{server.url}/sparql"]
        command += ["--update", f"{server.url}/sparql", "--gsp", f"{server.url}/graph-store", "--limit", "5"]
        command += ["--header", f"Authorization: Bearer {TOKEN}", "--pid", str(server.process.pid)]
        done = subprocess.run(command, check=False, timeout=250, capture_output=True, text=True)
    finally:
        server.stop()
    assert done.returncode == 0, done.stdout
    assert "\n0 BAD" in done.stdout
