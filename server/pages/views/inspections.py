"""`/inspection/…`: one inspection, its grades against those before, and why we know."""

from __future__ import annotations

from flask import Blueprint, Response

from graph.register.register import load_register
from server.pages import answer_sentences, formats
from server.pages.addresses import slug_of
from server.pages.answering import answer, table_writers
from server.pages.asking import ask
from server.pages.assessment_rows import inspections
from server.pages.assessments import Inspection, Judgement
from server.pages.council_lists import findings_of
from server.pages.drawing.before_after import before_after
from server.pages.evidence import MANY, ONE, source_of, sources_of
from server.pages.facts import Value, capital, value_of
from server.pages.finding import Found, find
from server.pages.rendering import render, standing_alone
from server.pages.views.councils import COLUMNS, judgement_rows
from server.pages.views.entities import thing_writers
from server.pages.wording import edtf_in_words, lower_first

blueprint = Blueprint("inspection", __name__)
_HEADINGS = (
    ("PriorityAction", "Priority actions"),
    ("AreaForImprovement", "What must improve"),
    ("Strength", "Strengths"),
)


@blueprint.get("/inspection/<name>")
def inspection(name: str) -> Response:
    """An inspection."""
    found = find("inspection", name)

    def rows() -> list[dict[str, str]]:
        return judgement_rows(inspections([found.iri], ONE, MANY))

    def picture() -> str:
        this, _, before, when = _with_before(found.iri)
        return standing_alone(before_after(this, before, when))

    return answer(
        found.path,
        found.extension,
        {
            **thing_writers(found, lambda: _page(found), "graph-of-inspection"),
            **table_writers(COLUMNS, rows, inspection=found.iri),
            formats.SVG: picture,
        },
    )


def _with_before(iri: str) -> tuple[Inspection, list[Inspection], dict[str, Judgement], str]:
    """The inspection, those before it, their judgements by topic and when they were."""
    this = next(iter(inspections([iri])), Inspection(iri))
    earlier = inspections(this.previous, 0) if this.previous else []
    before: dict[str, Judgement] = {}
    for each in reversed(earlier):
        before.update({found.topic: found for found in each.judgements if found.topic})
    return this, earlier, before, earlier[0].when if earlier else ""


def _page(found: Found) -> str:
    this, earlier, before, when = _with_before(found.iri)
    council = _council(this)
    title = f"{capital(_kind(this))} of {council.label}, {this.when}"
    points = findings_of([found.iri]).get(found.iri, {})
    return render(
        "inspection.html",
        title=title,
        thing=found,
        inspection=this,
        council=council,
        answer=answer_sentences.of_inspection(this, council.label),
        drawing=before_after(this, before, when),
        before=before,
        facts=_facts(found, this, earlier),
        findings=[(heading, points[kind][:40]) for kind, heading in _HEADINGS if kind in points],
        mentions=_mentions(found.iri),
        documents=sources_of(ask("documents-of-inspection", {"inspection": found.iri})),
    )


def _council(this: Inspection) -> Value:
    known = load_register().councils.get(slug_of(this.council))
    return value_of(this.council, known.name if known else "") if this.council else Value("a council not known")


def _kind(this: Inspection) -> str:
    kind, known = this.kind_label or "Inspection", ("visit", "inspection", "assessment", "review", "judgement")
    told = kind if any(word in kind.lower() for word in known) else f"{kind} inspection"
    return f"{told} of {lower_first(this.service_label)}" if this.service_label else told


def _facts(found: Found, this: Inspection, earlier: list[Inspection]) -> list[tuple[str, list[Value]]]:
    following = inspections((row["next"] for row in ask("next-inspections", {"inspection": found.iri})), 0)
    reports = [row for report in this.reports for row in found.rows if row["value"] == report]
    leads = sorted(this.inspectors.items(), key=lambda item: item[1])
    pairs = [
        ("Fieldwork", [Value(edtf_in_words(time)) for time in sorted(this.fieldwork)]),
        ("Published", [Value(edtf_in_words(time)) for time in sorted(this.published)]),
        ("Framework", [value_of(this.framework)] if this.framework else []),
        ("Kind", [value_of(kind) for kind in this.kinds]),
        ("Carried out by", [value_of(body) for body in sorted(this.by)]),
        ("Lead inspectors", [Value(name, iri) for iri, name in leads]),
        ("Service", [value_of(this.service, this.service_label)] if this.service else []),
        ("The one before", [_told(each) for each in earlier]),
        ("The one after", [_told(each) for each in following]),
        ("Report", [value_of(row["value"], row.get("label", "")) for row in reports]),
    ]
    return [(name, values) for name, values in pairs if values]


def _told(each: Inspection) -> Value:
    return Value(f"{each.kind_label or 'Inspection'}, {each.when}", each.iri)


def _mentions(iri: str) -> list[dict[str, object]]:
    rows = {row["mention"]: row for row in ask("mentions-of", {"this": iri})}.values()
    return [{**row, "source": source_of(row), "place": source_of(row).at(row["start"])} for row in rows][:12]
