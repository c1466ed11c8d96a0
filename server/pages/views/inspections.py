"""`/inspection/…`: one inspection, its grades against those before, and why we know."""

from __future__ import annotations

from flask import Blueprint, Response
from markupsafe import Markup

from ontology import NS, VOCABULARY
from server.pages import formats, schemes
from server.pages.answering import answer, separated, to_json
from server.pages.asking import ask
from server.pages.assessment_rows import inspections
from server.pages.assessments import Inspection, Judgement
from server.pages.drawing.before_after import before_after
from server.pages.evidence import source_of
from server.pages.facts import Value, capital, value_of
from server.pages.finding import Found, find
from server.pages.rendering import render
from server.pages.views.councils import COLUMNS, judgement_rows, standing_alone
from server.pages.views.entities import thing_writers
from server.pages.wording import edtf_in_words, listed_markup, lower_first

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
        return judgement_rows(inspections([found.iri]))

    def picture() -> str:
        this, _, before, when = _with_before(found.iri)
        drawing = before_after(this, before, when)
        return standing_alone([drawing] if drawing else [])

    return answer(
        found.path,
        found.extension,
        {
            **thing_writers(found, lambda: _page(found), "graph-of-inspection"),
            formats.CSV: lambda: separated(COLUMNS, rows(), ","),
            formats.JSON: lambda: to_json({"inspection": found.iri, "columns": COLUMNS, "rows": rows()}),
            formats.SVG: picture,
        },
    )


def _with_before(iri: str) -> tuple[Inspection, list[Inspection], dict[str, Judgement], str]:
    """The inspection, those before it, their judgements by topic and when they were."""
    this = next(iter(inspections([iri])), Inspection(iri))
    earlier = inspections(this.previous) if this.previous else []
    before: dict[str, Judgement] = {}
    for each in reversed(earlier):
        before.update({found.topic: found for found in each.judgements if found.topic})
    return this, earlier, before, earlier[0].when if earlier else ""


def _page(found: Found) -> str:
    this, earlier, before, when = _with_before(found.iri)
    council = _council(this)
    title = f"{capital(_kind(this))} of {council.label}, {this.when}"
    return render(
        "inspection.html",
        title=title,
        iri=found.iri,
        inspection=this,
        council=council,
        answer=_answer(this, council),
        drawing=before_after(this, before, when),
        before=before,
        facts=_facts(found, this, earlier),
        findings=_findings(found.iri),
        mentions=_mentions(found.iri),
        documents=list(
            {
                row["document"]: source_of(row) for row in ask("documents-of-inspection", {"inspection": found.iri})
            }.values()
        ),
        linked_data={
            "@context": "https://schema.org",
            "@type": "Event",
            "@id": found.iri,
            "name": title,
            "startDate": this.start,
            "endDate": this.end,
            "organizer": this.by_label,
            "location": council.label,
            "about": {"@id": this.council, "name": council.label},
        },
    )


def _council(this: Inspection) -> Value:
    rows = ask("facts", {"this": this.council}) if this.council else []
    label = next((row["value"] for row in rows if row["property"] == NS["skos"] + "prefLabel"), "")
    return value_of(this.council, label) if this.council else Value("a council not known")


def _kind(this: Inspection) -> str:
    kind = this.kind_label or "Inspection"
    service = schemes.label(f"{NS['service-kind']}{this.service_kind}") if this.service_kind else ""
    inspection = (
        kind
        if any(word in kind.lower() for word in ("visit", "inspection", "assessment", "review", "judgement"))
        else f"{kind} inspection"
    )
    return f"{inspection} of {lower_first(service)}" if service else inspection


def _answer(this: Inspection, council: Value) -> Markup:
    by = this.by_label or "An inspectorate"
    graded = [found for found in this.judgements if found.mark and found.mark.graded]
    if not graded:
        return Markup("{} inspected {}, {}; no grade was read.").format(by, council.label, this.when)
    overall = this.overall
    told = [overall] if overall and overall in graded else graded
    parts = [
        Markup("<b>{}</b> for {}").format(lower_first(found.mark.label), lower_first(found.topic_label))
        for found in told
        if found.mark
    ]
    return Markup("{} judged {} {}: {}.").format(by, council.label, _when(this), listed_markup(parts))


def _when(this: Inspection) -> str:
    return f"({this.when})" if this.start or this.fieldwork or this.published else "on a day no source gives"


def _facts(found: Found, this: Inspection, earlier: list[Inspection]) -> list[tuple[str, list[Value]]]:
    following = [row["next"] for row in ask("next-inspections", {"inspection": found.iri})]
    pairs = [
        ("Fieldwork", [Value(edtf_in_words(time)) for time in sorted(this.fieldwork)]),
        ("Published", [Value(edtf_in_words(time)) for time in sorted(this.published)]),
        ("Framework", [value_of(this.framework)] if this.framework else []),
        ("Kind", [value_of(kind) for kind in this.kinds]),
        ("Carried out by", [value_of(body) for body in sorted(this.by)]),
        (
            "Lead inspectors",
            [Value(name, iri) for iri, name in sorted(this.inspectors.items(), key=lambda item: item[1])],
        ),
        (
            "Service",
            [value_of(this.service, capital(schemes.label(f"{NS['service-kind']}{this.service_kind}")))]
            if this.service
            else [],
        ),
        ("The one before", [Value(f"{each.kind_label or 'Inspection'}, {each.when}", each.iri) for each in earlier]),
        (
            "The one after",
            [Value(f"{each.kind_label or 'Inspection'}, {each.when}", each.iri) for each in inspections(following)],
        ),
        (
            "Report",
            [
                value_of(report, row.get("label", ""))
                for report in this.reports
                for row in found.rows
                if row["value"] == report
            ],
        ),
    ]
    return [(name, values) for name, values in pairs if values]


def _findings(iri: str) -> list[tuple[str, list[dict[str, str]]]]:
    rows = sorted(ask("findings", {"inspection": iri}), key=lambda row: int(row.get("ordinal", 0)))
    found = []
    for kind, heading in _HEADINGS:
        several = list({row["text"]: row for row in rows if row.get("type") == f"{VOCABULARY}#{kind}"}.values())
        if several:
            found.append((heading, several[:40]))
    return found


def _mentions(iri: str) -> list[dict[str, object]]:
    found = []
    for row in {row["mention"]: row for row in ask("mentions-of", {"this": iri})}.values():
        source = source_of(row)
        found.append(
            {
                "words": row["words"],
                "reason": row["reason"],
                "source": source,
                "place": f"{source.path}?at={row['start']}#p{row['start']}",
            }
        )
    return found[:12]
