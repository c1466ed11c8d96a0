"""Which date in a sentence governs a grade there, clause by clause.

A date in the grade's own clause does; one in the clause after does unless that clause has its own grade or begins with
`since`; one in a clause before does if no other grade stands between. `first good since being failed in 2016` leaves
`good` without a date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.extraction.analysis import MentionKind
from graph.extraction.dates.when import is_year
from graph.extraction.grades.grading import Grading
from graph.extraction.grades.tables import RULE as ROW
from graph.extraction.inspections.bygone import EVER_SINCE, after_another, grades_between
from graph.extraction.inspections.newly import FIRST_SINCE
from graph.extraction.inspections.sighting import Sighting
from graph.extraction.tape.line import Line

_NOT_ONWARD = frozenset(
    ["since", "until", "before", "but", "while", "although", "though", "despite", "whereas", "only", "and"]
)
_NOW = re.compile(r"\b(?:now|has|have|still|latest|this time|currently|today|at last|finally|again)\b")
_AND_IN = re.compile(r"\b(?:and|then|but) (?:then )?(?:in|by|during|at) (?:the |early |late |mid )*$")
_BUT_NOW = re.compile(
    r"\b(?:but|and|while|yet|however)\b[^.;]{0,60}\b(?:now|latest|this time|today|newest|most recent)\b"
)
_OPENING = re.compile(
    r"[ •*in-]*|by |(?:at|in|during) (?:the|its|their|an?) (?:\w+ ){0,3}(?:⟦inspectorate[^⟧]*⟧ )?⟦kind[^⟧]*⟧,? (?:in|of|on) "
)
_ENTRY = re.compile(r"⟦[^⟧]*⟧ ?(?:-|:|\|) ")
_THEN = re.compile(r"⟦[^⟧]*⟧,")
_JUST_THEN = re.compile(r"\W*(?:(?:in|on|at|during|back|the|early|late|mid) )*⟦date")
_HAVING_BEEN = re.compile(r"having (?:\w+ly )?been\b")
_WHEN_I_CAME = re.compile(
    r"\W*(?:when|before|until) (?:[^.;,⟦]|⟦(?!grade)[^⟧]*⟧){0,40}\b(?:became|took (?:over|up|charge|on)|joined|arrived|started)\b"
)
_HAD_JUST = re.compile(r"\bhad (?:only )?(?:just|recently|lately)\b")
_ASIDE = ("after", "having", "which", "who", "whose", "rated", "judged", "graded", "once", "previously", "formerly")
_LONG_AGO = re.compile(
    r"\W*(?:(?:back|just|barely|nearly|over|almost|about|around|only|more than) )*"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several)(?: and a half)? years ago\b"
)
_BY_NOW = re.compile(r"⟧[^⟦]*\b(?:now|at last|finally)\b")
_COORDINATING = frozenset(["but", "and", "while", "with", "whereas", "although", "though"])
_EARLIER = re.compile(
    r"\b(?:previous|previously|earlier(?! (?:this|today|on)\b)|formerly|last time|prior"
    r"|former(?!(?: was| were| is| are| has| had| have| got| gets| received| remains| being|,|'s) )"
    r"|once(?= (?:rated|judged|graded|deemed|branded|an?\b|⟦grade)| ?$)|until then|at that time|the time before"
    r"|until (?:last|this|recently|now|yesterday|today)\b|used to be|had previously|before that|a year ago|years ago"
    r"|years earlier|years before|original)\b"
)
_EARLIER_AFTER = re.compile(
    r"^(?!,? (?:the same|unchanged|no change|just as|exactly as|as it)\b)[^.;⟦]{0,12}(?:rating |judgement |grade )?[^.;⟦]{0,20}"
    r"(?:at|in|during|from|following|after|under) (?:(?:each|both|all|either) of )?(?:the|its|their|an?) "
    r"(?:last|previous|earlier|prior)\b"
    r"(?![^.;⟦]{0,15}(?:⟦inspectorate[^⟧]*⟧ )?⟦grade)"
    r"|^[^.;⟦]{0,30}(?<!than )\b(?:last time|previously(?! (?:been |rated |judged |an? )*⟦grade)|before(?=\W*$|[,.;)])"
    r"|at the time|at one (?:point|stage|time)|in the past"
    r"|when (?:(?:it|they|the \w+) (?:was|were) )?last (?:⟦kind|inspected|visited|assessed|judged))\b"
    r"|^(?:[^.;⟦]|⟦(?!grade)[^⟧]*⟧){0,40}\byears (?:ago|earlier|before)\b(?![^.;]{0,40}⟦grade)"
)
_AT_THE_ONE_BEFORE = re.compile(
    r"\W*(?:at|in|after|following|under|on) (?:its|the|their|our) (?:previous|prior|preceding|earlier|penultimate) "
    r"(?:\w+ )?(?:⟦inspectorate[^⟧]*⟧ )?⟦kind(?!.*\b(?:now|this time|has|have)\b)"
)
_AT_THE_LAST = re.compile(r"\b(?:last|previous|earlier)[^.;⟦]{0,15}⟦kind[^⟧]*⟧[^.;⟦]{0,12}$")
_AFTER_BEING_TOLD = re.compile(
    r"\b(?:years?|months|decade) (?:after|since)(?: the watchdog| inspectors| ⟦inspectorate[^⟧]*⟧)?"
    r" (?:being|telling|told|having|finding|found)\b[^.;,⟦]{0,50}$"
)
_OPENS_YEARS_AFTER = re.compile(r"\W*(?:\w+ ){1,3}(?:and a half )?years (?:after|since|on from) (?:[^,;⟦]|⟦[^⟧]*⟧)+, ")
"""`Three years after it was set up, the service was rated …`: the grade is that of now."""
_YEARS_AFTER = re.compile(
    r"\byears (?:of|(?:stuck |spent |languishing )?(?:at|as|on|in)) (?:being )?[^.;⟦]{0,15}$"
    r"|\b(?:years?(?: and (?:\w+ ){1,3}months?| and a half)?|(?:1[2-9]|[2-9]\d|eighteen) months|decade)"
    r" (?:after|since|before|on from)\b"
    r"[^.;⟦]{0,40}(?:⟦(?!grade)[^⟧]*⟧[^.;⟦]{0,30}){0,3}$"
    r"|\bsince (?:being|it was|they were|the (?:service|council|authority|department)s? (?:was|were|had been)|getting|receiving)"
    r"[^.;⟦]{0,30}$"
    r"|\bsince (?:the )?(?:one|last|(?:\w+ ){0,2}⟦kind[^⟧]*⟧),? (?:that|which|when|where)\b[^.;⟦]{0,40}$"
    r"|\b(?:first|only)[^.;⟦]{0,25}since[^.;⟦]{0,30}$"
)
_YEARS_AT = re.compile(
    r"\bafter [^.;⟦]{0,30}\byears (?:of|(?:stuck |spent |languishing )?(?:at|as|on|in)) (?:being )?[^.;⟦]{0,15}$"
)
"""`up to good in 2024 after four years at …`: the date is that of the rise."""
_FALLEN_FROM = re.compile(r"\b(?:up|down) from (?:an? )?$")
_SINCE_ITS = re.compile(r"⟦grade[^⟧]*⟧(?: overall)?,? (?:ever )?since (?:its|their|the|an?) (?=⟦date[^⟧]*⟧ ⟦kind)")
_FROM_TO = re.compile(r"\bfrom (?:an? |being )?⟦grade[^⟧]*⟧ (?:up |down )?to (?:an? |being )?$")
_PERFECT = re.compile(r".*\b(?:has|have) (?:now |since |again |today )?been\b")
_HAS_NOW = re.compile(r"[^.;⟦]{0,12}\b(?:has|have|is now|are now|now)\b[^.;⟦]{0,40}⟦grade[^⟧]*⟧(?![^.;]*⟦date)")
_OWN_YEAR = re.compile(r"⟦grade[^⟧]*⟧ (?:back )?in (?:\w+ )?$")
_IS = re.compile(r"\b(?:is|are)\b")
_THAT = re.compile(r"\w+ that\b")
_WAS = re.compile(r"\b(?:was|were|had been|once|previously|formerly)\b")
_NOT_EARLIER = re.compile(r"\b(?:than|from|since|on) (?:the|its|an?|their)?\s*(?:previous|last|earlier)")


_FIRST_SINCE = re.compile(r"\bfor the first time since (?:early |late |mid )?$")


def governing(grading: Grading, seen: Sequence[Sighting]) -> Sighting | None:
    """The sighting in the grading's own line whose date is the date of the grade, if there is one."""
    line = grading.line
    if grading.date is not None:
        return next((sighting for sighting in seen if sighting.date == grading.date), None)
    seen = [sighting for sighting in seen if sighting.date not in grading.not_dates]
    seen = [
        sighting
        for sighting in seen
        if not any(each.end() == sighting.position for each in FIRST_SINCE.finditer(line.text))
    ]
    if grading.before:
        seen = [sighting for sighting in seen if sighting.previous]
    own = line.clause_of(grading.position)
    if _YEARS_AT.search(line.text, 0, grading.position):
        seen = [sighting for sighting in seen if line.clause_of(sighting.position) == own]
    by_clause: dict[int, list[Sighting]] = {}
    for sighting in seen:
        by_clause.setdefault(line.clause_of(sighting.position), []).append(sighting)
    return (
        _since(line, grading, seen)
        or _when(line, own, grading, by_clause)
        or _within(line, grading, by_clause.get(own, []))
        or _onward(line, own, grading, by_clause)
        or _back(line, own, grading, by_clause)
        or _opening(line, grading, seen)
    )


