"""Where a document speaks of an inspection at a time.

Takes the lines of a document, gives a Sighting for every date that is the date of an inspection or of its report: the
rules of events.toml say which dates are, the words around say of which kind of inspection and service.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.claim import Evidence, TimeReference
from graph.document import Zone
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.focus import Focus, Group
from graph.extraction.line import Line, Token
from graph.extraction.rules import Rule, load_rules
from graph.extraction.scene import INSPECTORATE_OF, NOT_OF_COUNCILS, SERVICE_OF, SERVICE_UNDER, Scene

_IN_PASSING = 0.8
_GENERAL = dict.fromkeys(("reinspection", "judgement", "ilacs", "sif", "area_send", "rsh_consumer"), "full")
_PLUPERFECT = re.compile(
    r"\bhad (?:also |already |been |previously |last |first )*"
    r"(?:rated|judged|graded|found|deemed|branded|labelled|assessed|moved|upgraded|downgraded)\b"
)
_GONE = re.compile(r"\b(?:predecessor|forerunner|now[- ]abolished|since abolished|defunct)\b")
_OUTSIDE = (MentionKind.OTHER_PROVIDER,)
_OUTSIDE_AGAIN = re.compile(
    r"\b(?:the|this|that) (?:home|nursery|agency|hospital|setting|school|academy|college)\b(?! sec)"
)
_LAST = re.compile(r"\b(?:last|previous|earlier|full|latest) ")
_TOGETHER = frozenset(["ofsted", "hmicfrs"])
_SERVICE_OF_GRADE = {"C": "social_housing", "s": "send"}
_CHILDREN = ("help_protection", "care_and_care_leavers", "children_in_care", "care_leavers", "adoption", "lscb")


@dataclass(frozen=True, slots=True)
class Sighting:
    """An inspection seen at one place of a text; `when` is the report's date if `publication`."""

    line: int
    position: int
    councils: Group
    service: str
    inspectorate: str
    kind: str
    framework: str | None
    when: TimeReference | None
    publication: bool
    previous: bool
    rule: str
    confidence: float
    evidence: Evidence
    date: Mention | None = None


def sightings(scene: Scene, focus: Focus) -> tuple[Sighting, ...]:
    """The dated inspections of a document, in reading order."""
    return tuple(sighting for line in scene.lines for sighting in _in_line(scene, focus, line))


def _in_line(scene: Scene, focus: Focus, line: Line) -> Iterator[Sighting]:
    if scene.elsewhere(line):
        return
    yield from _dated(scene, focus, line)
    yield from _undated(scene, focus, line)


def _undated(scene: Scene, focus: Focus, line: Line) -> Iterator[Sighting]:
    """An inspection that words such as `the latest` make the current one, in a text about a service of a council."""
    if line.sentence.zone is Zone.BYLINE:
        return
    rule = load_rules("events")[-1]
    for binding in rule.bindings(line.tape):
        place, kind = binding.place("k"), binding.mentions("k")[0]
        service = service_at(scene, line, place)
        councils, factor = focus.at(line, place)
        if scene.services[service] and councils:
            yield Sighting(
                line.number,
                place,
                councils,
                service,
                INSPECTORATE_OF[service],
                _GENERAL.get(kind.value, kind.value),
                framework_at(line),
                None,
                False,
                False,
                rule.name,
                rule.confidence * factor,
                line.evidence(kind.span),
            )


def _dated(scene: Scene, focus: Focus, line: Line) -> Iterator[Sighting]:
    for token, rule, inspection in _bound(scene, line).values():
        if line.sentence.zone is Zone.BYLINE and "service" not in rule.options:
            continue
        if rule.options["as"] == "nothing" or _outside(line, token):
            continue
        councils, factor = focus.at(line, token.start)
        service = service_at(scene, line, token.start)
        if rule.options.get("service", service) != service:
            continue
        for mention in token.mentions:
            yield Sighting(
                line.number,
                token.start,
                councils,
                service,
                INSPECTORATE_OF[service],
                _kind_at(scene, line, token, service, inspection.value if inspection else rule.options.get("kind")),
                framework_at(line),
                mention.when,
                _of_report(scene, rule, mention) and service != "social_housing",
                rule.options.get("cue") == "previous" or _long_past(line, token),
                rule.name,
                rule.confidence * factor * _standing(scene, line, inspection),
                line.evidence(mention.span),
                mention,
            )


def _standing(scene: Scene, line: Line, inspection: Mention | None) -> float:
    """Less than one in a text without inspectors, and for a joint inspection only mentioned in passing."""
    if not scene.inspected or scene.service in NOT_OF_COUNCILS:
        return _IN_PASSING
    if inspection is None or inspection.value != "jtai":
        return 1.0
    times = sum("jtai" in token.values for each in scene.lines for token in each.of(MentionKind.FRAMEWORK))
    return 1.0 if times > 2 or line.sentence.zone is Zone.HEADLINE else _IN_PASSING


