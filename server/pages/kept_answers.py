"""Answers to saved questions that take long: worked out in a process of their own, kept in files beside the index.

A question over the whole graph takes the longer the larger that is, and a request has little time. The first to ask may be
told to come again; who asks after a change of the data gets the answer from before while the new one is made. Questions
about one council, document or text are not kept: there would be no end of them.
"""

from __future__ import annotations

import hashlib
import logging
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path

from flask import g

from graph.saved_query import SavedQuery, saved_queries
from ontology import CONCEPTS, NS
from server.errors import Problem
from server.pages import schemes
from server.pages.index import folder_of, newest, snapshot_of
from server.pages.source import Setup, setup
from server.query.answer import Rows, rows_from
from server.query.failures import DeadlinePassed

SLOW, LONGEST = 0.03, 300.0
"""Seconds beyond which an answer is kept, and after which working one out is given up."""
_busy = threading.Lock()
_retry_at: dict[str, float] = {}


def asker(question: SavedQuery, values: Mapping[str, str], text: str) -> Callable[[int], Rows]:
    """Gives so many rows of the question with these values, kept or asked for then; 503 while they are worked out."""
    here = setup()
    if not _is_kept(question, values) or snapshot_of(here) is None:
        return lambda most: here.source.select(text, max_rows=most)
    wanted = _file(folder_of(here), question, text, here.source.tag)
    found = wanted if wanted.exists() else newest(wanted.parent, "*.tsv")
    if found is None:
        return lambda most: _ask(wanted, text, most)
    g.index_tag = found.stem
    if found != wanted:
        _start(wanted, text)
    return lambda most: _read(found, int(found.stem.partition("-")[0]), most)


def work_out_missing(here: Setup, folder: Path, tag: str) -> None:
    """The answers to all questions with their default values that were never worked out, one after the other."""
    snapshot = snapshot_of(here)
    for question in saved_queries().values() if snapshot else ():
        text = question.with_values({})
        file = _file(folder, question, text, tag)
        if snapshot and not is_graph(text) and not newest(file.parent, "*.tsv"):
            _busy.acquire()
            _work_out(snapshot, file, text)


def is_graph(text: str) -> bool:
    """Whether the answer is a graph and no table."""
    return bool(re.search(r"^(CONSTRUCT|DESCRIBE)\b", text, re.MULTILINE))


def _file(folder: Path, question: SavedQuery, text: str, tag: str) -> Path:
    return folder / "answers" / f"{question.name}-{hashlib.sha256(text.encode()).hexdigest()[:12]}" / f"{tag}.tsv"


def _is_kept(question: SavedQuery, values: Mapping[str, str]) -> bool:
    """Whether all values that are not the defaults are concepts, of which there are few."""
    given = [(each.kind, values[each.name]) for each in question.parameters if each.name in values]
    return all(kind in CONCEPTS and schemes.concept(NS[kind] + value.rpartition(":")[2]) for kind, value in given)


def _ask(file: Path, text: str, most: int) -> Rows:
    started = time.monotonic()
    try:
        rows = setup().source.select(text, max_rows=most)
    except DeadlinePassed:
        _start(file, text)
        told = "This question goes through the whole graph, and its answer is being worked out; ask again in a moment."
        raise Problem(503, told, headers={"Retry-After": "10"}) from None
    if time.monotonic() - started > SLOW:
        _start(file, text)
    return rows


def _read(file: Path, version: int, most: int) -> Rows:
    with file.open("rb") as lines:
        head = list(islice(lines, most + 2))
    return rows_from(b"".join(head[: most + 1]), version, truncated=len(head) > most + 1)


def _start(file: Path, text: str) -> None:
    """Have the answer worked out, one at a time; of failures each is tried again after a while."""
    if _retry_at.get(str(file), 0) < time.monotonic() and _busy.acquire(blocking=False):
        threading.Thread(target=_work_out, args=(snapshot_of(setup()), file, text), name="answer", daemon=True).start()


def _work_out(snapshot: Path, file: Path, text: str) -> None:
    command = [sys.executable, "-m", "server.pages.answer_program", str(snapshot), str(file)]
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(command, input=text.encode(), check=True, stdout=subprocess.DEVNULL, timeout=LONGEST)  # noqa: S603
        for old in set(file.parent.glob("*.tsv")) - {file}:
            old.unlink(missing_ok=True)
    except (OSError, subprocess.SubprocessError) as error:
        _retry_at[str(file)] = time.monotonic() + 600
        logging.getLogger(__name__).error("The answer %s could not be worked out: %s", file.parent.name, error)
    finally:
        _busy.release()
