"""`/councils`: all councils with filters and the map."""

from __future__ import annotations

import pyoxigraph as ox
from flask import Blueprint, Response, request

from server.pages import formats, lists
from server.pages.answering import answer, graph_writers, table_writers
from server.pages.asking import AT_ONCE, triples_of
from server.pages.drawing.tiles import tile_map
from server.pages.index import index
from server.pages.paging import paging
from server.pages.rendering import render, standing_alone
from server.pages.views.home import topic_asked, year_asked

blueprint = Blueprint("councils", __name__)
_SIZE = 100


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
            query_link="/query/latest-grades",
            rows=rows[steps.offset : steps.offset + _SIZE],
            steps=steps,
            marks=marks,
            drawing=drawing,
            legend=lists.legend(marks),
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
        **table_writers(columns, lambda: rows),
        formats.SVG: lambda: standing_alone(drawing),
    }
    return answer("/councils", formats.extension_named(name), writers)


def _triples(rows: list[dict[str, str]]) -> list[ox.Triple]:
    councils = [row["iri"] for row in rows]
    some = [councils[start : start + AT_ONCE] for start in range(0, len(councils), AT_ONCE)]
    return [triple for part in some for triple in triples_of("graph-of-concept", {"this": part})]
