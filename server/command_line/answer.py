"""Answers of the engine as text for a terminal or a file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import click
import pyoxigraph as ox

from ontology import NS

RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
UNKNOWN_WIDTH = 120
"""Columns of what is no terminal."""


def render_answer(answer: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean, form: str) -> bytes:
    """Solutions as a table or a W3C result format, graphs as Turtle or N-Triples; usage error where they do not fit."""
    if isinstance(answer, ox.QueryTriples):
        if form not in ("table", "ttl", "nt"):
            raise click.UsageError(f"CONSTRUCT and DESCRIBE give a graph: print it with -f ttl or nt, not {form}.")
        graph_format = ox.RdfFormat.N_TRIPLES if form == "nt" else ox.RdfFormat.TURTLE
        return ox.serialize(answer, format=graph_format, prefixes=dict(NS)) or b""
    if form in ("ttl", "nt"):
        raise click.UsageError("SELECT and ASK give a table: print it with -f table, json, csv, tsv or xml.")
    if form != "table":
        return answer.serialize(format=RESULTS[form]) or b""
    if isinstance(answer, ox.QueryBoolean):
        return b"yes\n" if answer else b"no\n"
    return _laid_out(
        [variable.value for variable in answer.variables], [[_short(term) for term in row] for row in answer]
    )


def _short(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        for prefix, space in NS.items():
            if term.value.startswith(space) and "/" not in term.value[len(space) :]:
                return f"{prefix}:{term.value[len(space) :]}"
        return term.value
    return str(term.value) if isinstance(term, (ox.Literal, ox.BlankNode)) else ""


def _laid_out(names: list[str], found: list[list[str]]) -> bytes:
    """A table where it fits, else each row as lines of name and value, so that sentences stay whole."""
    rows = [[" ".join(cell.split()) for cell in row] for row in found]
    widths = [max([len(name), *(len(row[place]) for row in rows)]) for place, name in enumerate(names)]
    fits = sum(widths) + 2 * len(widths) <= shutil.get_terminal_size((UNKNOWN_WIDTH, 0)).columns
    lines = _table(names, widths, rows) if fits else _records(names, rows)
    return "\n".join([*lines, f"({len(rows)} row{'' if len(rows) == 1 else 's'})\n"]).encode()


def _table(names: list[str], widths: list[int], rows: list[list[str]]) -> Iterator[str]:
    for line in (names, ["-" * width for width in widths], *rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _records(names: list[str], rows: list[list[str]]) -> Iterator[str]:
    widest = max(map(len, names), default=0)
    for row in rows:
        yield from (f"{name.ljust(widest)}  {cell}" for name, cell in zip(names, row, strict=True) if cell)
        yield ""
