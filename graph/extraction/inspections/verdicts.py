"""Inspections and judgements as claims.

Takes the gradings and sightings of a document, has them attached, gives InspectionClaims and JudgementClaims. The same
fact read in several places is one claim with all its evidence and the confidence of the best.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from graph.claim import Evidence, InspectionClaim, JudgementClaim, Status
from graph.document import Zone
from graph.extraction.dates.edtf import anchor
from graph.extraction.dates.when import order
from graph.extraction.focus.focus import Focus
from graph.extraction.grades.grading import CANDIDATE, Grading
from graph.extraction.inspections.apart import count_back
from graph.extraction.inspections.attached import Attached
from graph.extraction.inspections.attachment import Attachment
from graph.extraction.inspections.event import JOINT, Event
from graph.extraction.inspections.kinds import framework_at
from graph.extraction.inspections.repeats import areas_of, give_again, join_repeated, share_date
from graph.extraction.inspections.sighting import Sighting
from graph.extraction.inspections.unjudged import unjudged
from graph.extraction.scene.scene import Scene
from graph.register.register import load_register
from graph.vocabulary import load_vocabulary

_CLEAR, _HEADLINE = 1.5, 0.7  # what weighs a grade that time or words tie to inspection and area, and one over the text
_FIRST_SCHEME = {
    "adult_social_care": "care_act_assurance",
    "social_housing": "rsh_consumer",
    "send": "local_area_send_2016",
}
_SAID_OVERALL = re.compile(r"⟦grade[^⟧]*⟧ (?:overall\b|⟦area=overall)")


def verdicts(
    scene: Scene, focus: Focus, seen: tuple[Sighting, ...], gradings: tuple[Grading, ...]
) -> tuple[tuple[InspectionClaim, ...], tuple[JudgementClaim, ...]]:
    """The inspections of a document, current ones first, and what they came to."""
    work = Attachment(scene, focus, seen)
    work.attach(gradings)
    join_repeated(work)
    give_again(work)
    share_date(work)
    count_back(work)
    work.events.settle()
    work.events.as_news()
    never = unjudged(scene, focus)
    judged = (
        each for each in work.events if _within_reach(each) and (each.edtf or (each.council, each.service) not in never)
    )
    events = sorted(judged, key=_reading_order)
    refs = {id(event): f"i{number}" for number, event in enumerate(events, 1)}
    judgements = tuple(_judgements(work, refs))
    of_event: dict[str, list[JudgementClaim]] = defaultdict(list)
    for judgement in judgements:
        of_event[judgement.inspection].append(judgement)
    inspections = tuple(_inspection(event, refs, work, of_event[refs[id(event)]]) for event in events)
    return inspections, judgements


def _within_reach(event: Event) -> bool:
    """Whether a council is in England, where alone these inspectorates judge councils."""
    return load_register().councils[event.council].nation == "England"


def _reading_order(event: Event) -> tuple[str, str, bool, bool, str, str]:
    """Councils and services together, current inspections first, of these the visit that the document reports on."""
    return event.council, event.service, event.previous, not event.visit, order(event.edtf or ""), event.kind


def _inspection(event: Event, refs: dict[int, str], work: Attachment, own: list[JudgementClaim]) -> InspectionClaim:
    bounds_report = _bounds_report(event)
    return InspectionClaim(
        evidence=tuple(dict.fromkeys([*event.evidence, *(e for judgement in own for e in judgement.evidence)])),
        rule=event.rule or (own[0].rule if own else ""),
        confidence=_trusted(work, event, max([event.confidence, *(judgement.confidence for judgement in own)])),
        ref=refs[id(event)],
        council=_in_office(event),
        inspectorate=event.inspectorate,
        service=event.service,
        kind="full" if event.kind == JOINT else event.kind,
        status=Status.PREVIOUS if event.previous else Status.CURRENT,
        framework=_in_force(event.framework or _framework(work, event), event, own),
        fieldwork=() if event.fieldwork is None or bounds_report else (event.fieldwork,),
        published_on=event.published or (event.fieldwork if bounds_report else None),
        previous=_before(event, refs, work),
    )


def _in_office(event: Event) -> str:
    """The council of the event, or the one of the same name before it if it did not yet exist."""
    councils = load_register().councils
    council, when = councils[event.council], event.fieldwork or event.published
    if council.start is None or when is None or when.latest is None or when.latest >= council.start:
        return event.council
    old = [slug for slug in council.predecessors if councils[slug].short_name == council.short_name]
    return old[0] if len(old) == 1 and councils[old[0]].runs(event.service) else event.council


def _before(event: Event, refs: dict[int, str], work: Attachment) -> str | None:
    """The ref of the latest earlier inspection of the same service."""
    if event.previous or event.visit:
        return None
    past = [each for each in work.events.of(event.council, event.service) if each.previous and not each.visit]
    return refs[id(max(past, key=lambda each: order(each.edtf or "")))] if past else None


def _bounds_report(event: Event) -> bool:
    """Whether the date is a bare year, which bounds the report, unless the report is known to be of another year."""
    if event.fieldwork is None or len(event.fieldwork.edtf) != 4:
        return False
    return event.published is None or event.published.edtf.startswith(event.fieldwork.edtf)


def _trusted(work: Attachment, event: Event, confidence: float) -> float:
    """Words of a service that a council does not run, from after its end or before the first scheme mean another body."""
    runs = load_register().councils[event.council].runs(event.service)
    early = bool(work.of(event)) and _too_early(event)
    return confidence if runs and not (early or _gone(work, event)) else min(confidence, CANDIDATE)


def _too_early(event: Event) -> bool:
    """Whether councils were not graded for the service yet: what was rated by then is a home, a firm or a landlord's account."""
    first = load_vocabulary().frameworks.get(_FIRST_SCHEME.get(event.service, ""))
    when = event.fieldwork or event.published
    return bool(first and first.starts and when and when.latest and when.latest < first.starts)


