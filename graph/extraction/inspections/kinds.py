"""What kind of inspection, under which framework, a line speaks of.

Takes a line and a date in it, gives the notation of the kind: by the rule that read the date, the heading over the line,
the words nearest to the date, else the visit that the document is about.
"""

from __future__ import annotations

import re

from graph.document import Zone
from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.scene.scene import CHILDREN_ONLY, Scene
from graph.extraction.tape.line import Line, Token
from graph.extraction.tape.rules import Rule

_GENERAL = dict.fromkeys(("reinspection", "judgement", "ilacs", "sif", "area_send", "rsh_consumer"), "full")
_LAST = re.compile(r"\b(?:last|previous|earlier) ")
_BACK = re.compile(r"\b(?:c[ao]me|go|went|gone) back\b|\breturn(?:ed|ing)?\b|\brevisit(?:ed|ing)?\b")
_REVISITS = ("2018", "2022")  # the years in which local areas were seen again under the scheme of 2016
_VISITED = ("childrens_services", "send")
_NEAR = 110  # characters of a tape between a date and the kind of inspection it is for
_SHORT = 80
_TOGETHER = frozenset(["ofsted", "hmicfrs"])
_THEY = re.compile(r"\W*(?:they|inspectors|the inspectors)\b")
GONE_BY = re.compile(
    r" (?:later|on),| (?!this\b|last\b|next\b|every\b)(?:\w+ ){1,3}(?:years?|months?|weeks?) (?:later\b|afterwards\b|on(?=[,.;]))"
)
"""Behind visits that had gone by, or came after the time told: `six monitoring visits later,`, `a revisit two years later`."""
_THE_LAST = re.compile(
    r"\W*the (?:last|latest|most recent|first|second|third|fourth|fifth|sixth)(?: one| of (?:them|these|those))?,? "
    r"(?:was|took|came|happened|in|on|this|last|during)\b"
)
_LETTER = re.compile(r"\bletters?\b[^.;⟦]{0,40}$")


def framework_at(line: Line) -> str | None:
    """The framework that a line names."""
    return next((token.values[0] for token in line.of(MentionKind.FRAMEWORK)), None)


def _joint_at(scene: Scene, line: Line, known: str | None) -> bool:
    """Whether an inspection that words leave open is a joint one: so the line says, or all the document is about one."""
    if known not in (None, "full") or line.of(MentionKind.GRADE):
        return False
    bodies = {value for token in line.of(MentionKind.INSPECTORATE) for value in token.values}
    return framework_at(line) == "jtai" or bodies >= _TOGETHER or (scene.joint and not _LAST.search(line.text))


def known_kind(rule: Rule, inspection: Mention | None) -> str | None:
    """The kind of the inspection that a rule knows or binds; words such as `visited` leave it open."""
    if inspection is None or (inspection.value == "full" and not inspection.strong):
        known: str | None = rule.options.get("kind")
        return known
    return inspection.value


def general(kind: str) -> str:
    """A kind as inspections have it: reinspections and the like are full ones."""
    return _GENERAL.get(kind, kind)


def of_needs(scene: Scene, service: str, kind: str) -> str:
    """A kind as inspections for special needs have it: before their outcomes were graded, later visits were revisits."""
    return "revisit" if service == "send" and kind in CHILDREN_ONLY and not scene.graded_needs else kind


def _graded_then(line: Line, token: Token, named: list[Mention]) -> bool:
    """Whether a grade of the line can be of a date: if no word for a visit is beside it, or the grade is in the same clause."""
    clause = line.clause_of(token.start)
    visit = any("visit" in mention.span.of(line.source).lower() for mention in named[:1])
    return any(not visit or line.clause_of(grade.start) == clause for grade in line.of(MentionKind.GRADE))


