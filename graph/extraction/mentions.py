"""Everything of interest named in a document, sentence by sentence.

Takes a Document, its sentences and the councils in them, gives the Analysis: sentences with councils, dates, people,
roles, sums and the words of the lexicon, overlaps resolved in favour of the earlier and longer mention. An ordinary
word that is also a grade becomes strong where it is quoted or capitalised inside a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from graph.document import Document, Span, Zone
from graph.extraction.analysis import Analysis, Mention, MentionKind, Sentence
from graph.extraction.councils.strangers import find_strangers
from graph.extraction.dates.dates import find_dates
from graph.extraction.lexicon import load_lexicon
from graph.extraction.money.money import find_money
from graph.extraction.people.people import find_people
from graph.extraction.people.roles import find_roles
from graph.extraction.ranks import find_ranks

_OPEN, _CLOSE = "‘“\"'’„`˜", "’”\"'"
_LONG_QUOTE = re.compile(r"“[^”]*(?:”|\Z)|\"[^\"]*(?:\"|\Z)|(?<!\w)‘(?:[^’]|’(?=\w))*(?:’|\Z)")
_SPEECH_WORDS = 7
_COMBINED = re.compile(
    r"((?:[\w’']+ ){0,4}(?:in care|looked after|looked[- ]after (?:children|youngsters|young people)))"
    r" and ((?:those |young people )?(?:care leavers|leaving care))",
    re.IGNORECASE,
)
_UNDER = re.compile(r"\b[Uu]nder\s+(?:the|his|her|their|its)\s+$")
_INSPECTION_OF = re.compile(
    r"\b(?:inspection|review|report)s? (?:of|into|on) [^.;]{0,70}(?P<for>services for )?(?:the )?$", re.I
)
_TITLE = ("help_protection", "children_in_care", "care_leavers")  # all that the inspections of 2013 to 2017 looked at
_JUST_AND = re.compile(r"\s+and\s+")
_OVERALL = re.compile(r"[^.;]{0,25}\boverall\b")
_SECOND = re.compile(r"\b(?:second|next)[ -]$", re.I)
_EXTREME = re.compile(r"lowest|worst|bottom|poorest|highest|best|top", re.I)
_NEXT_TO = {"inadequate": "requires_improvement", "outstanding": "good"}
_BOTH = re.compile(r"(?:,\s+(?:though|however|meanwhile),)?\s+(?:(?:is|are|was|were|have|had)\s+)?both\b", re.I)
_TWO = re.compile(r"\b(?:two|both)\b[^.;⟦]{0,30}$", re.I)
_OWN_NOUN = re.compile(r"(?:support|services?|help|care (?!leaver)|experiences?|progress|work)\b", re.I)
_COMMA = re.compile(r",\s+(?:(?:for|in|on|the|its|support|services)\s+)*")
_AND = re.compile(r",?\s+(?:and|as well as|along with|plus|overall)\b", re.I)
_RANK = {
    MentionKind.COUNCIL: 0,
    MentionKind.ROLE: 1,
    MentionKind.INTERVENTION: 2,
    MentionKind.AREA: 3,
    MentionKind.OTHER_PROVIDER: 4,
    MentionKind.PERSON: 5,
    MentionKind.PLACE: 9,
}


def analyse(
    document: Document, sentences: tuple[Sentence, ...], councils: Mapping[int, tuple[Mention, ...]]
) -> Analysis:
    """The document's sentences with all their mentions; promo sentences have councils only."""
    speech = tuple(_speech(document))
    return Analysis(
        document,
        tuple(
            replace(sentence, mentions=_mentions(document, sentence, councils.get(number, ()), speech))
            for number, sentence in enumerate(sentences)
        ),
    )


def _mentions(
    document: Document, sentence: Sentence, councils: tuple[Mention, ...], speech: tuple[Span, ...]
) -> tuple[Mention, ...]:
    if sentence.zone is Zone.PROMO:
        return councils
    found = [*councils, *_recognised(document, sentence)]
    kept = _without_title(document.text, sentence, list(_split(document.text, sentence, without_overlaps(found))))
    return tuple(_weighed(document, sentence, each, speech) for each in kept if not _in_charge(document.text, each))


def _in_charge(text: str, mention: Mention) -> bool:
    """Whether `the leadership of a council` is what something happened under, not what was inspected."""
    leads = mention.kind is MentionKind.AREA and mention.value == "leadership"
    return leads and bool(_UNDER.search(text, max(0, mention.span.start - 14), mention.span.start))


def _recognised(document: Document, sentence: Sentence) -> Iterator[Mention]:
    text, span = document.text, sentence.span
    yield from load_lexicon().find(text, span)
    yield from find_dates(text, span, document.issued)
    yield from find_ranks(text, span)
    yield from find_strangers(text, span)
    yield from find_roles(text, span)
    yield from find_people(text, span)
    yield from find_money(text, span)


def without_overlaps(found: list[Mention]) -> list[Mention]:
    """The leftmost mentions, of those that start together the longest, of equals the more telling kind."""
    kept: list[Mention] = []
    found = [each for each in found if not _names_a_council(each, found)]
    for mention in sorted(found, key=lambda each: (each.span.start, -each.span.end, _rank(each))):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept


