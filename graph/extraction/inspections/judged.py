"""When the housing regulator came to a judgement: on the day it is told of, not when its inspectors came.

Takes a line and the place of a date in it, gives whether the date is that of a judgement. The words nearest before the
date decide, for a date that opens its clause those after it: `graded C3 on Tuesday` is one, `after a visit in May` none.
"""

from __future__ import annotations

import re

from graph.extraction.analysis import MentionKind
from graph.extraction.tape.line import Line

_SAID = r"(?:said|announced|confirmed|revealed|found|ruled|concluded|judged|decided|determined|warned|identified|uncovered)\b"
_REGULATOR = r"(?:⟦inspectorate[^⟧]*⟧|\bregulator|\bwatchdog)"
_OF_COUNCIL = r"(?! (?:its|the|an?|their) (?:[\w-]+ ){0,3}(?:plan|strategy|response|statement|consultation|apology)\b)"
_JUDGED = (
    r"⟦grade=[^⟧]*⟧[^.;⟦]{0,25}\bsince\b",
    r"⟦grade=|⟦kind\??=judgement|⟦framework",
    r"\b(?:publish\w*|releas\w*|issu(?:ed?|es|ing)|appeared)\b" + _OF_COUNCIL,
    r"\b(?:announced|confirmed|dated|revealed|disclosed) (?:(?:on|in|last|this) )*$",
    r"\bmade public\b|\bc[ao]me out\b|\bout (?=⟦date|$)|\bunveil\w*|\bmoved? (?:up|down)\b",
    r"(?<!⟦)\b(?:(?:up|down|re)grad\w+|ratings?|gradings?|graded|grades?|verdict|ruling|decision|breach\w*|notice)\b",
    _REGULATOR + r"(?:'s)?\)? (?:(?:has|have|had|also|then|first|today|previously) )*(?:told\b|" + _SAID + ")",
    rf"\b{_SAID}[^.;]{{0,30}} in (?:its|the|an?) (?:\w+ )?⟦kind[^⟧]*⟧(?= (?:out |published )?on )",
    rf"\bsa(?:id|ys) (?:the )?{_REGULATOR}|\b{_SAID} by (?:the )?{_REGULATOR}",
    rf"\bit (?:was|has been) {_SAID}|\b(?:was|were|been) (?:found|judged|ruled)\b",
)
_OTHER = (
    r"\b(?:after which|having|after|following|who|which|whose|when|where|because|since|before|despite|with)\b",
    r"⟦kind|⟦intervention",
    r"(?<!⟦)\b(?:inspect\w*|visit\w*|on[- ]site|fieldwork|assess\w*|examin\w*|look|looked|comes?|came|goes|gone|went|returns?"
    r"|returned|refer\w*|report(?:ed|s)? (?:itself|themselves))\b",
    r"\b(?:appoint\w*|meet\w*|cabinet|committee|councillors?|due|expect\w*|until|took|taken|transfer\w*|built|beg[au]n|started"
    r"|launched|introduced|force|complet\w*|died|told|contacted|wrote|vot\w*|approv\w*|debat\w*|discuss\w*|set up|apolog\w*"
    r"|plan\w*|elect\w*|overcharg\w*|charged)\b",
    rf"\b{_SAID}",
)
_CUES = re.compile(f"(?P<judged>{'|'.join(_JUDGED)})|(?P<other>{'|'.join(_OTHER)})")
_OPENING = re.compile(
    r"(?:^|[,;:-] ?|\b(?:and|but|then|while|when|where) )\W*"
    r"(?:(?:in|on|during|over|back|at|the|end|start|of|early|late|mid|earlier|only|just) )*$"
)
_ONWARD = re.compile(r"⟦[^⟧]*⟧(?:[^.;:,⟦]{0,40}⟦[^⟧]*⟧)?[^.;:,⟦]{0,40}(?:⟦grade=)?")
_REPORTED = re.compile(
    r"\b(?:regulator|watchdog|upgrad\w+|downgrad\w+|grad(?:e|es|ing|ings)|ratings?|results?|verdict|findings?"
    r"|serious failings?|announced|notice)\b"
)
_ATTRIBUTE = re.compile(
    r"[^⟧]*⟧(?:'s)? (?:\w+ )?(?:announcement|publication|news|verdict|ruling|gradings?|ratings?|⟦kind\??=judgement|⟦grade)"
)
_WHEN = re.compile(r"[^⟧]*⟧,? when\b")
_GRADE_SINCE = re.compile(r"⟦grade=[^⟧]*⟧[^.;⟦]{0,12}\bsince $")
_TELLING = (MentionKind.GRADE, MentionKind.INSPECTORATE, MentionKind.KIND, MentionKind.FRAMEWORK)


def judged_on(line: Line, date: int) -> bool:
    """Whether the date at a place of the tape is that of a judgement of the housing regulator, as the words near it say."""
    if not (line.of(*_TELLING) or _REPORTED.search(line.text)):
        return False
    if _ATTRIBUTE.match(line.text, date):
        return True
    told = None if _GRADE_SINCE.search(line.text, 0, date) else _WHEN.match(line.text, date)
    start = told.end() if told else line.text.find("⟧", date)
    after = _CUES.search(line.text, start) if told or _OPENING.search(line.text[:date]) else None
    before = None if after else [*_CUES.finditer(line.text, 0, date)]
    cue = after or (before[-1] if before else _CUES.search(line.text, date, _soon(line, date)))
    return cue is not None and cue.lastgroup == "judged"


def _soon(line: Line, date: int) -> int:
    """Where the words end that can follow a date inside their clause: `was last month given a C3`."""
    return date + len(_ONWARD.match(line.text[date:])[0])  # type: ignore[index]
