"""`/council/…`: a council with its history, in every format."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from flask import Blueprint, Response, render_template, request

from server.errors import Problem
from server.pages import formats
from server.pages.answering import answer, separated, to_json
from server.pages.assessment_rows import inspections_of_council
from server.pages.assessments import Inspection
from server.pages.council_page import Council, as_it_stood, council_values, drawings, linked_data
from server.pages.drawing import palette
from server.pages.drawing.shapes import Drawing, nothing_drawn
from server.pages.finding import find
from server.pages.rendering import render
from server.pages.views.entities import thing_page, thing_writers

blueprint = Blueprint("council", __name__)
COLUMNS = (
    "council",
    "service",
    "inspection",
    "inspected",
    "start",
    "end",
    "published",
    "kind",
    "inspectorate",
    "framework",
    "topic",
    "area",
    "grade",
    "scale",
    "sources",
    "document",
    "page",
    "sentence",
    "disputed",
)


@blueprint.get("/council/<name>")
def council(name: str) -> Response:
    """A council."""
    found = find("council", name)
    on = day_asked("on")
    this = Council.of(found)

    def page() -> str:
        if request.args.get("view") == "triples":
            return thing_page(found)
        return render(
            "council.html", title=this.name, iri=this.iri, linked_data=linked_data(this), **council_values(this, on)
        )

    def rows() -> list[dict[str, str]]:
        return judgement_rows(as_it_stood(inspections_of_council(this.iri), on))

    writers = thing_writers(found, page, "graph-of-council")
    return answer(
        found.path,
        found.extension,
        {
            **writers,
            formats.CSV: lambda: separated(COLUMNS, rows(), ","),
            formats.JSON: lambda: to_json({"council": this.iri, "name": this.name, "columns": COLUMNS, "rows": rows()}),
            formats.SVG: lambda: standing_alone(drawings(this, as_it_stood(inspections_of_council(this.iri), on), on)),
            formats.ATOM: lambda: _feed(this),
        },
    )


def _feed(this: Council) -> str:
    from server.pages.feeds import feed_of_council

    return feed_of_council(this)


def day_asked(name: str) -> str:
    """A day among the parameters; 400 for anything else."""
    value = request.args.get(name, "").strip()
    if not value:
        return ""
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        raise Problem(400, f"The parameter {name} wants a day such as 2019-06-30, not “{value}”.") from None


def judgement_rows(inspections: list[Inspection]) -> list[dict[str, str]]:
    """Judgements as a flat table, each with its strongest source."""
    rows = []
    for each in inspections:
        for found in each.judgements:
            support = found.support or found.evidence
            first = support[0] if support else None
            rows.append(
                {
                    "council": each.council,
                    "service": each.service_kind,
                    "inspection": each.iri,
                    "inspected": each.when,
                    "start": each.start,
                    "end": each.end if each.start else "",
                    "published": " ".join(each.published),
                    "kind": each.kind_label,
                    "inspectorate": each.by_label,
                    "framework": each.framework_label,
                    "topic": found.topic_label,
                    "area": found.area_label,
                    "grade": found.mark.label if found.mark else "",
                    "scale": found.mark.scale if found.mark else "",
                    "sources": str(len({e.source.iri for e in support})),
                    "document": first.source.iri if first else "",
                    "page": first.page if first else "",
                    "sentence": first.text if first else "",
                    "disputed": "yes" if found.disputed else "no",
                }
            )
    return rows


def standing_alone(found: list[Drawing]) -> str:
    """The first picture as a file of its own; where there is none, one that says so."""
    drawing = replace(found[0] if found else nothing_drawn(), standalone=True, style=palette.STYLE)
    return render_template("picture.svg", drawing=drawing)