def _gone(work: Attachment, event: Event) -> bool:
    """Whether the council had ended at the time of an inspection, or before a document that tells of it as of no earlier one."""
    end, when = load_register().councils[_in_office(event)].end, event.fieldwork or event.published
    if end is None:
        return False
    if when is not None and when.earliest is not None:
        return when.earliest > end
    issued = anchor(work.scene.document.issued)
    return when is None and not event.cued and issued.year is not None and issued.year > end.year


def _in_force(notation: str | None, event: Event, own: list[JudgementClaim]) -> str | None:
    """The framework that words name, unless it was not in force at the visit or has none of the grades given."""
    vocabulary = load_vocabulary()
    known = vocabulary.frameworks.get(notation or "")
    if known is None:
        return notation
    when = event.fieldwork
    early = known.starts and when and when.latest and when.latest < known.starts
    late = known.ends and when and when.earliest and when.earliest > known.ends
    strange = known.scale and any(not vocabulary.on_scale(each.grade, known.scale) for each in own)
    return None if early or late or strange else notation


def _framework(work: Attachment, event: Event) -> str | None:
    """The framework named where the grades of an inspection are given, if it is one that gives any."""
    if event.kind == JOINT:
        return JOINT
    named = (framework_at(each.grading.line) for each in work.of(event))
    return next((found for found in named if found and found != JOINT), None)


def _judgements(work: Attachment, refs: dict[int, str]) -> Iterator[JudgementClaim]:
    found: dict[tuple[str, str, str, bool], JudgementClaim] = {}
    weight: dict[tuple[str, str, str, bool], float] = defaultdict(float)
    for each in work.attached:
        if id(each.event) not in refs:
            continue
        for area in areas_of(each):
            key = (refs[id(each.event)], area, each.grading.grade.value, each.negated)
            claim = _judgement(work, each, area, refs[id(each.event)])
            weight[key] += claim.confidence * _weight(each) if claim.published else 0
            known = found.get(key)
            if known is not None:
                best = max(known, claim, key=lambda one: one.confidence)
                claim = replace(best, evidence=tuple(dict.fromkeys(known.evidence + claim.evidence)))
            found[key] = claim
    heaviest: dict[tuple[str, str], float] = {}
    for (ref, area, _, negated), sum_of in weight.items():
        if not negated:
            heaviest[ref, area] = max(heaviest.get((ref, area), 0), sum_of)
    for (ref, area, _, negated), claim in found.items():
        outweighed = not negated and weight[ref, area, claim.grade, negated] < heaviest[ref, area]
        yield replace(claim, confidence=min(claim.confidence, CANDIDATE)) if outweighed else claim


def _weight(each: Attached) -> float:
    """What a grade weighs against another for the same area of the same inspection."""
    line = each.grading.line
    clear = each.dated or _SAID_OVERALL.match(line.text, each.grading.position)
    return (_CLEAR if clear else 1.0) * (_HEADLINE if line.sentence.zone is Zone.HEADLINE else 1.0)


def _judgement(work: Attachment, each: Attached, area: str, inspection: str) -> JudgementClaim:
    grading = each.grading
    passage = grading.line.sentence.span
    named = next((mention for mention in grading.areas if mention.value == area), None)
    places = [grading.grade.span, *([named.span] if named else [])]
    trigger = next((place for place in places if passage.covers(place)), passage)
    text = grading.line.source
    return JudgementClaim(
        evidence=(Evidence(passage, trigger),),
        rule=grading.rule,
        confidence=_trusted(work, each.event, each.confidence),
        inspection=inspection,
        area=area,
        grade=grading.grade.value,
        area_words=named.span.of(text) if named else "",
        grade_words=grading.grade.span.of(text),
        negated=each.negated,
    )
