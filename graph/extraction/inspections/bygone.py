"""Words by which a grade is one of the past, whatever the dates around it.

Takes a grading, gives whether its line tells it in the pluperfect, as an epithet, as one that `also` came in another
year, or as one after which something else came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.extraction.analysis import MentionKind
from graph.extraction.dates.when import long_ago
from graph.extraction.grades.echoes import SAME_IN_YEAR
from graph.extraction.grades.grading import Grading
from graph.extraction.tape.line import Line

_AFTER_BEING = re.compile(
    r"\bafter (?:being|having been|it|they|its|their|the|⟦(?:council|service|inspectorate)[^⟧]*⟧)\b"
    r"(?:[^.;,⟦]|⟦(?:council|service|inspectorate)[^⟧]*⟧){0,50}$"
)
_MONTHS_AGO = re.compile(
    r"\W*(?:just |only |barely |less than )?(?:a|\w+) (?:months?|weeks) ago\b|\W*last (?:time|year|autumn|spring|summer|winter)\b"
)
_PLUPERFECT = re.compile(
    r"\bhad (?!to\b|an?\b|the\b|now\b)[^⟦]*$|\bhaving (?:been|spent|had|found|rated|judged|graded)\b[^⟦]*$"
)
_ITS_PREVIOUS = re.compile(
    r"\W*(?:its|their|the) (?:previous|last|earlier|former) (?:overall )?(?:grade|rating|mark|verdict|result)\b"
)
_REPORTED = re.compile(  # what is said to have been done just now
    r"\b(?:said|announced|confirmed|revealed|told|heard|learned|learnt|noted|ruled)\b[^.;⟦]{0,30}\b(?:it|they|we|us|inspectors"
    r"|the (?:regulator|watchdog|council|authority|service)|⟦(?:council|inspectorate)[^⟧]*⟧) had (?:now |just )?"
    r"(?:been (?:upgraded|downgraded|graded|rated|given|awarded|handed)|upgraded|downgraded|graded|rated|given|awarded)\b"
    r"[^.;]{0,60}$"
    r"|\b(?:said|noted|told|pointed out|added|stressed)\b[^.;⟦]{0,30}(?:⟦(?:inspectorate|council)[^⟧]*⟧[^.;⟦]{0,12})?"
    r"\b(?:that )?(?:the |its )?⟦area[^⟧]*⟧ had (?:nevertheless |also |still |now )?been (?:found|judged|rated|graded)"
    r"[^.;⟦]{0,12}$"
)
_HAD_BEEN = re.compile(
    r"\bhad (?:already |previously |earlier |once |originally )?been (?:rated|judged|graded|given|handed|awarded|found)\b"
    r"[^.;⟦]{0,20}$"
)
_AT_ITS_LAST = re.compile(
    r"\b(?:at|in|after|following) (?:its|the|their|our) (?:last|previous) (?:\w+ )?(?:⟦inspectorate[^⟧]*⟧ )?⟦kind[^⟧]*⟧"
)
_YEARS_AGO = re.compile(
    r"\W*(?:last year|(?:just |nearly |over |almost )?(?:a|one|two|three|four|five|six|\d) years? (?:ago|earlier))\b"
)
_THAT_TIME = re.compile(
    r"\W*(?:(?:later|earlier) )?(?:that|the (?:same|following|next|previous)) (?:same )?"
    r"(?:year|month|spring|summer|autumn|winter)\b"
)
_ALSO_THEN = re.compile(r"\b(?:also|already|likewise|too|as well(?! as)|similarly|equally|the same)\b")
_AGAIN_IN = re.compile(
    r"[^.;]*\b(?:again|repeated|repeats?|the same|upheld|reaffirmed|confirmed|unchanged|once more)\b[^.;,]{0,50}$"
)
_LED_TO = ("after", "following", "because", "since", "when")
EVER_SINCE = re.compile(
    r"\b(?:has|have|had) (?:been|stayed|remained|held|sat|languished)\b(?:(?!\b(?:first|only|best|worst)\b)[^.;,⟦]){0,30}"
    r"⟦grade[^⟧]*⟧(?:[^.;,⟦]|⟦(?:service|inspectorate)[^⟧]*⟧){0,25}$"
)


def after_another(grading: Grading) -> bool:
    """Whether the grade is one after which another came that the line has told: `good, a year after it was inadequate`."""
    told = _AFTER_BEING.search(grading.line.text[: grading.position])
    return told is not None and not grading.partial and grades_between(grading.line, -1, told.start())


def pluperfect(grading: Grading) -> bool:
    """Whether the grade is told in the pluperfect or of `its last inspection`: an earlier one, if there is a later one."""
    line = grading.line
    clause = line.clauses[line.clause_of(grading.position)]
    then = _MONTHS_AGO.match(line.text) or _THAT_TIME.match(line.text)
    if then or _AT_ITS_LAST.search(line.text, 0, grading.position):
        return True
    told = _REPORTED.search(line.text[: grading.position])
    return not told and bool(_PLUPERFECT.search(line.text, clause.start, grading.position))


def in_passing(grading: Grading) -> bool:
    """Whether a sentence tells the grade of before only for comparison: `It had been judged X`, `Its previous grade was X`."""
    return had_been(grading) or bool(_ITS_PREVIOUS.match(grading.line.text))


def had_been(grading: Grading) -> bool:
    """Whether a service `had been` given the grade, before what the document tells of."""
    before = grading.line.text[: grading.position]
    return bool(_HAD_BEEN.search(before)) and not _REPORTED.search(before)


def of_before(grading: Grading) -> bool:
    """Whether a grade is an epithet, or that of `last year` or some years ago."""
    return grading.known or bool(_YEARS_AGO.match(grading.line.text))


def also_then(grading: Grading, others: Iterable[Grading]) -> bool:
    """Whether the grade is one that a service with the same one among `others` `was also given in 2018` or has had since then."""
    if grading.rule == SAME_IN_YEAR and not grading.before:
        return False  # the later one of the two
    clause = grading.line.clauses[grading.line.clause_of(grading.position)]
    text = grading.line.text
    lasting = text.startswith("since", clause.end) and EVER_SINCE.search(text[: clause.end])
    told = lasting or _ALSO_THEN.search(text, clause.start, clause.end)
    return bool(told) and any(_alike(grading, each) for each in others)


def led_to(grading: Grading, issued: str | None) -> bool:
    """Whether a grade led to something that happened long ago: `in 2013 help came after it was found failing`."""
    line = grading.line
    if line.clauses[line.clause_of(grading.position)].opener not in _LED_TO:
        return False
    dates = [mention.when for token in line.of(MentionKind.DATE) for mention in token.mentions if mention.when]
    own = line.of(MentionKind.DATE)
    return bool(own) and own[-1].start < grading.position and all(long_ago(d, issued) for d in dates)


def again_at(grading: Grading, first: int, date: int) -> bool:
    """Whether a date after that of the grade is one of another time at which it came: `in 2011, and again in 2014`."""
    line = grading.line
    if date <= first or grading.position > first or grades_between(line, grading.position, date):
        return False
    before = max((token.end for token in line.of(MentionKind.DATE) if token.start < date), default=first)
    return bool(_AGAIN_IN.match(line.text[before:date]))


def grades_between(line: Line, start: int, end: int) -> bool:
    """Whether a grade stands between two places of a line."""
    return any(start < token.start < end for token in line.of(MentionKind.GRADE))


def _alike(one: Grading, other: Grading) -> bool:
    """Whether two gradings give the same grade for the same areas."""
    return (one.grade.value, {a.value for a in one.areas}) == (other.grade.value, {a.value for a in other.areas})
