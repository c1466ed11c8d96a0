"""Where pages get rows and triples from: anything with `select` and `construct`, in the service the killable query workers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox
from flask import current_app, request

from server.query.answer import Rows


class Source(Protocol):
    """What pages ask of the graph; `QueryService` is one."""

    @property
    def version(self) -> int:
        """Number of changes made to the data so far."""

    @property
    def tag(self) -> str:
        """Differs whenever the data do."""

    def select(self, text: str, *, max_rows: int = 10_000) -> Rows:
        """The rows of a SELECT query."""

    def construct(self, text: str) -> list[ox.Triple]:
        """The triples of a CONSTRUCT query."""


class StoreSource:
    """A source over a store in this process, for tests and for reading a graph without a service."""

    def __init__(self, store: ox.Store, version: int = 1) -> None:
        self._store, self._version = store, version

    @property
    def version(self) -> int:
        """As given."""
        return self._version

    @property
    def tag(self) -> str:
        """Made of the version."""
        return f"{self._version}-memory"

    def select(self, text: str, *, max_rows: int = 10_000) -> Rows:
        """The rows of a SELECT query."""
        found = self._store.query(text)
        assert isinstance(found, ox.QuerySolutions)
        names = tuple(variable.value for variable in found.variables)
        rows = [{name: term for name in names if (term := solution[name]) is not None} for solution in found]
        return Rows(names, tuple(rows[:max_rows]), self._version, len(rows) > max_rows)

    def construct(self, text: str) -> list[ox.Triple]:
        """The triples of a CONSTRUCT query."""
        found = self._store.query(text)
        assert isinstance(found, ox.QueryTriples)
        return list(found)


KEY = "councilgraph.pages"


class Setup:
    """What an application gives its pages: the source, the folder of the store (None: no full texts), a contact."""

    def __init__(
        self, source: Callable[[], Source], store: Path | None = None, *, index: Path | None = None, contact: str = ""
    ) -> None:
        self._source, self.store, self.contact = source, store, contact
        self.index = index

    @property
    def source(self) -> Source:
        """The graph, asked for late because workers start late."""
        return self._source()


def root() -> str:
    """The address of the site as clients see it, without a slash at the end."""
    state = current_app.extensions.get("councilgraph")
    public = getattr(getattr(state, "settings", None), "public_url", "")
    return (public or request.url_root).rstrip("/")


def setup() -> Setup:
    """That of the application at work."""
    found = current_app.extensions[KEY]
    assert isinstance(found, Setup)
    return found
