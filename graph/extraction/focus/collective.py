"""Councils that a line speaks of together without naming them: `both`, `all three`, `five councils`, `these are:`.

Takes the lines of a document, gives the group that such words stand for, if its size fits the number in them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.document import Zone
from graph.extraction.analysis import MentionKind
from graph.extraction.tape.line import Line

Group = tuple[str, ...]

_NUMBERS = "two|three|four|five|six|seven|eight"
_COUNT = {"both": 2} | {word: number for number, word in enumerate(_NUMBERS.split("|"), 2)}
_BODIES = "councils|authorities|boroughs|areas"
_ALL = re.compile(
    r"\beach (?:of|area|council|authority|borough|ha[sv]e?|was|were|is|g[eo]ts?|receive[sd]|came|earned|won|scored|local|been)\b"
    rf"|\bthese (?:{_BODIES})\b"
    rf"|\b(both|{_NUMBERS})\b(?: more| other| of them)?"
    rf"(?: (?:\w+ ){{0,3}}(?:{_BODIES}|partnerships)| ⟦service| ⟦kind\??=[^⟧]*⟧ (?:were|took|came|happened)\b"
    r"| at| have| were|,| between"
    r"| (?:are|got|received?|had|been|scored?|earned|came|remain(?:ed)?|require|fell|now|share|was given)\b)"
)
_ALL_PAPERS = re.compile(
    r"^(?:(?:the|all|these|those|both|three|four|five|new) )*"
    r"(?:⟦(?:kind\??=judgement|framework\??=rsh_consumer)[^⟧]*⟧|gradings|grades) (?:were|are|follow|came|have been)\b"
)
OF_TRUST = re.compile(r" ⟦intervention\??=children_trust")
_ALL_OF_THEM = re.compile(rf"\ball ({_NUMBERS})\b(?: (?:{_BODIES})| (?:were|are|had|have) |\W*$)")
_COUNTED = re.compile(rf"\b({_NUMBERS})\b(?: (?!of\b)[\w-]+){{0,2}} (?:{_BODIES}|landlords)\b")
_OF_TWO = re.compile(
    r"\bthe (latter\b|former(?=(?:'s)?,? (?:was|were|is|are|has|had|have|got|gets|received|remain\w*|an?|being|which|rated|judged"
    r"|fell|slip\w*|rose|climb\w*|drop\w*|jump\w*|mov\w+|went|scor\w+|stay\w*|kept|now|still|only|also)\b))(?:'s)?"
)
_IN_ORDER = re.compile(
    r"^\W*(?:and |but |while )?the (first|second)(?: of (?:them|these|the two)| one| council)?,? "
    r"(?=(?:was|were|is|are|has|had|got|gets|received|remain\w*|rated|judged|scor\w+|stay\w*|kept|now|still|only|also|fell|rose)\b|⟦grade)"
)
_BOTH = re.compile(
    r"\b(?:both|the two|each of the two)(?: of the| of these| of its)?(?: \w+(?:-\w+)?)?"
    rf" (?:(?:{_BODIES}|counties|cities|towns|districts|landlords)\b|⟦kind\??=[^⟧]*⟧ (?:were|took|came|happened)\b)"
)
_FOR_BOTH = re.compile(r"⟦grade[^⟧]*⟧[^.;,⟦]{0,20} (?:for|in|at|across) (?=(?:both|the two|each of the two)\b)")
_THE_TWO = re.compile(
    rf"^(?:the|both|all) (?:other )?({_NUMBERS}) (?:[\w-]+ ){{0,3}}(?:councils|authorities|boroughs)\b"
)
_ITS_TURN = re.compile(r"(?:but |and |there,? )?(?:it|its|they|their|there)\b")
_SOON, _HEAD = 4, 20  # lines; characters of a line before the council that it is about
_SINCE_PAIR = 2


def means_all(group: Group, text: str) -> bool:
    """Whether words such as `both`, `each area` or `three councils` mean the group named last."""
    found = _ALL.search(text)
    return bool(found) and (found.group(1) is None or _COUNT[found.group(1)] == len(group))  # type: ignore[union-attr]


def miscounted(group: Group, text: str) -> bool:
    """Whether a sentence is about another number of councils: `The two authorities that are failing …`."""
    found = _THE_TWO.match(text)
    return bool(found) and _COUNT[found.group(1)] != len(group)  # type: ignore[union-attr]


def means_all_so_far(group: Group, text: str) -> bool:
    """Whether `The judgements were published in May` or `the better ratings of all three` mean all councils graded so far."""
    number = _ALL_OF_THEM.search(text)
    return _COUNT[number.group(1)] == len(group) if number else bool(_ALL_PAPERS.match(text))


def announced(lines: Sequence[Line], at: int) -> Group:
    """The councils that head the list items after a line that ends with a colon."""
    if not lines[at].text.endswith(":"):
        return ()
    found: list[str] = []
    for line in lines[at + 1 :]:
        if line.sentence.zone is not Zone.LIST:
            break
        head = next(iter(line.tokens), None)
        if head and head.kind is MentionKind.COUNCIL and not line.text[: head.start].strip(" -•*–0123456789."):
            found += head.values
    return tuple(dict.fromkeys(found))


def counted_later(lines: Sequence[Line], at: int) -> Group:
    """The councils that a line such as `Five councils got their grades on 3 May` counts and a line soon after names."""
    mentioned = any(not OF_TRUST.match(lines[at].text, token.end) for token in lines[at].of(MentionKind.COUNCIL))
    number = None if mentioned else _COUNTED.search(lines[at].text)
    if number is None:
        return ()
    count = _COUNT[number.group(1)]
    for later in range(at, min(at + _SOON, len(lines))):
        named = (token.values for token in lines[later].of(MentionKind.COUNCIL))
        for group in (announced(lines, later), *named):
            if len(group) == count:
                return group
    return _one_by_one(lines, at, count) if lines[at].of(MentionKind.KIND, MentionKind.GRADE) else ()


def _one_by_one(lines: Sequence[Line], at: int, count: int) -> Group:
    """The first so many councils that head the lines after one, if one line ends with the last of them."""
    found: dict[str, None] = {}
    for line in lines[at + 1 : at + 1 + _SOON * 2]:
        first = next(iter(line.of(MentionKind.COUNCIL)), None)
        if first is not None and first.start <= _HEAD:
            found |= dict.fromkeys(first.values)
        if len(found) >= count:
            break
    return tuple(found) if len(found) == count else ()


def one_of_two(lines: Sequence[Line], at: int, position: int) -> Group:
    """The council that `the former`, `the latter`, `the first` or `the second` is, of the two named last before it."""
    line = lines[at]
    ordinal = _IN_ORDER.match(line.text)
    words = [found for found in _OF_TWO.finditer(line.text) if found.end() <= position] or (
        [ordinal] if ordinal else []
    )
    if not words or any(words[-1].end() < token.start < position for token in line.of(MentionKind.COUNCIL)):
        return ()
    own = _named(line, words[0].start())
    back = range(at - 1, max(at - 1 - (_SINCE_PAIR if ordinal else 1), -1), -1)
    pair = own or next((named for each in back if (named := _named(lines[each]))), ())
    return () if len(pair) != 2 else (pair[words[-1].group(1) in ("latter", "second")],)


def both(lines: Sequence[Line], at: int, position: int) -> Group:
    """The pair that `both boroughs` before a position are: the two named last in one breath, if no third came since."""
    ahead = _FOR_BOTH.match(lines[at].text, position)
    shown = _BOTH.match(lines[at].text, ahead.end()) if ahead else None
    words = [shown] if shown else list(_BOTH.finditer(lines[at].text, 0, position))
    if not words or any(words[-1].end() < token.start < position for token in lines[at].of(MentionKind.COUNCIL)):
        return ()
    since: set[str] = set()
    for each in range(at, -1, -1):
        tokens = lines[each].of(MentionKind.COUNCIL)
        for token in reversed(tokens if each < at else [one for one in tokens if one.end <= words[-1].start()]):
            if len(token.values) == _COUNT["both"]:
                return token.values if since <= set(token.values) else ()
            since.update(token.values)
    return ()


def _named(line: Line, until: int | None = None) -> Group:
    """The councils that a line names, each once, up to a place."""
    tokens = (token for token in line.of(MentionKind.COUNCIL) if until is None or token.end <= until)
    return tuple(dict.fromkeys(slug for token in tokens for slug in token.values))


def goes_on(line: Line, after: Line) -> bool:
    """Whether the next sentence gives a grade to what this one is about: `X fared better. Its work was judged good.`"""
    same = line.sentence.block == after.sentence.block and not after.of(MentionKind.COUNCIL)
    return same and bool(after.of(MentionKind.GRADE)) and bool(_ITS_TURN.match(after.text))
