"""The tape: a sentence in which every mention is a typed token, on which rules are written.

Takes a Sentence with its mentions, gives lower-case text without quotation marks in which a mention reads
`⟦grade=inadequate#3⟧` (`⟦grade?=good#4⟧` when weak) and a list of like mentions is one token `⟦area=…#1+2⟧`. Words
that say `in` a time, such as `back in` or `during`, are `in`, verbs such as `deemed` right before a grade `rated`, and
adverbs that add nothing to them are left out, like the weekday of a date.
Numbers count the mentions of the sentence, so that whatever a rule binds leads back to exact offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.document import Document
from graph.extraction.analysis import Mention, MentionKind, Sentence

_QUOTES = re.compile(r"[“”\"‘„`˜]|(?<!\w)['’]|['’](?!\w)")
_LINK = re.compile(r", external\b")  # what web pages read out after a link
_DASHES = re.compile(r"\s*[–—―]\s*|\s-\s|--+")
_SIGNS = re.compile(r"[“”\"‘„`˜'’–—―\ue000-]|, e")  # without these nothing need be made plain
_IN = re.compile(
    r"\b(?:(?:way |as far )?back (?:in|as)|during|in (?:around|about|roughly)|(?:some time|sometime) in) (?=⟦date)"
)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?=⟦date)")
_EMPTY = re.compile(
    r"\b(?:officially|formally|recently) (?=(?:rated|judged|graded|deemed|found|assessed|classed|given|awarded|handed)\b)"
)
_RATED = re.compile(r"\b(?:deemed|adjudged|classed|classified|ranked|certified|pronounced)(?: as| to be)? (?=⟦grade)")
_ALL_CHILDREN = re.compile(  # the title of an inspection under the single inspection framework names no areas
    r"\bservices for children in need of help and protection, (?:children looked after|looked after children) and care leavers"
)
_WORDLIKE = re.compile(r"\w")
_BETWEEN = (
    r"(?:\s*,\s*(?:and|or|but also)?\s*|,?\s+(?:and\s+)?then\s+(?:to\s+)?|"
    r"\s+(?:and|or|&)\s+|\s+as well as\s+|,?\s+along with\s+|,?\s+together with\s+"
    r"|,?\s+and also\s+|\s*/\s*|;\s+(?:and\s+)?(?=⟦area[^⟧]*⟧\s*(?:[;.,)]|$))|,?\s+in addition to\s+"
    r"|\s+and\s+with\s+(?=⟦area[^⟧]*⟧ ⟦grade\??=req))"
    r"(?!with\b[^⟦]*⟦[^⟧]*⟧(?: (?:was|were|being|judged|rated|as))* ⟦grade)"
    r"(?:(?:the|its|their|both|for|of|in|on|also|with|services for|support for|those|neighbouring|nearby"
    r"|borough of|royal borough(?: of)?|council's)\s+)*"
    r"(?!⟦\w+\??=[^⟧]*⟧ (?:in ⟦council[^⟧]*⟧ )?(?:was|were|is|are) (?:also|too)\b)"
)
_APPOSITION = re.compile(
    r"\W{1,5}(?:(?:of|or|the|an?|its|ofsted's|rating|grade|which is|that is|meaning)\W{1,3}){0,3}", re.I
)
_REGION = r"(?:,? in (?:london|⟦place[^⟧]*⟧|(?:north|south|east|west|greater) \w+),?)?"
_AND_ONLY = r"(?:\s+and\s+(?:in\s+|on\s+)?|,\s+(?=⟦date[^⟧]*⟧\s+and\s+⟦date))"
_TOKEN = re.compile(r"⟦(\w+)\??=[^#⟧]*#([\d+]+)⟧")
_NOT_UNLIKE = r"(?<!unlike )(?<!unlike neighbouring )(?<!unlike nearby )"  # `unlike A, B and C` are no list of three
_LISTS = {
    kind: re.compile(
        rf"{_NOT_UNLIKE}(⟦{kind.value.lower()}\??=[^#⟧]*#[\d+]+)⟧(?:'s)?{gap}⟦{kind.value.lower()}\??=[^#⟧]*#([\d+]+)⟧"
    )
    for kind, gap in (
        (MentionKind.AREA, rf"(?: (?:arrangements|services?|provision|support|work)(?= and ))?{_BETWEEN}"),
        (
            MentionKind.COUNCIL,
            rf"(?:(?: borough| city| county| district| town| metropolitan)* councils?)?{_REGION}(?:{_BETWEEN}|; (?:and )?)",
        ),
        (MentionKind.DATE, _AND_ONLY),
    )
}


@dataclass(frozen=True, slots=True)
class Tape:
    """A sentence as rules see it; `keys` are the kinds and values of its mentions (`area`, `grade=good`)."""

    text: str
    sentence: Sentence
    keys: frozenset[str]

    def mentions(self, numbers: str | None) -> tuple[Mention, ...]:
        """The mentions behind the numbers that a rule has bound, such as `3` or `1+2`."""
        return tuple(self.sentence.mentions[int(number)] for number in numbers.split("+")) if numbers else ()


def tape_of(document: Document, sentence: Sentence) -> Tape:
    """The tape of a sentence whose mentions do not overlap."""
    pieces: list[str] = []
    at = sentence.span.start
    before: Mention | None = None
    for number, mention in enumerate(sentence.mentions):
        if before is not None and _apposed(document.text, before, mention):
            weak = "" if mention.strong or "?" not in pieces[-1] else "?"
            pieces[-1] = f"⟦grade{weak}={mention.value}#{pieces[-1][:-1].partition('#')[2]}+{number}⟧"
        else:
            pieces.append(_unglued(_plain(_possessive(document.text[at : mention.span.start])), number > 0, True))
            weak = "" if mention.strong else "?"
            pieces.append(f"⟦{mention.kind.value.lower()}{weak}={_flat(mention)}#{number}⟧")
        at, before = mention.span.end, mention
    pieces.append(_unglued(_plain(_possessive(document.text[at : sentence.span.end])), bool(sentence.mentions), False))
    text = _joined(_IN.sub("in ", _WEEKDAY.sub("", " ".join("".join(pieces).split()))))
    text = _ALL_CHILDREN.sub("services for children", text)
    return Tape(_RATED.sub("rated ", _EMPTY.sub("", text)), sentence, frozenset(_keys(sentence)))


def _unglued(words: str, after: bool, before: bool) -> str:
    """The words after and before mentions, spaces put in where newspapers lose them at quotation marks."""
    if after and _WORDLIKE.match(words):
        words = " " + words
    return words + " " if before and _WORDLIKE.match(words[-1:]) else words


def _apposed(text: str, before: Mention, mention: Mention) -> bool:
    """Whether two mentions name one grade: `the lowest rating, ‘inadequate’`, `good, its second highest grade`."""
    return (
        before.kind is mention.kind is MentionKind.GRADE
        and before.value == mention.value
        and before.span.of(text).lower() != mention.span.of(text).lower()
        and bool(_APPOSITION.fullmatch(text, before.span.end, mention.span.start))
    )


def _keys(sentence: Sentence) -> Iterator[str]:
    """What rules can ask for: the kinds of the mentions, alone and with their values."""
    for mention in sentence.mentions:
        kind = mention.kind.value.lower()
        yield kind
        yield f"{kind}={mention.value}"


def _flat(mention: Mention) -> str:
    return "" if mention.kind in (MentionKind.PERSON, MentionKind.DATE, MentionKind.MONEY) else mention.value


def _possessive(text: str) -> str:
    """The words after a mention; an apostrophe that belongs to the mention must not pass for a quotation mark."""
    return "\ue000s" + text[2:] if text[:2] in ("’s", "'s") and not text[2:3].isalnum() else text


def _plain(text: str) -> str:
    if _SIGNS.search(text) is None:
        return text.lower()
    text = _LINK.sub("", _QUOTES.sub("", text))
    return _DASHES.sub(" - ", text).replace("’", "'").replace("\ue000", "'").lower()


def _joined(text: str) -> str:
    for kind, pattern in _LISTS.items():
        while text.count(f"⟦{kind.value.lower()}") > 1:
            shorter = pattern.sub(r"\1+\2⟧", text)
            if shorter == text:
                break
            text = shorter
    return text


def positions(text: str) -> list[tuple[int, int, str, str]]:
    """Start, end, kind and mention numbers (such as `1+2`) of every token of a tape."""
    return [(found.start(), found.end(), found.group(1), found.group(2)) for found in _TOKEN.finditer(text)]
