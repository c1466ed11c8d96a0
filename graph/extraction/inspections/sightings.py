"""Where a document speaks of an inspection at a time.

Takes the lines of a document, gives a Sighting for every date that is the date of an inspection or of its report, and for
inspections told of without one; the words around say of which kind of inspection and service.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from graph.claim import TimeReference
from graph.document import Zone
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.dates.when import long_ago
from graph.extraction.focus.collective import Group
from graph.extraction.focus.focus import Focus
from graph.extraction.grades.vetoes import vetoed
from graph.extraction.inspections.datings import Dating, datings, names_visit
from graph.extraction.inspections.inspected import service_at
from graph.extraction.inspections.kinds import GONE_BY, framework_at, general, kind_at, known_kind, of_needs
from graph.extraction.inspections.outside import outside
from graph.extraction.inspections.sighting import Sighting
from graph.extraction.inspections.spells import long_past, said_today, spell, to_come
from graph.extraction.scene.scene import CHILDREN_ONLY, NOT_OF_COUNCILS, Scene
from graph.extraction.tape.line import Line
from graph.extraction.tape.rules import fired

_IN_PASSING, _SURE, _BESIDE = 0.8, 0.86, 0.84
_HOUSING = "social_housing"
_REPORTED = (MentionKind.KIND, MentionKind.GRADE, MentionKind.FRAMEWORK)
_YEARS = re.compile(r"\d{4}~?/\d{4}~?")  # nothing is inspected for years
_THE = re.compile(r"(?: (?:that|the|both|in|at|services|children) ?)*\s?")


_RELATIVE = re.compile(
    r"⟧, (?:which|who|whose|where) (?!(?:followed|came|went|was|were|had been|has been|is|got|had) )"
    r"(?:[^,⟦]|(?<=\d),(?=\d)){3,80}$"
)
_GRADE_ON = re.compile(r",[^.;⟦]{0,60}⟦grade")
_BY_GRADES = ("graded-in", "in-year-graded")
"""Rules that take a time for an inspection's because a grade stands beside it."""


def sightings(scene: Scene, focus: Focus) -> tuple[Sighting, ...]:
    """The dated inspections of a document, in reading order."""
    return tuple(sighting for line in scene.lines for sighting in _in_line(scene, focus, line))


def _in_line(scene: Scene, focus: Focus, line: Line) -> Iterator[Sighting]:
    if scene.elsewhere(line):
        return
    known = datings(scene, line)
    yield from (dated := tuple(_dated(scene, focus, line, known.values())) or tuple(_in_timeline(scene, focus, line)))
    yield from _undated(scene, focus, line, {sighting.inspection for sighting in dated})
    yield from _beside(scene, focus, line, known)


def _in_timeline(scene: Scene, focus: Focus, line: Line) -> Iterator[Sighting]:
    """The inspection that a line of a timeline tells of, at the date that heads it."""
    date = scene.passing.heading(line)
    named = line.of(MentionKind.KIND) or line.of(MentionKind.FRAMEWORK, MentionKind.INSPECTORATE)
    if date is None or not named or line.of(MentionKind.DATE):
        return
    inspection = named[0].mentions[0] if named[0].kind is MentionKind.KIND else None
    visit = inspection is not None and names_visit(line, inspection)
    service = service_at(scene, line, named[0].start)
    councils, factor = focus.at(line, named[0].start)
    yield Sighting(
        line=line.number,
        position=named[0].start,
        councils=councils,
        service=service,
        kind=kind_at(scene, line, named[0], service, inspection.value if inspection and inspection.strong else None),
        framework=framework_at(line),
        rule="heading-of-a-timeline",
        confidence=_SURE * factor * _standing(scene, line, inspection, service),
        evidence=line.evidence(named[0].mentions[0].span),
        when=date.when,
        inspection=inspection,
        publication=bool(inspection) and not visit,
        visit=visit,
    )


def _undated(scene: Scene, focus: Focus, line: Line, told: set[Mention | None]) -> Iterator[Sighting]:
    """Inspections that words without a date tell of, in a text about a service of a council."""
    if line.sentence.zone is Zone.BYLINE:
        return
    for rule, binding in fired("events", line.tape, lacking="d"):
        inspection = next(iter(binding.mentions("k")), None)
        place = binding.place("k") if inspection else line.text.find("⟦", binding.found.start())
        if inspection and GONE_BY.match(line.text, line.text.find("⟧", place) + 1):
            continue
        service = service_at(scene, line, place)
        councils, factor = focus.at(line, place)
        if inspection is None:
            councils = _found_at(line, binding.found.end()) or councils
        kind = general(known_kind(rule, inspection) or inspection.value) if inspection else "full"
        kind = "judgement" if service == _HOUSING else of_needs(scene, service, kind)
        landlord = service == _HOUSING and scene.inspectorates["rsh"]
        known = scene.services[service] or kind in CHILDREN_ONLY or landlord
        if rule.options.get("headed") and (focus.several or kind != scene.visit or line not in scene.lines[:3]):
            continue
        if not (known and councils) or (inspection in told if inspection else told or _no_judgement(line)):
            continue
        if inspection:
            told.add(inspection)
        yield Sighting(
            line=line.number,
            position=place,
            councils=councils,
            service=service,
            kind=kind,
            framework=framework_at(line),
            rule=rule.name,
            confidence=rule.confidence * factor * _standing(scene, line, inspection, service),
            evidence=line.evidence(inspection.span if inspection else line.sentence.span),
            inspection=inspection,
            previous=rule.options.get("cue") == "previous",
            faint=rule.options.get("faint", 0),
            under_way=bool(rule.options.get("under_way")),
        )


