"""What government did about a council: notices, directions, commissioners, trusts, advisers, boards, plans, reviews.

Takes the lines of a document, gives InterventionClaims. What could, may or should not happen is none; one kind of
intervention at one council is one claim, however often it is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.claim import Evidence, InterventionClaim, TimeReference
from graph.document import Span
from graph.extraction.analysis import MentionKind
from graph.extraction.focus import Focus
from graph.extraction.line import Line
from graph.extraction.rules import Binding, Rule, fired
from graph.extraction.scene import Scene


@dataclass(frozen=True, slots=True)
class _Trigger:
    kind: str
    position: int
    span: Span


def interventions(scene: Scene, focus: Focus) -> tuple[InterventionClaim, ...]:
    """The interventions at the councils of a document."""
    found: dict[tuple[str, str], InterventionClaim] = {}
    for line in scene.lines:
        for claim in _in_line(line, focus):
            key = (claim.council, claim.kind)
            known = found.get(key)
            found[key] = claim if known is None else _joined(known, claim)
    return tuple(found.values())


def _in_line(line: Line, focus: Focus) -> Iterator[InterventionClaim]:
    aside: set[int] = set()
    for rule, binding in fired("interventions", line.tape):
        trigger = _trigger(line, rule, binding)
        if trigger.position in aside:
            continue
        aside.add(trigger.position)
        if rule.options.get("veto"):
            continue
        councils, factor = focus.at(line, trigger.position)
        for council in councils if trigger.kind != "improvement_adviser" else set(councils) - focus.helpers(line):
            yield InterventionClaim(
                evidence=(Evidence(line.sentence.span, trigger.span),),
                rule=rule.name,
                confidence=rule.confidence * factor,
                council=council,
                kind=trigger.kind,
                when=_when(line, trigger.position),
                who=_who(line, trigger),
                status=rule.options.get("status", "in_force"),
            )


def _trigger(line: Line, rule: Rule, binding: Binding) -> _Trigger:
    if "i" in binding:
        mention = binding.mentions("i")[0]
        return _Trigger(mention.value, binding.place("i"), mention.span)
    return _Trigger(rule.options["kind"], binding.found.start(), line.sentence.span)


def _when(line: Line, position: int) -> TimeReference | None:
    """The date in the same clause nearest to the words."""
    clause = line.clauses[line.clause_of(position)]
    dates = [token for token in line.of(MentionKind.DATE) if clause.start <= token.start < clause.end]
    nearest = min(dates, key=lambda token: abs(token.start - position), default=None)
    return nearest.mentions[0].when if nearest else None


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
        who=best.who or other.who,
        status=new.status if new.status == "ended" else known.status,
    )
