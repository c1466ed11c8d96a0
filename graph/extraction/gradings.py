"""Where a document gives a grade, as read by the rules of judgements.toml.

Takes the lines of a document, gives a Grading for every grade that no veto sets aside and a rule claims: the grade, the
areas it is for and what the rule knows of its time. Councils and inspections are found later, by attachment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.grading import CANDIDATE, Grading
from graph.extraction.line import Line
from graph.extraction.listed import Headings, listed, paired
from graph.extraction.rules import Binding, Rule, load_rules
from graph.extraction.scene import Scene

_FURTHER = re.compile(r"[^⟦.;:]{0,60}(?:,|\band\b)[^⟦.;:]{0,12}\b(?:for|in|on)\b[^⟦.;:]{0,20}")
_PRONOUN = re.compile(
    r"(?:in ⟦date[^⟧]*⟧,? )?(?:it|they|this|these|(?:their|its) (?:experiences?(?: and progress)?|outcomes|support|care|progress)"
    r"|(?:support|help|provision|services) for (?:them|this group)) (?:was|were|had|has|have|is|are)\b"
)
_OF_SOMETHING = re.compile(
    r"\b(?:experiences?|outcomes|support|provision|practice|response|planning|help|work|arrangements|oversight|supervision)\b[^.;⟦]{0,25}"
    r"\b(?:was|were|is|are|been|being)\b[^.;⟦]{0,25}$"
)
_PARTS = ("leadership", "help_protection", "children_in_care", "care_leavers", "care_and_care_leavers", "adoption")
_DOUBTFUL = 0.75
_NEAR = 5
_CLOSE = 25
_NUMBERS = dict(
    enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 2)
)
OVERALL = {"social_housing": "consumer_standards", "send": "send_overall"}


def gradings(scene: Scene) -> tuple[Grading, ...]:
    """The grades given in a document, in reading order."""
    found: list[Grading] = []
    headings = Headings()
    for line in scene.lines:
        if scene.elsewhere(line):
            continue
        under = headings.under(line)
        if under is not None:
            found += under
        elif line.of(MentionKind.GRADE):
            found += sorted(_in_line(scene, line), key=lambda grading: grading.position)
        else:
            found += list(_echoes(scene, line, found)) or listed(scene, line, found)
    return tuple(found)


def vetoed(line: Line) -> set[str]:
    """The numbers of the grade mentions that are no judgements."""
    numbers: set[str] = set()
    for rule in load_rules("vetoes"):
        for binding in rule.bindings(line.tape):
            numbers.update(binding.numbers())
    return numbers


def _in_line(scene: Scene, line: Line) -> Iterator[Grading]:
    aside = vetoed(line)
    free = {
        str(at)
        for at, mention in enumerate(line.sentence.mentions)
        if mention.kind is MentionKind.GRADE and str(at) not in aside
    }
    used: set[str] = set()
    for grading in paired(line):
        used.update(number for number in free if line.sentence.mentions[int(number)] is grading.grade)
        yield grading
    for rule in load_rules("judgements"):
        for binding in rule.bindings(line.tape):
            wanted = {binding.number(name) for name in ("g", "h", "p", "v") if name in binding}
            if not wanted <= free - used:
                continue
            if rule.options.get("speech") is False and binding.mentions("g")[0].feature == "speech":
                continue
            used |= wanted
            yield from _read(scene, line, rule, binding)
    for number in sorted(free - used):
        mention = line.tape.mentions(number)[0]
        if mention.strong:
            position = next(token.start for token in line.of(MentionKind.GRADE) if mention in token.mentions)
            yield Grading(line, position, mention, _nearest_area(line, position), "unclaimed", 0.4)


def _dates_between(line: Line, binding: Binding) -> tuple[Mention, ...]:
    """The dates between the grade before and the grade now: they belong to the grade before if that comes first."""
    if "p" not in binding or binding.place("p") > binding.place("g"):
        return ()
    first, last = binding.place("p"), binding.place("g")
    return tuple(token.mentions[0] for token in line.of(MentionKind.DATE) if first < token.start < last)


def _carried(scene: Scene, line: Line, position: int) -> tuple[Mention, ...]:
    """The area that `it` or `they` stands for: one that the sentence before is about, which names no service."""
    own = line.text[:position]
    if "⟦service" in own or "⟦council" in own or not _PRONOUN.match(own):
        return ()
    before = scene.before(line)
    if before is None or before.of(MentionKind.SERVICE, MentionKind.GRADE):
        return ()
    areas = before.of(MentionKind.AREA)
    return areas[0].mentions if len(areas) == 1 else ()


def _read(scene: Scene, line: Line, rule: Rule, binding: Binding) -> Iterator[Grading]:
    councils = tuple(mention.value for mention in binding.mentions("c"))
    areas = binding.mentions("a")
    if rule.options.get("same"):
        areas += binding.mentions("b")
    if areas and rule.options.get("spread"):
        areas += _spread(line, binding.place("a"))
    way = rule.options.get("area")
    if not areas and way in ("clause", "subject"):
        first = min(binding.place(name) for name in ("g", "p") if name in binding)
        areas = _nearest_area(line, first, weak=way == "subject")

    if not areas and way == "clause":
        areas = _carried(scene, line, binding.place("g"))
    between = _dates_between(line, binding)

    def grading(name: str, of: tuple[Mention, ...], date: str = "", **marks: bool) -> Grading:
        when = next(iter(binding.mentions(date)), None) if date else None
        if name == "p" and when is None:
            when = next(iter(between), None)
        own = () if name == "p" else between
        doubtful = not (of or councils or "overall" in rule.name) and _of_something(line, binding.place(name))
        grade, place = binding.mentions(name)[0], binding.place(name)
        return Grading(
            line,
            place,
            grade,
            of,
            rule.name,
            rule.confidence * (_DOUBTFUL if doubtful else 1),
            date=when,
            councils=councils,
            not_dates=own,
            **marks,
        )

    yield grading("g", areas, "d", before=rule.options.get("when") == "previous", left=bool(rule.options.get("exit")))
    if "r" in binding:
        yield grading("g", areas, "r")
    if "h" in binding:
        yield grading("h", binding.mentions("b"))
    if "p" in binding:
        yield grading("p", areas, "e", before=True)


def _of_something(line: Line, position: int) -> bool:
    """Whether words make a grade one of some part of the work, or it follows what may be an area: then hardly overall."""
    clause = line.clauses[line.clause_of(position)]
    before = [token for token in line.tokens if clause.start <= token.start < position]
    return bool(_OF_SOMETHING.search(line.text[:position])) or bool(
        before
        and before[-1].kind is MentionKind.AREA
        and before[-1].values[0] in _PARTS
        and position - before[-1].end < 40
    )


def _spread(line: Line, start: int) -> tuple[Mention, ...]:
    """Further areas of `outstanding for A, for the way it treats B and for C`."""
    found: tuple[Mention, ...] = ()
    at = next(token.end for token in line.tokens if token.start == start)
    for token in line.tokens:
        if token.start < at:
            continue
        if token.kind is not MentionKind.AREA or not _FURTHER.fullmatch(line.text, at, token.start):
            break
        found += token.mentions
        at = token.end
    return found


def _nearest_area(line: Line, position: int, *, weak: bool = False) -> tuple[Mention, ...]:
    """The areas named in the same clause before a grade, unless another grade stands between.

    An ordinary word for an area counts with `weak`, if it stands close and nothing is named between.
    """
    clause = line.clauses[line.clause_of(position)]
    before = [token for token in line.tokens if clause.start <= token.start < position]
    for token in reversed(before):
        if token.kind is MentionKind.GRADE:
            break
        if token.kind is MentionKind.AREA and any(mention.strong for mention in token.mentions):
            return token.mentions
        if weak and token is before[-1] and token.kind is MentionKind.AREA and position - token.end <= _CLOSE:
            return token.mentions
    if clause.opener in ("with", "earning", "getting", "receiving") and line.clause_of(position):
        earlier = line.clauses[line.clause_of(position) - 1]
        own = [token for token in line.tokens if earlier.start <= token.start < earlier.end]
        if own and own[-1].kind is MentionKind.AREA:
            return own[-1].mentions
    return ()


def _counted(scene: Scene, line: Line, rule: Rule, binding: Binding) -> Iterator[Grading]:
    """The grade that the line before gives to a number of councils that this line names: `seven inadequate. They are: …`."""
    before = scene.before(line)
    councils = tuple(mention.value for mention in binding.mentions("c"))
    number = binding.found.group("n") or _NUMBERS.get(len(councils), "")
    for token in before.of(MentionKind.GRADE) if before else ():
        if before and number and re.search(rf"\b{number}\b[^⟦.;:]{{0,30}}$", before.text[: token.start]):
            yield Grading(
                line, binding.place("c"), token.mentions[0], (), rule.name, rule.confidence, councils=councils
            )
            return


def _echoes(scene: Scene, line: Line, found: list[Grading]) -> Iterator[Grading]:
    """Areas that get the grade of a sentence shortly before."""
    near = takewhile(lambda each: line.number - each.line.number <= _NEAR, reversed(found))
    last = next((each for each in near if not (each.before or each.left) and each.confidence > CANDIDATE), None)
    for rule in load_rules("echoes"):
        for binding in rule.bindings(line.tape):
            if "c" in binding:
                yield from _counted(scene, line, rule, binding)
                return
            if last is None or (rule.options.get("when") != "previous" and line.number - last.line.number > 2):
                continue
            place = binding.place("a") if "a" in binding else binding.found.start()
            before = rule.options.get("when") == "previous"
            yield Grading(line, place, last.grade, binding.mentions("a"), rule.name, rule.confidence, before)
            return