def _start_of_rise(line: Line, position: int) -> int:
    """Where the first grade of `from inadequate to good` stands for a place in it, else that place."""
    rise = _FROM_TO.search(line.text, 0, position)
    return rise.start() if rise else position


def earlier(grading: Grading) -> bool:
    """Whether words near the grade place it at an inspection before."""
    line = grading.line
    if grading.rule == ROW:
        return False
    clause = line.clauses[line.clause_of(grading.position)]
    came = _WHEN_I_CAME.match(line.text) and not _HAD_JUST.search(line.text, 0, grading.position)
    alone = len(line.of(MentionKind.GRADE)) == 1 and not line.of(MentionKind.DATE)
    fallen = alone and _FALLEN_FROM.search(line.text, 0, grading.position)
    if (came or fallen or _AT_THE_ONE_BEFORE.match(line.text) or after_another(grading)) or (
        _LONG_AGO.match(line.text) and not _NOW.search(line.text, 0, grading.position)
    ):
        return True
    if years_after(grading):
        return True
    last = max(
        (token.end for token in line.of(MentionKind.GRADE) if token.end <= grading.position), default=clause.start
    )
    before = line.text[max(clause.start, last) : grading.position]
    end = line.text.find("⟧", grading.position) + 1
    before = _PERFECT.sub("", before)
    relative = clause.opener in ("which", "when", "where") and _AT_THE_LAST.search(line.text[: clause.start])
    if relative or (_EARLIER.search(before) and not _NOT_EARLIER.search(before)):
        return True
    start = max(clause.start, last)
    for token in line.of(MentionKind.DATE):
        words = token.mentions[0].span.of(line.source)
        ago = words.endswith((" ago", " on from")) and start <= token.start < grading.position
        if ago or (words.endswith(" on from") and token.end <= clause.start):
            return True
    return bool(_EARLIER_AFTER.search(line.text[end : end + 90]))


