"""Cuts the section on what must improve into its items, one claim each.

Items are numbered or bulleted at the left edge; bullets inside an item, of another sign, belong to it. What follows
under "Priority and immediate action" is a priority action.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.claim import Evidence, FindingClaim, FindingKind
from graph.document import Span
from graph.reading.pdf_blocks import BULLET, NUMBER
from graph.reports.claims import CURRENT, PRINTED
from graph.reports.grades import GRADE

_OPENING = re.compile(
    r"^[ \t]*(?:what\s*(?:(?:does|do|must|should)\s+(?P<who>[^\n?.]{1,60}?)\s+)?needs?\s*(?:to\s*be\s*improved|to\s*improve)"
    r"(?:\s+(?:in|for)\s+[^\n?.]{1,80})?\s*\??|recommendations?(?:\s+for\s+[^\n.]{3,60})?"
    r"|areas?\s*for\s*(?:improvement|development|priority\s*action)|priority\s+(?:and\s+immediate\s+)?actions?)\s*:?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_PRIORITY = re.compile(r"^(?:areas?\s+for\s+)?priority(?:\s+and\s+immediate)?\s+actions?:?$", re.IGNORECASE)
_ORDINARY = re.compile(r"^(?:areas?|points?)\s+for\s+(?:improvement|development):?$", re.IGNORECASE)
_CLOSING = re.compile(
    r"^(?=[A-Z])(?i:(?:the\s+)?[\w’' ]{0,60}\bstrengths\b|summary\s+for|summary$|information\s+about|progress\s+since"
    r"|(?:key\s+)?inspection\s+judge?ments?|inspection\s+findings|key\s+judge?ments?|executive\s+summary|section\s+\d"
    r"|what\s+(?:the\s+|inspection)|the\s+graded|previous\s+ofsted|judge?ments?\s+(?:about|grade)|the\s+inspection\s+team"
    r"|about\s+this|main\s+findings|what\s+does|(?:the\s+)?local\s+safeguarding\s+children|overall\s+effectiveness"
    r"|areas\s+of\s+good\s+practice|good\s+practice$)"
)
_AREA = re.compile(r"^(?:The\s*experiences?\s*and\s*progress\s*of|The\s*impact\s*of\s*leaders)")
_AREA_GRADED = re.compile(rf".{{0,140}}?(?::|\bis:?|\bare:?)\s*{GRADE}\.?$", re.IGNORECASE)
_ANNOUNCED = re.compile(r"\bfollowing\s+(?:actions?|areas|points)\b", re.IGNORECASE)
_FOLLOWING = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_LONGEST_SECTION = 20_000
_SHORT_LINE = 60


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    text: str


def find_sections(text: str) -> Iterator[tuple[int, tuple[FindingClaim, ...]]]:
    """Offset and items (sign or number in their spans) of every section on what must improve; contents pages do not count."""
    end = 0
    for match in _OPENING.finditer(text):
        if match.start() < end:
            continue
        lines = list(_section(text, match.end()))
        end = lines[-1].span.end if lines else match.end()
        yield match.start(), tuple(_items(lines, match.group()))


def _section(text: str, start: int) -> Iterator[_Line]:
    offset = start
    parts = text[start : start + _LONGEST_SECTION].split("\n")
    finished = True
    for index, part in enumerate(parts):
        line = part.strip()
        if line and finished and (_CLOSING.match(line) or _closes(line, parts[index + 1 :])):
            return
        if line:
            first = offset + len(part) - len(part.lstrip())
            yield _Line(Span(first, first + len(line)), line)
            finished = line.endswith((".", "?", ":", ";", "!")) or not line[-1].isalpha() or len(line) < _SHORT_LINE
        offset += len(part) + 1


def _closes(line: str, following: list[str]) -> bool:
    """Whether the name of a judged area opens its section; between numbered items it is a mere subtitle."""
    if not _AREA.match(line):
        return False
    ahead = [part.strip() for part in following[:3]]
    if _AREA_GRADED.match(" ".join([line, *ahead[:1]])) or _AREA_GRADED.match(line):
        return True
    number = next((match for part in ahead if (match := NUMBER.match(part))), None)
    return number is None or int(number[1]) == 1


def _items(lines: list[_Line], heading: str) -> Iterator[FindingClaim]:
    style = _style(lines)
    kind = FindingKind.PRIORITY_ACTION if "priority" in heading.lower() else FindingKind.AREA_FOR_IMPROVEMENT
    item: list[_Line] = []
    number = 0
    for line in lines:
        urgent, ordinary = _PRIORITY.match(line.text), _ORDINARY.match(line.text)
        if urgent or ordinary:
            yield from _item(item, kind)
            item, number = [], 0
            kind = FindingKind.PRIORITY_ACTION if urgent else FindingKind.AREA_FOR_IMPROVEMENT
        elif (opened := _opened(line.text, style, number, item)) is not None:
            yield from _item(item, kind)
            item, number = [line], opened
        elif item and ((style != "1" and NUMBER.match(line.text)) or _is_subheading(line.text, item)):
            yield from _item(item, kind)
            item = []
        elif item:
            item.append(line)
    yield from _item(item, kind)


def _style(lines: list[_Line]) -> str:
    """How items are marked: "1" for numbers, else the sign of the bullet; "" for plain sentences; "-" for none."""
    numbered = [index for index, line in enumerate(lines) if NUMBER.match(line.text)]
    bullets = [index for index, line in enumerate(lines) if BULLET.match(line.text)]
    if numbered and (not bullets or numbered[0] < bullets[0]):
        before = " ".join(line.text for line in lines[: bullets[0]]) if bullets else ""
        titles = sum(_is_numbered_title(lines, index) for index in numbered)
        return lines[bullets[0]].text[0] if titles * 2 >= len(numbered) or _ANNOUNCED.search(before) else "1"
    if bullets:
        return lines[bullets[0]].text[0]
    whole = " ".join(line.text for line in lines)
    groups = [group for group in _plain_groups(lines) if group]
    sentences = len(_FOLLOWING.split(whole)) if whole else 0
    return "" if groups and sentences == len(groups) and sentences > 1 else "-"


def _is_numbered_title(lines: list[_Line], index: int) -> bool:
    """Whether a numbered line is a title over bullets and no item itself."""
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    return BULLET.match(following) is not None and not lines[index].text.endswith((".", ":", ";", ","))


def _plain_groups(lines: list[_Line]) -> list[str]:
    groups: list[str] = []
    for line in lines:
        if not groups or (groups[-1].endswith(".") and line.text[:1].isupper()):
            groups.append(line.text)
        else:
            groups[-1] += " " + line.text
    return groups


def _opened(text: str, style: str, number: int, item: list[_Line]) -> int | None:
    """The number that the list has reached if a line opens an item, else None; below a subtitle it may start anew."""
    opens = False
    if style == "1":
        match = NUMBER.match(text)
        found = int(match[1]) if match else 0
        opens = bool(match) and (number == 0 or 0 < found - number <= 2 or (not item and found == 1))
        number = found
    elif style == "":
        opens = text[:1].isupper() and (not item or item[-1].text.endswith("."))
    elif style != "-":
        opens = text[0] == style and BULLET.match(text) is not None
    return number if opens else None


def _is_subheading(text: str, item: list[_Line]) -> bool:
    """A title between items: it follows a finished sentence, starts with a capital and is no sentence."""
    finished = item[-1].text.endswith((".", "?", ")", "’"))
    return finished and text[:1].isupper() and len(text) < 80 and not text.endswith((".", ",", ";"))


def _item(lines: list[_Line], kind: FindingKind) -> Iterator[FindingClaim]:
    if not lines:
        return
    span = Span(lines[0].span.start, lines[-1].span.end)
    words = " ".join(line.text for line in lines)
    words = NUMBER.sub("", words, count=1) if NUMBER.match(words) else BULLET.sub("", words, count=1)
    if any(character.isalpha() for character in words):
        yield FindingClaim(
            evidence=(Evidence(span, span),),
            rule="report:improvement",
            confidence=PRINTED,
            inspection=CURRENT,
            kind=kind,
            text=words,
        )
