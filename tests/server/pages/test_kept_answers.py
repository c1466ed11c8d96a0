"""Saved questions that take long are answered from a file; after a change of the data the older answer serves until then."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from graph.saved_query import saved_queries
from server.pages import kept_answers
from tests.server.pages.worked_store import application


@pytest.mark.slow
def test_the_answer_is_kept_and_older_ones_serve_while_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_answers, "SLOW", -1.0)
    with application(tmp_path / "store") as app:
        client = app.test_client()
        live = client.get("/query/latest-grades")
        folder = tmp_path / "store" / "index" / "answers"
        deadline = time.monotonic() + 30
        while not (files := list(folder.glob("latest-grades-*/*.tsv"))) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert len(files) == 1
        kept = client.get("/query/latest-grades.json?again=1")
        assert kept.json == client.get("/query/latest-grades.json").json
        assert live.status_code == 200
        assert kept.json
        assert kept.json["rows"]

        files[0].write_text("?council\n<https://w3id.org/councilgraph/id/council/barnsley>\n", encoding="utf-8")
        assert client.get("/query/latest-grades.csv").text.splitlines()[1].endswith("council/barnsley")
        older = files[0].rename(files[0].with_name("0-older.tsv"))
        stale = client.get("/query/latest-grades.csv")
        assert stale.text.splitlines()[1].endswith("council/barnsley")
        assert stale.headers["ETag"].startswith('W/"0-older-'), "nobody may keep it as an answer of the present data"
        while older.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert client.get("/query/latest-grades.json").json == kept.json


def test_questions_about_one_council_are_asked_live() -> None:
    question = saved_queries()["who-said-what"]
    assert not kept_answers._is_kept(question, {"council": "barnsley"})
    assert kept_answers._is_kept(question, {})
    grades = saved_queries()["out-of-a-grade"]
    assert kept_answers._is_kept(grades, {"grade": "grade:ofsted-good"})
    assert not kept_answers._is_kept(grades, {"grade": "grade:no-such"})
