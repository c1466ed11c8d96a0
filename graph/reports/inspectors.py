"""Finds who led an inspection: the names behind "Lead inspector", one or several, without titles."""

from __future__ import annotations

import re

from graph.claim import Evidence
from graph.document import Span

_LABEL = re.compile(
    r"^[ \t]*(?:joint\s+)?(?:lead|reporting)\s*inspectors?\b\s*[:;–-]?\s*", re.IGNORECASE | re.MULTILINE
)
_INLINE = re.compile(r"(?<!deputy )(?<!shadow )lead\s*inspectors?\s*:\s*", re.IGNORECASE)
_BEHIND = re.compile(
    r"^[ \t]*(?:inspection\s+team:?\s*)?(?P<name>[A-Z][^\n:;(]{4,60}?),?\s*(?:HMI)?,?\s*\(?\blead\s+inspector\b",
    re.IGNORECASE | re.MULTILINE,
)
_TITLE = re.compile(
    r"\(?\b(?:(?:senior\s+)?(?:her|his|hm)\s+majesty[’'`´]?s?\s+inspectors?|HMIs?|SHMI|OI|AI|SCRI"
    r"|(?:(?:senior|seconded|additional|associate|ofsted|social|care|regulatory)\s+)+inspectors?)\b\)?"
    r"(?:\s*\([A-Z]+\))?(?:,?\s*ofsted\b)?",
    re.IGNORECASE,
)
_NEXT_LABEL = re.compile(
    r"\s*(?:deputy|team|associate|additional|shadow|quality|judge?ment|age\s+group|inspection|report|published|inspectors?\b"
    r"|her\s+majesty|his\s+majesty|senior\s+(?:data|inspection)|seconded|support|key|the\s+|other|contributing|data|regional"
    r"|overall|on[ -]?site|fieldwork|dates?|(?:children[’']s\s+)?social\s+care|ofsted|contract|early\s+years)",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?:(?:Dr|Mrs?|Ms|Miss|Prof(?:essor)?|Sir|Dame)\.?\s+)?"
    r"(?P<name>[^\W\d_][\w’'‘-]*\.?(?:\s+(?:[^\W\d_]\.?|[^\W\d_][\w’'‘-]*)){1,4})"
)
_SAME_LINE = re.compile(r"\b(?:deputy|team|shadow)\b.*", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:;|,|/|&|\band\b|\bwith\b)\s*", re.IGNORECASE)
_LINES = 3


def lead_inspectors(text: str) -> tuple[tuple[str, ...], Evidence | None]:
    """The names as printed and the line that has them."""
    for pattern in (_LABEL, _INLINE):
        for label in pattern.finditer(text):
            names, last = _names(text, label.end(), several="inspectors" in label.group().lower())
            if names:
                span = Span(label.start() + len(label.group()) - len(label.group().lstrip()), last)
                return names, Evidence(span, span)
    if match := _BEHIND.search(text):
        names = _split(match["name"])
        if names:
            span = Span(*match.span("name"))
            return names, Evidence(Span(*match.span()), span)
    return (), None


def _names(text: str, start: int, *, several: bool) -> tuple[tuple[str, ...], int]:
    """The names in the line at `start`, and in the next lines as long as the list goes on."""
    stop = text.find("\n", start)
    stop = len(text) if stop < 0 else stop
    for _ in range(_LINES):
        line = text[start:stop]
        if cut := _SAME_LINE.search(line):
            stop = start + cut.start()
            break
        names = _split(line)
        following = text[stop + 1 : text.find("\n", stop + 1) if "\n" in text[stop + 1 :] else len(text)]
        unfinished = re.search(r"(?:,|;|&|/|\band)\s*$", line) or (not names and len(line.split()) < 3)
        goes_on = unfinished or re.match(r"\s*(?:and|&)\s", following) or (several and _split(following))
        if not goes_on or not following.strip() or _NEXT_LABEL.match(following):
            break
        stop += 1 + len(following)
    return _split(text[start:stop]), len(text[:stop].rstrip())


def _split(words: str) -> tuple[str, ...]:
    plain = _TITLE.sub(";", words.replace("\n", " "))
    names: list[str] = []
    for piece in _JOINT.split(plain):
        match = _PERSON.fullmatch(piece.strip(" .,;:()–-"))
        if match and match["name"][0].isupper() and not _NEXT_LABEL.match(piece):
            names.append(" ".join(match["name"].split()))
    return tuple(dict.fromkeys(names))
