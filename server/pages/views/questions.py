"""`/query`: saved questions, each with a form for its parameters, its SPARQL and its answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache

from flask import Blueprint, Response, request

from graph.errors import BadSetting, UnknownName
from graph.saved_query import Parameter, SavedQuery, saved_queries
from server.errors import Problem
from server.pages import formats
from server.pages.answering import Writer, answer, graph_text, graph_writers, separated, table_writers, to_json
from server.pages.asking import plain
from server.pages.drawing.answers import picture_of
from server.pages.formats import split_extension
from server.pages.kept_answers import asker, is_graph
from server.pages.lists import placed_councils
from server.pages.rendering import render, standing_alone
from server.pages.results import table_of
from server.pages.source import setup
from server.query.answer import Rows

blueprint = Blueprint("questions", __name__)
SHOWN, MOST, LONGEST_GRAPH = 200, 50_000, 200_000
"""Rows on the page, and in a download; characters of a graph on the page."""
READERS = ("journalist", "officer", "researcher", "developer")


@cache
def questions() -> dict[str, SavedQuery]:
    """All saved questions by name."""
    return saved_queries()


@blueprint.get("/query")
@blueprint.get("/query.<name>")
def all_questions(name: str = "") -> Response:
    """The list, by who asks."""
    found = sorted(questions().values(), key=lambda each: each.question)
    groups = [(reader, [each for each in found if each.reader == reader]) for reader in READERS]
    rest = [each for each in found if each.reader not in READERS]
    shown = [*groups, *([("others", rest)] if rest else [])]
    rows = [{"name": each.name, "question": each.question, "for": each.reader} for each in found]
    page = lambda: render("questions.html", title="Ready questions", groups=shown)  # noqa: E731
    table = table_writers(("name", "question", "for"), lambda: rows)
    return answer("/query", formats.extension_named(name), {formats.HTML: page, **table})


@blueprint.get("/query/<name>")
def question(name: str) -> Response:
    """One question with its answer for the values given."""
    slug, extension = split_extension(name)
    found = questions().get(slug)
    if found is None:
        import difflib

        near = tuple(difflib.get_close_matches(slug, questions(), 4))
        raise UnknownName(f"There is no saved question called “{slug}”.", near)
    asked = {each.name: request.args.get(each.name, "").strip() for each in found.parameters}
    values = {each.name: asked[each.name] for each in found.parameters if asked[each.name] not in ("", each.example)}
    try:
        text = found.with_values(values)
    except BadSetting as error:
        raise Problem(400, str(error)) from error
    return answer(f"/query/{slug}", extension, _writers(found, values, text))


def _writers(found: SavedQuery, values: dict[str, str], text: str) -> dict[formats.Format, Writer]:
    query: dict[formats.Format, Writer] = {formats.SPARQL: lambda: text}
    if is_graph(text):
        page: Writer = lambda: _page(found, values, text, None)  # noqa: E731
        return {formats.HTML: page, **graph_writers(lambda: setup().source.construct(text)), **query}

    ask = asker(found, values, text)

    def table(write: Callable[[Rows], str]) -> Writer:
        return lambda: write(ask(MOST))

    return {
        formats.HTML: lambda: _page(found, values, text, ask),
        formats.CSV: table(lambda rows: separated(rows.variables, plain(rows), ",")),
        formats.TSV: table(lambda rows: separated(rows.variables, plain(rows), "\t")),
        formats.JSON: table(lambda rows: to_json({"columns": rows.variables, "rows": plain(rows)})),
        formats.SVG: table(_picture),
        **query,
    }


def _picture(rows: Rows) -> str:
    return standing_alone(picture_of(table_of(rows.variables, rows), placed_councils))


def _page(found: SavedQuery, values: dict[str, str], text: str, ask: Callable[[int], Rows] | None) -> str:
    """The form and the answer; without `ask` the answer is a graph."""
    started = time.monotonic()
    rows = ask(SHOWN) if ask else None
    graph = "" if ask else graph_text(setup().source.construct(text), formats.TURTLE).decode()
    seconds = time.monotonic() - started
    table = table_of(rows.variables, rows, cut=rows.truncated) if rows else None
    return render(
        "question.html",
        title=found.question,
        name=found.name,
        fields=[(each, values.get(each.name, each.example), _input(each)) for each in found.parameters],
        text=text,
        table=table,
        drawing=picture_of(table, placed_councils) if table else None,
        graph=graph[:LONGEST_GRAPH],
        seconds=f"{seconds:.2f}",
        values=values,
        answered=rows.version if rows else 0,
    )


def _input(parameter: Parameter) -> str:
    return "date" if parameter.kind == "date" else "text"
