"""`/council/…`: a council with its history, in every format."""

from __future__ import annotations

import datetime as dt
from typing import Final

from flask import Blueprint, Response, request

from server.errors import Problem
from server.pages import formats
from server.pages.answering import answer, table_writers
from server.pages.assessment_rows import inspections_of
from server.pages.assessments import Inspection
from server.pages.council_page import Council, as_it_stood, council_values, drawings
from server.pages.evidence import MANY, ONE
from server.pages.feeds import feed_of_council
from server.pages.finding import find
from server.pages.rendering import render, standing_alone
from server.pages.views.entities import thing_page, thing_writers

blueprint = Blueprint("council", __name__)
COLUMNS: Final = (
    *("council", "service", "inspection", "inspected", "start", "end", "published", "kind", "inspectorate"),
    *("framework", "topic", "area", "grade", "scale", "sources", "document", "page", "sentence"),
    *("disputed",),
)


@blueprint.get("/council/<name>")
def council(name: str) -> Response:
    """A council."""
    found = find("council", name)
    on = day_asked("on")
    this = Council.of(found)

    def shown() -> list[Inspection]:
        return as_it_stood(inspections_of([found.iri], ONE, MANY), on)

    def page() -> str:
        if request.args.get("view") == "triples":
            return thing_page(found)
        return render("council.html", title=this.name, thing=found, **council_values(this, on))

    writers = {
        **thing_writers(found, page, "graph-of-council"),
        **table_writers(COLUMNS, lambda: judgement_rows(shown()), council=found.iri, name=this.name),
        formats.SVG: lambda: standing_alone(*drawings(this, shown(), on)),
        formats.ATOM: lambda: feed_of_council(this.name, found.slug),
    }
    return answer(found.path, found.extension, writers)


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
