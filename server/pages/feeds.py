"""Atom feeds of judgements, of one council or of all: an entry a judgement, the newest first."""

from __future__ import annotations

from flask import render_template

from server.pages import lists
from server.pages.index import index
from server.pages.source import root
from server.pages.wording import shortened

_ENTRIES = 50


def feed_of_council(name: str, slug: str) -> str:
    """The judgements of one council."""
    return _feed(f"{name}: inspections", f"/council/{slug}", lists.changes(index(), _ENTRIES, slug))


def feed_of_all() -> str:
    """The judgements of all."""
    return _feed("councilgraph: judgements of council inspections", "/changes", lists.changes(index(), _ENTRIES))


def _feed(title: str, path: str, rows: list[dict[str, str]]) -> str:
    clean = [{key: shortened(value, 2000) for key, value in row.items()} for row in rows]
    return render_template(
        "feed.xml",
        title=shortened(title),
        root=root(),
        path=path,
        entries=clean,
        updated=f"{rows[0]['public']}T00:00:00Z" if rows else index().about["made"],
    )
