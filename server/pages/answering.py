"""One thing in all its formats, answered with what HTTP clients and search machines expect around it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from flask import Response, g, request

from ontology import NS
from server.pages import formats
from server.pages.formats import Format
from server.pages.linked_data import compacted
from server.pages.source import root, setup
from server.pages.wording import today
from server.rdf_text import FORMATS

Writer = Callable[[], str | bytes]
POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'"
)
DRAWING_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
FRESH_SECONDS: Final = 60
"""How long caches may hand out a page without asking; after that the entity tag decides."""


def answer(path: str, extension: Format | None, writers: Mapping[Format, Writer]) -> Response:
    """The answer in the negotiated format, or 304; `path` is the address of the thing without extension."""
    form = formats.negotiate(writers, extension)
    g.page_path, g.page_formats = path, tuple(writers)
    tag = entity_tag(form)
    response = Response(mimetype=form.media_type)
    response.set_etag(tag, weak=True)
    if tag not in request.if_none_match and not request.if_none_match.contains_weak(tag):
        response.set_data(writers[form]())
    _dress(response, path, form, tuple(writers))
    response.make_conditional(request)
    return response


def entity_tag(form: Format) -> str:
    """Of the data, which come first, the day, the address with its parameters, the format, and the templates.

    A page that is made from lists of older data carries their tag: nobody keeps it as one of the present data.
    """
    tag = setup().source.tag
    parts = (tag, today(), request.full_path, form.extension, _edition())
    return f"{g.get('index_tag', tag)}-{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:16]}"


def _dress(response: Response, path: str, form: Format, offered: Sequence[Format]) -> None:
    response.vary.add("Accept")
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}, stale-while-revalidate=3600"
    response.headers["Content-Security-Policy"] = DRAWING_POLICY if form is formats.SVG else POLICY
    if form is not formats.HTML:
        response.headers["Access-Control-Allow-Origin"] = "*"
    if form in (formats.CSV, formats.TSV):
        name = path.strip("/").replace("/", "-") or "councilgraph"
        response.headers["Content-Disposition"] = f'inline; filename="{name}.{form.extension}"'
    links = [
        f'<{alternate(path, other)}>; rel="alternate"; type="{other.media_type}"'
        for other in offered
        if other is not form
    ]
    response.headers["Link"] = ", ".join([f'<{root()}{path}>; rel="canonical"', *links])


def alternate(path: str, form: Format) -> str:
    """The address of another format of a page, with the same parameters."""
    query = request.query_string.decode("utf-8", "replace")
    kept = "&".join(part for part in query.split("&") if part and not part.startswith("format="))
    base = "/index" if path == "/" else path
    return f"{base}.{form.extension}" + (f"?{kept}" if kept else "")


def graph_writers(triples: Callable[[], Iterable[ox.Triple]]) -> dict[Format, Writer]:
    """Writers of the same triples in every graph format."""
    return {form: _graph_writer(triples, form) for form in formats.GRAPHS}


def _graph_writer(triples: Callable[[], Iterable[ox.Triple]], form: Format) -> Writer:
    return lambda: graph_text(triples(), form)


def graph_text(triples: Iterable[ox.Triple], form: Format) -> bytes:
    """Triples in a graph format, sorted, with the prefixes of the project or, as JSON-LD, with the terms of its context."""
    if form is formats.JSON_LD:
        return to_json(compacted(triples)).encode()
    ordered = sorted(set(triples), key=lambda t: (str(t.subject), str(t.predicate), str(t.object)))
    named = {space for triple in ordered for term in triple for space in _spaces(term)}
    prefixes = {prefix: space for prefix, space in NS.items() if space in named}
    return ox.serialize(ordered, format=FORMATS[form.media_type], prefixes=prefixes) or b""


def _spaces(term: object) -> list[str]:
    """The namespaces that a term needs a prefix for."""
    iri = term.datatype if isinstance(term, ox.Literal) else term
    return [re.sub(r"[^/#]*$", "", iri.value)] if isinstance(iri, ox.NamedNode) else []


def table_writers(
    columns: Sequence[str], rows: Callable[[], Iterable[Mapping[str, str]]], **told: object
) -> dict[Format, Writer]:
    """Writers of the same rows as CSV, TSV and JSON; in JSON what else is `told` stands before them."""
    return {
        formats.CSV: lambda: separated(columns, rows(), ","),
        formats.TSV: lambda: separated(columns, rows(), "\t"),
        formats.JSON: lambda: to_json(told | {"columns": list(columns), "rows": _cut(columns, rows())}),
    }


def _cut(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    return [{column: row.get(column, "") for column in columns} for row in rows]


def separated(columns: Sequence[str], rows: Iterable[Mapping[str, str]], delimiter: str) -> str:
    """A table with a header line (RFC 4180); a cell that a spreadsheet would run as a formula gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_harmless(str(row.get(column, ""))) for column in columns] for row in rows)
    return out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def to_json(value: object) -> str:
    """JSON with a line end."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def script_json(value: object) -> str:
    """JSON that may stand inside a script element, whatever its strings hold."""
    text = json.dumps(value, ensure_ascii=False)
    return (
        text.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


@cache
def _edition() -> str:
    """Changes when templates, queries or code of the pages do."""
    folder = Path(__file__).parent
    files = sorted(
        path for path in folder.rglob("*") if path.suffix in (".py", ".html", ".rq", ".css", ".svg", ".xml", ".toml")
    )
    return hashlib.sha256("".join(f"{path}{path.stat().st_mtime_ns}" for path in files).encode()).hexdigest()[:12]
