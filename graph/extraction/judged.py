"""When the housing regulator came to a judgement: on the day it is told of, not when its inspectors came.

Takes a line and the place of a date in it, gives whether the date is that of a judgement. The words nearest before the
date decide, for a date that opens its clause those after it: `graded C3 on Tuesday` is one, `after a visit in May` none.
"""

from __future__ import annotations

import re

from graph.extraction.analysis import MentionKind
from graph.extraction.line import Line

_SAID = "said|announced|confirmed|revealed|found|ruled|concluded|judged|decided|determined|warned|identified|uncovered"
_CUES = re.compile(
    rf"(?P<judged>⟦grade=[^⟧]*⟧[^.;⟦]{0,25}\bsince\b|⟦grade=|⟦kind\??=judgement|⟦framework|\b(?:publish\w*|releas\w*|issu(?:ed?|es|ing)|appeared)\b(?! (?:its|the|an?|their) (?:[\w-]+ ){{0,3}}(?:plan|strategy|response|statement|consultation|apology)\b)"
    r"|\bmade public\b|\bc[ao]me out\b|\bunveil\w*|\b(?:up|down|re)grad\w+|(?<!⟦)\b(?:ratings?|gradings?|graded|grades?|verdict|ruling|decision|breach\w*|notice)\b"
    rf"|(?:⟦inspectorate[^⟧]*⟧|\bregulator|\bwatchdog)(?:'s)? (?:(?:has|have|had|also|then|first|today|previously) )*(?:{_SAID})\b"
    rf"|\bsa(?:id|ys) (?:the )?(?:⟦inspectorate|regulator|watchdog)|\bit (?:was|has been) (?:{_SAID})\b|\b(?:{_SAID}) by (?:the )?(?:⟦inspectorate|regulator|watchdog)|\b(?:was|were|been) (?:found|judged|ruled)\b|\bmoved? (?:up|down)\b|\bout (?=⟦date))"
    r"|(?P<other>\b(?:after which|having|after|following|who|which|whose|when|where|because|since|before|despite|with)\b|⟦kind|⟦intervention|(?<!⟦)\b(?:inspect\w*|visit\w*|on[- ]site|fieldwork|assess\w*|examin\w*|refer\w*|report(?:ed|s)? (?:itself|themselves)|appoint\w*"
    r"|meet\w*|cabinet|committee|councillors?|due|expect\w*|until|comes?|came|goes|gone|went|returns?|returned|look|looked|took|taken|transferred|transfer|built|beg[au]n|started|launched|introduced|force|complet\w*"
    rf"|died|told|contacted|wrote|vot\w*|approv\w*|debat\w*|discuss\w*|set up|apolog\w*|plan\w*|elect\w*|overcharg\w*|charged|{_SAID})\b)"
)
_OPENING = re.compile(
    r"(?:^|[,;:-] ?|\b(?:and|but|then|while|when|where) )\W*"
    r"(?:(?:in|on|during|over|back|at|the|end|start|of|early|late|mid|earlier|only|just) )*$"
)
_ONWARD = re.compile(r"⟦[^⟧]*⟧(?:[^.;:,⟦]{0,40}⟦[^⟧]*⟧)?[^.;:,⟦]{0,40}(?:⟦grade=)?")
_REPORTED = re.compile(r"\b(?:regulator|watchdog|upgrad\w+|downgrad\w+|grad(?:e|es|ing|ings)|ratings?|results?|verdict|findings?|notice)\b")
_TELLING = (MentionKind.GRADE, MentionKind.INSPECTORATE, MentionKind.KIND, MentionKind.FRAMEWORK)


def judged_on(line: Line, date: int) -> bool:
    """Whether the date at a place of the tape is that of a judgement of the housing regulator, as the words near it say."""
    if not (line.of(*_TELLING) or _REPORTED.search(line.text)):
        return False
    after = _CUES.search(line.text, line.text.find("⟧", date)) if _OPENING.search(line.text[:date]) else None
    before = None if after else [*_CUES.finditer(line.text, 0, date)]
    cue = after or (before[-1] if before else _CUES.search(line.text, date, _soon(line, date)))
    return cue is not None and cue.lastgroup == "judged"


def _soon(line: Line, date: int) -> int:
    """Where the words end that can follow a date inside their clause: `was last month given a C3`."""
    return date + len(_ONWARD.match(line.text[date:])[0])  # type: ignore[index]
