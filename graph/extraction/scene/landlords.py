"""Which consumer grades are those of housing associations: the housing regulator grades them on the same scale.

Takes a line, gives the numbers of the grades that it gives to a landlord that is no council: one that has grades for
governance and viability too, as councils never have, one called an association, or one that opens what is said by a
name such as `Example Homes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.extraction.analysis import Mention, MentionKind
from graph.extraction.tape.line import Line

_OWN_GRADES = re.compile(r"\b[GV][1-4]\b")
_TURN = re.compile(r"[.;]|\b(?:while|whereas|but)\b")
_NAME = re.compile(
    r"\b(?!(?:The|Social|Council|Our|Your|Decent|New)\s)(?:[A-Z][\w'’&-]*\s+){1,3}"
    r"(?:Homes|Living|Housing(?:\s+(?:Group|Trust|Association|Partnership|Society))?|Group)\b"
)
_OPENING = re.compile(
    r"\W*(?:(?:And|But|Meanwhile|Elsewhere|Also),?\s+)?(?P<name>(?P<first>[A-Z][\w&'’-]*)(?:\s+[A-Z][\w&'’-]*)*"
    r"(?:(?:,\s+(?:and\s+)?|\s+and\s+|\s+&\s+)[A-Z][\w&'’-]*(?:\s+[A-Z][\w&'’-]*)*)*),?"
    r"(?:\s+(?:the|an?|one|which|who)\s[^,.;]{3,80},)?"
    r"\s+(?:(?:both|all|each|also|which|who)\s+)*"
    r"(?:was|were|has|have|had|got|gets|received|receives|kept|keeps|retained|retains|achieved|earned|went|saw)\b"
)
_COMMON = re.compile(
    r"i|it|they|he|she|we|you|this|that|these|those|the|a|an|both|all|each|one|two|three|four|five|six|some|many"
    r"|most|tenants|tenant|residents|inspectors|officers|councillors|homes|housing|landlords|landlord|services"
    r"|bosses|leaders|staff|repairs|nobody|none|neither|nor|there|here|what|which|who|everyone|its|their|his|her|our"
    r"|my|council|councils|authority|last|now|today|yesterday|previously|overall|ratings|grades|grading|rating"
    r"|social",
    re.IGNORECASE,
)
_ASSOCIATION = re.compile(
    r"\b(?:associations?|charit(?:y|ies)|alms-?houses?|co-?op\w*|(?:housing|private) (?:group|trust|firm|provider|company)s?"
    r"|registered provider)\b",
    re.I,
)
_AN_ASSOCIATION = re.compile(r"\bassociation(?:[’']s)?\b", re.I)
_AUTHORITY = re.compile(r"\b(?:council|authority|borough|city|district|it|landlord)\b", re.I)
_WHERE = re.compile(
    r"\b(?:in|across|around|near|throughout|from|outside|of|for|serving)\s+(?:(?:the|greater|north|south|county)\s+)*$",
    re.I,
)
_NO_HOMES = re.compile(
    r"\b(?:has|have|had|with|owns?|owned|having) no "
    r"(?:council |social |rented |housing )?(?:homes|housing|houses|flats|stock|tenants)\b"
    r"|\b(?:does|do|did)(?: not|n't) (?:itself )?(?:own|run|manage|have|let|rent out)\b "
    r"(?:any |the |these |those )?(?:[\w-]+ )?"
    r"(?:homes|housing|houses|flats|estate|properties|blocks?|tower|stock)\b"
    r"|\b(?:transferred|sold|handed (?:over|on)|gave (?:up|away)|given up|parted with|passed)\b (?:on |over )?(?:all (?:of )?)?"
    r"(?:its|their|the council's|⟦council[^⟧]*⟧'s) (?:council |own |last |former )?(?:homes|houses|housing|stock|flats)\b"
    r"|\b(?:took over|taken over|takes over|bought|acquired)\b (?:all (?:of )?)?(?:the )?(?:⟦council[^⟧]*⟧(?:'s)?|council) "
    r"(?:\w+ )?"
    r"(?:homes|houses|housing|stock|flats)\b"
    r"|\bowns none of\b|\bno longer (?:owns?|has|have|runs?) (?:any |the |its )?(?:\w+ )?(?:homes|housing|houses|stock)\b"
)
_NEAR = 60
_PLACED = (MentionKind.COUNCIL, MentionKind.PLACE, MentionKind.INSPECTORATE)


def of_landlords(line: Line) -> Iterator[str]:
    """The numbers of the grades of other landlords than councils."""
    for token in line.of(MentionKind.GRADE):
        grade = token.mentions[0]
        if grade.value.startswith("C") and any(of(line, grade) for of in (_beside_own, _named, _opened, _associated)):
            yield token.number


def without_homes(line: Line) -> re.Match[str] | None:
    """The words by which a line says that a council has no homes to let, so that the landlord graded must be another."""
    return _NO_HOMES.search(line.text)


def about_association(lines: Sequence[Line]) -> bool:
    """Whether a text is about a housing association: grades that only they have, and no council with a consumer grade."""
    source = lines[0].source if lines else ""
    if not (_OWN_GRADES.search(source) and _AN_ASSOCIATION.search(source)):
        return False
    return not any(
        token.mentions[0].value.startswith("C") and line.of(MentionKind.COUNCIL)
        for line in lines
        for token in line.of(MentionKind.GRADE)
    )


def _beside_own(line: Line, grade: Mention) -> bool:
    """Whether grades that only other landlords have stand near, with no council between."""
    span = line.sentence.span
    for found in _OWN_GRADES.finditer(line.source, max(span.start, grade.span.start - _NEAR), grade.span.end + _NEAR):
        start, end = sorted((found.start(), grade.span.start))
        if not _councils(line, start, end) and not _TURN.search(line.source, start, end):
            return True
    return False


def _opened(line: Line, grade: Mention) -> bool:
    """Whether a name that is none of a council, a place or a person opens the sentence: `Example and Sample were graded`."""
    span = line.sentence.span
    found = _OPENING.match(line.source, span.start, grade.span.start)
    if found is None or _COMMON.fullmatch(found["first"]) or _councils(line, span.start, grade.span.start):
        return False
    return not any(each.span.start < found.end("name") for each in line.sentence.mentions)


def _named(line: Line, grade: Mention) -> bool:
    """Whether a landlord that is no council is the first named since the grade before."""
    starts = [line.sentence.span.start, *(each.span.end for each in line.sentence.of(MentionKind.GRADE))]
    start = max(each for each in starts if each <= grade.span.start)
    for found in _NAME.finditer(line.source, start, grade.span.start):
        placed = line.sentence.of(*_PLACED)
        if not any(each.span.start < found.end() and found.start() < each.span.end for each in placed):
            return not _councils(line, start, found.start()) and not _councils(line, found.end(), grade.span.start)
    return False


def _associated(line: Line, grade: Mention) -> bool:
    """Whether a housing association is told of since the grade before, and nothing that can be a council after it."""
    starts = [line.sentence.span.start, *(each.span.end for each in line.sentence.of(MentionKind.GRADE))]
    start = max(each for each in starts if each <= grade.span.start)
    found = next(_ASSOCIATION.finditer(line.source, start, grade.span.start), None)
    if found is None or _councils(line, start, grade.span.start):
        return False
    return not _AUTHORITY.search(line.source, found.end(), grade.span.start)


def _councils(line: Line, start: int, end: int) -> bool:
    """Whether councils are named in a part of a text, and not only as the place where something is."""
    return any(
        start <= each.span.start < end and not (not each.strong and _WHERE.search(line.source, start, each.span.start))
        for each in line.sentence.of(MentionKind.COUNCIL)
    )
