"""Atom feeds of judgements, of one council or of all: an entry a judgement, the newest first."""

from __future__ import annotations

from flask import render_template

from server.pages import lists, schemes
from server.pages.council_page import Council
from server.pages.index import index
from server.pages.source import root
from server.pages.wording import shortened

_ENTRIES = 50


def feed_of_council(council: Council) -> str:
    """The judgements of one council."""
    return _feed(
        f"{council.name}: inspections", f"/council/{council.slug}", lists.changes(index(), _ENTRIES, council.slug)
    )


def feed_of_all() -> str:
    """The judgements of all."""
    return _feed("councilgraph: judgements of council inspections", "/changes", lists.changes(index(), _ENTRIES))


def _feed(title: str, path: str, rows: list[dict[str, str]]) -> str:
    clean = [{key: shortened(value, 2000) for key, value in row.items()} for row in rows]
    entries = [
        {**row, "mark": schemes.mark(row["grade"]), "old": schemes.mark(row["before"]) if row["before"] else None}
        for row in clean
    ]
    return render_template(
        "feed.xml",
        title=shortened(title),
        root=root(),
        path=path,
        entries=entries,
        updated=f"{rows[0]['public']}T00:00:00Z" if rows else index().about["made"],
    )
