"""Inspections, judgements and findings as triples."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from pyoxigraph import NamedNode

from graph.claim import FindingClaim, InspectionClaim, JudgementClaim, TimeReference
from graph.document import Span
from graph.extraction.analysis import MentionKind
from graph.extraction.lexicon import load_lexicon
from graph.identity import digest, entity, slug
from graph.mapping.context import Context
from graph.mapping.triples import Statement, Triples
from graph.vocabulary import Concept

AREA_SERVICES = frozenset({"send"})
NOT_GRADES = frozenset({"not_judged", "no_overall"})


def inspection(context: Context, claim: InspectionClaim) -> Statement:
    """An assessment with what the words say of its time, kind and people."""
    subject = context.inspection(claim.ref)
    said = Triples()
    _identify(context, said, subject, claim)
    by_words: dict[str, Triples] = defaultdict(Triples)
    published = (claim.published_on,) if claim.published_on else ()
    for predicate, times in (("fieldwork", claim.fieldwork), ("published", published)):
        for time in times:
            there = by_words[time.words]
            there.add(subject, predicate, context.time(there, time))
    if days := _days(claim.fieldwork):
        by_words[claim.fieldwork[0].words].add(subject, "startDate", days[0])
        by_words[claim.fieldwork[0].words].add(subject, "endDate", days[1])
    for name in claim.lead_inspectors:
        by_words[name].add(subject, "leadInspector", context.person(by_words[name], name, claim.inspectorate))
    only = [
        (place, there.done()) for words, there in by_words.items() for place in context.places(claim.evidence, words)
    ]
    return Statement(claim, claim.council, said.done(), tuple(only))


def _identify(context: Context, said: Triples, subject: NamedNode, claim: InspectionClaim) -> None:
    vocabulary = context.vocabulary
    plain = "AreaInspection" if claim.service in AREA_SERVICES else "Inspection"
    kind = vocabulary.get("assessment-kind", claim.kind)
    said.type(subject, vocabulary.instance_class(kind) or plain)
    for body in (
        claim.inspectorate.split("_") if not vocabulary.has("body", claim.inspectorate) else [claim.inspectorate]
    ):
        said.add(subject, "conductedBy", vocabulary.get("body", body).iri)
    said.add(subject, "inspectedBody", entity("council", claim.council))
    said.add(subject, "inspectedService", service(context, claim.council, claim.service))
    said.add(subject, "assessmentKind", kind.iri)
    if claim.framework:
        said.add(subject, "framework", vocabulary.get("framework", claim.framework).iri)
    if claim.previous and claim.previous in context.decisions and context.inspection(claim.previous) != subject:
        said.add(subject, "previousAssessment", context.inspection(claim.previous))


def service(context: Context, council: str, notation: str) -> NamedNode:
    """`id/service/hull-childrens`."""
    kind = context.vocabulary.get("service", notation)
    return entity("service", f"{council}-{kind.iri.value.rsplit('/', 1)[1]}")


def _days(periods: tuple[TimeReference, ...]) -> tuple[dt.date, dt.date] | None:
    """First and last day of the fieldwork, where all periods are given to the day."""
    days = [day for time in periods for day in (time.earliest, time.latest) if day]
    exact = periods and all(len(part) == 10 for time in periods for part in time.edtf.split("/"))
    return (min(days), max(days)) if exact and len(days) == 2 * len(periods) else None


def judgement(context: Context, claim: JudgementClaim, inspections: dict[str, InspectionClaim]) -> Statement:
    """A grade for an area, or a reason for none."""
    made_in = inspections[claim.inspection]
    decision = context.decisions[claim.inspection]
    vocabulary = context.vocabulary
    area = vocabulary.area(claim.area, made_in.framework)
    subject = entity("judgement", f"{decision.name}-{judged_topic(context, area, decision.framework)}")
    said = Triples()
    said.type(subject, "Judgement")
    said.add(subject, "judgementIn", entity("inspection", decision.name))
    said.add(subject, "area", area.iri)
    said.add(subject, "areaAsWritten", claim.area_words)
    if claim.grade in NOT_GRADES:
        said.add(subject, "ungradedReason", vocabulary.get("ungraded", claim.grade).iri)
    else:
        grade = vocabulary.grade(
            claim.grade, inspectorate=made_in.inspectorate, framework=made_in.framework or decision.framework
        )
        said.add(subject, "notGrade" if claim.negated else "grade", grade.iri)
        said.add(subject, "gradeAsWritten", claim.grade_words)
    return Statement(claim, made_in.council, said.done())


def judged_topic(context: Context, area: Concept, framework: str | None) -> str:
    """The topic's slug, or that of the one topic that the framework judges in its place.

    The press narrows areas: “good for children in care” is said of the one grade for children in care and care leavers. The
    other way round there are two areas to choose from, so the topic stays as it was read.
    """
    topic = context.vocabulary.topic(area)
    known = context.vocabulary.frameworks.get(framework or "")
    if known and known.areas:
        judged = {context.vocabulary.topic(found).iri for found in known.areas.values()}
        instead = [found for found in context.vocabulary.related_topics(topic) if found.iri in judged]
        if topic.iri not in judged and len(instead) == 1:
            topic = instead[0]
    return slug(topic.notation)


def _topics(text: str) -> list[str]:
    """The topics that words name; a single word, such as adoption, may mean something else, and the whole is no part."""
    areas = (found for found in load_lexicon().find(text, Span(0, len(text))) if found.kind is MentionKind.AREA)
    named = {found.value for found in areas if found.strong or " " in found.span.of(text)}
    return sorted(named - {"overall"})


def finding(context: Context, claim: FindingClaim, inspections: dict[str, InspectionClaim], ordinal: int) -> Statement:
    """A strength or an area for improvement in the report's words."""
    decision = context.decisions[claim.inspection]
    subject = entity(
        "finding", f"{decision.name}-{digest(claim.kind, ' '.join(claim.text.split()).casefold(), length=10)}"
    )
    said = Triples()
    said.type(subject, claim.kind.value)
    said.add(subject, "findingIn", entity("inspection", decision.name))
    said.add(subject, "findingText", claim.text)
    said.add(subject, "ordinal", ordinal)
    for topic in _topics(claim.text):
        said.add(subject, "topic", context.vocabulary.get("topic", topic).iri)
    return Statement(claim, inspections[claim.inspection].council, said.done())
