"""`/compare`: several councils side by side, their histories in one picture and their latest grades in a table."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, Response, request

from graph.register.register import load_register
from ontology import BASE, NS
from server.errors import Problem
from server.pages import formats, lists, schemes
from server.pages.answering import answer, table_writers
from server.pages.asking import Row, grouped
from server.pages.assessments import Inspection, Judgement, topic_order
from server.pages.drawing.multiples import multiples
from server.pages.drawing.shapes import Drawing
from server.pages.index import Index, index
from server.pages.rendering import render, standing_alone
from server.pages.wording import listed, lower_first, today

blueprint = Blueprint("compare", __name__)
MOST = 8


@blueprint.get("/compare")
@blueprint.get("/compare.<name>")
def compare(name: str = "") -> Response:
    """Up to eight councils; unknown names are told, not dropped."""
    found = index()
    asked = [part for value in request.args.getlist("council") for part in value.split(",") if part.strip()]
    chosen, unknown = _chosen(found, asked)
    if len(chosen) > MOST:
        raise Problem(400, f"Up to {MOST} councils can be compared; {len(chosen)} were named.")
    rows = {row["short"]: lists.judgements_of(found, row["slug"]) for row in chosen}

    def page() -> str:
        latest = [row for several in rows.values() for row in several if row["latest"] == "1"]
        return render(
            "compare.html",
            title=f"{listed(list(rows))}, side by side" if rows else "Councils side by side",
            chosen=chosen,
            unknown=unknown,
            drawings=_drawings(rows),
            answer=_answer(rows),
            lines=_lines(latest),
            table={(row["council"], row["service"], row["topic"]): row for row in latest},
        )

    every = [row for several in rows.values() for row in several]
    table = table_writers(lists.JUDGEMENT_COLUMNS, lambda: every)
    writers = {formats.HTML: page, **table, formats.SVG: lambda: standing_alone(*_drawings(rows))}
    return answer("/compare", formats.extension_named(name), writers)


def _drawings(rows: dict[str, list[Row]]) -> list[Drawing]:
    """A picture for each service that was judged anywhere, children's services first."""
    services = {row["service"] for several in rows.values() for row in several}
    found = []
    for service in sorted(services, key=lambda each: (each != lists.CHILDREN, each)):
        mine = {name: [row for row in several if row["service"] == service] for name, several in rows.items()}
        histories = {name: _inspections(several) for name, several in mine.items()}
        found.append(multiples(histories, service, dt.date.fromisoformat(today())))
    return [drawing for drawing in found if drawing]


def _inspections(rows: list[Row]) -> list[Inspection]:
    """The rows of one council as its inspections."""
    found = []
    for iri, several in grouped(rows, "inspection").items():
        start, end = several[0]["fieldwork_start"], several[0]["fieldwork_end"]
        each = Inspection(iri, starts=[start] if start else [], ends=[end] if end else [])
        each.fieldwork = [several[0]["inspected"]]
        topics = [(row, f"{BASE}ref/topic/{row['topic'].replace('_', '-')}") for row in several if row["topic"]]
        each.judgements = [Judgement(row["judgement"], iri, "", topic, _mark(row)) for row, topic in topics]
        found.append(each)
    return found


def _mark(row: Row) -> schemes.Mark | None:
    return schemes.mark(row["grade"]) if row["grade"] else None


def _answer(rows: dict[str, list[Row]]) -> str:
    """The latest grade of each council in the area in which most of them have one."""
    named = [row | {"short": name} for name, several in rows.items() for row in several]
    latest = [row for row in named if row["latest"] == "1" and row["rank"] != "0"]
    counts: dict[tuple[str, str], int] = {}
    for row in latest:
        counts[row["service"], row["topic"]] = counts.get((row["service"], row["topic"]), 0) + 1
    if not counts:
        return ""
    service, topic = max(counts, key=lambda each: (counts[each], each[0] == lists.CHILDREN, each[1] == "overall"))
    mine = [row for row in latest if (row["service"], row["topic"]) == (service, topic)]
    mine.sort(key=lambda row: int(row["rank"]))
    kind = schemes.label(f"{NS['service-kind']}{service}").lower() if service else "services"
    told = [
        f"{row['short']} {lower_first(row['grade_label'])} ({row['fieldwork_start'][:4] or 'no year'})" for row in mine
    ]
    return f"For {lower_first(mine[0]['topic_label'])} in {kind}: {listed(told)}."


def _lines(latest: list[Row]) -> list[tuple[str, str, str]]:
    """(service, topic, label) of the rows of the table."""
    lines = {(row["service"], row["topic"], row["topic_label"]) for row in latest}
    return sorted(lines, key=lambda line: (line[0] != lists.CHILDREN, line[0], topic_order(_iri(line[1]))))


def _iri(notation: str) -> str:
    return f"{BASE}ref/topic/{notation.replace('_', '-')}"


def _chosen(found: Index, asked: list[str]) -> tuple[list[Row], list[str]]:
    """The councils by slug, code or a name that means exactly one; and what is none."""
    register = load_register()
    rows: dict[str, Row] = {}
    unknown = []
    for text in dict.fromkeys(part.strip() for part in asked):
        known = register.by_code(text) or register.named(text).councils
        slug = known[0].slug if len(known) == 1 or register.by_code(text) else text
        row = found.rows(
            "SELECT * FROM council WHERE slug IN (?, ?) ORDER BY slug = ? DESC LIMIT 1", (text, slug, text)
        )
        rows |= {each["slug"]: each for each in row}
        unknown += [] if row else [text]
    return list(rows.values()), unknown
