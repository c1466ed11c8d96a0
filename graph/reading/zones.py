"""Gives each paragraph its zone: headline, byline, body, heading, list, caption or promo.

Takes the text, its paragraphs and what mark-up already says of them; the same rules serve plain text and web pages,
because on flat pages every boilerplate remover lets adverts through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from graph.document import Block, Span, Zone
from graph.reading.masthead import Masthead, read_masthead
from graph.reading.paragraphs import BULLET
from graph.reading.promo import promo

_CAPTION = re.compile(
    r"image (?:caption|source)|images?:|pictured?\b.{0,12}:|picture by|photo(?:graph)?s?(?: by|:)"
    r"|pictured (?:above|left|right|below)|caption:|credit:|source: (?:getty|shutterstock|pa\b|reuters|alamy)|shutterstock_"
    r"|getty images|above:|left:|right:|file (?:photo|image|pic)",
    re.IGNORECASE,
)
_CAPTION_END = re.compile(
    r"\((?:image|picture|photo|pic|credit)s?\b:?[^()]*\)$|\(PA(?: Wire| Archive| Media)?\)$|image source,.{0,60}$"
    r"|[.)\w]\s*picture:? (?:by )?[A-Z][\w .'’&-]{2,40}$|\|\s?[A-Z]{2,6}/[A-Z]{2,6}$|\simage$"
    r"|\b(?:image|picture|photo) by (?-i:[A-Z])[\w .’'-]{2,40}$|\b(?:adobestock|shutterstock|istock|gettyimages)[ _-]?\d+",
    re.IGNORECASE,
)
_CAPTION_SIGNS = (
    "image",
    "pic",
    "photo",
    "credit",
    "(pa",
    "|",
    "stock",
)  # a look for these spares most lines the pattern
_CREDITED_TWICE = re.compile(r"[A-Z][\w'’ ]{3,40}: (.{5,150}?)\s*\1$")
"""A caption with its outlet before it, printed over itself."""
_ENDS = re.compile(r"[.!?…:;,][”’\"')\]]*$")
_QUOTED_END = re.compile(r"[”\"’']$")


def zone(text: str, spans: Sequence[Span], hints: Mapping[int, Zone]) -> tuple[tuple[Block, ...], Masthead]:
    """The blocks of a document and its masthead; `hints` has the zones that mark-up gives to paragraphs."""
    words = [span.of(text) for span in spans]
    first_pass = promo(words, None)
    head = read_masthead(text, spans, first_pass)
    promos = promo(words, head.headline) if head.headline is not None else first_pass
    zones: list[Zone] = []
    for number in range(len(words)):
        fixed = Zone.PROMO if promos[number] else hints.get(number)
        above = Zone.HEADLINE if number == head.headline else Zone.BYLINE if number in head.bylines else None
        zones.append(above or _zone(number, words, fixed, zones))
    _join_runs(words, zones, hints)
    return tuple(Block(span, kind) for span, kind in zip(spans, zones, strict=True)), head


def _zone(number: int, words: Sequence[str], fixed: Zone | None, before: Sequence[Zone]) -> Zone:
    """The zone of a paragraph below the masthead; `fixed` is what its promotion or mark-up says."""
    if fixed is not Zone.PROMO and _caption(number, words, before):
        return Zone.CAPTION
    if fixed:
        return fixed
    if BULLET.match(words[number]):
        return Zone.LIST
    return Zone.HEADING if _heading(number, words) else Zone.BODY


def _caption(number: int, words: Sequence[str], before: Sequence[Zone]) -> bool:
    line = words[number]
    if len(line) > 400:
        return False
    if (
        number
        and before[-1] is Zone.CAPTION
        and words[number - 1].lower().rstrip(",: ") in ("image caption", "image source")
    ):
        return True
    if _CAPTION.match(line) or _CREDITED_TWICE.match(line):
        return True
    if len(line) < 260 and any(sign in line.lower() for sign in _CAPTION_SIGNS) and _CAPTION_END.search(line):
        return True
    again = (number and words[number - 1] == line) or (number + 1 < len(words) and words[number + 1] == line)
    if again and len(line.split()) > 3:
        return True
    tail = line[-25:]
    return len(line) > 50 and 0 <= line.find(tail) < len(line) - 40


def _heading(number: int, words: Sequence[str]) -> bool:
    """A short line without a full stop that something follows."""
    line = words[number]
    if number + 1 >= len(words) or len(line.split()) > 12 or len(line) > 100:
        return False
    if line.endswith("?"):
        return line[0] not in "“‘\"'"
    if _ENDS.search(line) or line[0].islower():
        return False
    return line[0] not in "“‘\"'" or bool(_QUOTED_END.search(line))


def _join_runs(words: Sequence[str], zones: list[Zone], hints: Mapping[int, Zone]) -> None:
    """Three short lines in a row are a list or a table, not headings; so are items after a colon."""
    start = 0
    while start < len(zones):
        end = start
        while end < len(zones) and zones[end] is Zone.HEADING and end not in hints:
            end += 1
        if end - start >= 3:
            followed = end - start < 6 and end < len(zones) and zones[end] in (Zone.BODY, Zone.LIST)
            for number in range(start, end - 1 if followed else end):
                zones[number] = Zone.LIST
        start = max(end, start + 1)
    for number, line in enumerate(words):
        listed = number and zones[number] in (Zone.BODY, Zone.HEADING) and line.endswith(";")
        if listed and (words[number - 1].endswith((":", ";"))):
            zones[number] = Zone.LIST
