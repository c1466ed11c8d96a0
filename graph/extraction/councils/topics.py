"""The parts of a text that each tell of one place: under a heading with its name, or from a paragraph that opens with it.

Takes an analysis, gives the parts whose opening names one place or council: `Sampleton: …`, `As for Thirdford, …`,
`Otherham's turn came in May.` A part goes on up to the next opening, heading or, if it is a mere paragraph, its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.document import Zone
from graph.extraction.analysis import Analysis, Mention, MentionKind, Sentence
from graph.extraction.councils.bare_names import SPORT
from graph.register.register import load_register

NAMES = (MentionKind.PLACE, MentionKind.COUNCIL)
_DATED = {MentionKind.KIND, MentionKind.DATE}
_CHILDREN = ("pupils", "students")
_LEAD = re.compile(
    r"\W*(?:(?:and|but|so|then|now|next|first|second|third|last|lastly|finally|meanwhile|elsewhere|over|down|up|back|out"
    r"|across the \w+|further \w+|as|turn to|take|consider|comes?|there is|is|in|at|for|by contrast"
    r"|the|city|county|royal|london|borough|of|neighbouring|nearby|not far away)\b[\s,]*)*",
    re.IGNORECASE,
)
_SETS_TOPIC = re.compile(
    r"(?:\s+(?i:city|county|borough|district|metropolitan|council|area|partnership))*"
    r"(?:[’']s?)?(?:\s*\([^)\n]{2,40}\))?(?:\s*(?:[:,.?|]|[-–—]\s|$)|\s+[a-z])"
)
_BARE = re.compile(r"(?:[\W\d]|\b(?:and|in|since|councils?|city|county|borough)\b)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Topic:
    """A part of a text: the council or place of its opening and its sentences."""

    named: Mention
    sentences: tuple[Sentence, ...]


def topics(analysis: Analysis) -> tuple[Topic, ...]:
    """The parts that tell of a grade or an inspection, in reading order; none where all are of one place."""
    titles = [each for each in analysis.sentences if each.zone is Zone.HEADLINE]
    titles = titles or [each for each in analysis.sentences if each.block == 0]
    titled = {each.value for sentence in titles for each in sentence.of(*NAMES)}
    found = tuple(part for part in _parts(analysis) if _tells(analysis, part) and not _strays(part, titled))
    councils = {each.value for sentence in analysis.sentences for each in sentence.of(MentionKind.COUNCIL)}
    return found if len({part.named.value for part in found} | councils) > 1 else ()


def names_provider(text: str, sentence: Sentence) -> bool:
    """Whether a sentence names a school, a home or another provider; pupils are of no one school."""
    return any(each.span.of(text).lower() not in _CHILDREN for each in sentence.of(MentionKind.OTHER_PROVIDER))


def _parts(analysis: Analysis) -> Iterator[Topic]:
    named: Mention | None = None
    headed, block, own = False, -1, list[Sentence]()
    for sentence in analysis.sentences:
        if sentence.zone in (Zone.PROMO, Zone.BYLINE):
            continue
        may_open = sentence.block != block or any(True for _ in sentence.of(MentionKind.GRADE))
        opening = _opening(analysis, sentence) if may_open else None
        titled = is_title(analysis.document.text, sentence)
        ends = sentence.block != block and (not headed or titled or _heads(sentence))
        if opening or ends:
            if named:
                yield Topic(named, tuple(own))
            named, headed, own = opening, titled or sentence.zone is Zone.HEADING, []
        own.append(sentence)
        block = sentence.block
    if named:
        yield Topic(named, tuple(own))


def is_title(text: str, sentence: Sentence) -> bool:
    """Whether a line is nothing but the name of one council or place, as above the parts of a round-up."""
    one = len({each.value for each in sentence.mentions}) == 1
    return one and sentence.zone is not Zone.HEADLINE and is_bare(text, sentence, NAMES)


def is_bare(text: str, sentence: Sentence, first: tuple[MentionKind, ...], *others: MentionKind) -> bool:
    """Whether a sentence is nothing but mentions of some kinds, one of the first kinds leading."""
    found = sentence.mentions
    if not found or found[0].kind not in first or any(each.kind not in (*first, *others) for each in found):
        return False
    at, rest = sentence.span.start, ""
    for mention in found:
        rest += text[at : mention.span.start] + " "
        at = mention.span.end
    return bool(_BARE.fullmatch(rest + text[at : sentence.span.end]))


def _heads(sentence: Sentence) -> bool:
    """Whether a heading is one of a part of the text, not a row of what a part tells: `Overall: good`."""
    if sentence.zone is Zone.HEADLINE:
        return True
    return sentence.zone is Zone.HEADING and not any(True for _ in sentence.of(MentionKind.GRADE))


def _opening(analysis: Analysis, sentence: Sentence) -> Mention | None:
    """The one place that a heading names, or with which a paragraph opens."""
    names = list(sentence.of(*NAMES)) if sentence.zone is not Zone.HEADLINE else []
    if sentence.zone is Zone.HEADING:
        return names[0] if len({each.value for each in names}) == 1 else None
    if not names or names[0] is not sentence.mentions[0] or not names[0].value:
        return None
    text, span = analysis.document.text, names[0].span
    leads = _LEAD.fullmatch(text, sentence.span.start, span.start)
    return names[0] if leads and _SETS_TOPIC.match(text, span.end, sentence.span.end) else None


def _is_landlord(part: Topic) -> bool:
    """Whether a part gives a grade of the scale for landlords, as districts without social workers get one."""
    return any(each.value.startswith("C") for sentence in part.sentences for each in sentence.of(MentionKind.GRADE))


def _strays(part: Topic, titled: set[str]) -> bool:
    """Whether a heading names a mere place in a text whose headline names another: there it hardly opens a part."""
    heading = part.sentences[0].zone is Zone.HEADING and part.named.kind is MentionKind.PLACE
    return heading and len(titled) == 1 and part.named.value not in titled


def _tells(analysis: Analysis, part: Topic) -> bool:
    """Whether a part tells of a grade or an inspection, of a council that is inspected, and of no school or home."""
    council = load_register().councils.get(part.named.value)
    known = part.named.kind is MentionKind.COUNCIL or _is_landlord(part)
    if council is None or not (council.childrens_services or known):
        return False
    text = analysis.document.text
    if any(names_provider(text, each) or SPORT.search(text, each.span.start, each.span.end) for each in part.sentences):
        return False
    kinds = {each.kind for sentence in part.sentences for each in sentence.mentions}
    return MentionKind.GRADE in kinds or kinds >= _DATED
