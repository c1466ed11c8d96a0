"""Bare names of places that stand for their councils: `Sampleton is good and so is Otherham`.

Takes an analysis, gives it with those places made councils that the rules of places.toml find in the part of a council:
told a grade, listed beside a grade, likened to a council with one. A place named in one list with such a council is one
too. Only texts about a service that councils run are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.document import Zone
from graph.extraction.analysis import Analysis, Mention, MentionKind, Sentence
from graph.extraction.rules import fired
from graph.extraction.tape import tape_of

_OF_COUNCILS = (MentionKind.INSPECTORATE, MentionKind.FRAMEWORK, MentionKind.SERVICE)
_NEITHER = (MentionKind.OTHER_PROVIDER,)
_NAMES = (MentionKind.PLACE, MentionKind.COUNCIL)
_LISTED = re.compile(r"(?:,|,? and|,? &|,? or)? (?:in |neighbouring |nearby |both )*|\s*[,/&]\s*", re.IGNORECASE)
_NAMES_ONLY = re.compile(r"(?:[\W\d]|\band\b)*")


def with_councils(analysis: Analysis) -> Analysis:
    """The analysis with the places that stand for councils made council mentions."""
    if not any(True for sentence in analysis.sentences for _ in sentence.of(MentionKind.PLACE)):
        return analysis
    if not any(each.strong for sentence in analysis.sentences for each in sentence.of(*_OF_COUNCILS)):
        return analysis
    meant = {slug for sentence in analysis.sentences for slug in _meant(analysis, sentence)}
    meant |= set(_under_grades(analysis))
    if not meant:
        return analysis
    return replace(analysis, sentences=tuple(_made(sentence, meant) for sentence in analysis.sentences))


def _made(sentence: Sentence, meant: set[str]) -> Sentence:
    """A sentence in which the places meant are councils."""
    if not any(each.value in meant for each in sentence.of(MentionKind.PLACE)):
        return sentence
    made = (
        replace(each, kind=MentionKind.COUNCIL) if each.kind is MentionKind.PLACE and each.value in meant else each
        for each in sentence.mentions
    )
    return replace(sentence, mentions=tuple(made))


def _meant(analysis: Analysis, sentence: Sentence) -> Iterator[str]:
    """The places of a sentence that rules find to be councils, and those listed with them."""
    if sentence.zone is Zone.PROMO or not any(True for _ in sentence.of(MentionKind.PLACE)):
        return
    if any(True for _ in sentence.of(*_NEITHER)):
        return
    tape = tape_of(analysis.document, sentence)
    told = {mention.value for _, binding in fired("places", tape) for mention in binding.mentions("p")}
    for run in _runs(analysis, sentence) if told else ():
        if any(mention.value in told for mention in run):
            yield from (mention.value for mention in run if mention.kind is MentionKind.PLACE)


def _runs(analysis: Analysis, sentence: Sentence) -> Iterator[list[Mention]]:
    """The places and councils that stand in one list."""
    run: list[Mention] = []
    for mention in sentence.of(*_NAMES):
        if run and not _LISTED.fullmatch(analysis.document.text, run[-1].span.end, mention.span.start):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def _under_grades(analysis: Analysis) -> Iterator[str]:
    """The places that are all of a line right below one that is nothing but a grade."""
    above: Sentence | None = None
    for sentence in analysis.sentences:
        places = [each for each in sentence.of(MentionKind.PLACE)]
        if places and above is not None and _is_bare(analysis, above, MentionKind.GRADE):
            if _is_bare(analysis, sentence, *_NAMES):
                yield from (each.value for each in places)
                continue  # the next line stands in the same list
        if sentence.zone is not Zone.PROMO:
            above = sentence


def _is_bare(analysis: Analysis, sentence: Sentence, *kinds: MentionKind) -> bool:
    """Whether a sentence is nothing but mentions of some kinds."""
    if not sentence.mentions or any(mention.kind not in kinds for mention in sentence.mentions):
        return False
    at, rest = sentence.span.start, ""
    for mention in sentence.mentions:
        rest += analysis.document.text[at : mention.span.start] + " "
        at = mention.span.end
    return bool(_NAMES_ONLY.fullmatch(rest + analysis.document.text[at : sentence.span.end]))
