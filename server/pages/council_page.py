"""Everything on the page of a council, gathered with a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from ontology import NS, VOCABULARY
from server.pages import answer_sentences
from server.pages.asking import ask, query_text
from server.pages.assessment_rows import give_evidence, inspections_of
from server.pages.assessments import Inspection
from server.pages.council_lists import Entry, documents_about, interventions_of, money_of, quotations_in, to_improve
from server.pages.drawing.shapes import Drawing
from server.pages.drawing.timeline import timeline
from server.pages.evidence import evidence_of_things, sources_of
from server.pages.facts import Value, value_of
from server.pages.finding import Found
from server.pages.officials import Tenure, tenures_at
from server.pages.wording import day_in_words, listed_markup, today

_CG = f"{VOCABULARY}#"
OPENED = 4
"""Inspections, the latest, whose sentences are on the page; those of earlier ones are a link away."""
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
    """A council as found, with its names."""

    found: Found
    name: str
    short: str

    @classmethod
    def of(cls, found: Found) -> Council:
        """With the slug in the place of a name where it has none."""
        name = found.first(NS["skos"] + "prefLabel") or found.slug
        return cls(found, name, found.first(_CG + "shortName") or name)


def as_it_stood(inspections: list[Inspection], on: str) -> list[Inspection]:
    """Those that were public by a day; those without a date cannot be told and are left out."""
    return [each for each in inspections if each.public and each.public <= on] if on else inspections


def council_values(council: Council, on: str) -> dict[str, Any]:
    """The values of the template."""
    iri, slug = council.found.iri, council.found.slug
    shown = as_it_stood(inspections_of([iri], 0), on)
    give_evidence(found for at, each in enumerate(shown) for found in each.judgements if at < OPENED or found.disputed)
    people = [tenure for tenure in tenures_at(iri) if not on or (tenure.first and tenure.first <= on)]
    money, interventions = money_of(iri, on), interventions_of(iri, on)
    _give_evidence(people[:12], [*money, *interventions])
    before, after, before_day, after_day = _neighbours(iri)
    documents, more = documents_about(iri, on)
    quotations = quotations_in(documents)
    improving, urgent, points = to_improve(shown)
    return {
        "slug": slug,
        "short": council.short,
        "on": on,
        "answer": answer_sentences.of_council(council.name, shown, on),
        "notice": _notice(council, after),
        "drawings": drawings(council, shown, on),
        "timeline_query": f"/sparql?{urlencode({'query': query_text('inspections-of-council', {'council': iri})})}",
        "query_link": f"/query/timeline?council={slug}",
        "inspections": shown,
        "opened": OPENED,
        "several_services": len({each.service for each in shown}) > 1,
        "disputes": [(found, each) for each in shown for found in each.judgements if found.disputed],
        "people": people,
        "quotations": quotations[:8],
        "quotations_more": more or len(quotations) > 8,
        "money": money,
        "interventions": interventions,
        "urgent": urgent,
        "points": points,
        "findings_of": improving,
        "documents": sources_of(documents),
        "documents_more": more,
        "facts": _facts(council.found),
        "before": before,
        "after": after,
        "before_day": before_day,
        "after_day": after_day,
        "description": f"Inspections, grades, people and money of {council.name}, each with the sentence that says so.",
    }


def _give_evidence(people: list[Tenure], entries: list[Entry]) -> None:
    """Put the sentences behind people, sums and interventions in, found with one question."""
    evidence = evidence_of_things([*(each.iri for each in people), *(str(each["iri"]) for each in entries)])
    for each in people:
        each.evidence = evidence.get(each.iri, [])
    for entry in entries:
        entry["evidence"] = evidence.get(str(entry["iri"]), [])


def drawings(council: Council, shown: list[Inspection], on: str) -> list[Drawing]:
    """A timeline for each service that was judged, children's services first."""
    ended = council.found.first(_CG + "abolished") or today()
    until = dt.date.fromisoformat(min(on or today(), today(), ended))
    judged = {each.service_kind for each in shown if each.judgements}
    services = sorted(judged, key=lambda name: (name != "childrens", name))
    of_service = {name: [each for each in shown if each.service_kind == name] for name in services}
    found = [timeline(several, council.short, name, until) for name, several in of_service.items()]
    return [drawing for drawing in found if drawing]


def _notice(council: Council, after: list[Value]) -> list[Markup]:
    day = council.found.first(_CG + "abolished")
    if not day:
        return []
    links = [Markup('<a href="{}">{}</a>').format(other.path, other.label) for other in after]
    ended = Markup("{} was abolished on {}.").format(council.name, day_in_words(day))
    return [
        ended + f" Its successor{'s are' if len(links) > 1 else ' is'} " + listed_markup(links) + "."
        if links
        else ended
    ]


def _neighbours(iri: str) -> tuple[list[Value], list[Value], str, str]:
    """Councils before and after with the days on which they changed."""
    rows = ask("reorganisations", {"council": iri})
    before = {row["old"]: (Value(row["oldLabel"], row["old"]), row.get("day", "")) for row in rows if row["new"] == iri}
    after = {row["new"]: (Value(row["newLabel"], row["new"]), row.get("day", "")) for row in rows if row["old"] == iri}
    days = [max((day for _, day in each.values()), default="") for each in (before, after)]
    return [value for value, _ in before.values()], [value for value, _ in after.values()], days[0], days[1]


def _facts(found: Found) -> list[tuple[str, list[Value]]]:
    shown = []
    for name, told in _SHOWN:
        days = name in ("established", "abolished")
        values = [
            Value(day_in_words(row["value"])) if days else value_of(row["value"], row.get("label", ""))
            for row in found.of(_CG + name)
        ]
        shown.append((told, list(dict.fromkeys(values))))
    others = sorted({row["value"] for row in found.of(NS["skos"] + "altLabel")}, key=len)
    shown.append(("Also called", [Value(name) for name in others[:3]]))
    return [(told, values) for told, values in shown if values]