def years_after(grading: Grading) -> bool:
    """Whether the line tells something as years later than the grade: `good, two years after it was inadequate`."""
    line = grading.line
    start = _start_of_rise(line, grading.position)
    clause = line.clauses[line.clause_of(grading.position)]
    told = _YEARS_AFTER.search(line.text[:start]) and not grades_between(line, clause.start - 1, start)
    told = told and not _OPENS_YEARS_AFTER.match(line.text[:start])
    return bool(told or _AFTER_BEING_TOLD.search(line.text[:start]))


def aside(grading: Grading) -> bool:
    """Whether the grade is told in passing before that of now: `X, which was failing in 2018, has been rated good`."""
    line = grading.line
    clause = line.clauses[line.clause_of(grading.position)]
    later = line.text[clause.end :]
    if grading.partial and "⟦area" in later:  # `A, which was rated good, and B, which was outstanding`
        return False
    if clause.opener in ("after", "following") or line.text.startswith("⟦grade", clause.start):
        own = [token for token in line.of(MentionKind.DATE) if clause.start <= token.start < clause.end]
        return any(is_year(token.mentions[0].when) for token in own) and bool(_HAS_NOW.match(later))
    told = clause.opener in _ASIDE and not _THAT.match(line.text, clause.start)
    was = told and _WAS.search(line.text, clause.start, grading.position)
    return bool(was) and "⟦grade" in later and "⟦date" not in later and not _EARLIER.search(later)


def _since(line: Line, grading: Grading, seen: Sequence[Sighting]) -> Sighting | None:
    """The inspection of `good since its 2019 inspection`, unless the grade is the first or best since then."""
    told = _SINCE_ITS.match(line.text, grading.position)
    if told is None or _FIRST_SINCE.search(line.text, 0, grading.position):
        return None
    return next((each for each in seen if each.position == told.end()), None)


