"""Of which service the inspection is that a place in a line speaks of.

Takes a line and a place in it, gives the notation of the service: by the grade, area, framework, service or inspectorate
named there, else that of the document.
"""

from __future__ import annotations

import re

from graph.document import Zone
from graph.extraction.analysis import MentionKind
from graph.extraction.scene.scene import SERVICE_OF, SERVICE_UNDER, Scene
from graph.extraction.tape.line import Line, Token

_THOSE = re.compile(r"\b(?:those|these|that|the latter) (?:\w+ )?(?:services?|department|provision)\b")
_WITH_NEEDS = re.compile(r"(?: and (?:young people|youngsters|families))? (?:with|who have|who had) ⟦service=send")
_MEANWHILE = re.compile(r"\b(?:as|while|whereas)\b[^⟦]*$")
_LABEL = re.compile(r"\W*⟦service=[^⟧]*⟧\W*")
_RATED = re.compile(
    r"\b(?:rated|judged|graded|deemed|branded)(?: (?:as|to be|it|them|⟦(?:council|place)[^⟧]*⟧(?:'s)?))*"
    r" ⟦grade\??=(?:outstanding|good|requires|inadequate|adequate)"
)
_SERVICE_OF_GRADE = {"C": "social_housing", "s": "send"}
CHILDREN_AREAS = ("help_protection", "care_and_care_leavers", "children_in_care", "care_leavers", "adoption", "lscb")


_STEPS = frozenset(["outstanding", "requires_improvement", "inadequate"])


def service_at(scene: Scene, line: Line, position: int) -> str:
    """The inspected service that a place in a line is about."""
    named = [
        token
        for token in line.of(MentionKind.SERVICE)
        if token.mentions[0].strong and not _WITH_NEEDS.match(line.text, token.end)
    ]
    own = _by_grade(scene, line, position)
    graded = any(token.start == position for token in line.of(MentionKind.GRADE))
    if own and (graded or not any(token.values[0] != own for token in named)):
        return own
    if any(_of_children(scene, token) for token in line.of(MentionKind.AREA)) and not scene.without_children:
        return "childrens_services"
    under = [token for token in line.of(MentionKind.FRAMEWORK) if token.values[0] in SERVICE_UNDER]
    if under:
        return SERVICE_UNDER[under[0].values[0]]
    if named:
        return _nearest(scene, line, position, named)
    return _labelled(scene, line) or _by_body(scene, line, position) or _told_of(scene, line) or scene.service


def _by_body(scene: Scene, line: Line, position: int) -> str | None:
    """The service of the one inspectorate that the line names; special needs where Ofsted shares them with another."""
    bodies = _bodies(line, position, apart=scene.service != "send")
    if len(bodies) != 1:
        return None
    only = SERVICE_OF.get(bodies.pop(), scene.service)
    joint = (only, scene.service) == ("childrens_services", "send") and not _of_old_scale(line)
    return scene.service if joint else only


def _labelled(scene: Scene, line: Line) -> str | None:
    """The service that the first words of a paragraph, or the heading right over it, name as what it is about."""
    if len(scene.services) < 2:
        return None
    block = line.sentence.block
    over = (each for each in scene.lines if each.number < line.number and block - each.sentence.block in (0, 1))
    labels = [each for each in over if each.sentence.block == block or each.sentence.zone is Zone.HEADING]
    found = next((each for each in reversed(labels) if _LABEL.fullmatch(each.text)), None)
    return found.of(MentionKind.SERVICE)[0].values[0] if found else None


def _of_old_scale(line: Line) -> bool:
    """Whether a line tells that something was rated on a scale which special needs never had: `rated good by Ofsted`."""
    steps = (mention for token in line.of(MentionKind.GRADE) for mention in token.mentions)
    return bool(_RATED.search(line.text)) or any(each.strong and each.value in _STEPS for each in steps)


def _nearest(scene: Scene, line: Line, position: int, named: list[Token]) -> str:
    """Of the services that a line names, that of a place: in its clause, before it, told of before, in any other clause."""
    clause = line.clause_of(position)
    near = [token for token in named if line.clause_of(token.start) == clause]
    near = near or [token for token in named if token.start < position][-1:]
    if not near and (told := _told_of(scene, line)):
        return told
    near = near or named
    near = [token for token in near if not _MEANWHILE.search(line.text[position : token.start])] or near
    return min(near, key=lambda token: abs(token.start - position)).values[0]


def _of_children(scene: Scene, area: Token) -> bool:
    """Whether an area is one of children's services; adults are safeguarded too."""
    certain = any(mention.strong for mention in area.mentions)
    return area.values[0] in CHILDREN_AREAS and (certain or scene.service != "adult_social_care")


def _bodies(line: Line, position: int, *, apart: bool) -> set[str]:
    """The inspectorates that a line names; of several, unless they inspect together, those of the clause of a place."""
    tokens = line.of(MentionKind.INSPECTORATE)
    bodies = {value for token in tokens for value in token.values}
    if len(bodies) < 2 or not apart:
        return bodies
    clause = line.clause_of(position)
    return {value for token in tokens if line.clause_of(token.start) == clause for value in token.values} or bodies


def _told_of(scene: Scene, line: Line) -> str | None:
    """The service that the sentence before is about or, for `those services`, names last, in a text about several."""
    before = scene.before(line)
    if before is None or len(scene.services) < 2:
        return None
    named = [token for token in before.of(MentionKind.SERVICE) if token.mentions[0].strong]
    if not _THOSE.search(line.text) and len({token.values[0] for token in named}) > 1:
        named = [token for token in named if token.end <= before.clauses[0].end]
    return named[-1].values[0] if named else None


def _by_grade(scene: Scene, line: Line, position: int) -> str | None:
    """The service whose own scale the grade at a position is of, or that of any grade of the line if none stands there."""
    tokens = line.of(MentionKind.GRADE)
    here = [token for token in tokens if token.start == position] or tokens
    services = (_SERVICE_OF_GRADE.get(token.mentions[0].value[0]) for token in here)
    return next((own for own in services if own and (own != "send" or scene.special_needs)), None)
