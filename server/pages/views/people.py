"""`/person/…`: a person's posts and words as evidenced."""

from __future__ import annotations

from flask import Blueprint, Response
from markupsafe import Markup, escape

from ontology import VOCABULARY
from server.pages import formats
from server.pages.answering import answer
from server.pages.asking import ask
from server.pages.council_lists import quotations_of
from server.pages.drawing.roles import roles
from server.pages.facts import name_of, values_of
from server.pages.finding import Found, find
from server.pages.officials import Tenure, tenures_of
from server.pages.rendering import render, standing_alone
from server.pages.views.entities import thing_writers
from server.pages.wording import counted, lower_first

blueprint = Blueprint("person", __name__)


@blueprint.get("/person/<name>")
def person(name: str) -> Response:
    """A person."""
    found = find("person", name)

    def picture() -> str:
        return standing_alone(roles(tenures_of(found.iri), name_of(found.rows, found.iri)))

    return answer(
        found.path,
        found.extension,
        {**thing_writers(found, lambda: _page(found), "graph-of-person"), formats.SVG: picture},
    )


def _page(found: Found) -> str:
    name = name_of(found.rows, found.iri)
    tenures = tenures_of(found.iri)
    quotations = quotations_of(found.iri)[:40]
    led = [row for row in ask("incoming", {"this": found.iri}) if row["property"] == f"{VOCABULARY}#leadInspector"]
    return render(
        "person.html",
        title=name,
        thing=found,
        answer=_answer(name, tenures, len(quotations), len(led)),
        tenures=tenures,
        drawing=roles(tenures, name),
        led=values_of([{**row, "value": row["subject"]} for row in led]),
        quotations=quotations,
    )


def _answer(name: str, tenures: list[Tenure], quotations: int, led: int) -> Markup:
    if tenures:
        first = tenures[0]
        where = f" of {first.body_label}" if first.body_label and first.body_label not in first.title else ""
        told = escape(f"{name}: {lower_first(first.title)}{where}, {first.as_evidenced}")
    else:
        told = escape(f"{name} led {counted(led, 'inspection')}" if led else f"{name} is named in the sources")
    return told + (f"; {counted(quotations, 'quotation')}." if quotations else ".")