def _by_paper(scene: Scene, line: Line, position: int, inspection: Mention | None) -> bool:
    """Whether the date is of the housing regulator's work, where only that of the judgement counts."""
    regulatory = inspection is not None and inspection.value in ("judgement", "rsh_consumer")
    return service_at(scene, line, position) == "social_housing" and not regulatory


def _bound(scene: Scene, line: Line) -> dict[int, tuple[Token, Rule, Mention | None]]:
    """For every date token, by its place on the tape, the first rule that binds it, with the inspection it binds too."""
    tokens = {token.start: token for token in line.of(MentionKind.DATE)}
    if not tokens:
        return {}
    found: dict[int, tuple[Token, Rule, Mention | None]] = {}
    for rule in load_rules("events"):
        if "d" not in rule.pattern.groupindex:
            continue
        for binding in rule.bindings(line.tape):
            start = binding.place("d")
            inspection = next(iter(binding.mentions("k")), None)
            if start not in tokens or (
                (rule.options.get("visit") or inspection) and _by_paper(scene, line, start, inspection)
            ):
                continue
            found.setdefault(start, (tokens[start], rule, inspection))
        if len(found) == len(tokens):
            break
    return found


def _of_report(scene: Scene, rule: Rule, mention: Mention) -> bool:
    """Whether the date is that of the report: so the rule says, or it is the very day of the article."""
    today = scene.document.issued or ""
    return rule.options["as"] == "publication" or (len(today) == 10 and mention.value == today)


def _long_past(line: Line, token: Token) -> bool:
    """Whether the clause tells in the pluperfect how the service had been rated."""
    clause = line.clauses[line.clause_of(token.start)]
    return bool(_PLUPERFECT.search(line.text, clause.start, clause.end) or _GONE.search(line.text))


def _outside(line: Line, token: Token) -> bool:
    """Whether the clause is about a school, a home or another body that is no council service."""
    clause = line.clauses[line.clause_of(token.start)]
    if any(clause.start <= other.start < clause.end for other in line.of(*_OUTSIDE)):
        return True
    return bool(_OUTSIDE_AGAIN.search(line.text, 0, token.start))


def service_at(scene: Scene, line: Line, position: int) -> str:
    """The inspected service that a place in a line is about."""
    for token in line.of(MentionKind.GRADE):
        if token.mentions[0].value[0] in _SERVICE_OF_GRADE:
            return _SERVICE_OF_GRADE[token.mentions[0].value[0]]
    if any(token.values[0] in _CHILDREN for token in line.of(MentionKind.AREA)):
        return "childrens_services"
    under = [token for token in line.of(MentionKind.FRAMEWORK) if token.values[0] in SERVICE_UNDER]
    if under:
        return SERVICE_UNDER[under[0].values[0]]
    named = [t for t in line.of(MentionKind.SERVICE) if t.mentions[0].strong]
    if named:
        return min(named, key=lambda token: abs(token.start - position)).values[0]
    bodies = {value for token in line.of(MentionKind.INSPECTORATE) for value in token.values}
    if len(bodies) == 1:
        only = SERVICE_OF.get(bodies.pop(), scene.service)
        return scene.service if (only, scene.service) == ("childrens_services", "send") else only
    return scene.service


def framework_at(line: Line) -> str | None:
    """The framework that a line names."""
    return next((token.values[0] for token in line.of(MentionKind.FRAMEWORK)), None)


def _joint_at(scene: Scene, line: Line, known: str | None) -> bool:
    """Whether an inspection that words leave open is a joint one: so the line says, or all the document is about one."""
    if known not in (None, "full") or line.of(MentionKind.GRADE):
        return False
    bodies = {value for token in line.of(MentionKind.INSPECTORATE) for value in token.values}
    return framework_at(line) == "jtai" or bodies >= _TOGETHER or (scene.joint and not _LAST.search(line.text))


def _kind_at(scene: Scene, line: Line, token: Token, service: str, known: str | None) -> str:
    """The kind of the inspection nearest to a date, unless the rule knows it."""
    if service == "social_housing":
        return "judgement"
    if _joint_at(scene, line, known):
        return "jtai"
    if known and service != "adult_social_care":
        return _GENERAL.get(known, known)
    kinds = sorted(line.of(MentionKind.KIND), key=lambda kind: abs(kind.start - token.start))
    named = [kind.mentions[0] for kind in kinds if abs(kind.start - token.start) < 110]
    for mention in named:
        if mention.strong and (mention is named[0] or mention.value.endswith("visit")):
            return _GENERAL.get(mention.value, mention.value)
    if (
        service == "childrens_services"
        and scene.visit
        and not line.of(MentionKind.GRADE)
        and not _LAST.search(line.text)
    ):
        return scene.visit
    return "assessment" if service == "adult_social_care" else "full"
