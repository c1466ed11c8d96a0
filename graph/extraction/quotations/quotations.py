"""Who said what: QuotationClaims for blocks of six quoted words or more.

Takes the Analysis and the document's subject; reads paragraph by paragraph, so that a speaker carries on until another
takes over. Words quoted from a report belong to the body behind it. Quoted grades, names of areas and titles are not speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.claim import Evidence, QuotationClaim
from graph.document import Span, Zone
from graph.extraction.analysis import Analysis, Sentence
from graph.extraction.people.roster import roster
from graph.extraction.quotations.actors import Actor
from graph.extraction.quotations.marks import QuoteBlock, quote_blocks
from graph.extraction.quotations.reader import Reader, announce, attribute, clause_start, last_tail, move, reader_of
from graph.extraction.quotations.words import SAY

MIN_WORDS = 6
_SPOKEN_ZONES = (Zone.BODY, Zone.LIST, Zone.HEADING)
_WORD = re.compile(r"[\w£%&](?:[\w'’&%-]*\w)?")
_AREA_NAME = re.compile(
    r"(?:the )?(?:(?:experiences? (?:and progress )?of|impact of|quality of)\b(?:(?! (?:was|were|is|are|has|have|had) ).)*"
    r"|children (?:who need help and protection|in care and care leavers"
    r"|looked after.*)|(?:help and )?protection .{0,30}|leadership,? management and governance"
    r"|requires? improvement to be good)[.,]?|.*: [A-Z][a-z]+ (?:19|20)\d\d",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(rf"(?:\b(?:that|with|of|for|by|as|to|in|on|about|and)|{SAY.pattern}|[,:])\s*$", re.IGNORECASE)
_PREDICATE = re.compile(r"[a-z]+ed\b")
_ACRONYM = re.compile(r"\s\([A-Z]{2,7}\)")
_LISTED_BEFORE = re.compile("[’'”\"](?:,| and)? $")
_LISTED_BEHIND = re.compile(",?(?: and)? [‘'“\"]")


_kept: list[tuple[Analysis, str | None, tuple[QuotationClaim, ...]]] = []


def find_quotations(analysis: Analysis, subject: str | None) -> tuple[QuotationClaim, ...]:
    """The quotations of a document, each with speaker or body, parts and passages; those of the last one are kept."""
    if not (_kept and _kept[0][0] is analysis and _kept[0][1] == subject):
        _kept[:] = [(analysis, subject, _quotations(analysis, subject))]
    return _kept[0][2]


def _quotations(analysis: Analysis, subject: str | None) -> tuple[QuotationClaim, ...]:
    document = analysis.document
    paragraphs = [block.span for block in document.blocks if block.zone in _SPOKEN_ZONES]
    blocks = quote_blocks(document.text, paragraphs)
    if not blocks:
        return ()
    reader = reader_of(analysis, roster(analysis), blocks)
    claims: list[QuotationClaim] = []
    number = 0
    for paragraph, span in enumerate(paragraphs):
        started = []
        while number < len(blocks) and blocks[number].paragraph == paragraph:
            started.append(blocks[number])
            number += 1
        claims += _read_paragraph(analysis, reader, paragraphs, paragraph, span, started, subject)
    return tuple(claims)


def _read_paragraph(
    analysis: Analysis,
    reader: Reader,
    paragraphs: Sequence[Span],
    number: int,
    span: Span,
    blocks: Sequence[QuoteBlock],
    subject: str | None,
) -> Iterator[QuotationClaim]:
    """The claims of the quotations that begin in one paragraph; the context moves on with what stands between them."""
    position = span.start
    for index, block in enumerate(blocks):
        end = blocks[index + 1].outer.start if index + 1 < len(blocks) else span.end
        move(reader, Span(position, block.outer.start))
        lead = Span(clause_start(reader, position, block.outer.start, span.start), block.outer.start)
        tail = Span(min(block.outer.end, end), end) if block.last_paragraph == number else Span(span.end, span.end)
        if block.last_paragraph != number:
            tail = last_tail(reader, paragraphs[block.last_paragraph], block)
        found = attribute(reader, block, lead, tail, paragraphs, number)
        if found is not None and found[0].body == "":
            reader.context.speaker = None
        elif found is not None:
            speaker, rule, confidence = found
            reader.context.move(speaker)
            reader.context.speaker = speaker
            claim = _claim(analysis, block, speaker, rule, confidence, subject)
            if claim is not None:
                yield claim
        position = block.outer.end
    move(reader, Span(min(position, span.end), span.end))
    announce(reader, span)


def _claim(
    analysis: Analysis, block: QuoteBlock, speaker: Actor, rule: str, confidence: float, subject: str | None
) -> QuotationClaim | None:
    text = analysis.document.text
    words = [word for part in block.parts for word in _WORD.findall(part.of(text))]
    if len(words) < MIN_WORDS or _no_speech(block, text, words):
        return None
    if len(words) == MIN_WORDS and _fragment(block, text):
        return None
    evidence = tuple(
        Evidence(_passage(analysis.sentences, part), part) for part in block.parts if part.start < part.end
    )
    return QuotationClaim(
        evidence=evidence,
        rule=f"quotation-{rule}",
        confidence=confidence,
        parts=block.parts,
        speaker=speaker.person,
        body=speaker.body,
        organisation=(subject or "") if speaker.body == "council" else "",
    )


def _fragment(block: QuoteBlock, text: str) -> bool:
    """Whether a few words are the verb of a clause of the article's own, which nothing gives as somebody's words."""
    behind = text[block.outer.end : block.outer.end + 2]
    before = text[max(0, block.outer.start - 30) : block.outer.start]
    inside = _PREDICATE.match(text, block.parts[0].start) and behind[:1] == " " and behind[1:].islower()
    return bool(inside) and not _INTRODUCED.search(before)


def _no_speech(block: QuoteBlock, text: str, words: Sequence[str]) -> bool:
    """Names of areas, frameworks and documents are put between marks without being said."""
    before, behind = (
        text[max(0, block.outer.start - 3) : block.outer.start],
        text[block.outer.end : block.outer.end + 12],
    )
    if _ACRONYM.match(behind) or (_LISTED_BEFORE.search(before) and _LISTED_BEHIND.match(behind)):
        return True
    if len(block.parts) == 1 and _AREA_NAME.fullmatch(block.parts[0].of(text).strip()):
        return True
    return sum(word[0].isupper() for word in words) > 0.6 * len(words)


def _passage(sentences: Sequence[Sentence], part: Span) -> Span:
    """The sentences that a part of a quotation lies in, as one stretch."""
    touched = [
        sentence.span for sentence in sentences if sentence.span.start < part.end and part.start < sentence.span.end
    ]
    return Span(min(touched[0].start, part.start), max(touched[-1].end, part.end)) if touched else part
