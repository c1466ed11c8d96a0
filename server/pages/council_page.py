"""Everything on the page of a council, gathered with a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from ontology import NS, VOCABULARY
from server.pages.addresses import path_of
from server.pages.asking import Row, ask, query_text
from server.pages.assessment_rows import inspections_of_council
from server.pages.assessments import Inspection
from server.pages.council_lists import documents_about, findings_of, interventions_of, money_of, quotations_in
from server.pages.council_sentence import answer_sentence
from server.pages.drawing.shapes import Drawing
from server.pages.drawing.timeline import timeline
from server.pages.evidence import source_of
from server.pages.facts import Value, value_of
from server.pages.finding import Found
from server.pages.officials import tenures_at, with_evidence
from server.pages.wording import day_in_words, listed_markup, today

_CG = f"{VOCABULARY}#"
_SHOWN = (
    ("councilType", "Type"),
    ("region", "Region"),
    ("nation", "Nation"),
    ("gssCode", "ONS area"),
    ("formerGssCode", "Former ONS areas"),
    ("dfeCode", "DfE"),
    ("ofstedUrn", "Ofsted"),
    ("iso3166Code", "ISO 3166-2"),
    ("established", "Established"),
    ("abolished", "Abolished"),
)


@dataclass(frozen=True, slots=True)
class Council:
    """A council as its page needs it."""

    iri: str
    path: str
    slug: str
    name: str
    short: str
    rows: list[Row]

    @classmethod
    def of(cls, found: Found) -> Council:
        """From what was found."""
        name = _first(found.rows, NS["skos"] + "prefLabel") or found.slug
        return cls(found.iri, found.path, found.slug, name, _first(found.rows, _CG + "shortName") or name, found.rows)

    def date(self, name: str) -> str:
        """A date of the register."""
        return _first(self.rows, _CG + name)


def _first(rows: list[Row], prop: str) -> str:
    return next((row["value"] for row in rows if row["property"] == prop), "")


def as_it_stood(inspections: list[Inspection], on: str) -> list[Inspection]:
    """Those that were public by a day; those without a date cannot be told and are left out."""
    return [each for each in inspections if each.public and each.public <= on] if on else inspections


def council_values(council: Council, on: str) -> dict[str, object]:
    """The values of the template."""
    every = inspections_of_council(council.iri)
    shown = as_it_stood(every, on)
    people = [tenure for tenure in tenures_at(council.iri) if not on or (tenure.first and tenure.first <= on)]
    with_evidence(people[:12])
    before, after, before_day, after_day = _neighbours(council)
    documents, more = documents_about(council.iri, on)
    quotations = quotations_in(documents)
    inspection_of_findings, findings = findings_of(shown)
    return {
        "council": council,
        "slug": council.slug,
        "short": council.short,
        "on": on,
        "answer": answer_sentence(council.name, shown, on),
        "notice": _notice(council, after, after_day),
        "drawings": drawings(council, shown, on),
        "timeline_query": "/sparql?query="
        + quote(query_text("inspections-of-council", {"council": council.iri}), safe=""),
        "query_link": "/query/timeline?council=" + council.slug,
        "inspections": shown,
        "several_services": len({each.service for each in shown}) > 1,
        "disputes": [(found, each) for each in shown for found in each.judgements if found.disputed],
        "people": people,
        "quotations": quotations[:8],
        "quotations_more": more or len(quotations) > 8,
        "money": money_of(council.iri, on),
        "interventions": interventions_of(council.iri, on),
        "findings": findings,
        "findings_of": inspection_of_findings,
        "documents": [source_of(row) for row in documents],
        "documents_more": more,
        "facts": _facts(council),
        "before": before,
        "after": after,
        "before_day": before_day,
        "after_day": after_day,
        "description": f"Inspections, grades, people and money of {council.name}, each with the sentence that says so.",
    }


def drawings(council: Council, shown: list[Inspection], on: str) -> list[Drawing]:
    """A timeline for each service that was judged, children's services first."""
    until = dt.date.fromisoformat(min(on or today(), today(), council.date("abolished") or today()))
    services = sorted(
        {each.service_kind for each in shown if each.judgements}, key=lambda name: (name != "childrens", name)
    )
    found = [
        timeline([each for each in shown if each.service_kind == name], council.short, name, until) for name in services
    ]
    return [drawing for drawing in found if drawing]


def _notice(council: Council, after: list[Value], day: str) -> list[Markup]:
    if not council.date("abolished"):
        return []
    links = [Markup('<a href="{}">{}</a>').format(other.path, other.label) for other in after]
    ended = Markup("{} was abolished on {}.").format(council.name, day_in_words(council.date("abolished")))
    if not links:
        return [ended]
    return [ended + (" Its successors are " if len(links) > 1 else " Its successor is ") + listed_markup(links) + "."]


def _neighbours(council: Council) -> tuple[list[Value], list[Value], str, str]:
    before: dict[str, Value] = {}
    after: dict[str, Value] = {}
    days = ["", ""]
    for row in ask("reorganisations", {"council": council.iri}):
        if row["new"] == council.iri:
            before[row["old"]] = Value(row["oldLabel"], row["old"])
            days[0] = row.get("day", "")
        elif row["old"] == council.iri:
            after[row["new"]] = Value(row["newLabel"], row["new"])
            days[1] = row.get("day", "")
    return list(before.values()), list(after.values()), days[0], days[1]


def _facts(council: Council) -> list[tuple[str, list[Value]]]:
    found = []
    for name, told in _SHOWN:
        rows = [row for row in council.rows if row["property"] == _CG + name]
        values = [
            Value(day_in_words(row["value"]))
            if name in ("established", "abolished")
            else value_of(row["value"], row.get("label", ""))
            for row in rows
        ]
        if values:
            found.append((told, list(dict.fromkeys(values))))
    others = sorted({row["value"] for row in council.rows if row["property"] == NS["skos"] + "altLabel"}, key=len)
    return [*found, *([("Also called", [Value(name) for name in others[:3]])] if others else [])]


def linked_data(council: Council) -> dict[str, object]:
    """For search machines, in schema.org's words."""
    codes = [
        {"@type": "PropertyValue", "propertyID": told, "value": row["value"]}
        for name, told in _SHOWN
        for row in council.rows
        if row["property"] == _CG + name and name.endswith(("Code", "Urn"))
    ]
    return {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "@id": council.iri,
        "name": council.name,
        "alternateName": council.short,
        "identifier": codes,
        "subjectOf": path_of(council.iri),
    }
