"""`/councils`: all councils with filters and the map; `/compare`: several side by side."""

from __future__ import annotations

import pyoxigraph as ox
from flask import Blueprint, Response, request

from graph.mapping.triples import LABEL
from ontology import BASE, NS, VOCABULARY
from server.errors import Problem
from server.pages import formats, lists, schemes
from server.pages.answering import answer, graph_writers, table_writers
from server.pages.assessments import topic_order
from server.pages.drawing.tiles import tile_map
from server.pages.index import Index, index
from server.pages.paging import paging
from server.pages.rendering import render
from server.pages.views.councils import standing_alone
from server.pages.views.home import topic_asked, year_asked

blueprint = Blueprint("councils", __name__)
_MOST, _SIZE = 8, 100


@blueprint.get("/councils")
@blueprint.get("/councils.<name>")
def councils(name: str = "") -> Response:
    """The list."""
    found = index()
    topic = topic_asked() or lists.best_topic(found)
    marks = lists.latest_marks(found, topic, year_asked())
    asked = request.args.to_dict()
    rows = [
        {**row, "grade": marks[row["slug"]].label if row["slug"] in marks else ""}
        for row in lists.councils(found, asked)
    ]
    grade = asked.get("grade", "")
    if grade:
        rows = [row for row in rows if (grade == "none" and not row["grade"]) or row["grade"] == grade]
    drawing = tile_map(rows, marks, f"{lists.topic_name(topic).lower()}, latest grade")

    def page() -> str:
        steps = paging(len(rows), _SIZE)
        return render(
            "councils.html",
            title="Councils",
            rows=rows[steps.offset : steps.offset + _SIZE],
            steps=steps,
            marks=marks,
            drawing=drawing,
            topic=topic,
            topics=[(key, lists.topic_name(key)) for key in lists.TOPICS],
            asked=asked,
            regions=lists.choices(found, "region"),
            types=lists.choices(found, "type"),
            nations=lists.choices(found, "nation"),
            grades=sorted({each.label: each.rank for each in marks.values()}.items(), key=lambda item: item[1] or 9),
        )

    columns = (*lists.COUNCIL_COLUMNS, "grade")
    writers = {
        formats.HTML: page,
        **graph_writers(lambda: _triples(rows)),
        **table_writers(columns, lambda: _cut(rows, columns)),
        formats.SVG: lambda: standing_alone([drawing] if drawing else []),
    }
    return answer("/councils", formats.extension_named(name), writers)


def _cut(rows: list[dict[str, str]], columns: tuple[str, ...]) -> list[dict[str, str]]:
    return [{column: row[column] for column in columns} for row in rows]


def _triples(rows: list[dict[str, str]]) -> list[ox.Triple]:
    council = ox.NamedNode(f"{VOCABULARY}#Council")
    found = []
    for row in rows:
        this = ox.NamedNode(row["iri"])
        found += [
            ox.Triple(this, ox.NamedNode(NS["rdf"] + "type"), council),
            ox.Triple(this, LABEL, ox.Literal(row["name"], language="en")),
        ]
        if row["gss"]:
            found.append(ox.Triple(this, ox.NamedNode(f"{VOCABULARY}#gssCode"), ox.Literal(row["gss"])))
    return found


@blueprint.get("/compare")
@blueprint.get("/compare.<name>")
def compare(name: str = "") -> Response:
    """Several councils' latest grades side by side; unknown names are told, not dropped."""
    found = index()
    asked = [part for value in request.args.getlist("council") for part in value.split(",") if part.strip()]
    chosen, unknown = _chosen(found, asked)
    if len(chosen) > _MOST:
        raise Problem(400, f"Up to {_MOST} councils can be compared; {len(chosen)} were named.")
    rows = _latest(found, [row["slug"] for row in chosen])
    topics = sorted(
        {f"{BASE}ref/topic/{row['topic'].replace('_', '-')}" for row in rows if row["topic"]}, key=topic_order
    )
    table = {
        (row["council"], row["service"], row["topic"]): {**row, "mark": schemes.mark(row["grade"])} for row in rows
    }
    lines = sorted(
        {(row["service"], row["topic"], row["topic_label"]) for row in rows},
        key=lambda line: (line[0] != "childrens", line[0], _place(topics, line[1])),
    )

    def page() -> str:
        return render(
            "compare.html",
            title="Councils side by side",
            chosen=chosen,
            unknown=unknown,
            lines=lines,
            table=table,
            asked=asked,
            most=_MOST,
        )

    return answer(
        "/compare",
        formats.extension_named(name),
        {formats.HTML: page, **table_writers(lists.JUDGEMENT_COLUMNS, lambda: _cut(rows, lists.JUDGEMENT_COLUMNS))},
    )


def _place(topics: list[str], notation: str) -> int:
    iri = f"{BASE}ref/topic/{notation.replace('_', '-')}"
    return topics.index(iri) if iri in topics else len(topics)


def _chosen(found: Index, asked: list[str]) -> tuple[list[dict[str, str]], list[str]]:
    from graph.register import load_register

    register = load_register()
    rows, unknown = [], []
    for text in dict.fromkeys(part.strip() for part in asked):
        row = found.rows("SELECT * FROM council WHERE slug = ?", (text,))
        if not row:
            known = register.by_code(text) or register.named(text).councils
            row = (
                found.rows("SELECT * FROM council WHERE slug = ?", (known[0].slug,))
                if len(known) == 1 or register.by_code(text)
                else []
            )
        if row:
            rows += row
        else:
            unknown.append(text)
    return list({row["slug"]: row for row in rows}.values()), unknown


def _latest(found: Index, slugs: list[str]) -> list[dict[str, str]]:
    if not slugs:
        return []
    sql = "SELECT * FROM judgement WHERE council = ? AND latest = 1 ORDER BY service, topic"
    return [row for slug in slugs for row in found.rows(sql, (slug,))]
