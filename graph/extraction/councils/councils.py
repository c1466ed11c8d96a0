"""Which councils a document names, and where.

Takes the register's finds in running text, gives COUNCIL mentions whose value is one slug. A bare place name ("Hull",
"Reading") is a council only if the document names that council in full somewhere, or means it; otherwise a PLACE.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import replace

from graph.document import Document, Zone
from graph.extraction.analysis import Mention, MentionKind, Sentence
from graph.extraction.councils.bare_names import chosen, meant
from graph.extraction.councils.namesakes import without_alluded, without_divided, without_others
from graph.extraction.councils.nicknames import nicknames
from graph.register.register import Found, Register, load_register

_AFTER_IT = re.compile(  # what only a text from after the change says of the council before
    r"\bpredecessor\b|\bcame into being\b|\b(?:which|that) (?:it )?(?:replaced|succeeded)\b|\bsuccessor to\b|\btook over from\b"
)


def council_mentions(document: Document, sentences: tuple[Sentence, ...]) -> dict[int, tuple[Mention, ...]]:
    """COUNCIL and PLACE mentions by number of sentence."""
    register = load_register()
    on = day_of(document.issued)
    finds = {
        number: tuple(register.find(document.text, sentence.span, on)) for number, sentence in enumerate(sentences)
    }
    finds = {number: tuple(without_others(document.text, found, register)) for number, found in finds.items()}
    if on is None:
        finds = finds if _AFTER_IT.search(document.text) else _of_one_time(finds, register)
    known = _named_in_full(sentences, finds)
    finds = without_alluded(document.text, without_divided(finds, known), known)
    promoted = known.keys() | meant(document, sentences, finds, known, register)
    mentions = {
        number: [_mention(each, known, promoted, register) for each in found] for number, found in finds.items()
    }
    for number, sentence in enumerate(sentences):
        mentions[number] += nicknames(document.text, sentence.span, promoted)
    return {number: tuple(sorted(found, key=_place)) for number, found in mentions.items() if found}


def _place(mention: Mention) -> int:
    return mention.span.start


def _of_one_time(finds: dict[int, tuple[Found, ...]], register: Register) -> dict[int, tuple[Found, ...]]:
    """A text of unknown date that names a council and its successor of the same name, the successor read as the council."""
    named = {slug for found in finds.values() for each in found if each.strong for slug in each.councils}
    meant = named | {each.councils[0] for found in finds.values() for each in found if len(each.councils) == 1}
    before = {
        slug: old
        for slug in meant
        for old in register.councils[slug].predecessors
        if old in named and register.councils[old].short_name == register.councils[slug].short_name
    }
    if not before:
        return finds
    return {
        number: tuple(replace(each, councils=tuple(before.get(s, s) for s in each.councils)) for each in found)
        for number, found in finds.items()
    }


def day_of(issued: str | None) -> dt.date | None:
    """The first day that an EDTF date can mean, None when its year is not known."""
    parts = (issued or "").split("/")[0].split("-")
    if not re.fullmatch(r"\d{4}", parts[0]):
        return None
    month = int(parts[1]) if len(parts) > 1 and re.fullmatch(r"0[1-9]|1[0-2]", parts[1]) else 1
    day = int(parts[2]) if len(parts) > 2 and re.fullmatch(r"0[1-9]|[12]\d", parts[2]) else 1
    return dt.date(int(parts[0]), month, day)


def _named_in_full(sentences: tuple[Sentence, ...], finds: Mapping[int, tuple[Found, ...]]) -> Counter[str]:
    """How often each council is named with its title outside adverts."""
    return Counter(
        each.councils[0]
        for number, found in finds.items()
        if sentences[number].zone is not Zone.PROMO
        for each in found
        if each.strong and each.councils
    )


def _mention(found: Found, known: Counter[str], promoted: Set[str], register: Register) -> Mention:
    slug = chosen(found, known, register)
    is_council = found.strong or slug in promoted
    kind = MentionKind.COUNCIL if is_council else MentionKind.PLACE
    return Mention(kind, found.span, slug, found.strong, feature=found.reason)
