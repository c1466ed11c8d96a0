"""Grades of other years that a sentence tells by their relation to the one it gives.

Takes the gradings of a line, gives those of `inadequate in 2013, again in 2015 and a third time in 2017`, of `good for
the second time; the first was in 2019` and of `good, one grade higher than in 2019`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.extraction.analysis import MentionKind
from graph.extraction.grades.grading import Grading
from graph.extraction.tape.line import Line

_IN = r"(?:in|during|at|of|from)(?: (?:the|its|an?|early|late|mid|back in))* "
_TIMES = (
    r"(?:(?:then|also|yet|once|still|and) )*(?:again|once more|(?:for )?(?:a|the) (?:second|third|fourth|fifth) time)"
)
_FIRST_DATE = re.compile(rf"[^⟧]*⟧(?:[^.;⟦]|⟦(?:inspectorate|service|council|area)[^⟧]*⟧){{0,40}}?{_IN}(?=⟦date)")
_AND_AGAIN = re.compile(
    rf"⟦date[^⟧]*⟧,? (?:(?:and|then|but),? )*{_TIMES}(?:,? (?:after|following|at) (?:an?|the|its) (?:\w+ ){{0,2}}⟦kind[^⟧]*⟧)?"
    rf",? {_IN}(?=⟦date)"
    r"|⟦date[^⟧]*⟧(?:,| and|, and) (?:in )?(?=⟦date[^⟧]*⟧(?:\W*$|[.;)]|,? (?:before|when|but|after|by|as well|too)\b))"
)
_COUNTED = re.compile(
    r"[^⟧]*⟧(?:[^.;⟦]|⟦(?:inspectorate|service|council)[^⟧]*⟧){0,40}\b(?:second|third|fourth) (?:\w+ )?time\b[^⟦.]{0,12}"
    r"\b(?:the (?:first|other|last|previous)(?: time| one| such \w+)?"
    r"|having \w+(?: so| it| that)?(?: before| first)?"
    r"|(?:after|following|previously)"
    r"(?: an? (?:identical|similar|like) (?:\w+|⟦kind[^⟧]*⟧))?"
    rf"(?: \w+)?)(?: (?:was|were|being|coming|came|it))* {_IN}(?=⟦date)"
)
_STEPS = re.compile(
    r"[^⟧]*⟧(?: overall| ⟦area[^⟧]*⟧)?,? (?:which (?:is|was) |that is |it is |up |down )?"
    r"(?:an improvement |a (?:drop|fall|rise) )?(?:by |of )?"
    r"(?P<count>an?|one|two) (?:grades?|levels?|notch(?:es)?|steps?|rungs?|places?|bands?|ratings?)"
    r"(?: (?P<up>higher|better|up|above)"
    r"| (?P<down>lower|worse|down|below))?(?: than| from| on)?"
    r"(?: (?:its|the|their|that|it|was|were|had|been|rating|grade|result|last|previous))*"
    rf"(?: ⟦kind[^⟧]*⟧)?,? ?(?:{_IN})?(?=⟦date|\W*$|last time|before)"
)
_SCALE = ("inadequate", "requires_improvement", "good", "outstanding")


_AND_STILL = re.compile(
    r"[^⟧]*⟧(?:[^.;⟦]|⟦(?:inspectorate|service|council|kind)[^⟧]*⟧){0,40}⟦date[^⟧]*⟧,? (?:and|as)"
    r"(?=[^.;,⟦]{0,25}\b(?:still|remains?|stays?|ever since|to this day)\b)"
    r"(?: (?:it|they|is|are|does|do|has|have|been|remains?|stays?|still|so|that|now|ever since|to this day)\b){1,5}(?=\W*$|[,.])"
)
_KEPT = re.compile(
    r"\b(?:keeps?|kept|keeping|retain\w*|maintain\w*|preserv\w*|repeat(?:s|ed)?"
    r"|(?:h[eo]ld|hang|hung|cling|clung)(?:s|ing)?(?: on)? to"
    r"|(?:hold|stick|stuck|hang|hung)(?:s|ing)?(?: on)? (?:with|to)|still (?:has|have|holds?))"
    r"(?: (?:the|its|their|an?|same|overall|⟦inspectorate[^⟧]*⟧))* $"
)
_GOT_IN = re.compile(
    r"[^⟧]*⟧(?: (?:ratings?|grades?|verdict|status|mark|overall)| ⟦(?:inspectorate|kind|service)[^⟧]*⟧)*,?(?: (?:that|which))?"
    r"(?: (?:it|they|the \w+|⟦council[^⟧]*⟧))?(?: (?:was|were|had|has|been|first|also|last|already))*"
    r" (?:given|handed|awarded|g[oa]t|gained|earned|received|won|achieved|secured|held|picked up|dating|had|first|of|from)"
    r"(?: to (?:it|them))?"
    rf"(?: (?:back|by ⟦inspectorate[^⟧]*⟧))? (?:{_IN})?(?=⟦date)"
)
_EACH_TIME = re.compile(r"\b(?:each|every|both) (?:times?|occasions?|visits?|years?)\b")


def related(line: Line, own: Sequence[Grading]) -> Iterator[Grading]:
    """What the gradings of a line tell of other years."""
    dated = {grading.date for grading in own if grading.date}
    for grading in own if line.of(MentionKind.GRADE) else ():
        if grading.before or grading.left:
            continue
        for place, before in _years(line, grading.position):
            date = next(t.mentions[0] for t in line.of(MentionKind.DATE) if t.start == place)
            if date not in dated:
                yield replace(grading, date=date, not_dates=(), before=before)
        yield from _stepped(line, grading)
        kept = _KEPT.search(line.text, 0, grading.position) and _GOT_IN.match(line.text, grading.position)
        if still := _AND_STILL.match(line.text, grading.position) or kept:
            past = tuple(t.mentions[0] for t in line.of(MentionKind.DATE) if t.start <= still.end())
            yield replace(grading, date=None, not_dates=grading.not_dates + past)


def with_related(line: Line, own: Sequence[Grading]) -> list[Grading]:
    """The gradings of a line and what they tell of other years, whose dates are not theirs if these are earlier."""
    others = tuple(related(line, own))
    earlier = tuple(each.date for each in others if each.date and each.before)
    return [*(replace(each, not_dates=each.not_dates + earlier) for each in own), *others]


def _years(line: Line, position: int) -> Iterator[tuple[int, bool]]:
    """The places of the further years in which a grade was given, and whether they are told as earlier ones."""
    if len(line.of(MentionKind.GRADE)) == 1 and _EACH_TIME.search(line.text):
        yield from ((token.start, False) for token in line.of(MentionKind.DATE))
    if found := _COUNTED.match(line.text, position):
        yield found.end(), True
    found = _FIRST_DATE.match(line.text, position)
    while found and (found := _AND_AGAIN.match(line.text, found.end())):
        yield found.end(), False


def _stepped(line: Line, grading: Grading) -> Iterator[Grading]:
    """The earlier grade of `one grade lower than in 2019`: higher by as much."""
    found = _STEPS.match(line.text, grading.position)
    if found is None or not (found["up"] or found["down"]) or grading.grade.value not in _SCALE:
        return
    steps = (2 if found["count"] == "two" else 1) * (1 if found["down"] else -1)
    rank = _SCALE.index(grading.grade.value) + steps
    if 0 <= rank < len(_SCALE):
        date = next((t.mentions[0] for t in line.of(MentionKind.DATE) if t.start == found.end()), None)
        grade = replace(grading.grade, value=_SCALE[rank])
        yield replace(grading, grade=grade, date=date, before=True, not_dates=())
