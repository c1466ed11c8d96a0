"""What the rules of judgements.toml read in a line: grades, the areas they are for, grades before, dates and councils."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.grades.alike import with_partner
from graph.extraction.grades.areas import behind, carried, nearest_area, pointed_at, spread
from graph.extraction.grades.counted import named
from graph.extraction.grades.fronted import fronted, is_not_graded
from graph.extraction.grades.grading import Grading
from graph.extraction.grades.in_turn import in_turn
from graph.extraction.grades.listed import paired
from graph.extraction.scene.scene import Scene
from graph.extraction.tape.asides import aside
from graph.extraction.tape.line import Line, Token
from graph.extraction.tape.rules import Binding, Rule, fired

_FOR_OTHERS = re.compile(
    r"⟧(?![^.;]{0,60}\b(?:duties|responsibilities|obligations|care act)\b)"
    r"(?: rating| grade| score| mark)?(?: (?:from|by) ⟦inspectorate[^⟧]*⟧)?[.… ]* for (?:its |the |their |how |an? )?+"
    r"(?!(?:housing|homes|first|second|third|fourth|last|years?|more|now|good|overall|how|meeting|what|children|families|young|adults|older"
    r"|council|local|most|all|every|time|and|over|nearly|almost|\d+|two|three|four|five|ten)\b)"
    r"[a-z][^⟦.;:()]{2,}(?:[.;:()]|$)"
)
_OF_SOMETHING = re.compile(
    r"\b(?:experiences?|outcomes|support|provision|practice|response|planning|help|work|arrangements|oversight|supervision)\b[^.;⟦]{0,25}"
    r"\b(?:was|were|is|are|been|being)\b[^.;⟦]{0,25}$"
)
_PARTS = ("leadership", "help_protection", "children_in_care", "care_leavers", "care_and_care_leavers", "adoption")
_OF_INSPECTORS = re.compile(
    r"⟦inspectorate|\b(?:inspectors?|watchdog|regulator)\b|⟦kind\??=full[^⟧]*⟧ (?:said|says|adds|added|reads|states)"
)
_FOR_AREA = re.compile(r"⟧(?: (?:rating|grade|mark))? (?:for|in|on)(?: (?:the|its|their|both))* ⟦area")
_IN_ALL = re.compile(
    r"\b(?:in|across|for|on) (?:all|every|each)\b[^.;]{0,30}\b(?:areas?|categor\w+|judgements?|counts)\b"
)
_AT = ("at", "in", "during", "on")
_DOUBTFUL = 0.75
ANY_CONSUMER_GRADE = "any-consumer-grade"


def by_rules(scene: Scene, line: Line, free: Mapping[str, Token]) -> Iterator[Grading]:
    """The gradings of a line that lists and rules claim; `free` are its grades that no veto sets aside, by number."""
    used: set[str] = set()
    for grading in [*paired(line), *named(line), *in_turn(line, free.keys())]:
        used.update(number for number, token in free.items() if token.mentions[0] is grading.grade)
        yield grading
    listed = frozenset(used)
    for rule, binding in fired("judgements", line.tape) if free else ():
        wanted = {binding.number(name) for name in ("g", "h", "p", "v") if name in binding}
        if not wanted <= free.keys() - used:
            if "p" in binding and listed & wanted and binding.number("p") in free.keys() - used:
                used.add(binding.number("p"))
                yield from (each for each in _read(scene, line, rule, binding) if each.before)
            continue
        spoken = rule.options.get("speech") is False and binding.mentions("g")[0].feature == "speech"
        if spoken and not _OF_INSPECTORS.search(line.text):
            continue
        used |= wanted
        yield from _read(scene, line, rule, binding)
        if used >= free.keys():
            return


def _dates_between(line: Line, binding: Binding) -> tuple[Mention, ...]:
    """The dates between the grade before and the grade now: they belong to the grade before if that comes first."""
    if "p" not in binding or binding.place("p") > binding.place("g"):
        return ()
    first, last = binding.place("p"), binding.place("g")
    return tuple(token.mentions[0] for token in line.of(MentionKind.DATE) if first < token.start < last)


def _dates_of_opening(line: Line, binding: Binding) -> tuple[Mention, ...]:
    """The dates of `at its inspection in 2021 it rose from p to g`: they belong to the grade it rose to."""
    if "p" not in binding or line.clauses[0].opener not in _AT:
        return ()
    first = min(binding.found.start(), line.clauses[0].end)
    return tuple(token.mentions[0] for token in line.of(MentionKind.DATE) if token.start < first)


def _areas(scene: Scene, line: Line, rule: Rule, binding: Binding) -> tuple[Mention, ...]:
    """The areas that a rule has bound, else those that its words or the places of a sentence give the grade to."""
    areas = binding.mentions("a")
    if "p" not in binding and _FOR_AREA.match(line.text, line.text.find("⟧", binding.place("g"))):
        return behind(line, binding.place("g")) or areas
    if areas and not areas[0].strong and is_not_graded(line, binding.place("a"), binding.place("g")):
        areas = ()
    if rule.options.get("same"):
        areas += binding.mentions("b")
    if areas and rule.options.get("spread"):
        areas += spread(line, binding.place("a"))
    way = rule.options.get("area")
    if not areas and way in ("clause", "subject"):
        first = min(binding.place(name) for name in ("g", "p") if name in binding)
        areas = nearest_area(line, first, weak=way == "subject") or pointed_at(line, first)
    if not areas and way == "clause":
        areas = carried(scene, line, binding.place("g"))
    if not areas and "overall" not in rule.name and "p" not in binding:
        areas = fronted(scene, line, binding.place("g")) or pointed_at(line, binding.place("g"))
    whose = "c" in binding and binding.place("c") > binding.place("g")
    return areas if areas or whose or rule.name == "grade-overall" else behind(line, binding.place("g"))


def _read(scene: Scene, line: Line, rule: Rule, binding: Binding) -> Iterator[Grading]:
    councils = _councils(line, binding)
    areas = _areas(scene, line, rule, binding)
    between = _dates_between(line, binding)
    opening = _dates_of_opening(line, binding)

    def grading(
        name: str,
        of: tuple[Mention, ...],
        date: str = "",
        *,
        before: bool = False,
        left: bool = False,
        known: bool = False,
    ) -> Grading:
        when = next(iter(binding.mentions(date)), None) if date else None
        if name == "p" and when is None:
            when = next(iter(between), None)
        own = opening if name == "p" else between + (binding.mentions("r") if date != "r" else ())
        grade, place = binding.mentions(name)[0], binding.place(name)
        whole = bool(of or councils) or "overall" in rule.name or grade.value.startswith("send_")
        unhoused = rule.name == ANY_CONSUMER_GRADE and not scene.housed
        doubtful = unhoused or (not whole and _of_something(line, place))
        return Grading(
            line,
            place,
            grade,
            of,
            rule.name,
            rule.confidence * (_DOUBTFUL if doubtful else 1),
            before,
            left,
            known,
            date=when,
            councils=councils,
            not_dates=own,
        )

    yield grading(
        "g",
        areas,
        "d",
        before=rule.options.get("when") == "previous",
        left=bool(rule.options.get("exit")),
        known=bool(rule.options.get("known")),
    )
    if areas and rule.options.get("spread") and _IN_ALL.search(binding.found.group()):
        yield grading("g", ())
    if "r" in binding:
        yield grading("g", areas, "r", before="d" not in binding)
    if "h" in binding:
        yield grading("h", binding.mentions("b"))
    if "v" in binding and line.of(MentionKind.GRADE)[0].start == binding.place("v"):
        yield grading("v", ())
    if "p" in binding:
        yield grading("p", areas, "e", before=True)


def _councils(line: Line, binding: Binding) -> tuple[str, ...]:
    """The councils that a rule has bound, the partner of one followed by `both` among them."""
    number = binding.number("c")
    named = (each for each in line.of(MentionKind.COUNCIL) if not aside(line, each, binding.place("g")))
    return next((with_partner(line, token) for token in named if token.number == number), ())


def _of_something(line: Line, position: int) -> bool:
    """Whether words make a grade one of some part of the work, or it follows what may be an area: then hardly overall."""
    clause = line.clauses[line.clause_of(position)]
    before = [token for token in line.tokens if clause.start <= token.start < position]
    if _FOR_OTHERS.match(line.text, line.text.find("⟧", position)):
        return True
    return bool(_OF_SOMETHING.search(line.text[:position])) or bool(
        before
        and before[-1].kind is MentionKind.AREA
        and before[-1].values[0] in _PARTS
        and position - before[-1].end < 40
    )
