"""The command line as users meet it: a process, its output, its exit code."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.samples import sample_paths

Run = Callable[..., subprocess.CompletedProcess[str]]
PROGRAM = str(Path(sys.executable).with_name("councilgraph"))
ARTICLE = "Example story\n\nThe committee met on Tuesday and agreed the minutes of the last meeting without changes.\n"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the installed program in a folder that is not the checkout."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COUNCILGRAPH_")}

    def call(*arguments: str | Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PROGRAM, *map(str, arguments)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            input=stdin,
            timeout=120,
            env=environment,
            check=False,
        )

    return call


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the samples."""
    store = tmp_path_factory.mktemp("loaded") / "store"
    subprocess.run([PROGRAM, "--store", str(store), "-q", "load", "--samples"], check=True, timeout=120)
    return store


def test_help_names_every_command(run: Run) -> None:
    from server.command_line import COMMANDS

    done = run("--help")
    assert done.returncode == 0
    for name in COMMANDS:
        assert name in done.stdout
        assert run(name, "--help").returncode == 0


def test_read_prints_what_is_read(run: Run) -> None:
    done = run("read", sample_paths()[0])
    assert done.returncode == 0
    assert "hull" in done.stdout
    assert "inadequate" in done.stdout


@pytest.mark.parametrize("form", ["table", "json", "csv", "ttl", "trig"])
def test_every_format_of_read_is_written(run: Run, form: str) -> None:
    done = run("read", "-f", form, *sample_paths())
    assert done.returncode == 0, done.stderr
    assert "hull" in done.stdout
    if form == "json":
        assert len(json.loads(done.stdout)["documents"]) == 2


def test_summaries_are_one_file_a_document(run: Run, tmp_path: Path) -> None:
    assert run("read", "-f", "summary", "-o", tmp_path / "out", *sample_paths()).returncode == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["hull-2019.json", "hull-undated.json"]
    assert json.loads((tmp_path / "out" / names[0]).read_text(encoding="utf-8"))["schema"] == "councilgraph-gold/1"


def test_loading_again_says_unchanged(run: Run, tmp_path: Path) -> None:
    first = run("--store", "s", "load", "--samples")
    assert (first.returncode, "2 new" in first.stderr) == (0, True)
    before = run("--store", "s", "dump").stdout
    second = run("--store", "s", "load", "--samples")
    assert (second.returncode, "2 unchanged" in second.stderr) == (0, True)
    assert run("--store", "s", "dump").stdout == before


def test_good_files_are_loaded_and_bad_ones_named(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 50)
    (folder / "web.pdf").write_text("<!doctype html><html><body><p>Not found</p></body></html>")
    done = run("--store", "s", "load", folder)
    assert done.returncode == 1
    for name in ("empty.txt", "binary.txt", "web.pdf"):
        assert name in done.stderr
    assert "1 new, 3 unread" in done.stderr
    status = json.loads(run("--store", "s", "status", "-f", "json").stdout)
    assert status["documents"] == 1
    assert {Path(item["path"]).name for item in status["unread"]} == {"empty.txt", "binary.txt", "web.pdf"}
    (folder / "empty.txt").write_text(ARTICLE + "More.\n", encoding="utf-8")
    run("--store", "s", "load", folder / "empty.txt")
    assert len(json.loads(run("--store", "s", "status", "-f", "json").stdout)["unread"]) == 2