def _names_a_council(mention: Mention, found: list[Mention]) -> bool:
    """Whether what looks like a person's name ends with a council's of several words: `Give Tower Hamlets its due`."""
    if mention.kind is not MentionKind.PERSON or mention.strong:
        return False
    first, _, rest = mention.value.partition(" ")
    behind = mention.span.start + len(first) + 1
    return " " in rest and any(
        each.kind is MentionKind.COUNCIL and each.span.start == behind and each.span.end == mention.span.end
        for each in found
    )


def _rank(mention: Mention) -> int:
    """How telling a mention is; what may be a name of two words is no person if a council bears it."""
    guessed = mention.kind is MentionKind.PERSON and not mention.strong
    return _RANK[MentionKind.PLACE] + 1 if guessed else _RANK.get(mention.kind, 6)


def _split(text: str, sentence: Sentence, found: list[Mention]) -> Iterator[Mention]:
    """The mentions; `A, B, children in care and care leavers` is a list of four, its last two not the combined area."""
    for before, mention in zip([None, *found], _paired(text, found), strict=False):
        parts = _COMBINED.fullmatch(mention.span.of(text)) if mention.value == "care_and_care_leavers" else None
        if parts is None or not _in_list(text, sentence, before, mention):
            yield mention
            continue
        start = mention.span.start
        for number, value in ((1, "children_in_care"), (2, "care_leavers")):
            span = Span(start + parts.start(number), start + parts.end(number))
            yield replace(mention, span=span, value=value)


def _paired(text: str, found: list[Mention]) -> list[Mention]:
    """The mentions; `children in care and care leaver services` is one area, as it was until 2023."""
    kept: list[Mention] = []
    for mention in found:
        last = kept[-1] if kept else None
        pair = last is not None and (last.value, mention.value) == ("children_in_care", "care_leavers")
        own = _OWN_NOUN.match(text, mention.span.start)  # `services for A and support for B` are two
        if last and pair and not own and _JUST_AND.fullmatch(text, last.span.end, mention.span.start):
            kept[-1] = replace(mention, value="care_and_care_leavers", span=Span(last.span.start, mention.span.end))
        else:
            kept.append(mention)
    return kept


def _without_title(text: str, sentence: Sentence, found: list[Mention]) -> list[Mention]:
    """The mentions without the areas that only tell in full what the inspection was of."""
    for at, mention in enumerate(found):
        if tuple(each.value for each in found[at : at + len(_TITLE)]) != _TITLE:
            continue
        before = _INSPECTION_OF.search(text, sentence.span.start, mention.span.start)
        whole = before and (before.group("for") or mention.span.of(text).lower().startswith("services for "))
        if whole or _OVERALL.match(text, found[at + len(_TITLE) - 1].span.end, sentence.span.end):
            return found[:at] + found[at + len(_TITLE) :]
    return found


def _in_list(text: str, sentence: Sentence, before: Mention | None, mention: Mention) -> bool:
    """Whether `both` or `the other two` is said of it, or a comma alone stands before it and no further `and` after it."""
    start = sentence.span.start if before is None else before.span.end
    if _BOTH.match(text, mention.span.end) or _TWO.search(text, start, mention.span.start):
        return True
    listed = (
        before is not None
        and before.kind is MentionKind.AREA
        and _COMMA.fullmatch(text, before.span.end, mention.span.start)
    )
    return bool(listed) and not _AND.match(text, mention.span.end)


def _weighed(document: Document, sentence: Sentence, mention: Mention, speech: tuple[Span, ...]) -> Mention:
    """A grade with its weight: quoted or capitalised makes a weak one strong, `speech` marks one inside a quotation."""
    if mention.kind is not MentionKind.GRADE:
        return mention
    mention = _ranked(document.text, sentence, mention)
    feature = "speech" if any(quote.covers(mention.span) for quote in speech) else ""
    strong = mention.strong or _quoted(document.text, mention.span) or _capital(document.text, sentence, mention.span)
    return replace(mention, strong=strong, feature=feature)


def _ranked(text: str, sentence: Sentence, mention: Mention) -> Mention:
    """A grade told by its rank: `second worst rating` is the step above the worst."""
    value = _NEXT_TO.get(mention.value)
    before = _SECOND.search(text, sentence.span.start, mention.span.start)
    if value is None or before is None or not _EXTREME.match(mention.span.of(text)):
        return mention
    return replace(mention, value=value, span=Span(before.start(), mention.span.end))


def _quoted(text: str, span: Span) -> bool:
    return (
        span.start > 0
        and text[span.start - 1] in _OPEN
        and span.end < len(text)
        and (text[span.end] in _CLOSE or text[span.end : span.end + 2] in (",”", ".”", ",’", ".’", ',"', '."'))
    )


def _capital(text: str, sentence: Sentence, span: Span) -> bool:
    """Whether the word has a capital that neither the start of a sentence nor a headline in capitals explains."""
    words = span.of(text)
    if not words[0].isupper() or (words.isupper() and len(words) > 2):
        return False
    before = re.search(r"(\w[\w'’]*)\W*$", text[sentence.span.start : span.start])
    after = re.match(r"\W*(\w)", text[span.end : sentence.span.end])
    return bool(before) and before.group(1)[0].islower() and not (after and after.group(1).isupper())  # type: ignore[union-attr]


def _speech(document: Document) -> Iterator[Span]:
    for block in document.blocks:
        for quote in _LONG_QUOTE.finditer(document.text, block.span.start, block.span.end):
            if len(quote.group().split()) >= _SPEECH_WORDS:
                yield Span(quote.start(), quote.end())
