"""Bare names of places that stand for their councils: `Sampleton is good and so is Otherham`.

Takes an analysis, gives it with those places made councils that the rules of places.toml find in the part of a council:
told a grade, listed beside a grade, likened to a council with one. A place named in one list with such a council is one
too. Only texts about a service that councils run are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from graph.document import Zone
from graph.extraction.analysis import Analysis, Mention, MentionKind, Sentence
from graph.extraction.councils.bare_names import ITS_COUNCILS, SPORT
from graph.extraction.councils.topics import NAMES, is_bare, names_provider, topics
from graph.extraction.tape.rules import fired
from graph.extraction.tape.tape import tape_of
from graph.register.register import load_register

_OF_COUNCILS = (MentionKind.INSPECTORATE, MentionKind.FRAMEWORK, MentionKind.SERVICE)
_LISTED = re.compile(
    r"(?:[’']s?)?(?:,|,? and|,? &|,? or)? (?:in |then |later |to |at |for |neighbouring |nearby |both )*|\s*[,/&]\s*",
    re.IGNORECASE,
)
_ITS_SERVICE = re.compile(
    r"\b(?:(?:the|that|this)\s+(?:council|borough|county|city|town|authority|district)(?:[’']s)?|its)\s+(?:own\s+)?"
    r"(?:child|adult|social|SEND|special|services|housing|landlord)",
    re.IGNORECASE,
)
_GRADED = {MentionKind.AREA, MentionKind.SERVICE, MentionKind.INSPECTORATE}
_ALL_OF_THEM = re.compile(
    r"\b(?:both|each|(?:all|the|these) (?:two|three|four|five)|all of them)\b|^\W*(?:they|these)\b", re.I
)
_BODIES = re.compile(r"\b(?:councils|authorities|boroughs|partnerships)\b", re.I)
_REPORT_CARD = 2  # so many lines with areas and grades are an inspection's result


def with_councils(analysis: Analysis) -> Analysis:
    """The analysis with the places that stand for councils made council mentions."""
    if not any(True for sentence in analysis.sentences for _ in sentence.of(MentionKind.PLACE)):
        return analysis
    if not any(each.strong for sentence in analysis.sentences for each in sentence.of(*_OF_COUNCILS)):
        return analysis
    meant = {slug for sentence in analysis.sentences for slug in _meant(analysis, sentence)}
    meant |= {*_under_grades(analysis), *_only(analysis), *_successors(analysis), *_told_together(analysis)}
    meant |= {part.named.value for part in topics(analysis)}
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
    regulated = any(each.value.startswith("send_") for each in sentence.of(MentionKind.GRADE))
    if (names_provider(analysis.document.text, sentence) and not regulated) or SPORT.search(
        analysis.document.text, sentence.span.start, sentence.span.end
    ):
        return
    tape = tape_of(analysis.document, sentence)
    told = {
        mention.value
        for rule, binding in fired("places", tape)
        if not rule.options.get("graded") or "grade" in tape.keys
        for mention in binding.mentions("p")
    }
    for run in _runs(analysis, sentence) if told else ():
        if any(mention.value in told for mention in run):
            yield from (mention.value for mention in run if mention.kind is MentionKind.PLACE)


def _told_together(analysis: Analysis) -> Iterator[str]:
    """The places listed in a sentence after which one says what both, each or all of these councils were given."""
    for listed, after in pairwise(each for each in analysis.sentences if each.zone is not Zone.PROMO):
        text = analysis.document.text
        told = after.span.of(text)
        kinds = {each.kind for sentence in (listed, after) for each in sentence.mentions}
        if MentionKind.OTHER_PROVIDER in kinds or not _ALL_OF_THEM.search(told) or SPORT.search(listed.span.of(text)):
            continue
        graded = any(True for _ in after.of(MentionKind.GRADE))
        if not any(True for _ in after.of(*NAMES)) and (graded or _BODIES.search(told)):
            runs = (run for run in _runs(analysis, listed) if len(run) > 1)
            yield from (mention.value for run in runs for mention in run if mention.kind is MentionKind.PLACE)


def _runs(analysis: Analysis, sentence: Sentence) -> Iterator[list[Mention]]:
    """The places and councils that stand in one list."""
    run: list[Mention] = []
    for mention in sentence.of(*NAMES):
        if run and not _LISTED.fullmatch(analysis.document.text, run[-1].span.end, mention.span.start):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def _under_grades(analysis: Analysis) -> Iterator[str]:
    """The places that begin the lines of a list below a line that is nothing but a grade or announces one with a colon."""
    headed = False
    for sentence in analysis.sentences:
        if sentence.zone is Zone.PROMO:
            continue
        places = list(sentence.of(MentionKind.PLACE))
        if headed and places and is_bare(analysis.document.text, sentence, NAMES, MentionKind.DATE):
            yield from (each.value for each in places)
        elif not (headed and is_bare(analysis.document.text, sentence, (MentionKind.COUNCIL,), MentionKind.DATE)):
            announced = sentence.span.of(analysis.document.text).endswith(":")
            graded = any(True for _ in sentence.of(MentionKind.GRADE))
            headed = graded and (announced or is_bare(analysis.document.text, sentence, (MentionKind.GRADE,)))


def _only(analysis: Analysis) -> set[str]:
    """The one place of a text in which no council is named, but what an inspection of a council's service came to."""
    named = {
        (each.kind, each.value)
        for sentence in analysis.sentences
        if sentence.zone is not Zone.PROMO
        for each in sentence.of(*NAMES)
    }
    kinds = [{each.kind for each in sentence.mentions} for sentence in analysis.sentences]
    told = any(_is_told(analysis, sentence, own) for sentence, own in zip(analysis.sentences, kinds, strict=True))
    if not any(MentionKind.OTHER_PROVIDER in each for each in kinds):
        told = told or sum(MentionKind.GRADE in each and not _GRADED.isdisjoint(each) for each in kinds) >= _REPORT_CARD
    return {slug for kind, slug in named if kind is MentionKind.PLACE} if told and len(named) == 1 else set()


def _is_told(analysis: Analysis, sentence: Sentence, kinds: set[MentionKind]) -> bool:
    """Whether a sentence has a grade for a service and either an inspection or words that make it one of `the borough`."""
    if not {MentionKind.GRADE, MentionKind.SERVICE} <= kinds:
        return False
    its = _ITS_SERVICE.search(analysis.document.text, sentence.span.start, sentence.span.end)
    return MentionKind.KIND in kinds or (bool(its) and MentionKind.OTHER_PROVIDER not in kinds)


def _successors(analysis: Analysis) -> Iterator[str]:
    """The councils that followed one of a county, in a text that speaks of `the county's councils`."""
    for sentence in analysis.sentences:
        for mention in sentence.of(MentionKind.PLACE):
            if ITS_COUNCILS.match(analysis.document.text, mention.span.end, sentence.span.end):
                yield from load_register().councils[mention.value].successors