def test_too_large_a_file_is_one_sentence(run: Run, tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as handle:
        handle.truncate(100 * 1024 * 1024)
    done = run("read", tmp_path / "big.txt")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_a_missing_file_is_one_sentence(run: Run) -> None:
    done = run("read", "nowhere.txt")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "nowhere.txt" in done.stderr


def test_a_dry_run_stores_nothing(run: Run, tmp_path: Path) -> None:
    assert run("--store", "s", "load", "--dry-run", "--samples").returncode == 0
    assert not (tmp_path / "s").exists()


def test_strict_stops_at_the_first_source_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(ARTICLE, encoding="utf-8")
    done = run("--store", "s", "load", "--strict", "a.txt", "b.txt")
    assert done.returncode == 1
    assert "a.txt" in done.stderr
    assert "new" not in done.stderr
    assert "1 new" in run("--store", "s", "load", "a.txt", "b.txt").stderr


def test_processes_read_the_same(run: Run) -> None:
    run("--store", "one", "load", "--samples", "--england")
    run("--store", "two", "load", "--jobs", "2", "--samples", "--england")
    lines = [sorted(run("--store", s, "dump").stdout.splitlines()) for s in ("one", "two")]
    assert lines[0] == lines[1]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("load",), 2, "Nothing to load"),
        (("load", "--id", "x", "a.txt", "b.txt"), 2, "one document"),
        (("read", "-f", "summary", "a.txt"), 2, "belong together"),
        (("query", "--param", "council", "latest-grades"), 2, "NAME=VALUE"),
        (("query", "no-such-question"), 1, "no saved query"),
        (("nonsense",), 2, "nonsense"),
        (("status",), 3, "no store"),
        (("dump",), 3, "no store"),
        (("query", "ASK {}"), 3, "no store"),
        (("show", "Atlantis"), 1, "no council"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_mistakes_get_one_sentence_and_the_right_code(
    run: Run, arguments: tuple[str, ...], code: int, told: str
) -> None:
    done = run("--store", "missing", *arguments)
    assert done.returncode == code, done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_as_store_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f").write_text("x")
    done = run("--store", "f", "load", "--samples")
    assert done.returncode == 3
    assert "is a file" in done.stderr


def test_a_locked_store_is_named(run: Run, tmp_path: Path) -> None:
    from graph.library import Library

    with Library(str(tmp_path / "s")):
        done = run("--store", "s", "load", "--samples")
    assert done.returncode == 3
    assert "another process" in done.stderr


def test_a_store_can_be_read_while_it_is_written(run: Run, loaded: Path) -> None:
    from graph.library import Library

    with Library(str(loaded)):
        assert (
            run(
                "--store",
                loaded,
                "query",
                "-f",
                "csv",
                "SELECT ?s WHERE { ?s a <https://w3id.org/councilgraph/ns#Reading> }",
            ).returncode
            == 0
        )


@pytest.mark.parametrize("form", ["table", "json", "csv", "tsv", "xml"])
def test_a_table_in_every_format(run: Run, loaded: Path, form: str) -> None:
    done = run("--store", loaded, "query", "-f", form, "latest-grades")
    assert done.returncode == 0, done.stderr
    assert "Inadequate" in done.stdout or "Requires improvement" in done.stdout


def test_a_graph_as_turtle(run: Run, loaded: Path) -> None:
    done = run("--store", loaded, "query", "all-of-a-document", "--param", "document=hull-2019")
    assert "cg:Judgement" in done.stdout
    assert run("--store", loaded, "query", "-f", "csv", "all-of-a-document").returncode == 2


def test_a_query_from_standard_input_and_from_a_file(run: Run, loaded: Path, tmp_path: Path) -> None:
    text = "SELECT (1 AS ?one) {}"
    assert run("--store", loaded, "query", "-f", "csv", "-", stdin=text).stdout == "one\n1\n"
    (tmp_path / "q.rq").write_text(text)
    assert run("--store", loaded, "query", "-f", "csv", "q.rq").stdout == "one\n1\n"


def test_invalid_sparql_says_where(run: Run, loaded: Path) -> None:
    done = run("--store", loaded, "query", "SELECT * WHERE { ?s ?p }")
    assert done.returncode == 1
    assert "at 1:25" in done.stderr


def test_a_query_at_its_time_limit(run: Run, loaded: Path) -> None:
    heavy = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    done = run("--store", loaded, "query", "--timeout", "0.5", heavy)
    assert done.returncode == 4
    assert "given up" in done.stderr


@pytest.mark.parametrize("name", ["E06000010", "GB-KHL", "810", "80477", "Hull City Council", "council:hull"])
def test_a_council_by_any_of_its_names(run: Run, loaded: Path, name: str) -> None:
    done = run("--store", loaded, "show", name)
    assert done.returncode == 0
    assert done.stdout.startswith("Kingston upon Hull City Council")
    assert "“The experiences and progress" in done.stdout or "Inadequate" in done.stdout


def test_an_old_code_finds_the_old_council_and_names_its_successor(run: Run) -> None:
    done = run("--store", "missing", "show", "E10000023")
    assert done.stdout.startswith("North Yorkshire County Council")
    assert "succeeded by North Yorkshire Council" in done.stdout


def test_an_ambiguous_name_is_never_guessed(run: Run) -> None:
    done = run("--store", "missing", "show", "Kingston")
    assert done.returncode == 1
    assert "kingston-upon-thames" in done.stderr


def test_a_document_can_be_shown_and_retracted(run: Run) -> None:
    run("--store", "s", "load", "--samples")
    assert "hull-2019" in run("--store", "s", "show", "document:hull-2019").stdout
    assert run("--store", "s", "retract", "hull-2019", "--reason", "asked to").returncode == 0
    assert run("--store", "s", "show", "document:hull-2019").returncode == 1
    assert "1 buried" in run("--store", "s", "load", "--samples").stderr
    assert run("--store", "s", "retract", "hull-2010").returncode == 1


def test_the_samples_are_sound(run: Run, loaded: Path) -> None:
    done = run("--store", loaded, "check")
    assert done.returncode == 0, done.stdout
    assert "0 faults" in done.stderr


def test_a_port_in_use_is_one_sentence(run: Run, loaded: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("--store", loaded, "serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode in (2, 3)
    assert "in use" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_names_what_is_wrong_with_its_sentence(run: Run, tmp_path: Path) -> None:
    import pyoxigraph as ox

    from graph.identity import entity
    from graph.library import Library
    from graph.store import Change
    from graph.vocabulary import cg, load_vocabulary

    run("--store", "s", "load", "--samples")
    judgement = entity("judgement", "hull-ofsted-childrens-2019-01-help-protection")
    outstanding = load_vocabulary().grade("outstanding", inspectorate="ofsted", framework=None).iri
    fault = ox.Quad(judgement, cg("grade"), outstanding, ox.DefaultGraph())
    with Library(str(tmp_path / "s")) as library:
        library.store.apply(Change(added=frozenset({fault})))
        library.store.publish()
    done = run("--store", "s", "check")
    assert done.returncode == 1
    assert judgement.value in done.stdout
    assert "stands in no reading" in done.stdout
    assert "children who need help and protection ‘inadequate’" in done.stdout
