"""The queries of pages: files in `queries/`, values put in as terms, rows given back as plain text.

A file declares what it takes with a line `VALUES ?name { default }`; the values replace what stands between the braces,
written by the serialiser of the engine, so that no value can become syntax. `LIMIT`, where it may vary, is the last line.
An OPTIONAL holds one pattern and, inside it, further OPTIONALs: with two patterns the engine would look through the whole
graph for them first. For the same reason a property in a named graph is picked by FILTER.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from server.pages.source import Source, setup

Value = str | ox.NamedNode | ox.Literal
Row = dict[str, str]
_FOLDER = Path(__file__).parent / "queries"
_LIMIT = re.compile(r"LIMIT \d+(?: OFFSET \d+)?\s*$")
_given: ContextVar[Source | None] = ContextVar("source", default=None)
AT_ONCE = 400
"""Values of one query at most; longer lists are asked for in parts."""
EACH_AT_ONCE = 50
"""Things of one query at most where each is asked for by itself."""
MOST_ROWS = 1_000_000


def query_text(
    name: str, values: Mapping[str, Value | Iterable[Value]] | None = None, *, limit: int | None = None
) -> str:
    """The query of that file with its values; strings that begin with a scheme are IRIs."""
    text = _file(name)
    for variable, given in (values or {}).items():
        terms = [given] if isinstance(given, (str, ox.NamedNode, ox.Literal)) else given
        written = " ".join(str(_term(value)) for value in terms)
        clause = f"VALUES ?{variable} {{ {written} }}".replace("\\", r"\\")
        text, places = re.subn(rf"VALUES \?{variable} \{{[^}}]*\}}", clause, text)
        if not places:
            raise KeyError(f"the query {name} takes no {variable}")
    if limit is not None:
        text = _LIMIT.sub(f"LIMIT {int(limit)}", text)
    return text


@contextmanager
def asking(source: Source) -> Iterator[None]:
    """Have questions inside go to this source, where there is no application at work."""
    token = _given.set(source)
    try:
        yield
    finally:
        _given.reset(token)


def _source() -> Source:
    return _given.get() or setup().source


def ask(
    name: str, values: Mapping[str, Value | Iterable[Value]] | None = None, *, limit: int | None = None
) -> list[Row]:
    """The rows, each term as its text; what is unbound has no key."""
    return plain(ask_terms(name, values, limit=limit))


def ask_terms(
    name: str, values: Mapping[str, Value | Iterable[Value]] | None = None, *, limit: int | None = None
) -> Sequence[Mapping[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]:
    """The rows with the terms themselves."""
    return _source().select(query_text(name, values, limit=limit), max_rows=MOST_ROWS).rows


def ask_about(name: str, variable: str, things: Iterable[str]) -> list[Row]:
    """The rows for many things, asked for in parts; no things, no rows."""
    wanted = list(dict.fromkeys(things))
    rows: list[Row] = []
    for start in range(0, len(wanted), AT_ONCE):
        rows += ask(name, {variable: wanted[start : start + AT_ONCE]})
    return rows


def ask_each(name: str, variable: str, things: Iterable[str], most: int) -> list[Row]:
    """The rows for many things, no more than `most` of each where they are many: the cost is bounded whatever is said of one."""
    wanted = list(dict.fromkeys(things))
    rows: list[Row] = []
    for start in range(0, len(wanted), EACH_AT_ONCE):
        some = wanted[start : start + EACH_AT_ONCE]
        found = ask(name, {variable: some}, limit=most * len(some))
        rows += found if len(found) < most * len(some) else _one_by_one(name, variable, some, most)
    return rows


def _one_by_one(name: str, variable: str, things: Iterable[str], most: int) -> list[Row]:
    """In one query with a part for each thing, so that one of which much is said leaves room for the others."""
    texts = [query_text(name, {variable: thing}, limit=most) for thing in things]
    parts = " UNION ".join(f"{{ SELECT{text.partition('SELECT')[2]} }}" for text in texts)
    prefixes = texts[0].partition("SELECT")[0]
    return plain(_source().select(f"{prefixes}SELECT * WHERE {{ {parts} }}", max_rows=MOST_ROWS).rows)


def plain(rows: Iterable[Mapping[str, object]]) -> list[Row]:
    """Terms as text."""
    return [{name: text_of(term) for name, term in row.items()} for row in rows]


def triples_of(name: str, values: Mapping[str, Value | Iterable[Value]]) -> list[ox.Triple]:
    """The triples of a CONSTRUCT file."""
    return _source().construct(query_text(name, values))


def text_of(term: object) -> str:
    """The address of an IRI, the characters of a literal."""
    return term.value if isinstance(term, (ox.NamedNode, ox.Literal, ox.BlankNode)) else str(term)


def grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    """Rows by one of their values, in the order in which values appear."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if key in row:
            found.setdefault(row[key], []).append(row)
    return found


def names() -> list[str]:
    """The names of all query files."""
    return [path.stem for path in sorted(_FOLDER.glob("*.rq"))]


def _term(value: Value) -> ox.NamedNode | ox.Literal:
    if isinstance(value, str):
        return ox.NamedNode(value) if re.match(r"[a-z]+:", value) else ox.Literal(value)
    return value


@cache
def _file(name: str) -> str:
    return (_FOLDER / f"{name}.rq").read_text(encoding="utf-8")
