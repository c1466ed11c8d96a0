"""The times that the dates of one place in a sentence are together.

Takes a date token or mention, gives times of inspections: `December 2024 and January 2025` is one, a year to come none; and
tells which are long past by the words around them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from graph.extraction.analysis import Mention
from graph.extraction.dates.when import months_after
from graph.extraction.tape.line import Line, Token

_IN_QUOTE = re.compile(r"“[^”]*$|^[^\"]*\"[^\"]*$")
_PLUPERFECT = re.compile(
    r"\bhaving (?:rated|judged|graded|found)\b|\bhad (?:also |already |been |previously |last |first )*"
    r"(?:(?:rated|judged|graded|found|deemed|branded|labelled|assessed|moved|upgraded|downgraded|given|handed|awarded"
    r"|come to the same|reached the same|raised|flagged|identified|highlighted|criticised|uncovered)\b"
    r"|(?:stayed |remained |become |stood at )?⟦grade)"
)
_TOLD_THAT = re.compile(r"\b(?:said|told|announced|reported|revealed|confirmed|ruled|warned)\b[^.;]*\bthat\b")
_SAID_OF_VISIT = re.compile(
    r"\b(?:said|told|announced|reported|wrote)\b(?: that)? (?:its|the|their|this)(?: \w+)?"
    r" ⟦kind\??=(?:monitoring|focused)_visit[^⟧]*⟧[^.;]*$"
)
_GONE = re.compile(r"\b(?:predecessor|forerunner|now[- ]abolished|since abolished|defunct)\b")
_MONTH = re.compile(r"\d{4}-(?:0\d|1[0-2])")


def spell(token: Token) -> tuple[Mention, ...]:
    """The times of a token; two months that follow each other are one."""
    first, last = token.mentions[0], token.mentions[-1]
    if len(token.mentions) != 2 or first.when is None or last.when is None:
        return token.mentions
    if any(not _MONTH.fullmatch(each.value) for each in token.mentions) or months_after(first.value, last.value) != 1:
        return token.mentions
    edtf = f"{first.value}/{last.value}"
    return (replace(first, value=edtf, when=replace(first.when, edtf=edtf, latest=last.when.latest)),)


def to_come(mention: Mention, issued: str | None) -> bool:
    """Whether a time lies in a year or month after the document's own, when nobody has inspected yet."""
    today = issued or "9999"
    if _MONTH.match(mention.value) and _MONTH.match(today):
        return mention.value[:7] > today[:7]
    return mention.value[:4].isdigit() and mention.value[:4] > today[:4]


def said_today(line: Line, mention: Mention, issued: str | None) -> bool:
    """Whether a date is the day of the document itself in the mouth of somebody: the judgements he speaks of may be older."""
    before = line.source[line.sentence.span.start : mention.span.start]
    return mention.value == issued and bool(_IN_QUOTE.search(before))


def long_past(line: Line, token: Token) -> bool:
    """Whether the clause tells in the pluperfect how the service had been rated."""
    number = line.clause_of(token.start)
    clause = line.clauses[number]
    start = line.clauses[number - 1].start if number and clause.opener == "since" else clause.start
    had = _PLUPERFECT.search(line.text, start, clause.end)
    told = had and token.start < had.start() and _TOLD_THAT.search(line.text, start, had.start())
    told = told or (had and token.start < had.start() and _SAID_OF_VISIT.search(line.text, start, had.start()))
    return bool((had and not told) or _GONE.search(line.text))
