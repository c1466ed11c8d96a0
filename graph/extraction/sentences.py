"""Cuts the blocks of a document into sentences.

Takes a Document, gives a Sentence for each stretch up to a full stop (its closing quotation marks included), list
items and headings being at least one each. Newspapers lose the space after a full stop, so `end.Start` is cut too;
abbreviations, initials, decimal points and addresses are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.document import Document, Span
from graph.extraction.analysis import Sentence

_OPENERS = "‘“\"'(["
_STOP = re.compile(r"[.!?…•●▪◦](?:(?<=[.!?…])[.!?…]*[”’\"')\]]*|(?<=\s[•●▪◦])(?=\s))")
_BULLETS = frozenset("•●▪◦")
_GRADED = r"(?:Outstanding|Good|Requires [Ii]mprovement(?: to be good)?|Inadequate|C[1-4])(?: \([^)\n]{1,12}\))?(?::| [-–—|]) "
_LABELLED = (
    r"[^\n:|–]{3,60}(?::| [-–—]) (?:[Oo]utstanding|[Gg]ood|[Rr]equires [Ii]mprovement|[Ii]nadequate"
    r"|C[1-4])\b[^\n.]{0,60}(?:\n|\Z)"
)
_OF_A_FORM = r"[A-Z][^\n:.,]{2,35}: [^\n]{1,100}(?:\n|\Z)"
_ROWS = re.compile(
    rf"[^\n|]*\|[^\n]*\n[^\n|]*\||(?:[^\n]{{1,80}}\n)?{_GRADED}[^\n]*\n{_GRADED}"
    rf"|(?:[^\n]{{1,90}}\n){{0,3}}?(?:{_LABELLED}{_LABELLED}|{_OF_A_FORM}{_OF_A_FORM})"
)
_LINE = re.compile(r"[^\n]+")
_WORD_BEFORE = re.compile(r"(?:(?<=\s)|(?<=[‘“\"'(\[])|^)([^\s‘“\"'(\[]{1,12})$")
_ABBREVIATIONS = (
    "cllr cllrs coun councs mr mrs ms dr drs st prof rev revd hon sgt gen col capt lt supt insp det dci mt e.g eg i.e "
    "ie cf vs viz approx ltd dept govt jan feb mar apr jun jul aug sept sep oct nov dec ref para esp ofc messrs incl "
    "fig ft"
)
_ABBREVIATION = frozenset(_ABBREVIATIONS.split())
_NUMBERED = frozenset(("no", "nos", "p", "pp", "art"))
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_SENTENCE_OPENERS = (
    "The This That These Those It He She They We In On At But And However A An As If When While Since After For Its "
    "His Her Their Our There Ofsted Inspectors Councillor Cllr"
)
_STARTERS = frozenset(_SENTENCE_OPENERS.split())
_NEXT_WORD = re.compile(r"[A-Za-z]+")


def split(document: Document) -> tuple[Sentence, ...]:
    """The sentences of every block, promo blocks included, in reading order."""
    return tuple(
        Sentence(span, number, block.zone)
        for number, block in enumerate(document.blocks)
        for span in sentence_spans(document.text, block.span)
    )


def sentence_spans(text: str, within: Span) -> Iterator[Span]:
    """The spans of the sentences of one paragraph, or the rows of a table, without the white space between them."""
    if _ROWS.match(text, within.start, within.end):
        for row in _LINE.finditer(text, within.start, within.end):
            yield from _trimmed(text, row.start(), row.end())
        return
    start = within.start
    for stop in _STOP.finditer(text, within.start, within.end):
        end = stop.start() if stop.group() in _BULLETS else stop.end()
        if end > start and _ends(text, start, stop, within.end):
            yield from _trimmed(text, start, end)
            start = end
    yield from _trimmed(text, start, within.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _ends(text: str, start: int, stop: re.Match[str], limit: int) -> bool:
    """Whether a sentence ends with the punctuation `stop`."""
    if stop.group() in _BULLETS or stop.end() >= limit:
        return True
    following = text[stop.end()]
    if not following.isspace():
        return _space_lost(text, start, stop, limit)
    begin = stop.end()
    while begin < limit and text[begin].isspace():
        begin += 1
    if begin >= limit:
        return True
    first = text[begin]
    if first in _OPENERS and begin + 1 < limit:
        first = text[begin + 1]
    if first.islower():
        return False
    return stop.group()[0] != "." or len(stop.group()) > 1 or not _abbreviated(text, start, stop.start(), begin)


def _abbreviated(text: str, start: int, dot: int, begin: int) -> bool:
    """Whether the full stop at `dot` belongs to an abbreviation, an initial or the number of a list item."""
    before = _WORD_BEFORE.search(text[max(start, dot - 14) : dot])
    if before is None:
        return False
    word = before.group(1)
    if word.lower() in _ABBREVIATION:
        return True
    if word.lower() in _NUMBERED:
        return text[begin].isdigit()
    if word.isdigit():
        return not text[start : dot - len(word)].strip()
    if _INITIALS.fullmatch(word):
        after = _NEXT_WORD.match(text, begin)
        return bool(after and after.group() not in _STARTERS)
    return False


def _space_lost(text: str, start: int, stop: re.Match[str], limit: int) -> bool:
    """Whether `stop` ends a sentence although no space follows: `improved.The council`, `good.’The council`."""
    mark, first = stop.group(), text[stop.end()]
    if first in "‘“" and stop.end() + 1 < limit:
        first = text[stop.end() + 1]
    if not first.isupper() or stop.start() - 2 < start:
        return False
    if len(mark) > 1 and mark[-1] in "”’\"')":
        return True
    after = text[stop.end() : stop.end() + 3]
    return text[stop.start() - 2 : stop.start()].islower() and not after.isupper() and len(mark) == 1 and after != "Net"