def _goes_on_from_grade(scene: Scene, line: Line) -> bool:
    """Whether a line goes on, with a pronoun, from one that names a council and its grade."""
    before = scene.before(line)
    if before is None or any(token.values[0] in CHILDREN_ONLY for token in before.of(MentionKind.KIND)):
        return False
    return bool(before.of(MentionKind.GRADE) and before.of(MentionKind.COUNCIL) and _THEY.match(line.text))


def _visit_told(scene: Scene, line: Line, token: Token, known: str | None) -> str | None:
    """The visit without grades that the heading right over a line names, or whose letter came out at a date."""
    if _LETTER.search(line.text, 0, token.start):
        return scene.visit or _visit_in(_heading_over(scene, line))
    over = scene.before(line)
    if over and _THE_LAST.match(line.text) and not line.of(MentionKind.KIND):
        return next(
            (kind.values[0] for kind in over.of(MentionKind.KIND)[-1:] if kind.values[0] in CHILDREN_ONLY), None
        )
    return _visit_in(over) if over and _is_heading(over) and known in (None, "full") else None


def _visit_in(heading: Line | None) -> str | None:
    kinds = heading.of(MentionKind.KIND) if heading else ()
    return next((kind.values[0] for kind in kinds if kind.values[0] in CHILDREN_ONLY), None)


def _heading_over(scene: Scene, line: Line) -> Line | None:
    """The heading of the part in which a line stands."""
    return next((each for each in reversed(scene.lines) if each.number < line.number and _is_heading(each)), None)


def _is_heading(line: Line) -> bool:
    """Whether a line is a heading, or a short item without a full stop: `3. The fifth monitoring visit`."""
    item = line.sentence.zone is Zone.LIST and len(line.text) < _SHORT and not line.text.endswith((".", ":", ";"))
    return line.sentence.zone is Zone.HEADING or (item and not line.of(MentionKind.DATE, MentionKind.GRADE))


def _named(line: Line, token: Token) -> list[Mention]:
    """The kinds named near a date, the nearest first; no visit without grades behind a clause with a grade."""
    kinds = [kind for kind in line.of(MentionKind.KIND) if not GONE_BY.match(line.text, kind.end)]
    kinds.sort(key=lambda kind: abs(kind.start - token.start))
    clause = line.clauses[line.clause_of(token.start)]
    if any(clause.start <= grade.start < clause.end for grade in line.of(MentionKind.GRADE)):
        kinds = [kind for kind in kinds if kind.start < clause.end or kind.values[0] not in CHILDREN_ONLY]
    return [kind.mentions[0] for kind in kinds if abs(kind.start - token.start) < _NEAR]


def _came_back(line: Line, token: Token) -> bool:
    """Whether inspectors `came back` to a local area at a time when its second inspection was a revisit."""
    year = token.mentions[0].value[:4]
    back = _BACK.search(line.sentence.span.of(line.source))  # the tape leaves out `back` before a year
    return _REVISITS[0] <= year <= _REVISITS[1] and bool(back) and not line.of(MentionKind.FRAMEWORK)


def kind_at(scene: Scene, line: Line, token: Token, service: str, known: str | None) -> str:
    """The kind of the inspection nearest to a date, unless the rule knows it."""
    if service == "social_housing" or _joint_at(scene, line, known):
        return "judgement" if service == "social_housing" else "jtai"
    if service == "childrens_services" and (visit := _visit_told(scene, line, token, known)):
        return visit
    if service == "send" and known in (None, "full") and _came_back(line, token):
        known = "revisit"
    elif not known and service in _VISITED and _BACK.search(line.text, 0, token.start):
        known = scene.visit
    if known and service != "adult_social_care":
        return of_needs(scene, service, general(known))
    named = _named(line, token)
    for mention in named:
        if mention.strong and (mention is named[0] or mention.value.endswith("_visit")):
            return of_needs(scene, service, general(mention.value))
    graded = _graded_then(line, token, named) or _goes_on_from_grade(scene, line)
    if service == "childrens_services" and scene.visit and not (graded or _LAST.search(line.text)):
        return scene.visit
    return "assessment" if service == "adult_social_care" else "full"
