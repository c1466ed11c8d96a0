"""`/sparql` for people: a form that keeps what was typed, results as tables with links, errors at line and column."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
from flask import Response, current_app, g, render_template

from graph.errors import CouncilgraphError
from ontology import NS
from server.errors import Problem, problem_of
from server.pages.answering import POLICY
from server.pages.drawing.answers import picture_of
from server.pages.lists import placed_councils
from server.pages.rendering import render, standing_alone
from server.pages.results import Table, table_of
from server.pages.source import root
from server.query import Kind
from server.query.answer import rows_from
from server.sparql_request import SparqlRequest

_EDITOR = Path(__file__).parent / "static" / "editor" / "editor.js"
"""Made when the package is built; without it the form is a plain one."""
SHOWN = 500
"""Rows on the page; downloads hold all."""
LONGEST_GRAPH = 200_000
EXAMPLE = """PREFIX cg: <https://w3id.org/councilgraph/ns#>
PREFIX council: <https://w3id.org/councilgraph/id/council/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?inspection ?area ?grade ?sentence WHERE {
  ?inspection cg:inspectedBody council:hull .
  ?judgement cg:judgementIn ?inspection ; cg:area/skos:prefLabel ?area .
  GRAPH ?reading { ?judgement cg:grade ?given }
  ?given skos:prefLabel ?grade .
  ?reading cg:readFrom/cg:exactText ?sentence .
} ORDER BY DESC(?inspection) ?area LIMIT 50
"""
_TABLES = (("csv", "CSV"), ("tsv", "TSV"), ("json", "JSON"), ("xml", "XML"))
_GRAPHS = (("turtle", "Turtle"), ("jsonld", "JSON-LD"), ("nt", "N-Triples"), ("rdf", "RDF/XML"))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a query gave: a table, a yes or no, a graph as text, or a problem; and how long it took."""

    seconds: str = ""
    table: Table | None = None
    boolean: bool | None = None
    graph: str = ""
    cut: bool = False
    problem: Problem | None = None


def query_page(asked: SparqlRequest) -> Response:
    """What `State.query_page` calls."""
    g.page_path, g.page_formats = "/sparql", ()
    text = asked.text
    outcome = _answer(text, asked) if text else Outcome()
    encoded = quote(text or "", safe="")
    longest = current_app.extensions["councilgraph"].service.limits.deadline
    seconds = asked.parameters.get("timeout", f"{longest:g}")
    steps = sorted(
        {f"{each:g}" for each in (1.0, 2.0, 5.0, 10.0, 30.0, longest) if each <= longest} | {seconds}, key=_number
    )
    downloads = [] if not text or outcome.problem else (_GRAPHS if outcome.graph else _TABLES)
    drawing = picture_of(outcome.table, placed_councils) if outcome.table else None
    html = render(
        "sparql.html",
        title="Ask the graph",
        query=text if text is not None else EXAMPLE,
        asked=text is not None,
        outcome=outcome,
        drawing=drawing,
        svg=standing_alone(drawing) if drawing else "",
        around=_around(text or "", outcome.problem),
        downloads=[(name, f"/sparql?query={encoded}&format={form}") for form, name in downloads],
        share=f"/sparql?query={encoded}",
        seconds=seconds,
        limits=steps,
        prefixes=sorted(NS.items()),
        questions=_questions(),
        snippets=_snippets(text or "") if text and not outcome.problem else [],
        editor=has_editor(),
    )
    response = Response(html, outcome.problem.status if outcome.problem else 200, mimetype="text/html")
    if outcome.problem:
        response.headers.extend(outcome.problem.headers)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept")
    return response


def _answer(text: str, asked: SparqlRequest) -> Outcome:
    from server.sparql import client_key

    state: Any = current_app.extensions["councilgraph"]
    started = time.monotonic()
    try:
        found = state.service.query(
            text,
            table_format="text/tab-separated-values",
            graph_format="text/turtle",
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            abbreviate=True,
            base=state.endpoint(),
            client=client_key(),
            deadline=asked.timeout,
            max_rows=SHOWN,
        )
        body = found.read()
    except CouncilgraphError as error:
        return Outcome(f"{time.monotonic() - started:.2f}", problem=problem_of(error))
    seconds = f"{time.monotonic() - started:.2f}"
    if found.kind is Kind.BOOLEAN:
        return Outcome(seconds, boolean=body.strip() == b"true")
    if found.kind is Kind.GRAPH:
        told = body.decode("utf-8", "replace")
        return Outcome(seconds, graph=told[:LONGEST_GRAPH] or "# no triples", cut=len(told) > LONGEST_GRAPH)
    rows = rows_from(body, found.version, truncated=found.truncated)
    return Outcome(seconds, table=table_of(rows.variables, rows, cut=found.truncated))


def has_editor() -> bool:
    """Whether the editor was built with the package."""
    return _EDITOR.is_file()


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _around(text: str, problem: Problem | None) -> str:
    """The line at fault with a caret below."""
    if problem is None or "line" not in problem.extra:
        return ""
    number, column = int(str(problem.extra["line"])), int(str(problem.extra["column"]))
    lines = text.splitlines()
    if not 1 <= number <= len(lines):
        return ""
    return f"{lines[number - 1]}\n{' ' * max(0, column - 1)}^"


def _questions() -> list[tuple[str, str]]:
    from server.pages.views.questions import questions

    return sorted(((name, each.question) for name, each in questions().items()), key=lambda item: item[1])


def _snippets(text: str) -> list[tuple[str, str]]:
    """The query as programs send it."""
    literal = str(ox.Literal(text))
    values = {"endpoint": f"{root()}/sparql", "text": text, "quoted": text.replace("'", "'\\''"), "literal": literal}
    return [(name, render_template(f"snippets/{name.lower()}.txt", **values)) for name in ("curl", "Python", "R")]
