"""The running service against what /openapi.json says of it: no server error, no undocumented status or content type."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operations.conftest import PROGRAM
from tests.server.conftest import Served, serve

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
SCHEMATHESIS = Path(PROGRAM).with_name("schemathesis")
OF_TASTE = "positive_data_acceptance,negative_data_rejection"
"""No schema can say which strings are SPARQL, and parameters that a format does not need are ignored rather than refused."""
ANSWERS = '[checks.not_a_server_error]\nexpected-statuses = ["2xx", "3xx", "4xx", "503"]\n'
"""503 is what a busy service says of itself: with `Retry-After`, and documented for every operation that may say it."""


@pytest.fixture(scope="module")
def served(pattern: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over a store with a few articles."""
    store = Path(shutil.copytree(pattern, tmp_path_factory.mktemp("fuzzed") / "store"))
    server = serve(store, log_requests="false", deadline=2)
    while server.send("GET", "/downloads/latest/SHA256SUMS").status == 503:
        pass
    yield server
    server.stop()


def test_schemathesis_finds_no_server_error_and_no_undocumented_answer(served: Served, tmp_path: Path) -> None:
    (tmp_path / "schemathesis.toml").write_text(ANSWERS, encoding="utf-8")
    command = [str(SCHEMATHESIS), "run", f"{served.url}/openapi.json", "--exclude-checks", OF_TASTE]
    bounds = ["--max-examples", "8", "--max-time", "120", "--seed", "1", "--phases", "examples,coverage,fuzzing"]
    done = subprocess.run(
        [*command, *bounds, "--suppress-health-check", "all", "--generation-database", "none"],
        capture_output=True,
        text=True,
        timeout=350,
        check=False,
        cwd=tmp_path,
    )
    told = re.split(r"^=+ (?:ERRORS|FAILURES) =+$", done.stdout, maxsplit=1, flags=re.MULTILINE)[-1]
    assert done.returncode == 0, told[:10_000] or done.stderr
    assert served.send("GET", "/readyz").status == 200