def _when(line: Line, own: int, grading: Grading, by_clause: dict[int, list[Sighting]]) -> Sighting | None:
    """The first date of `when they came in 2019` right after the clause of the grade, even if a new grade follows it."""
    if own + 1 == len(line.clauses) or line.clauses[own + 1].opener != "when":
        return None
    first = next(iter(by_clause.get(own + 1, ())), None)
    return first if first and not grades_between(line, grading.position, first.position) else None


def _within(line: Line, grading: Grading, seen: list[Sighting]) -> Sighting | None:
    position = grading.position
    free = [
        s
        for s in seen
        if not grades_between(line, *sorted((s.position, position)))
        and not _BY_NOW.search(line.text[s.position : position])
    ]
    before = [s for s in free if s.position < position]
    if before:
        free = before + [s for s in free if s.position > position and not _of_the_next(line, position, s.position)]
    return min(free, key=lambda s: (s.position < position, abs(s.position - position)), default=None)


def _opening(line: Line, grading: Grading, seen: Sequence[Sighting]) -> Sighting | None:
    """The only date of a line that opens it, as in a timeline: it is the date of all grades that follow."""
    if grading.before or len(seen) != 1 or len(line.of(MentionKind.DATE)) != 1:
        return None
    start = seen[0].position
    between = line.text[start : grading.position]
    if not _OPENING.fullmatch(line.text[:start]) or (_NOW.search(between) and not _ENTRY.match(between)):
        return None
    return None if "from " in between and not _THEN.match(between) else seen[0]


def _of_the_next(line: Line, position: int, date: int) -> bool:
    """Whether a date after a grade opens what is said of the grade after it: `good and in 2022 outstanding`."""
    return bool(_AND_IN.search(line.text[position:date])) and any(t.start > date for t in line.of(MentionKind.GRADE))


def _onward(line: Line, own: int, grading: Grading, by_clause: dict[int, list[Sighting]]) -> Sighting | None:
    if line.text.startswith("now") and any(number < own for number in by_clause):
        return None
    for number in range(own + 1, min(own + 3, len(line.clauses))):
        clause = line.clauses[number]
        lasting = clause.opener == "since" and number == own + 1 and EVER_SINCE.search(line.text[: clause.start])
        if not lasting and (clause.opener in _NOT_ONWARD or grades_between(line, clause.start - 1, clause.end)):
            return None
        for sighting in by_clause.get(number, []):
            beside = number == own + 1 and not grades_between(line, grading.position, clause.start)
            then = beside and _JUST_THEN.match(line.text, clause.start)
            at_last = _AT_THE_LAST.search(line.text[: clause.start].rstrip("( "))
            return sighting if then or lasting or at_last or not sighting.previous else None
    return None


def _back(line: Line, own: int, grading: Grading, by_clause: dict[int, list[Sighting]]) -> Sighting | None:
    clause = line.clauses[own]
    relative = clause.opener in ("when", "where", "which")
    apart = not relative and (
        _HAVING_BEEN.match(line.text, clause.start)
        or _EARLIER.search(line.text, clause.start, grading.position)
        or _YEARS_AFTER.search(line.text[: grading.position])
    )
    if apart or grading.before or _NOW.search(line.text[clause.start : grading.position]):
        return None
    between = line.text[clause.start : grading.position]
    last = _AT_THE_LAST.search(line.text[: clause.start]) if relative else None
    for number in range(own - 1, max(-1, own - 4), -1):
        earlier_clause = line.clauses[number]
        own_grade = grades_between(line, earlier_clause.start - 1, earlier_clause.end)
        aside_from = earlier_clause.opener in _ASIDE or line.text.startswith("⟦grade", earlier_clause.start)
        if own_grade and aside_from and clause.opener not in _ASIDE:
            continue  # `X, which was failing in 2018, got …`, `Failing in 2018, X got …`: the date is that of the aside
        for sighting in reversed(by_clause.get(number, [])):
            of_then = (
                is_year(sighting.when) and _OWN_YEAR.search(line.text[: sighting.position]) and _IS.search(between)
            )
            if of_then or _BUT_NOW.search(line.text[sighting.position : grading.position]):
                return None
            if grades_between(line, sighting.position, grading.position) and clause.opener not in _COORDINATING:
                return None
            if earlier_clause.opener in ("since", "until") and not relative:
                break
            if last and sighting.position < last.start():
                return None
            return sighting
    return None
