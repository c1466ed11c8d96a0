"""Words that tell a grade as newer than the inspections spoken of before."""

from __future__ import annotations

import re

from graph.extraction.grades.grading import Grading

_NOW = re.compile(
    r"\b(?:now|this time|latest)\b[^.;⟦]{0,40}(?:⟦(?!grade)[^⟧]*⟧[^.;⟦]{0,20}){0,3}$"
    r"|⟦grade[^⟧]*⟧(?:[^.;⟦]|⟦(?!grade)[^⟧]*⟧){0,60}⟦date[^⟧]*⟧, (?:has|have)\b[^.;⟦]{0,40}$"
)
_RAISED = re.compile(
    r"\b(?:upgraded|downgraded|promoted|raised|lifted)\b[^.;⟦]{0,20}(?:⟦(?:council|service)[^⟧]*⟧[^.;⟦]{0,20})?to (?:an? )?$"
    r"|\b(?:gone|moved|risen|climbed|come|crept|edged|inched|stepped) (?:back )?up (?:a grade )?to (?:an? )?$"
    r"|\b(?:mov|lift|bump|nudg|push)\w+ (?:it|them|the \w+) up: $"
)
FIRST_SINCE = re.compile(r"\bfor the first time (?:in [^.;,⟦]{3,20} )?since (?:early |late |mid )?(?=⟦date)")
_BY_NOW = re.compile(r"\b(?:has|have) (?:now|since|at last|finally) been\b[^⟦]*$")
_IN_LATEST = re.compile(
    r"^⟦[^⟧]*⟧[^⟦.;]{0,25}\b(?:in|at|by|from|after) (?:the|its|their) (?:latest|new|newest|most recent)\b"
)


def told_as_new(grading: Grading) -> bool:
    """Whether words set a grade apart from an older one: `now good`, `upgraded to good`, `good in its latest report`."""
    text, place = grading.line.text, grading.position
    now = _RAISED.search(text[:place]) or _NOW.search(text[:place]) or FIRST_SINCE.search(text, 0, place)
    return bool(now or _IN_LATEST.search(text[place:]))


def told_as_recent(grading: Grading) -> bool:
    """Whether a grade `has now been` given."""
    return bool(_BY_NOW.search(grading.line.text, 0, grading.position))
