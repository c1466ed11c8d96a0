"""On whose word a sum rests: who says it in quotation marks, or in a sentence like `A said that the council would spend £2m`.

Takes the Analysis and the passages of sums; gives the name of a person, the notation of a body, or for the council the
document is about its slug. What the source itself reports has no such name.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from graph.claim import Evidence
from graph.document import Span, Zone
from graph.extraction.analysis import Analysis
from graph.extraction.people.roster import roster
from graph.extraction.quotations.actors import Actor
from graph.extraction.quotations.quotations import find_quotations
from graph.extraction.quotations.reader import Reader, move, reader_of

_SAYS = re.compile(
    r"\b(?:said|says|told|adds|added|explained|claimed|claims|insisted|insists|confirmed|revealed|announced|stated|stressed"
    r"|promised|warned|argued|admitted|noted|wrote|pointed out)\b"
)
_BEHIND = re.compile(
    r"\s*,\s+[^,;“”\"]{0,90}?\b(?:said|says|told|added|adds|explained|according to|confirmed)\b[^“”\"]{0,110}$"
)
_ACCORDING = re.compile(r"\b[Aa]ccording to\b")

Sources = Callable[[Evidence], str | None]


def sources(analysis: Analysis, subject: str | None) -> Sources:
    """What tells for a sum in its passage on whose word it rests; the document is read for speakers once."""
    quotations = find_quotations(analysis, subject)
    reader = reader_of(analysis, roster(analysis), [])

    def source(evidence: Evidence) -> str | None:
        for claim in quotations:
            if claim.published and any(part.covers(evidence.trigger) for part in claim.parts):
                return claim.speaker or _body(claim.body, subject)
        actor = _reported(analysis, reader, evidence)
        return (actor.person or _body(actor.body, subject)) if actor else None

    return source


def _body(body: str | None, subject: str | None) -> str | None:
    return subject if body == "council" else body or None


def _reported(analysis: Analysis, reader: Reader, evidence: Evidence) -> Actor | None:
    """Who says it in indirect speech, in the words before the sum or behind the last comma."""
    text, passage, trigger = reader.text, evidence.passage, evidence.trigger
    lead = Span(passage.start, trigger.start)
    verbs = list(_SAYS.finditer(text, lead.start, lead.end))
    if verbs:
        ahead = reader.actors(Span(lead.start, verbs[-1].start()))
        return _resolved(analysis, reader, passage, ahead[-1 if len(ahead) == 1 else 0]) if ahead else None
    according = _ACCORDING.search(text, lead.start, lead.end)
    behind = _BEHIND.search(text, trigger.end, passage.end)
    if according or behind:
        where = Span(according.end(), lead.end) if according else Span(*behind.span()) if behind else lead
        found = reader.actors(where)
        return _resolved(analysis, reader, passage, found[0]) if found else None
    return None


def _resolved(analysis: Analysis, reader: Reader, passage: Span, actor: Actor) -> Actor | None:
    """The actor, or whom a pronoun stands for after all that was read before the passage."""
    if not actor.pronoun:
        return actor
    reader.context.person = reader.context.body = reader.context.speaker = None
    for block in analysis.document.blocks:
        if block.span.start >= passage.start:
            break
        if block.zone in (Zone.BODY, Zone.LIST):
            move(reader, Span(block.span.start, min(block.span.end, passage.start)))
    return reader.context.resolve(actor)
