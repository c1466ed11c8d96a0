"""The words in which reports speak of earlier inspections: patterns for date, kind, grade, and topics by their names."""

from __future__ import annotations

import re

from graph.reports.grades import GRADE

_F = re.IGNORECASE | re.DOTALL
_WHEN = r"(?P<date>(?:\b(?!in\b|of\b)[A-Z][a-z]{2,8}\s+)?\b20[012]\d)(?!\s*[–/-]\s*\d)"
_KIND = r"(?:ofsted(?:[’']s)?\s+|full\s+|graded\s+|judge?ment\s+|standard\s+|short\s+|single\s+|statutory\s+|ilacs\s+)*"
_ABOUT = r"(?P<about>[^.;]{0,160}?)"
_JUDGED = rf"\b(?:was|were)\s+(?:also\s+)?(?:judged|rated|graded)(?:\s+overall)?(?:\s+as|\s+to\s+be|\s+to)?\s+[‘'“\"]?{GRADE}\b"
EARLIER = rf"\b(?:previous|last|most\s+recent|earlier)\s+{_KIND}(?:re-?)?inspections?"
DATED = re.compile(
    rf"{EARLIER}(?:\s+(?:of|for|into)\s+(?!20){_ABOUT})?,?\s+(?:(?:was|were)\s+(?:\w+\s+){{0,2}}?)?(?:in|of)\s+{_WHEN}",
    _F,
)
INSPECTED = re.compile(
    rf"(?P<about>\b(?:safeguarding|services\s+for|children[’']s\s+services)[^.;]{{0,120}}?)\s+(?:was|were)\s+"
    rf"(?:also\s+|last\s+)*inspected\s+in\s+{_WHEN}",
    _F,
)
YEAR_FIRST = re.compile(
    r"\b(?:the|its)\s+(?P<date>20[012]\d)\s+(?:full\s+|ofsted\s+|ilacs\s+|single\s+)*inspection\b", _F
)
PUBLISHED = re.compile(rf"{EARLIER}(?:\s+report)?\s+{_ABOUT}(?:was|were)\s+published\s+in\s+{_WHEN}", _F)
PREDECESSOR = re.compile(rf"\bpredecessor\b{_ABOUT}\s+{_JUDGED}[’'”\"]?\s+in\s+{_WHEN}", _F)
GRADED = re.compile(rf"(?P<what>[^.;]{{0,90}}?){_JUDGED}(?P<tail>(?:(?!\s+and\b)[^.,;]){{0,60}})", _F)
OVERALL = re.compile(rf"(?P<what>\bjudge?ment\s+(?:for|of|on)\s+overall\s+effectiveness)\s+was\s+[‘'“\"]?{GRADE}\b", _F)
AND_ANOTHER = re.compile(rf"\s+and\s+{GRADE}\s+(?P<tail>for\s+[^.,;]{{3,80}})", _F)
LISTED = re.compile(rf"[–■▪•◼-]\s*(?P<what>[^:\n]{{5,80}}):\s*{GRADE}\b", _F)
LINK = re.compile(
    r"(?:\s*\([^)]{0,40}\))?(?:,?\s+(?=(?:when|at\s+which|in\s+which|where)\b)"
    r"|\s*\.\s+(?=(?:the\s+(?:local\s+authority|council|services?)|services|it|they|overall)\b))",
    _F,
)
OTHERS = re.compile(
    r"\b(?:fostering|homes?|school|nurser|college|agency|agencies|residential|centre|focused|monitoring|joint|jtai|send\b"
    r"|special\s+educational|youth\s+offending|probation|police|peer|thematic|private|lscb|board|adoption\s+(?:service|support)"
    r"|not\b|adoption$)",
    re.IGNORECASE,
)
PROVIDERS = re.compile(
    r"\b(?:fostering|children[’']s\s+homes?|homes|schools?|nurser\w+|college|agency|residential|adoption\s+(?:service|support)"
    r"|(?:was|were)\s+(?:judged|rated)\s+(?:to\s+be\s+)?\w+\s+at\s+the)\b",
    re.IGNORECASE,
)
_TOPICS = (
    (("overall",), "overall"),
    (("safeguarding", "looked after"), "overall"),
    (("all aspects",), "overall"),
    (("help and protection",), "help_protection"),
    (("protection of children",), "help_protection"),
    (("child protection",), "help_protection"),
    (("safeguarding",), "help_protection"),
    (("adoption",), "adoption"),
    (("children in care and care leavers",), "care_and_care_leavers"),
    (("care leavers",), "care_leavers"),
    (("looked after",), "children_in_care"),
    (("children in care",), "children_in_care"),
    (("leadership",), "leadership"),
    (("leaders",), "leadership"),
)


def topic(words: str) -> str | None:
    """The topic that words name, or None when they are general."""
    plain = " ".join(words.lower().split())
    return next((name for keys, name in _TOPICS if all(key in plain for key in keys)), None)
