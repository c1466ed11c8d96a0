"""What an operator meets sooner or later: full disks, closed streams, signals, odd words. One sentence, the right exit code."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.samples import sample_paths
from tests.generate.articles import articles

PROGRAM = str(Path(sys.executable).with_name("councilgraph"))


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the samples."""
    store = tmp_path_factory.mktemp("loaded") / "store"
    subprocess.run([PROGRAM, "--store", str(store), "-q", "load", "--samples"], check=True, timeout=120)
    return store


def shell(folder: Path, script: str) -> subprocess.CompletedProcess[bytes]:
    """A script in which `cg` is the program."""
    told = f'set -o pipefail; cg() {{ "{PROGRAM}" "$@"; }}; {script}'
    return subprocess.run(["bash", "-c", told], cwd=folder, capture_output=True, timeout=200, check=False)


@pytest.mark.parametrize(
    ("script", "code", "told"),
    [
        ("cg --store S dump -o nowhere/x.nq", 3, "nowhere/x.nq"),
        ("cg --store S dump > /dev/full", 3, "No space is left"),
        ("cg --store S show Hull > /dev/full", 3, "No space is left"),
        ("cg --store S dump | head -n 1", 0, ""),
        ("cg --store S show Hull | head -n 1", 0, ""),
        ("cg --store S status >&-", 0, ""),
        ("cg --store S status >&- 2>&- <&-", 0, ""),
        ("cg --store S query <&-", 1, "no query"),
        ("printf '\\n' | cg --store S query", 1, "no query"),
        ("cg --store S retract $'\\xff'", 2, "not text"),
        ("cg --store http://127.0.0.1:9/sparql restore b.tar.gz", 2, "a folder"),
        ("cg --store http://127.0.0.1:9/sparql migrate", 2, "a folder|the folder"),
        ("cg --store http://127.0.0.1:9/sparql --state none backup b.tar.gz", 3, "no store at none"),
        ("cg read -f summary -o /proc/nowhere " + str(sample_paths()[0]), 3, "/proc/nowhere"),
    ],
)
def test_one_sentence_and_the_right_code(tmp_path: Path, loaded: Path, script: str, code: int, told: str) -> None:
    done = shell(tmp_path, script.replace("--store S", f"--store {loaded}"))
    said = done.stderr.decode()
    assert done.returncode == code, said
    assert len(said.splitlines()) == bool(told), said
    assert any(part in said for part in told.split("|"))
    assert list(tmp_path.iterdir()) == []


def test_where_it_failed_is_said_on_request(tmp_path: Path) -> None:
    assert b"Traceback" in shell(tmp_path, "cg -v --store none status").stderr
    assert b"Traceback" not in shell(tmp_path, "cg --store none status").stderr


def test_a_backup_into_a_folder_that_is_not_there_yet(tmp_path: Path, loaded: Path) -> None:
    assert shell(tmp_path, f"cg --store {loaded} backup nightly/").returncode == 0
    assert [path.name.startswith("councilgraph-") for path in (tmp_path / "nightly").iterdir()] == [True]


def test_a_dump_that_does_not_fit_leaves_nothing(tmp_path: Path, loaded: Path) -> None:
    done = subprocess.run(
        [PROGRAM, "--store", str(loaded), "dump", "-o", str(tmp_path / "all.nq")],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (3, 1)
    assert "No space is left" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "change", "told"),
    [
        ("judgement", "grade=splendid", "grade splendid"),
        ("judgement", "area=everything", "topic everything"),
        ("inspection", "council=nowhere", "no council nowhere"),
    ],
)
def test_a_correction_that_cannot_be_stored_is_refused_before_it_stands_in_the_way(
    tmp_path: Path, kind: str, change: str, told: str
) -> None:
    listed = shell(tmp_path, "cg --store s load --samples && cg --store s review --published").stdout.decode()
    claim = next(line.split()[0] for line in listed.splitlines() if f"  {kind}  " in line)
    done = shell(tmp_path, f"cg --store s review correct {claim} {change}")
    assert (done.returncode, told in done.stderr.decode()) == (2, True), done.stderr
    assert shell(tmp_path, "cg --store s review export").stdout == b""
    assert shell(tmp_path, "cg --store s load --samples").returncode == 0


def test_a_wide_answer_keeps_its_sentences_whole(tmp_path: Path, loaded: Path) -> None:
    wide = shell(tmp_path, f"cg --store {loaded} query who-said-what --param council=hull").stdout.decode()
    assert "We understand we still have a lot to do" in wide
    narrow = shell(tmp_path, f"cg --store {loaded} query 'SELECT ?x {{ VALUES ?x {{ 1 2 }} }}'").stdout.decode()
    assert narrow == "x\n-\n1\n2\n(2 rows)\n"


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["told to end", "interrupted"])
def test_a_load_that_is_told_to_end_is_taken_up_again(tmp_path: Path, number: signal.Signals) -> None:
    lines = [json.dumps(story.record()) for story in articles(300)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = [PROGRAM, "--store", str(tmp_path / "s"), "load", "--jobs", "2", str(tmp_path / "many.jsonl")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, process_group=0) as load:
        while not (tmp_path / "s" / "state.sqlite").is_file():
            time.sleep(0.05)
        time.sleep(1.0)
        load.send_signal(number)
        _, said = load.communicate(timeout=200)
    if load.returncode:  # a quick machine may have been done
        assert load.returncode == {signal.SIGTERM: 143, signal.SIGINT: 130}[number]
        assert len(said.split("\n\n")[-1].strip().splitlines()) == 1
    again = shell(tmp_path, "cg --store s load many.jsonl")
    assert again.returncode == 0
    counts = {name: int(count) for count, _, name in (part.partition(" ") for part in _counted(again.stderr))}
    assert sum(counts.values()) == 300


def _counted(said: bytes) -> list[str]:
    return said.decode().split(";")[0].split(", ")


@pytest.fixture
def hanging_up() -> Iterator[None]:
    """SIGHUP as in a terminal: under nohup it would be ignored, by what is started here too."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.slow
@pytest.mark.usefixtures("hanging_up")
def test_a_terminal_that_closes_ends_all_of_the_server(tmp_path: Path, loaded: Path) -> None:
    command = [PROGRAM, "--store", str(loaded), "serve", "--port", "0", "--workers", "1"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().rpartition(" ")[2].strip()
        try:
            with urllib.request.urlopen(f"{address}healthz", timeout=60):
                server.send_signal(signal.SIGHUP)
            assert server.wait(30) == 0
            assert server.stdout.read() == ""  # at its end only when no process holds the stream any more
        finally:
            server.kill()
