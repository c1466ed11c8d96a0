"""What government did about a council: notices, directions, commissioners, trusts, advisers, boards, plans, reviews.

Takes the lines of a document, gives InterventionClaims. What could, may or should not happen is none; one kind of
intervention at one council is one claim, however often it is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from graph.claim import Evidence, InterventionClaim
from graph.document import Span
from graph.extraction.analysis import MentionKind
from graph.extraction.focus.focus import Focus
from graph.extraction.interventions.standing import ENDED, IN_FORCE, PLANNED, is_superseded, standing
from graph.extraction.interventions.times import times
from graph.extraction.people.commissioners import are_of_police
from graph.extraction.scene.scene import Scene
from graph.extraction.tape.line import Line
from graph.extraction.tape.rules import Binding, Rule, fired
from graph.register.register import load_register

_TO = re.compile(r"⟦[^⟧]*⟧(?: (?!and\b|but\b|after\b|because\b|who\b)[a-z]+){0,5}? (?:to|for|in|at|over) (?:the )?")
_AND = re.compile(r",? and (?:in |to |for )?|, ")


_BY_WEIGHT = (ENDED, PLANNED, IN_FORCE)
"""What one sentence says and another does not."""


@dataclass(frozen=True, slots=True)
class _Trigger:
    kind: str
    position: int
    end: int
    span: Span


def interventions(scene: Scene, focus: Focus) -> tuple[InterventionClaim, ...]:
    """The interventions at the councils of a document."""
    found: dict[tuple[str, str], InterventionClaim] = {}
    for line in scene.lines:
        for claim in _in_line(line, focus):
            if claim.kind == "children_trust" and not _has_trust(scene):
                continue
            if claim.kind == "commissioner" and are_of_police(scene.document.text):
                continue
            key = (claim.council, claim.kind)
            known = found.get(key)
            found[key] = claim if known is None else _joined(known, claim)
    return tuple(_superseded(claim, scene, found) for claim in found.values())


def _superseded(
    claim: InterventionClaim, scene: Scene, found: Mapping[tuple[str, str], InterventionClaim]
) -> InterventionClaim:
    """The claim; a plan that inspectors asked for long ago is over."""
    beside = {kind for council, kind in found if council == claim.council}
    over = is_superseded(claim.kind, claim.when, scene.document.issued or _latest(scene), beside)
    return replace(claim, status=ENDED) if over else claim


def _latest(scene: Scene) -> str | None:
    """The latest year that a document without a date writes."""
    times = (each.when for line in scene.lines for token in line.of(MentionKind.DATE) for each in token.mentions)
    return max((str(when.latest.year) for when in times if when and when.latest), default=None)


def _has_trust(scene: Scene) -> bool:
    """Whether children's services, or a trust of theirs by its full name, are named: else it is one of schools."""
    acts = (each for line in scene.lines for token in line.of(MentionKind.INTERVENTION) for each in token.mentions)
    return bool(scene.services["childrens_services"]) or any(
        each.strong and each.value == "children_trust" for each in acts
    )


def _in_line(line: Line, focus: Focus) -> Iterator[InterventionClaim]:
    aside: set[int] = set()
    for rule, binding in fired("interventions", line.tape):
        trigger = _trigger(line, rule, binding)
        if trigger.position in aside:
            continue
        aside.add(trigger.position)
        if rule.options.get("veto"):
            continue
        sent_to = _sent_to(line, trigger.position)
        councils, factor = (sent_to, 1.0) if sent_to else focus.by_rules(line, trigger.position)
        helpers = focus.helpers(line)
        if councils and not sent_to and helpers.issuperset(councils):
            councils = focus.around(line)  # not the council that helps or whose director was sent
        if trigger.kind == "children_trust":
            councils = _in_its_place(focus, councils)
        status = rule.options.get("status") or standing(line, trigger.position, trigger.end)
        began, ended = times(line, trigger.kind, trigger.position, trigger.end, over=status == ENDED)
        for council in councils if trigger.kind != "improvement_adviser" else set(councils) - helpers:
            yield InterventionClaim(
                evidence=(Evidence(line.sentence.span, trigger.span),),
                rule=rule.name,
                confidence=rule.confidence * factor,
                council=council,
                kind=trigger.kind,
                when=began,
                until=ended,
                who=_who(line, trigger),
                status=status,
            )


def _in_its_place(focus: Focus, councils: tuple[str, ...]) -> tuple[str, ...]:
    """The councils whose services a trust runs: for one named after an abolished council those of its successors told of."""
    register = load_register().councils
    later = {after for slug in councils for after in register[slug].successors}
    told = dict.fromkeys(
        slug
        for line in focus.scene.lines
        for token in line.of(MentionKind.COUNCIL)
        for slug in token.values
        if slug in later
    )
    return tuple(told) or councils


def _sent_to(line: Line, position: int) -> tuple[str, ...]:
    """The councils named right behind the words: `the commissioner for A`, `commissioners will be sent to A and B`."""
    register = load_register().councils
    found: list[str] = []
    at, gap = position, _TO
    for token in line.of(MentionKind.COUNCIL, MentionKind.PLACE):
        if token.start <= at or not gap.fullmatch(line.text, at, token.start):
            continue
        own = [slug for slug in token.values if slug in register and register[slug].childrens_services]
        if not own or any(register[slug].nation != "England" for slug in own):
            break
        found += own
        at, gap = token.end, _AND
    return tuple(found)


def _trigger(line: Line, rule: Rule, binding: Binding) -> _Trigger:
    if "i" in binding:
        mention, place = binding.mentions("i")[0], binding.place("i")
        end = line.text.index("⟧", place) + 1
        return _Trigger(rule.options.get("kind", mention.value), place, end, mention.span)
    return _Trigger(rule.options["kind"], binding.found.start(), binding.found.end(), line.sentence.span)


def _who(line: Line, trigger: _Trigger) -> str:
    """The commissioner or adviser named beside the words."""
    if trigger.kind not in ("commissioner", "improvement_adviser"):
        return ""
    people = sorted(line.of(MentionKind.PERSON), key=lambda token: abs(token.start - trigger.position))
    near = [token for token in people if abs(token.start - trigger.position) < 60]
    return near[0].mentions[0].value if near else ""


def _joined(known: InterventionClaim, new: InterventionClaim) -> InterventionClaim:
    best, other = (known, new) if known.confidence >= new.confidence else (new, known)
    return replace(
        best,
        evidence=tuple(dict.fromkeys(known.evidence + new.evidence)),
        when=best.when or other.when,
        until=best.until or other.until,
        who=best.who or other.who,
        status=next(status for status in _BY_WEIGHT if status in (known.status, new.status)),
    )
