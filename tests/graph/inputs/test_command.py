"""`councilgraph load` with every kind of input, as a user meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.generate.articles import articles
from tests.graph.inputs.site import Site, answer

PROGRAM = str(Path(sys.executable).with_name("councilgraph"))
STORIES = list(articles(12))


def load(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [PROGRAM, "--store", str(folder / "store"), "load", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)


def test_archives_lines_and_patterns_in_one_load(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("one.txt", STORIES[0].text)
        archive.writestr("../two.txt", STORIES[1].text)
    (tmp_path / "three.txt").write_text(STORIES[2].text, encoding="utf-8")
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as tar:
        tar.add(tmp_path / "three.txt", "three.txt")
    lines = [json.dumps(story.record()) for story in STORIES[3:6]] + ["nonsense"]
    (tmp_path / "c.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = load(tmp_path, tmp_path / "a.zip", tmp_path / "b.tar.gz", f"{tmp_path}/*.jsonl", tmp_path / "none-*.txt")
    assert done.returncode == 1
    assert "5 new, 3 unread" in done.stderr
    for told in (
        "a.zip!../two.txt: its name leads out",
        "c.jsonl:4: it is not JSON",
        "none-*.txt: the file cannot be opened",
    ):
        assert told in done.stderr
    assert (
        "5 unchanged, 3 unread"
        in load(tmp_path, tmp_path / "a.zip", tmp_path / "b.tar.gz", tmp_path / "c.jsonl", tmp_path / "none.txt").stderr
    )


def test_what_load_takes_read_takes(tmp_path: Path, site: Site) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("news/one.txt", STORIES[0].text)
    lines = [json.dumps(story.record()) for story in STORIES[1:3]]
    (tmp_path / "c.jsonl").write_text("\n".join(lines), encoding="utf-8")
    site.pages["/story"] = answer(STORIES[3].text, kind="text/plain")
    web = ("--allow-network", "127.0.0.1/32", "--delay", "0", site.url("/story"))
    command = [PROGRAM, "read", "-f", "json", *web, str(tmp_path / "a.zip"), f"{tmp_path}/*.jsonl", str(tmp_path / "x")]
    contact = {**os.environ, "COUNCILGRAPH_CONTACT": "mailto:desk@news.example"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False, env=contact)
    told = json.loads(done.stdout)
    assert [document["file"] for document in told["documents"]] == [
        site.url("/story"),
        f"{tmp_path}/a.zip!news/one.txt",
        f"{tmp_path}/c.jsonl:1",
        f"{tmp_path}/c.jsonl:2",
    ]
    assert len({document["document"]["sha256"] for document in told["documents"]}) == 4
    assert (done.returncode, [unread["file"] for unread in told["unread"]]) == (1, [str(tmp_path / "x")])
    assert "desk@news.example" in site.asked("/story")[0]["user-agent"]


def test_summaries_of_what_lies_in_containers_are_named_by_identity(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_text("\n".join(json.dumps(story.record()) for story in STORIES[:2]), encoding="utf-8")
    command = [PROGRAM, "read", "-f", "summary", "-o", str(tmp_path / "out"), str(tmp_path / "c.jsonl")]
    subprocess.run(command, check=True, timeout=200)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [f"{story.key}.json" for story in STORIES[:2]]


def test_pages_from_the_web_and_never_from_private_addresses(tmp_path: Path, site: Site) -> None:
    page = f"<!doctype html><html><body><article><p>{STORIES[0].text}</p></article></body></html>"
    site.pages["/story"] = answer(page, etag='"1"')
    refused = load(tmp_path, site.url("/story"))
    assert refused.returncode == 1
    assert "not public" in refused.stderr
    assert not site.requests
    assert "1 unread" in refused.stderr
    arguments = ("--allow-network", "127.0.0.1/32", "--delay", "0", site.url("/story"))
    assert "1 new" in load(tmp_path, *arguments).stderr
    site.pages["/story"] = answer(status=304)
    done = load(tmp_path, *arguments)
    assert "1 unchanged" in done.stderr
    assert site.asked("/story")[-1]["if-none-match"] == '"1"'


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--jobs", "0", "x.txt"], "--jobs"),
        (["--jobs", "many", "x.txt"], "--jobs"),
        (["--id", "one", "a.txt", "b.txt"], "one document"),
        (["--id", "one", "a.jsonl"], "one document"),
        (["--url", "http://news.example/", "*.txt"], "one document"),
        (["--allow-network", "here", "a.txt"], "no network|not a network"),
    ],
)
def test_what_cannot_be_asked(tmp_path: Path, arguments: list[str], told: str) -> None:
    done = load(tmp_path, *arguments)
    assert done.returncode == 2
    assert any(part in done.stderr for part in told.split("|"))


def test_a_dask_scheduler_that_is_not_there(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    (tmp_path / "a.txt").write_text(STORIES[0].text, encoding="utf-8")
    done = load(tmp_path, "--jobs", "dask://127.0.0.1:9", tmp_path / "a.txt")
    assert done.returncode == 3
    assert "no Dask scheduler" in done.stderr
    assert "Traceback" not in done.stderr
