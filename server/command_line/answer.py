"""Answers of the engine as text for a terminal or a file."""

from __future__ import annotations

import io

import click
import pyoxigraph as ox

from ontology import NS

RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
WIDEST = 60


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
    return _table([variable.value for variable in answer.variables], [[_short(term) for term in row] for row in answer])


def _short(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        for prefix, space in NS.items():
            if term.value.startswith(space) and "/" not in term.value[len(space) :]:
                return f"{prefix}:{term.value[len(space) :]}"
        return term.value
    return str(term.value) if isinstance(term, (ox.Literal, ox.BlankNode)) else ""


def _table(names: list[str], rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    cut = [[" ".join(cell.split())[:WIDEST] for cell in row] for row in rows]
    widths = [max([len(name), *(len(row[place]) for row in cut)]) for place, name in enumerate(names)]
    for line in (names, ["-" * width for width in widths], *cut):
        out.write("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n")
    out.write(f"({len(rows)} row{'' if len(rows) == 1 else 's'})\n")
    return out.getvalue().encode()
