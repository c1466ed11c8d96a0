"""Where a document gives a grade, as read by the rules of judgements.toml.

Takes the lines of a document, gives a Grading for every grade that no veto sets aside and a rule claims: the grade, the
areas it is for and what the rule knows of its time. Councils and inspections are found later, by attachment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.grades.alike import of_others, with_partner
from graph.extraction.grades.alongside import shared_alike
from graph.extraction.grades.areas import behind, carried, completed, nearest_area, pointed_at, spread
from graph.extraction.grades.carried_over import carried_over
from graph.extraction.grades.counted import counted, named, others, shared
from graph.extraction.grades.echoes import echoes, with_echoes
from graph.extraction.grades.fronted import fronted, is_not_graded
from graph.extraction.grades.grading import Grading
from graph.extraction.grades.in_turn import in_turn
from graph.extraction.grades.listed import Headings, announcement, legend, listed, paired
from graph.extraction.grades.plainly import plainly
from graph.extraction.grades.related import related
from graph.extraction.grades.tables import rows
from graph.extraction.grades.vetoes import vetoed
from graph.extraction.scene.scene import Scene
from graph.extraction.tape.asides import aside
from graph.extraction.tape.line import Line
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
_FRAGMENT = re.compile(r"\W*⟦grade[^⟧]*⟧ for (?:the |its |their )?⟦area[^⟧]*⟧\W*")
_FIRST = re.compile(
    r"\W*⟦grade[^⟧]*⟧ (?:was|is|were|are) (?:also |again |too )?(?:the|its|their|how|what|an?)\b"
    r"[^.;⟦]{0,40}(?:⟦kind[^⟧]*⟧[^.;⟦]{0,20})?⟦area"
)
_FOR_AREA = re.compile(r"⟧(?: (?:rating|grade|mark))? (?:for|in|on)(?: (?:the|its|their|both))* ⟦area")
_GIVEN = re.compile(
    r"\b(?:(?:rat|judg|grad|award|giv|scor|mark|deem|achiev|receiv|earn)(?:e|es|ed|ing|en)|gave|got|found|ratings?|grades?)\b[^.;⟦]{0,40}$"
    r"|⟦grade[^.;]*(?:\b(?:but|and|while|with|though)|,)(?: an?| only| just)* $"
    r"|\b(?:is|are|was|were)(?: also| both| all| still| now| again)*(?: an?)? $"
)
_IN_ALL = re.compile(
    r"\b(?:in|across|for|on) (?:all|every|each)\b[^.;]{0,30}\b(?:areas?|categor\w+|judgements?|counts)\b"
)
_AT = ("at", "in", "during", "on")
_DOUBTFUL, _TELLING, _UNCLAIMED = 0.75, 0.8, 0.4  # a `C3` beside a council says by itself what it is
OVERALL = {"social_housing": "consumer_standards", "send": "send_overall"}


def gradings(scene: Scene) -> tuple[Grading, ...]:
    """The grades given in a document, in reading order."""
    found: list[Grading] = []
    headings = Headings()
    tables, in_tables = rows(scene.lines)
    explained = legend(scene.lines) | carried_over(scene.lines)
    for at, line in enumerate(scene.lines):
        if scene.elsewhere(line) or line.number in explained:
            continue
        if line.number in in_tables:
            found += tables.get(line.number, ())
            continue
        under = headings.under(line, vetoed)
        if under is not None:
            found += under
        elif line.of(MentionKind.GRADE):
            own = shared(scene.lines, at) or sorted(_in_line(scene, line), key=lambda grading: grading.position)
            own = list(completed(line, [*own, *others(scene.lines, at)]))
            own += [*of_others(scene.lines, at, own), *shared_alike(line, own), *related(line, own)]
            found += with_echoes(scene, line, found, own)
        else:
            found += list(counted(scene.lines, at)) or list(echoes(scene, line, found)) or listed(scene, line, found)
    return tuple(found)


def _in_line(scene: Scene, line: Line) -> Iterator[Grading]:
    set_aside = vetoed(line)
    if announced := announcement(line):
        yield announced
    free = {token.number: token for token in line.of(MentionKind.GRADE) if token.number not in set_aside}
    used: set[str] = set()
    for grading in [*paired(line), *named(line), *in_turn(line, free.keys())]:
        used.update(number for number, token in free.items() if token.mentions[0] is grading.grade)
        yield grading
    for rule, binding in fired("judgements", line.tape) if free else ():
        wanted = {binding.number(name) for name in ("g", "h", "p", "v") if name in binding}
        if not wanted <= free.keys() - used:
            continue
        spoken = rule.options.get("speech") is False and binding.mentions("g")[0].feature == "speech"
        if spoken and not _OF_INSPECTORS.search(line.text):
            continue
        used |= wanted
        yield from _read(scene, line, rule, binding)
        if used >= free.keys():
            return
    for number, token in free.items():
        if number in used:
            continue
        strong, areas = any(mention.strong for mention in token.mentions), behind(line, token.start)
        told = strong or used or _FRAGMENT.fullmatch(line.text) or _FIRST.match(line.text)
        if areas and (told or _GIVEN.search(line.text[: token.start])):
            yield Grading(line, token.start, token.mentions[0], areas, "grade-before-areas", 0.8)
        elif said := plainly(scene, line, token):
            used.add(number)
            yield said
        elif strong:
            telling = token.mentions[0].value.startswith("C") and line.of(MentionKind.COUNCIL)
            sure = _TELLING if telling else _UNCLAIMED
            yield Grading(line, token.start, token.mentions[0], nearest_area(line, token.start), "unclaimed", sure)


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
    return areas if areas or "c" in binding or rule.name == "grade-overall" else behind(line, binding.place("g"))


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
        unhoused = rule.name == "any-consumer-grade" and not scene.housed
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
