"""The examples of README and docs, run word for word in a folder as a reader would have it, beside a running server.

What they printed in the last run is kept in build/examples, one file a page.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.operations.conftest import PROGRAM
from tests.server.conftest import Served, serve

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
KEPT = ROOT / "build" / "examples"
ADDRESS = "http://127.0.0.1:8080"
_BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """One block of a page."""

    page: str
    number: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}-{self.number}-{self.language}"


def _examples() -> Iterator[Example]:
    for page in PAGES:
        for number, (language, _, text) in enumerate(_BLOCK.findall(page.read_text(encoding="utf-8")), start=1):
            if not text.startswith("make "):  # those two are what .ci/run does
                yield Example(page.name, number, language, text)


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with a store, sources and a server."""

    folder: Path
    served: Served

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """In the folder, with the program on the path."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("COUNCILGRAPH_")}
        environment = kept | {"PATH": f"{Path(PROGRAM).parent}:{os.environ['PATH']}"}
        return subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=120, check=False
        )

    def here(self, text: str) -> str:
        """With the address of this server."""
        return text.replace(ADDRESS, self.served.url)


@pytest.fixture(scope="module")
def pattern_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make serve` loads."""
    store = tmp_path_factory.mktemp("examples") / "data"
    subprocess.run([PROGRAM, "--store", str(store), "-q", "load", "--samples", "--england"], check=True, timeout=120)
    return store


@pytest.fixture(params=[page.name for page in PAGES], scope="module")
def place(
    request: pytest.FixtureRequest, pattern_store: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Place]]:
    """A fresh folder for each page: of the checkout in which the reader sits, what the pages name."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(pattern_store, folder / "data")
    shutil.copytree(ROOT / "graph" / "samples", folder / "graph" / "samples")
    served = serve(folder / "data", log_requests="false")
    yield request.param, Place(folder, served)
    served.stop()


def test_the_examples_of_a_page_do_what_they_say(place: tuple[str, Place]) -> None:
    page, here = place
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{page}.txt").open("w", encoding="utf-8") as kept:
        for example in _examples():
            if example.page == page:
                kept.write(f"{example.text}\n{_RUN[example.language](here, example)}\n{'-' * 80}\n")


def _shell(here: Place, example: Example) -> str:
    script = f"set -eo pipefail\n{here.here(example.text)}"
    done = here.run("bash", "-c", script)
    assert done.returncode in (0, 141), (
        str(example),
        done.stdout[-500:],
        done.stderr[-1500:],
    )  # 141: `| head` closed it
    if "\ncurl" in script and " -o " not in script:
        assert done.stdout.strip(), str(example)
        assert "about:blank" not in done.stdout, str(example)
    return done.stdout + done.stderr


def _python(here: Place, example: Example) -> str:
    if "import pandas" in example.text and not importlib.util.find_spec("pandas"):
        return "pandas is not installed here\n"
    done = here.run(sys.executable, "-c", here.here(example.text))
    assert (done.returncode, bool(done.stdout.strip())) == (0, True), (str(example), done.stderr)
    return done.stdout


def _r(here: Place, example: Example) -> str:
    if not shutil.which("Rscript"):
        return "R is not installed here\n"
    done = here.run("Rscript", "-e", here.here(example.text))
    assert (done.returncode, bool(done.stdout.strip())) == (0, True), (str(example), done.stderr)
    return done.stdout


def _sparql(here: Place, example: Example) -> str:
    reply = here.served.send("GET", "/sparql?" + urlencode({"query": example.text}))
    assert reply.status == 200, reply.text
    assert json.loads(reply.body)["results"]["bindings"], str(example)
    return reply.text


def _json(here: Place, example: Example) -> str:
    return str(json.loads(example.text))


def _text(here: Place, example: Example) -> str:
    return "a picture\n"


_RUN = {"sh": _shell, "python": _python, "sparql": _sparql, "r": _r, "json": _json, "text": _text}
