"""Which council the words right around a place in a line give it to.

Takes a line and a place in it, gives the councils named right behind it, right before it, or as the employer of somebody
named; none if no words do.
"""

from __future__ import annotations

import re

from graph.extraction.analysis import MentionKind
from graph.extraction.focus.bystanders import lends_officer
from graph.extraction.focus.collective import Group
from graph.extraction.tape.asides import aside
from graph.extraction.tape.line import Line

_DIRECTLY = re.compile(
    r"⟦[^⟧]*⟧(?:[ -](?!and\b|but\b)\w+){0,3} (?:in|at|for|of|to) (?:the )?"
    r"|⟦[^⟧]*⟧[^⟦.;:]{0,80}?(?:⟦(?:inspectorate|date|service)[^⟧]*⟧[^⟦.;]{0,20}?){0,2}(?::| -) (?:in )?(?:the )?"
)
_APPOSED = re.compile(
    r"(?: council)?(?:,| -) (?:which |itself |also |is |was |has been |currently |an? )*"
    r"(?:rated|judged|graded)?(?: by ⟦inspectorate[^⟧]*⟧)? ?(?:as )?"
    r"(?:⟦grade[^⟧]*⟧ (?:overall )?(?:by ⟦inspectorate[^⟧]*⟧ )?(?:last|(?:in|since|from) (?:early |late |mid )*))?"
)
_ITS = re.compile(r"\b(?:its|(?:the|that) (?:council|authority|borough|county|city|department)(?:'s)?)\b")


def right_behind(line: Line, position: int) -> Group:
    """The councils of `inadequate rating for X`, `commissioner in X`, right after the token at a position.

    One of several named before is told of more closely: `A and B are inadequate - B since 2022`.
    """
    groups = [set(token.values) for token in line.of(MentionKind.COUNCIL) if token.end <= position]
    for token in line.of(MentionKind.COUNCIL):
        if any(set(token.values) < group for group in groups):
            continue
        if token.start > position and _DIRECTLY.fullmatch(line.text, position, token.start):
            return token.values
    return ()


def right_before(line: Line, position: int) -> Group:
    """The councils of `X, rated good, helps Y`: the grade is theirs although they only help."""
    for token in line.of(MentionKind.COUNCIL):
        if _APPOSED.fullmatch(line.text, token.end, position) and not aside(line, token, position):
            return token.values
    return ()


def employing(line: Line, position: int) -> Group:
    """The council of `the director at X left after its services were rated poor`."""
    for token in line.of(MentionKind.COUNCIL):
        if token.end <= position and lends_officer(line, token) and _ITS.search(line.text, token.end, position):
            return token.values
    return ()
