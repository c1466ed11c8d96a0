"""The interventions that posts tell of: who is a council's commissioner or improvement adviser was sent there.

Takes the officials of a document and the interventions that its words name; gives one for every kind of post that no words
tell of as an intervention, at the council which the sentence with the official is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.claim import Evidence, InterventionClaim, OfficialClaim
from graph.extraction.focus.focus import Focus
from graph.extraction.interventions.standing import ENDED, standing
from graph.extraction.people.commissioners import are_of_police
from graph.extraction.scene.scene import Scene
from graph.extraction.tape.line import Line

_KIND_OF = {
    "commissioner": "commissioner",
    "improvement_adviser": "improvement_adviser",
    "improvement_board_chair": "improvement_board",
}
_SENDS = re.compile(
    r"\b(?:DfE|Department for Education|[Gg]overnment|[Mm]inisters?|Secretary of State|Whitehall)\b|[Ss]ecretary\b"
)
_ELECTED = re.compile(r"\b(?:Cllr|Coun|Councillor)\.?\s")
RULE = "post-held"
_SURE = 0.8


def by_post(
    scene: Scene, focus: Focus, acts: Sequence[InterventionClaim], officials: Sequence[OfficialClaim]
) -> Iterator[InterventionClaim]:
    """The interventions of which only the post of somebody tells."""
    if not scene.inspected or not _SENDS.search(scene.document.text):
        return
    known = {act.kind for act in acts if act.published}
    lines = {line.sentence.span: line for line in scene.lines}
    for official in officials:
        kind = _KIND_OF.get(official.role)
        line = lines.get(official.evidence[0].passage)
        if kind is None or line is None or kind in known or not official.published or scene.elsewhere(line):
            continue
        evidence = official.evidence[0]
        of_council = _ELECTED.search(evidence.trigger.of(scene.document.text))
        if kind == "commissioner" and (of_council or are_of_police(scene.document.text)):
            continue
        council = _council(focus, line)
        if council is None:
            continue
        known.add(kind)
        yield InterventionClaim(
            evidence=(Evidence(line.sentence.span, evidence.trigger),),
            rule=RULE,
            confidence=min(official.confidence, _SURE),
            council=council,
            kind=kind,
            who=official.name if kind != "improvement_board" else "",
            status=ENDED if official.former else standing(line, 0, len(line.text)),
        )


def _council(focus: Focus, line: Line) -> str | None:
    """The council that a line is about: not one that only lends the official."""
    named, factor = focus.by_rules(line, len(line.text))
    own = [slug for slug in named if slug not in focus.helpers(line)] if factor == 1.0 else []
    group = own or focus.around(line) or focus.main
    return group[0] if len(group) == 1 else None