def _no_judgement(line: Line) -> bool:
    """Whether all grades of a line are set aside, as those of a supposition or of statistics are."""
    strong = {token.number for token in line.of(MentionKind.GRADE) if token.mentions[0].strong}
    return strong != set() and strong <= vetoed(line)


def _found_at(line: Line, end: int) -> Group:
    """The councils of `Ofsted found X's services to be poor`, named right after the verb."""
    at = _THE.match(line.text, end).end()  # type: ignore[union-attr]
    return next((token.values for token in line.of(MentionKind.COUNCIL) if token.start == at), ())


def _beside(scene: Scene, focus: Focus, line: Line, known: Container[int]) -> Iterator[Sighting]:
    """The times long past in a sentence with a grade of which no rule says what was then."""
    for token in line.of(MentionKind.DATE) if line.of(MentionKind.GRADE) else ():
        mention = token.mentions[0]
        if mention.when is None or token.start in known or not _is_past(mention.when, scene.document.issued):
            continue
        if _in_relative(line, token.start, token.end):
            continue
        councils, factor = focus.at(line, token.start)
        service = service_at(scene, line, token.start)
        yield Sighting(
            line=line.number,
            position=token.start,
            councils=councils,
            service=service,
            kind="full",
            framework=None,
            rule="date-beside-grade",
            confidence=_BESIDE * factor,
            evidence=line.evidence(mention.span),
            when=mention.when,
            date=mention,
            previous=True,
            beside=True,
        )


def _in_relative(line: Line, start: int, end: int) -> bool:
    """Whether a time is that of something else in a clause of its own: `X, which took back its homes in 2017, got a C2`."""
    opening = _RELATIVE.search(line.text[:start])
    closing = line.text.find(",", end)
    return bool(opening) and closing > 0 and _GRADE_ON.match(line.text, closing) is not None


def _is_past(when: TimeReference, issued: str | None) -> bool:
    """Whether a time lies far before the document's date, or gives its year in a document without one."""
    return long_ago(when, issued) if issued else when.edtf[:4].isdigit()


def _dated(scene: Scene, focus: Focus, line: Line, known: Iterable[Dating | None]) -> Iterator[Sighting]:
    for dating in known:
        if dating is None or outside(line, dating.time):
            continue
        place = dating.time.start
        councils, factor = focus.at(line, place)
        service = service_at(scene, line, place)
        if dating.report and not line.of(*_REPORTED) and service != _HOUSING:
            continue
        by_grade = dating.rule in _BY_GRADES
        if by_grade and ((service == _HOUSING and _no_judgement(line)) or _in_relative(line, place, dating.time.end)):
            continue
        for mention in spell(dating.time):
            today = scene.document.issued
            spoken = service == _HOUSING and said_today(line, mention, today)
            if spoken or _YEARS.fullmatch(mention.value) or to_come(mention, scene.told_until):
                continue
            yield Sighting(
                line=line.number,
                position=place,
                councils=councils,
                service=service,
                kind=kind_at(scene, line, dating.time, service, dating.kind),
                framework=framework_at(line),
                rule=dating.rule,
                confidence=dating.confidence * factor * _standing(scene, line, dating.inspection, service),
                evidence=line.evidence(mention.span),
                when=mention.when,
                date=mention,
                inspection=dating.inspection,
                publication=_of_report(scene, dating, mention) and service != _HOUSING,
                visit=dating.visit,
                previous=dating.previous or (long_past(line, dating.time) and not scene.minuted),
                reported=dating.reported,
            )


def _standing(scene: Scene, line: Line, inspection: Mention | None, service: str) -> float:
    """Less than one in a text without inspectors or of a time without them, and for a joint inspection in passing."""
    named = any(each.strong for each in line.sentence.of(MentionKind.COUNCIL))
    of_another = service == _HOUSING and scene.without_homes and not named
    if of_another or not scene.inspected or scene.service in NOT_OF_COUNCILS or scene.without_cqc(service):
        return _IN_PASSING
    if inspection is None or inspection.value != "jtai":
        return 1.0
    times = sum("jtai" in token.values for each in scene.lines for token in each.of(MentionKind.FRAMEWORK))
    alone = scene.joint and not any(each.of(MentionKind.GRADE) for each in scene.lines)
    return 1.0 if times > 2 or alone or line in scene.lines[:2] else _IN_PASSING


def _of_report(scene: Scene, dating: Dating, mention: Mention) -> bool:
    """Whether the date is that of the report: so it is read, or it is the very day of the article."""
    today = scene.document.issued or ""
    return dating.report or (len(today) == 10 and mention.value == today)
