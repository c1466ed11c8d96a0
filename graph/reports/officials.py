"""Reads who held a post since when, where a report prints the name; most give the post alone, and those give nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.claim import Evidence, OfficialClaim
from graph.document import Document, Span, Zone
from graph.extraction.sentences import sentence_spans
from graph.reading.pdf_days import find_periods
from graph.reports.claims import TOLD

_ROLES = {
    "director of children’s services": "director_childrens_services",
    "director of children's services": "director_childrens_services",
    "chief executive": "chief_executive",
    "leader of the council": "council_leader",
    "lead member for children’s services": "cabinet_member",
    "lead member for children's services": "cabinet_member",
    "chair of the local safeguarding children board": "lscb_chair",
    "independent chair of the local safeguarding children board": "lscb_chair",
    "chair of the lscb": "lscb_chair",
}
_ROLE = "|".join(re.escape(role).replace(r"\ ", r"\s+") for role in sorted(_ROLES, key=len, reverse=True))
_NAME = r"(?P<name>(?-i:[A-Z][a-z’'-]+(?:\s+[A-Z][\w’'-]+){1,2}))"
_SINCE = r"since\s+(?P<since>(?-i:[A-Z][a-z]+)\s+20\d\d)"
_HELD = (
    re.compile(
        rf"(?P<title>(?:interim\s+)?(?:{_ROLE}))\s*(?:\([A-Z]+\))?,\s+{_NAME},\s+has\s+been\s+in\s+post\s+{_SINCE}",
        re.I,
    ),
    re.compile(
        rf"{_NAME}\s+has\s+been\s+(?:the\s+)?(?P<title>(?:interim\s+)?(?:{_ROLE}))\s*(?:\([A-Z]+\))?\s+{_SINCE}", re.I
    ),
)


def find_officials(document: Document, council: str) -> Iterator[OfficialClaim]:
    """Named holders of posts with the month they began."""
    for block in document.blocks:
        if block.zone not in (Zone.BODY, Zone.LIST) or "since" not in block.span.of(document.text):
            continue
        for sentence in sentence_spans(document.text, block.span):
            for pattern in _HELD:
                if match := pattern.search(document.text, sentence.start, sentence.end):
                    yield from _claim(document.text, sentence, match, council)


def _claim(text: str, sentence: Span, match: re.Match[str], council: str) -> Iterator[OfficialClaim]:
    periods = find_periods(text, Span(*match.span("since")))
    title = " ".join(match["title"].split())
    role = _ROLES[title.lower().removeprefix("interim ")]
    yield OfficialClaim(
        evidence=(Evidence(sentence, Span(*match.span())),),
        rule="report:in-post-since",
        confidence=TOLD,
        name=" ".join(match["name"].split()),
        role=role,
        title=title,
        organisation=council,
        began=periods[0].reference(text) if periods else None,
    )
