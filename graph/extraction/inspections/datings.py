"""What the times of a line are the times of.

Takes the lines of a document, gives a Dating for every time that is that of an inspection or of its report: the rules of
events.toml say so, or the words around make it likely.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from graph.document import Zone
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.inspections.inspected import service_at
from graph.extraction.inspections.judged import judged_on
from graph.extraction.inspections.kinds import GONE_BY, known_kind
from graph.extraction.likelihood.times import of_an_inspection
from graph.extraction.scene.scene import Scene
from graph.extraction.tape.line import Line, Token
from graph.extraction.tape.rules import Rule, fired

_LIKELY = 0.68  # to be claimed though no rule has claimed it
_RESTORED, _DOUBTED = 0.8, 0.2  # to be claimed though a rule knows better; below it no rule is believed
_MEASURED = 0.85  # how often what is claimed for being likely was right, at the least
_HOUSING = "social_housing"
_AND_ANOTHER = re.compile(
    r",?(?: and| while| with|,)? (?:that (?:of|in|to) )?⟦(?:council|place)[^⟧]*⟧(?:'s)?"
    r"(?: (?:in|on|from|during|at|early|late|mid))* "
)
_VISIT = re.compile(r"inspect|visit|assess|ILACS|fieldwork", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """What a time is the time of: of an inspection, or of its report if `report`.

    `inspection` is the mention that names it, `kind` what is known of its kind, `visit` says that the time is that of
    the fieldwork, `previous` that it is an earlier one, `reported` that it is the one the document reports on.
    """

    time: Token
    rule: str
    confidence: float
    inspection: Mention | None = None
    kind: str | None = None
    report: bool = False
    previous: bool = False
    visit: bool = False
    reported: bool = False


def datings(scene: Scene, line: Line) -> dict[int, Dating | None]:
    """For the place of every time of a line of which something is known what it is the time of; None if of no inspection."""
    services = {time.start: service_at(scene, line, time.start) for time in line.of(MentionKind.DATE)}
    found = _by_rules(scene, line, services) if services else {}
    for time in line.of(MentionKind.DATE):
        if line.sentence.zone is Zone.BYLINE or services[time.start] == _HOUSING:
            continue
        known, chance = found.get(time.start), of_an_inspection(line, time, scene.before(line))
        if known is None and chance >= (_RESTORED if time.start in found else _LIKELY):
            found[time.start] = _likely(line, time, chance)
        elif chance < _DOUBTED and not (known and known.report):
            found[time.start] = None
    return {**found, **_in_turn(line, found)}


def _in_turn(line: Line, found: Mapping[int, Dating | None]) -> dict[int, Dating | None]:
    """The times that go with a council each, as the one before them does: `A in November and B in January`."""
    told: dict[int, Dating | None] = {}
    for first, second in pairwise(line.of(MentionKind.DATE)):
        known = told.get(first.start) or found.get(first.start)
        if (
            known is not None
            and second.start not in found
            and _AND_ANOTHER.fullmatch(line.text, first.end, second.start)
        ):
            told[second.start] = replace(known, time=second)
    return told


def _by_rules(scene: Scene, line: Line, services: Mapping[int, str]) -> dict[int, Dating | None]:
    """What the first rule that binds a time says of it; `services` has the service at the place of each."""
    times = {time.start: time for time in line.of(MentionKind.DATE)}
    of_landlord = {start: judged_on(line, start) for start, service in services.items() if service == _HOUSING}
    found: dict[int, Dating | None] = {}
    for rule, binding in fired("events", line.tape, having="d"):
        start = binding.place("d")
        dates_something = rule.options["as"] != "nothing" and rule.options.get("service") != _HOUSING
        if start not in times or (dates_something and not of_landlord.get(start, not rule.options.get("judged"))):
            continue
        if start not in found:
            inspection = next(iter(binding.mentions("k")), None)
            of_another = rule.options.get("service") not in (None, services[start])
            found[start] = None if of_another else _ruled(scene, line, times[start], rule, inspection)
        if len(found) == len(times):
            break
    return found


def _ruled(scene: Scene, line: Line, time: Token, rule: Rule, inspection: Mention | None) -> Dating | None:
    in_byline = line.sentence.zone is Zone.BYLINE and "service" not in rule.options
    if rule.options["as"] == "nothing" or in_byline:
        return None
    cue = rule.options.get("cue", "")
    return Dating(
        time=time,
        rule=rule.name,
        confidence=rule.confidence,
        inspection=inspection,
        kind=known_kind(rule, inspection),
        report=rule.options["as"] == "publication",
        previous=cue == "previous" or (cue == "previous unless dated" and scene.document.issued is None),
        visit=names_visit(line, inspection) if inspection else bool(rule.options.get("visit")),
        reported=cue == "current",
    )


def _likely(line: Line, time: Token, chance: float) -> Dating:
    """A time of which no rule knows what it is the time of, read by the words around."""
    kinds = [kind for kind in line.of(MentionKind.KIND) if not GONE_BY.match(line.text, kind.end)]
    named = min(kinds, key=lambda kind: abs(kind.start - time.start), default=None)
    inspection = named.mentions[0] if named else None
    return Dating(
        time=time,
        rule="likely",
        confidence=max(chance, _MEASURED),
        inspection=inspection,
        kind=inspection.value if inspection and inspection.strong else None,
        visit=inspection is not None and names_visit(line, inspection),
    )


def names_visit(line: Line, inspection: Mention) -> bool:
    """Whether what is dated is an inspection, not its report or its result."""
    return bool(_VISIT.search(inspection.span.of(line.source)))
